import { type Status } from '../values/verificationRecord';

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

/** `name life.turn/moment`, and `?` for one that an unfinished look has not met so far. */
const entryOf = (
	{ name, incarnation, statusVersion, sequence }: KnownSubject,
	isUnseen: boolean,
): string =>
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
			const [, name = '', incarnation = '', told = 0, statusVersion = '', unscannedMark] =
				ENTRY.exec(entry) ?? [];
			const subject = name.toLowerCase();
			if (!isWatched(subject)) continue;
			const sequence = Number(told);
			subjects.set(subject, {
				name,
				status: status as KnownStatus,
				incarnation,
				statusVersion,
				sequence,
			});
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

/** How many are remembered of those who are gone. */
const MAX_REMOVED = 1000;

/** Forgets those who have been gone the longest. */
export function pruneRemoved(subjects: KnownSubjects): void {
	const gone = [...subjects].filter(([, { status }]) => status === 'gone');
	for (const [subject] of gone.slice(0, -MAX_REMOVED)) subjects.delete(subject);
}
