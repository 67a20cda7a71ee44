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
	/** Tells two times of the same status apart, where `since` does not. */
	mark?: string;
	/** Tells two lives of one subject apart, such as when it was created; empty where nothing does. */
	life: string;
}

export interface Watched extends Sight {
	subject: string;
	/** It shows less of the subject than a lookup does: one that changed is looked up. */
	isShort?: boolean;
}

/** What a trigger remembers between two polls, as n8n stores it. */
export interface Memory {
	/** Who is watched, by whom: another scope or account is learnt anew. */
	scope: string;
	/** `subject life.turn`, by the status last told: plain text is what costs the least. */
	known: Partial<Record<Status, string[]>>;
	/** A look that the poll's time did not suffice for. */
	unfinished?: Unfinished;
}

export interface Unfinished {
	/** Where it goes on. */
	page: number;
	/** Known subjects that have not turned up so far; none while the trigger is still learning. */
	unseen: string[];
	isLearning: boolean;
}

/** What is known of a subject. */
export interface Known {
	status: Status;
	life: string;
	/** How often its status changed since it was learnt. */
	turn: number;
}

export type Subjects = Map<string, Known>;

/** What happened to a subject. */
export interface Change {
	kind: 'changed' | 'new' | 'removed';
	previousStatus: Status | null;
}

const LIFE_LENGTH = 6;

/** Enough of a digest to tell a few lives apart. */
const short = (life: string): string =>
	life ? createHash('sha256').update(life).digest('base64url').slice(0, LIFE_LENGTH) : '';

export function recall(
	known: Memory['known'],
	isWatched: (subject: string) => boolean = () => true,
): Subjects {
	const subjects: Subjects = new Map();
	for (const [status, entries] of Object.entries(known)) {
		for (const entry of entries) {
			const end = entry.lastIndexOf(' ');
			const subject = entry.slice(0, end);
			if (!isWatched(subject)) continue;
			const [life = '', turn = 0] = entry.slice(end + 1).split('.');
			subjects.set(subject, { status: status as Status, life, turn: Number(turn) });
		}
	}
	return subjects;
}

export function memorize(subjects: Subjects): Memory['known'] {
	const known: Memory['known'] = {};
	for (const [subject, { status, life, turn }] of subjects) {
		(known[status] ??= []).push(`${subject} ${life}${turn > 0 ? `.${turn}` : ''}`);
	}
	return known;
}

/** What to remember of a sight; a life once known stays so where the service does not repeat it. */
export function knownOf(sight: Sight, life: string, before: Known | undefined): Known {
	const { status } = sight.record;
	const change = changeOf(before, sight, life);
	if (!before || change?.kind === 'new') return { status, life: short(life), turn: 0 };
	return { status, life: before.life || short(life), turn: before.turn + (change ? 1 : 0) };
}

/** What is new about a subject; undefined when nothing is. */
export function changeOf(
	known: Known | undefined,
	{ record: { status } }: Sight,
	life: string,
): Change | undefined {
	const isOther =
		known !== undefined && life !== '' && known.life !== '' && known.life !== short(life);
	if (!known || isOther) return { kind: 'new', previousStatus: null };
	return known.status === status ? undefined : { kind: 'changed', previousStatus: known.status };
}

/**
 * The same for the same change, however often it is told, and another for any other: made from what
 * the service says of it alone. Where it says nothing that tells two times apart, the count of changes
 * stands in.
 */
export function eventId(
	{ record: { provider, subject, status }, since, mark = '' }: Sight,
	{ kind }: Change,
	{ life, turn }: Pick<Known, 'life' | 'turn'>,
): string {
	const isRemoved = kind === 'removed';
	const isTimed = since !== null || mark !== '' || (isRemoved && life !== '');
	const time = isTimed ? [since, mark] : turn;
	return createHash('sha256')
		.update(JSON.stringify([provider, subject, isRemoved, status, life, time]))
		.digest('hex')
		.slice(0, 32);
}
