import { type JsonObject } from '../values/json';
import { type Status, type VerificationRecord } from '../values/verificationRecord';
import { type KnownSubject } from './state';

/** What the service says of a subject at one moment. */
export interface SubjectSnapshot {
	record: VerificationRecord;
	/** The documented object that the record is made from. */
	answer: JsonObject;
	/** When the present status began, ISO 8601; null where the service does not say. */
	since: string | null;
	/**
	 * Identifies this occurrence of the status, made from what the service says. Together with `since` it
	 * is unique to the occurrence.
	 */
	dedupKey: string;
	/**
	 * Tells a subject from a later one of the same name (deleted and created again), in a few characters of
	 * `\w-`; empty where the service does not tell them apart.
	 */
	incarnation: string;
}

/** A subject as a row of a list shows it. */
export interface ListedSubject extends SubjectSnapshot {
	/** The key of the subject: its name in lower case. */
	subject: string;
	/** The row holds less than a lookup: a changed subject is looked up before an event is emitted. */
	isPartial?: boolean;
	/**
	 * Tells two occurrences of the same status apart, in a few characters of `\w-`. Only rows that are not
	 * partial have it.
	 */
	statusVersion?: string;
}

type Snapshot = SubjectSnapshot & Pick<ListedSubject, 'statusVersion'>;

/** How a subject differs from its last known state. */
export interface Change {
	kind: 'changed' | 'new' | 'removed';
	previousStatus: Status | null;
}

/** The difference between the last known state of a subject and a snapshot; undefined when there is none. */
export function changeBetween(
	known: KnownSubject | undefined,
	{ record: { status }, incarnation, statusVersion = '' }: Snapshot,
): Change | undefined {
	if (!known || known.status === 'removed' || differ(known.incarnation, incarnation)) {
		return { kind: 'new', previousStatus: null };
	}
	const previousStatus = statusOf(known);
	return previousStatus !== null &&
		(previousStatus !== status || differ(known.statusVersion, statusVersion))
		? { kind: 'changed', previousStatus }
		: undefined;
}

/** The last status that was read; null when there is none. */
export const statusOf = ({ status }: KnownSubject): Status | null =>
	status === 'removed' || status === 'unread' ? null : status;

/** True when both values are known and not equal. */
export const differ = (known: string, present: string): boolean =>
	known !== '' && present !== '' && known !== present;

/**
 * The known state of a subject after a snapshot. A known incarnation is kept when the snapshot does not
 * state one.
 */
export function knownFrom(
	{ record, incarnation, statusVersion = '' }: Snapshot,
	before: KnownSubject | undefined,
	sequence: number,
): KnownSubject {
	return {
		name: record.subject,
		status: record.status,
		incarnation: incarnation || before?.incarnation || '',
		statusVersion,
		sequence,
	};
}

/** The known state of a subject that exists, but could not be read: what it answers later is no change. */
export const knownAsUnread = (name: string): KnownSubject => ({
	name,
	status: 'unread',
	incarnation: '',
	statusVersion: '',
	sequence: 0,
});

/** The known state of a chosen subject that the service does not know (yet). */
export const knownAsRemoved = (name: string, baselineAt: number): KnownSubject => ({
	name,
	status: 'removed',
	incarnation: '',
	statusVersion: '',
	sequence: lateSequence(baselineAt),
});

/**
 * The first sequence number of a subject that is added after the baseline. It may have been watched
 * before: the seconds since the baseline are more than its events then, so no event ID comes twice.
 */
export const lateSequence = (baselineAt: number): number =>
	Math.floor((Date.now() - baselineAt) / 1000);
