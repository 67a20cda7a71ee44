import { type IDataObject } from 'n8n-workflow';
import { Cancelled, isRefused } from './client';
import { Failure } from './failure';
import { LANES, look, type Poll } from './poll';
import { type Status } from './record';
import { isoTimeOfSeconds } from './time';
import {
	type Change,
	changeOf,
	differ,
	eventId,
	goneSince,
	type Known,
	knownOf,
	laterTurn,
	type Recollection,
	type Sight,
	type Watched,
} from './watch';

/** One of whom there may be something to tell. */
export interface Candidate {
	subject: string;
	/** What a page shows of it; undefined when it was on none. */
	row?: Watched;
	/** The service has said already that it does not know it. */
	isAbsent?: boolean;
}

/**
 * The events of the candidates, and the memory brought up to date for them. Those that could not be
 * looked at stay as they were, and are candidates of the next poll again.
 *
 * @throws Failure when nobody could be looked at.
 */
export async function tell(
	poll: Poll,
	candidates: readonly Candidate[],
	memory: Recollection,
): Promise<IDataObject[]> {
	const events = new Array<IDataObject | undefined>(candidates.length);
	let failure: Failure | undefined;
	const queue = candidates.entries();
	const lane = async () => {
		for (const [index, candidate] of queue) {
			if (poll.isOver() || failure) return;
			events[index] = await settle(poll, candidate, memory).catch((error: unknown) => {
				if (!(error instanceof Failure)) throw error;
				failure ??= error;
				return undefined;
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(LANES, candidates.length) }, lane));
	const told = events.filter((event) => event !== undefined);
	if (failure && !(failure instanceof Cancelled) && told.length === 0) throw failure;
	return told;
}

/** Looks at one candidate; its event, if it is one that the user wants to be told. */
async function settle(
	poll: Poll,
	candidate: Candidate,
	memory: Recollection,
): Promise<IDataObject | undefined> {
	return candidate.row
		? await settleSeen(poll, candidate.row, memory)
		: await settleMissing(poll, candidate, memory);
}

async function settleSeen(
	poll: Poll,
	row: Watched,
	{ subjects, learnt }: Recollection,
): Promise<IDataObject | undefined> {
	const { subject } = row;
	const known = subjects.get(subject);
	const turn = known?.turn ?? 0;
	const isTold = (sight: Sight) => {
		const change = changeOf(known, sight);
		return change && isWanted(poll, change, sight.record.status) ? change : undefined;
	};
	const sight = row.isShort && isTold(row) ? await lookCloser(poll, row) : row;
	// Gone since its page was read: the next poll misses it.
	if (!sight) return undefined;
	const change = isTold(sight);
	const now = knownOf(sight, known, turn + (change ? 1 : 0));
	subjects.set(subject, now);
	return change && eventItem(poll, sight, change, now, learnt);
}

/** What a lookup says of a row, or the row itself where a lookup will never say more. */
async function lookCloser(poll: Poll, row: Watched): Promise<Sight | undefined> {
	const sight = await look(poll, row.subject).catch(nullIfRefused);
	if (sight === null || sight?.record.status === 'unknown') return row;
	return sight && { ...sight, life: row.life };
}

/** A key that may not look at anybody is another matter: the user must hear of it. */
function nullIfRefused(error: unknown): null {
	if (isRefused(error) && !(error as Failure).forbidden) return null;
	throw error;
}

/** It was on no page. The list may have changed between two pages: it is looked for once more. */
async function settleMissing(
	poll: Poll,
	{ subject, isAbsent }: Candidate,
	memory: Recollection,
): Promise<IDataObject | undefined> {
	const { subjects, learnt } = memory;
	const known = subjects.get(subject);
	if (known && poll.scope.holds?.(known.life) === false) {
		subjects.delete(subject);
		return undefined;
	}
	const name = known?.name ?? subject;
	const sight = isAbsent ? undefined : await look(poll, name).catch(nullIfRefused);
	// It may be there or not: it stays as it is known, and the others are told.
	if (sight === null) return undefined;
	if (!known) {
		// Chosen, and not learnt yet.
		const turn = laterTurn(learnt);
		subjects.set(subject, sight ? knownOf(sight, known, turn) : goneSince(learnt, subject));
		return undefined;
	}
	// One that exists is seen by the next poll as it is. Another life of it is not the one that is known.
	if (sight && !differ(known.life, sight.life)) return undefined;
	return settleGone(poll, subject, known, memory);
}

function settleGone(
	poll: Poll,
	subject: string,
	known: Known,
	{ subjects, learnt }: Recollection,
): IDataObject | undefined {
	const previousStatus = known.status === 'gone' ? null : known.status;
	const change: Change = { kind: 'removed', previousStatus };
	const record = poll.trigger.unknownSubject(known.name);
	const isTold = isWanted(poll, change, record.status);
	const now: Known = { ...known, status: 'gone', turn: known.turn + (isTold ? 1 : 0) };
	// The latest is the last.
	subjects.delete(subject);
	subjects.set(subject, now);
	const sight: Sight = { record, answer: {}, since: null, mark: '', life: known.life };
	return isTold ? eventItem(poll, sight, change, now, learnt) : undefined;
}

/** A new subject that is verified became verified, too. */
const isWanted = ({ triggerOn }: Poll, { kind }: Change, status: Status): boolean =>
	triggerOn.includes('any') || triggerOn.includes(kind) || triggerOn.includes(status);

/** With Simplify off, the documented object: it need not say whom it is about, and a removal has none. */
export function eventItem(
	{ simplify, options }: Poll,
	sight: Sight,
	change: Change,
	known: Pick<Known, 'life' | 'turn'>,
	learnt: number,
): IDataObject {
	const { record, answer, since } = sight;
	const raw = answer as IDataObject;
	const { subject, status } = record;
	const own = simplify
		? { ...record, ...(options.includeRaw && { raw }) }
		: { ...raw, subject, status };
	return {
		...own,
		change: change.kind,
		previousStatus: change.previousStatus,
		changedAt: since ?? isoTimeOfSeconds(Date.now() / 1000, options.timeZone),
		eventId: eventId(sight, change, known, learnt),
	};
}
