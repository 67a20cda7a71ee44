import { createHash } from 'node:crypto';
import { type JsonObject } from './json';
import { type Status, type VerificationRecord } from './record';

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

/** `gone`: the service does not know it, which is remembered of those who may come back. */
type KnownStatus = Status | 'gone';

/** What a trigger remembers between two polls, as n8n stores it. */
export interface StoredState {
	/** Who is watched, by whom: another scope or account is learnt anew. */
	scope: string;
	/** When that was learnt, in epoch milliseconds. */
	baselineAt: number;
	/** Plain text, by status, is what costs the least: see `textOf`. */
	known: Partial<Record<KnownStatus, string[]>>;
	/** One that the poll's time did not suffice for. */
	unfinished?: ScanCursor;
}

/** A look at everybody. */
export interface ScanCursor {
	/** Where it begins, or goes on. */
	page: number;
	/** The first one tells nothing. */
	isBaseline: boolean;
	/** While they are learnt: how many there were at most, and how many were met before this look. */
	expectedTotal?: number;
	metBefore?: number;
}

/** What is known of a subject. */
export interface KnownSubject {
	/** As the service spells it; letters may differ in case from what tells subjects apart. */
	name: string;
	status: KnownStatus;
	incarnation: string;
	statusVersion: string;
	/** How often it was told. */
	sequence: number;
}

export type KnownSubjects = Map<string, KnownSubject>;

/** What happened to a subject. */
export interface Change {
	kind: 'changed' | 'new' | 'removed';
	previousStatus: Status | null;
}

/** `name life.turn/moment`, and `?` for one that an unfinished look has not met so far. */
const entryOf = ({ name, incarnation, statusVersion, sequence }: KnownSubject, isUnseen: boolean): string =>
	`${name} ${incarnation}${sequence > 0 ? `.${sequence}` : ''}${statusVersion && `/${statusVersion}`}${isUnseen ? '?' : ''}`;

const ENTRY = /^(.*) ([\w-]*)(?:\.(\d+))?(?:\/([\w-]+))?(\?)?$/;

/** A memory, ready to work with. */
export interface TriggerState {
	/** When the subjects were learnt, in epoch milliseconds. */
	baselineAt: number;
	subjects: KnownSubjects;
	/** Who is still to be met. */
	unscanned: Set<string>;
	/** The look that begins, or goes on. */
	cursor: ScanCursor;
}

/** Recalls those who `isWatched`; without a memory everybody is to be learnt. */
export function loadState(
	memory: StoredState | undefined,
	isWatched: (subject: string) => boolean,
): TriggerState {
	const subjects: KnownSubjects = new Map();
	const unscanned = new Set<string>();
	for (const [status, entries] of Object.entries(memory?.known ?? {})) {
		for (const entry of entries) {
			const [, name = '', incarnation = '', told = 0, statusVersion = '', unscannedMark] = ENTRY.exec(entry) ?? [];
			const subject = name.toLowerCase();
			if (!isWatched(subject)) continue;
			const sequence = Number(told);
			subjects.set(subject, { name, status: status as KnownStatus, incarnation, statusVersion, sequence });
			if (memory?.unfinished ? unscannedMark : status !== 'gone') unscanned.add(subject);
		}
	}
	return {
		baselineAt: memory?.baselineAt ?? Date.now(),
		subjects,
		unscanned,
		cursor: memory?.unfinished ?? { page: 0, isBaseline: !memory },
	};
}

/** What to store; `look` goes on in the next poll. */
export function saveState(
	scope: string,
	{ baselineAt, subjects, unscanned }: TriggerState,
	look: ScanCursor | undefined,
): StoredState {
	const known: StoredState['known'] = {};
	for (const [subject, one] of subjects) {
		(known[one.status] ??= []).push(entryOf(one, look !== undefined && unscanned.has(subject)));
	}
	return { scope, baselineAt, known, ...(look && { unfinished: look }) };
}

/** What to remember of a sight. A incarnation once known stays so where the service does not repeat it. */
export function knownSubject(
	{ record, incarnation, statusVersion = '' }: SubjectSnapshot & Pick<ListedSubject, 'statusVersion'>,
	before: KnownSubject | undefined,
	sequence: number,
): KnownSubject {
	const { subject: name, status } = record;
	return { name, status, incarnation: incarnation || before?.incarnation || '', statusVersion, sequence };
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
	{ record: { status }, incarnation, statusVersion = '' }: SubjectSnapshot & Pick<ListedSubject, 'statusVersion'>,
): Change | undefined {
	if (!known || known.status === 'gone' || differ(known.incarnation, incarnation)) {
		return { kind: 'new', previousStatus: null };
	}
	return known.status !== status || differ(known.statusVersion, statusVersion)
		? { kind: 'changed', previousStatus: known.status }
		: undefined;
}

/** How many are remembered of those who are gone. */
const MAX_REMOVED = 1000;

/** Forgets those who have been gone the longest. */
export function pruneRemoved(subjects: KnownSubjects): void {
	const gone = [...subjects].filter(([, { status }]) => status === 'gone');
	for (const [subject] of gone.slice(0, -MAX_REMOVED)) subjects.delete(subject);
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
