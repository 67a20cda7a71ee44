import { createHash } from 'node:crypto';
import { type JsonObject } from './json';
import { type Status, type VerificationRecord } from './record';

/** What a service says of a subject at a moment. */
export interface Sight {
	record: VerificationRecord;
	/** The documented object that says so. */
	answer: JsonObject;
	/** When the present status began, ISO 8601; null where the service does not say. */
	since: string | null;
	/** What the service says of this time of the status; where it says `since`, of no other. */
	mark: string;
	/** Tells two lives of one subject apart, in a few characters of `\w-`; empty where nothing does. */
	life: string;
}

export interface Watched extends Sight {
	/** What tells subjects apart, in lower case. */
	subject: string;
	/** It shows less of the subject than a lookup does: one that changed is looked up. */
	isShort?: boolean;
	/** Tells two times of one status apart, in a few characters of `\w-`, where rows that are not short do. */
	moment?: string;
}

/** `gone`: the service does not know it, which is remembered of those who may come back. */
type KnownStatus = Status | 'gone';

/** What a trigger remembers between two polls, as n8n stores it. */
export interface Memory {
	/** Who is watched, by whom: another scope or account is learnt anew. */
	scope: string;
	/** When that was learnt, in epoch milliseconds. */
	learnt: number;
	/** Plain text, by status, is what costs the least: see `textOf`. */
	known: Partial<Record<KnownStatus, string[]>>;
	/** One that the poll's time did not suffice for. */
	unfinished?: Look;
}

/** A look at everybody. */
export interface Look {
	/** Where it begins, or goes on. */
	page: number;
	/** The first one tells nothing. */
	isLearning: boolean;
	/** While they are learnt: how many there were at most, and how many were met before this look. */
	most?: number;
	met?: number;
}

/** What is known of a subject. */
export interface Known {
	/** As the service spells it; letters may differ in case from what tells subjects apart. */
	name: string;
	status: KnownStatus;
	life: string;
	moment: string;
	/** How often it was told. */
	turn: number;
}

export type Subjects = Map<string, Known>;

/** What happened to a subject. */
export interface Change {
	kind: 'changed' | 'new' | 'removed';
	previousStatus: Status | null;
}

/** `name life.turn/moment`, and `?` for one that an unfinished look has not met so far. */
const textOf = ({ name, life, moment, turn }: Known, isUnseen: boolean): string =>
	`${name} ${life}${turn > 0 ? `.${turn}` : ''}${moment && `/${moment}`}${isUnseen ? '?' : ''}`;

const ENTRY = /^(.*) ([\w-]*)(?:\.(\d+))?(?:\/([\w-]+))?(\?)?$/;

/** A memory, ready to work with. */
export interface Recollection {
	/** When the subjects were learnt, in epoch milliseconds. */
	learnt: number;
	subjects: Subjects;
	/** Who is still to be met. */
	unseen: Set<string>;
	/** The look that begins, or goes on. */
	look: Look;
}

/** Recalls those who `isWatched`; without a memory everybody is to be learnt. */
export function recall(
	memory: Memory | undefined,
	isWatched: (subject: string) => boolean,
): Recollection {
	const subjects: Subjects = new Map();
	const unseen = new Set<string>();
	for (const [status, entries] of Object.entries(memory?.known ?? {})) {
		for (const entry of entries) {
			const [, name = '', life = '', told = 0, moment = '', mark] = ENTRY.exec(entry) ?? [];
			const subject = name.toLowerCase();
			if (!isWatched(subject)) continue;
			const turn = Number(told);
			subjects.set(subject, { name, status: status as KnownStatus, life, moment, turn });
			if (memory?.unfinished ? mark : status !== 'gone') unseen.add(subject);
		}
	}
	return {
		learnt: memory?.learnt ?? Date.now(),
		subjects,
		unseen,
		look: memory?.unfinished ?? { page: 0, isLearning: !memory },
	};
}

/** What to store; `look` goes on in the next poll. */
export function memorize(
	scope: string,
	{ learnt, subjects, unseen }: Recollection,
	look: Look | undefined,
): Memory {
	const known: Memory['known'] = {};
	for (const [subject, one] of subjects) {
		(known[one.status] ??= []).push(textOf(one, look !== undefined && unseen.has(subject)));
	}
	return { scope, learnt, known, ...(look && { unfinished: look }) };
}

/** What to remember of a sight. A life once known stays so where the service does not repeat it. */
export function knownOf(
	{ record, life, moment = '' }: Sight & Pick<Watched, 'moment'>,
	before: Known | undefined,
	turn: number,
): Known {
	const { subject: name, status } = record;
	return { name, status, life: life || before?.life || '', moment, turn };
}

/** What to remember of one that is not there, and may come. */
export const goneSince = (learnt: number, name: string): Known => ({
	name,
	status: 'gone',
	life: '',
	moment: '',
	turn: laterTurn(learnt),
});

/** Where the count of one begins that is learnt after the others: it may have been watched before. */
export const laterTurn = (learnt: number): number => Math.floor((Date.now() - learnt) / 1000);

/** What is new about a subject; undefined when nothing is. */
export function changeOf(
	known: Known | undefined,
	{ record: { status }, life, moment = '' }: Sight & Pick<Watched, 'moment'>,
): Change | undefined {
	if (!known || known.status === 'gone' || differ(known.life, life)) {
		return { kind: 'new', previousStatus: null };
	}
	return known.status !== status || differ(known.moment, moment)
		? { kind: 'changed', previousStatus: known.status }
		: undefined;
}

/** How many are remembered of those who are gone. */
const MOST_GONE = 1000;

/** Forgets those who have been gone the longest. */
export function forgetOldest(subjects: Subjects): void {
	const gone = [...subjects].filter(([, { status }]) => status === 'gone');
	for (const [subject] of gone.slice(0, -MOST_GONE)) subjects.delete(subject);
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
	{ record: { provider, subject, status }, since, mark }: Sight,
	{ kind }: Change,
	{ life, turn }: Pick<Known, 'life' | 'turn'>,
	learnt: number,
): string {
	const isRemoved = kind === 'removed';
	// Who comes back may do so with the very status that was told of it.
	const isReturn = kind === 'new' && turn > 1;
	const isDated = since !== null && mark !== '' && !isRemoved && !isReturn;
	return createHash('sha256')
		.update(
			JSON.stringify([
				provider,
				subject,
				isRemoved,
				status,
				mark,
				...(isDated ? [] : [life, learnt, turn]),
			]),
		)
		.digest('hex')
		.slice(0, 32);
}
