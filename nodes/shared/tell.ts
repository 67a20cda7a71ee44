import { type IDataObject } from 'n8n-workflow';
import { Cancelled } from './client';
import { Failure } from './failure';
import { LANES, type Poll } from './poll';
import { type Status } from './record';
import { isoTimeOfSeconds } from './time';
import {
	type Change,
	changeOf,
	eventId,
	type Known,
	knownOf,
	type Sight,
	type Subjects,
	type Watched,
} from './watch';

interface Candidate {
	subject: string;
	change: Change;
	/** What a page shows of it; undefined when none does. */
	row: Watched | undefined;
}

export const candidates = (rows: readonly Watched[], subjects: Subjects): Candidate[] =>
	rows.flatMap((row) => {
		const change = changeOf(subjects.get(row.subject), row, row.life);
		return change ? [{ subject: row.subject, change, row }] : [];
	});

/** Who was on no page. The list may have changed between two pages: each is looked for once more. */
export const missing = (unseen: Iterable<string>, subjects: Subjects): Candidate[] =>
	[...unseen].flatMap((subject) => {
		const known = subjects.get(subject);
		const change: Change = { kind: 'removed', previousStatus: known?.status ?? null };
		return known ? [{ subject, change, row: undefined }] : [];
	});

/**
 * The events of the candidates, and `subjects` brought up to date for them. Those that could not be
 * looked at stay as they were, and are candidates of the next poll again.
 *
 * @throws Failure when nobody could be looked at.
 */
export async function tell(
	poll: Poll,
	list: readonly Candidate[],
	subjects: Subjects,
): Promise<IDataObject[]> {
	const events = new Array<IDataObject | undefined>(list.length);
	let failure: Failure | undefined;
	const queue = list.entries();
	const lane = async () => {
		for (const [index, candidate] of queue) {
			if (poll.isOver() || failure) return;
			events[index] = await settle(poll, candidate, subjects).catch((error: unknown) => {
				if (!(error instanceof Failure)) throw error;
				failure ??= error;
				return undefined;
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(LANES, list.length) }, lane));
	const told = events.filter((event) => event !== undefined);
	if (failure && !(failure instanceof Cancelled) && told.length === 0) throw failure;
	return told;
}

/** Looks at one candidate; its event, if it is one that the user wants to be told. */
async function settle(
	poll: Poll,
	{ subject, change, row }: Candidate,
	subjects: Subjects,
): Promise<IDataObject | undefined> {
	const { scope, trigger } = poll;
	const known = subjects.get(subject);
	const life = row?.life ?? '';
	if (row && !isWanted(poll, change, row.record.status)) {
		subjects.set(subject, knownOf(row, life, known));
		return undefined;
	}
	const sight = row && !row.isShort ? row : await lookAgain(poll, subject, row);
	if (!row && sight) {
		// It was on no page. One that is still watched is seen by the next poll as it is.
		if (scope.holds?.(sight) === false) subjects.delete(subject);
		return undefined;
	}
	// Gone since its page was read: the next poll misses it.
	if (row && !sight) return undefined;
	if (!sight) {
		subjects.delete(subject);
		const record = trigger.unknownSubject(subject);
		const gone = { record, answer: {}, since: null, life: '' };
		return isWanted(poll, change, record.status)
			? eventItem(poll, gone, change, known ?? UNKNOWN)
			: undefined;
	}
	const latest = changeOf(known, sight, life);
	const now = knownOf(sight, life, known);
	subjects.set(subject, now);
	return latest && isWanted(poll, latest, sight.record.status)
		? eventItem(poll, sight, latest, now)
		: undefined;
}

const UNKNOWN = { life: '', turn: 0 };

/** What cannot be looked at, ever, is told as its page shows it. */
async function lookAgain(
	{ scope, call }: Poll,
	subject: string,
	row: Watched | undefined,
): Promise<Sight | undefined> {
	return await scope.look(subject, call).catch((error: unknown) => {
		const isLasting = error instanceof Failure && error.retry === 'never' && !error.credential;
		if (isLasting && row && !(error instanceof Cancelled)) return row;
		throw error;
	});
}

/** A new subject that is verified became verified, too. */
const isWanted = ({ triggerOn }: Poll, { kind }: Change, status: Status): boolean =>
	triggerOn.includes('any') ||
	triggerOn.includes(kind) ||
	(kind !== 'removed' && triggerOn.includes(status));

/** With Simplify off, the documented object: it need not say whom it is about, and a removal has none. */
export function eventItem(
	{ simplify, options }: Poll,
	sight: Sight,
	change: Change,
	known: Pick<Known, 'life' | 'turn'> = UNKNOWN,
): IDataObject {
	const { record, answer, since } = sight;
	const raw = answer as IDataObject;
	const { subject, status } = record;
	const own = simplify
		? { ...record, ...(options.includeRaw && { raw }) }
		: { ...raw, subject, status };
	return {
		...own,
		previousStatus: change.previousStatus,
		changedAt: since ?? isoTimeOfSeconds(Date.now() / 1000, options.timeZone),
		eventId: eventId(sight, change, known),
	};
}
