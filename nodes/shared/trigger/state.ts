import { InvalidParameter } from '../values/invalidParameter';
import { type Status } from '../values/verificationRecord';

/**
 * `removed`: the service no longer knows the subject. It stays in the state, because it may return. `unread`:
 * while the baseline was built, the service did not say what the status of the subject is.
 */
type KnownStatus = Status | 'removed' | 'unread';

/** The trigger's state between two polls, as n8n stores it with the workflow. */
export interface StoredState {
	/** Identifies the watched subjects and the account. A different scope needs a new baseline. */
	scope: string;
	/** Identifies the key of the credential, so that the key of another account is noticed. */
	key?: string;
	/** When the baseline was begun, in epoch milliseconds. */
	baselineAt: number;
	/** The known subjects by status, each as one line of text: the format that takes the least space. */
	subjects: Partial<Record<KnownStatus, string[]>>;
	/** Present when the last poll had no time to scan all pages. */
	cursor?: ScanCursor;
}

/** Where a scan starts or continues. */
export interface ScanCursor {
	/** The index of the next page. */
	page: number;
	/** The index of its first row that was not read, where there was no time for a whole page. */
	row?: number;
	/** A baseline scan records the subjects and emits no event. */
	isBaseline: boolean;
	/** During a baseline: the largest total that the service has stated. */
	expectedTotal?: number;
	/** During a baseline: how many subjects were known before the present scan. */
	knownBefore?: number;
	/** The key that the scan was begun with, where it is not that of the last complete one. */
	key?: string;
}

/** The last known state of a subject. */
export interface KnownSubject {
	/** The subject as the service spells it; the key of `KnownSubjects` is the same in lower case. */
	name: string;
	status: KnownStatus;
	incarnation: string;
	statusVersion: string;
	/** How many events were emitted for this subject. */
	sequence: number;
}

export type KnownSubjects = Map<string, KnownSubject>;

/** The trigger's state during a poll. */
export interface TriggerState {
	/** When the baseline was begun, in epoch milliseconds. */
	baselineAt: number;
	subjects: KnownSubjects;
	/** The known subjects that the present scan has not found yet. */
	unscanned: Set<string>;
	cursor: ScanCursor;
	/** The credential has another key than when the last pass was completed. */
	isKeyChanged: boolean;
	/** This poll has found another account, and forgotten the subjects of the former one. */
	isAnew?: boolean;
}

/** One line of the stored state: `name incarnation.sequence/statusVersion`, and `?` for an unscanned subject. */
const ENTRY = /^(.*) ([\w-]*)(?:\.(\d+))?(?:\/([\w-]+))?(\?)?$/;

function formatEntry(subject: KnownSubject, isUnscanned: boolean): string {
	const { name, incarnation, statusVersion, sequence } = subject;
	const count = sequence > 0 ? `.${sequence}` : '';
	const version = statusVersion && `/${statusVersion}`;
	return `${name} ${incarnation}${count}${version}${isUnscanned ? '?' : ''}`;
}

function parseEntry(entry: string, status: KnownStatus): [KnownSubject, isUnscanned: boolean] {
	const [, name = '', incarnation = '', sequence = 0, statusVersion = '', unscannedMark] =
		ENTRY.exec(entry) ?? [];
	const subject = { name, status, incarnation, statusVersion, sequence: Number(sequence) };
	return [subject, unscannedMark !== undefined];
}

/**
 * The state to work with. Subjects that are no longer watched are dropped; without a stored state a
 * baseline begins. `key` identifies the key of the credential.
 */
export function loadState(
	found: StoredState | undefined,
	isWatched: (subject: string) => boolean,
	key?: string,
): TriggerState {
	const isKeyChanged = found?.key !== undefined && found.key !== key;
	const stored = withoutCursorOfOtherKey(found, key);
	const subjects: KnownSubjects = new Map();
	const unscanned = new Set<string>();
	for (const [status, entries] of Object.entries(stored?.subjects ?? {})) {
		for (const entry of entries) {
			const [known, isUnscanned] = parseEntry(entry, status as KnownStatus);
			const subject = known.name.toLowerCase();
			if (!isWatched(subject)) continue;
			subjects.set(subject, known);
			if (stored?.cursor ? isUnscanned : status !== 'removed') unscanned.add(subject);
		}
	}
	return {
		baselineAt: stored?.baselineAt ?? Date.now(),
		subjects,
		unscanned,
		cursor: stored?.cursor ?? { page: 0, isBaseline: !stored },
		isKeyChanged: stored !== undefined && isKeyChanged,
	};
}

/** Half a scan of one account is none of another: with another key it begins anew. */
function withoutCursorOfOtherKey(
	found: StoredState | undefined,
	key: string | undefined,
): StoredState | undefined {
	const scanKey = found?.cursor?.key ?? found?.key;
	if (!found?.cursor || scanKey === undefined || scanKey === key) return found;
	return found.cursor.isBaseline ? undefined : { ...found, cursor: undefined };
}

/** The state to store; the next poll continues at `cursor`. */
export function saveState(
	scope: string,
	{ baselineAt, subjects, unscanned }: TriggerState,
	cursor: ScanCursor | undefined,
	key?: string,
): StoredState {
	const entries: StoredState['subjects'] = {};
	for (const [subject, known] of subjects) {
		const isUnscanned = cursor !== undefined && unscanned.has(subject);
		(entries[known.status] ??= []).push(formatEntry(known, isUnscanned));
	}
	return {
		scope,
		...(key !== undefined && { key }),
		baselineAt,
		subjects: entries,
		...(cursor && { cursor }),
	};
}

/** How many removed subjects stay in the state. */
const MAX_REMOVED = 1000;

/** Drops the subjects that were removed first. */
export function pruneRemoved(subjects: KnownSubjects): void {
	const removed = [...subjects].filter(([, { status }]) => status === 'removed');
	for (const [subject] of removed.slice(0, -MAX_REMOVED)) subjects.delete(subject);
}

/** n8n stores the workflow and this state as one row: a larger state makes it slow to load and save. */
const MAX_SUBJECTS = 10_000;
const MAX_CHARACTERS = 1_000_000;

/** @throws InvalidParameter when the state is too large to store. */
export function assertStorable(state: StoredState): void {
	const { subjects } = state;
	const count = Object.values(subjects).flat().length - (subjects.removed?.length ?? 0);
	const size = JSON.stringify(state).length;
	const number = (value: number) => value.toLocaleString('en');
	if (count > MAX_SUBJECTS) {
		throw new InvalidParameter(
			'This trigger watches too many subjects',
			`It can remember ${number(MAX_SUBJECTS)}, and these are ${number(count)}. ${NARROW_THE_SCOPE}`,
		);
	}
	if (size > MAX_CHARACTERS) {
		throw new InvalidParameter(
			'This trigger would have to remember too much',
			`It can remember ${number(MAX_CHARACTERS)} characters, and the names of these ${number(count)} subjects take ${number(size)}. ${NARROW_THE_SCOPE}`,
		);
	}
}

const NARROW_THE_SCOPE = 'Narrow what it watches, or share the work between several triggers.';
