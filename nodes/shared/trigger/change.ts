import { createHash } from 'node:crypto';
import { type JsonObject } from '../values/json';
import { type Status, type VerificationRecord } from '../values/verificationRecord';
import { type KnownSubject } from './state';

/** What a service says of a subject at a moment. */
export interface SubjectSnapshot {
	record: VerificationRecord;
	/** The documented object that says so. */
	answer: JsonObject;
	/** When the present status began, ISO 8601; null where the service does not say. */
	since: string | null;
	/** What the service says of this time of the status; where it says `since`, of no other. */
	dedupKey: string;
	/** Tells two lives of one subject apart, in a few characters of `\w-`; empty where nothing does. */
	incarnation: string;
}

export interface ListedSubject extends SubjectSnapshot {
	/** What tells subjects apart, in lower case. */
	subject: string;
	/** It shows less of the subject than a lookup does: one that changed is looked up. */
	isPartial?: boolean;
	/** Tells two times of one status apart, in a few characters of `\w-`, where rows that are not short do. */
	statusVersion?: string;
}

/** What happened to a subject. */
export interface Change {
	kind: 'changed' | 'new' | 'removed';
	previousStatus: Status | null;
}

/** What to remember of a sight. A incarnation once known stays so where the service does not repeat it. */
export function knownSubject(
	{
		record,
		incarnation,
		statusVersion = '',
	}: SubjectSnapshot & Pick<ListedSubject, 'statusVersion'>,
	before: KnownSubject | undefined,
	sequence: number,
): KnownSubject {
	const { subject: name, status } = record;
	return {
		name,
		status,
		incarnation: incarnation || before?.incarnation || '',
		statusVersion,
		sequence,
	};
}

/** What to remember of one that is not there, and may come. */
export const removedSubject = (learnt: number, name: string): KnownSubject => ({
	name,
	status: 'gone',
	incarnation: '',
	statusVersion: '',
	sequence: initialSequence(learnt),
});

/** Where the count of one begins that is learnt after the others: it may have been watched before. */
export const initialSequence = (learnt: number): number => Math.floor((Date.now() - learnt) / 1000);

/** What is new about a subject; undefined when nothing is. */
export function changeOf(
	known: KnownSubject | undefined,
	{
		record: { status },
		incarnation,
		statusVersion = '',
	}: SubjectSnapshot & Pick<ListedSubject, 'statusVersion'>,
): Change | undefined {
	if (!known || known.status === 'gone' || differ(known.incarnation, incarnation)) {
		return { kind: 'new', previousStatus: null };
	}
	return known.status !== status || differ(known.statusVersion, statusVersion)
		? { kind: 'changed', previousStatus: known.status }
		: undefined;
}

/** Both are known, and they are not the same. */
export const differ = (known: string, seen: string): boolean =>
	known !== '' && seen !== '' && known !== seen;

/**
 * The same for the same change, however often it is told, and another for any other: made from what
 * the service says of it alone. Where that does not tell two times apart, the count of what was told
 * since the subject was learnt stands in.
 */
export function eventId(
	{ record: { provider, subject, status }, since, dedupKey }: SubjectSnapshot,
	{ kind }: Change,
	{ incarnation, sequence }: Pick<KnownSubject, 'incarnation' | 'sequence'>,
	learnt: number,
): string {
	const isRemoved = kind === 'removed';
	// Who comes back may do so with the very status that was told of it.
	const isReturn = kind === 'new' && sequence > 1;
	const isDated = since !== null && dedupKey !== '' && !isRemoved && !isReturn;
	return createHash('sha256')
		.update(
			JSON.stringify([
				provider,
				subject,
				isRemoved,
				status,
				dedupKey,
				...(isDated ? [] : [incarnation, learnt, sequence]),
			]),
		)
		.digest('hex')
		.slice(0, 32);
}
