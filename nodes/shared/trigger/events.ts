import { type IDataObject } from 'n8n-workflow';
import { Cancelled, isRefused, ServiceError } from '../api/serviceError';
import { isoTimeOfSeconds } from '../values/time';
import { type Status } from '../values/verificationRecord';
import {
	type Change,
	changeOf,
	differ,
	eventId,
	initialSequence,
	knownSubject,
	type ListedSubject,
	removedSubject,
	type SubjectSnapshot,
} from './change';
import { type KnownSubject, type TriggerState } from './state';
import { fetchSubject, MAX_CONCURRENCY, type Poll } from './statusTrigger';

/** One of whom there may be something to tell. */
export interface Candidate {
	subject: string;
	/** What a page shows of it; undefined when it was on none. */
	row?: ListedSubject;
	/** The service has said already that it does not know it. */
	isAbsent?: boolean;
}

/**
 * The events of the candidates, and the memory brought up to date for them. Those that could not be
 * looked at stay as they were, and are candidates of the next poll again.
 *
 * @throws Failure when nobody could be looked at.
 */
export async function emitEvents(
	poll: Poll,
	candidates: readonly Candidate[],
	memory: TriggerState,
): Promise<IDataObject[]> {
	const events = new Array<IDataObject | undefined>(candidates.length);
	let failure: ServiceError | undefined;
	const queue = candidates.entries();
	const lane = async () => {
		for (const [index, candidate] of queue) {
			if (poll.isOutOfTime() || failure) return;
			events[index] = await processCandidate(poll, candidate, memory).catch((error: unknown) => {
				if (!(error instanceof ServiceError)) throw error;
				failure ??= error;
				return undefined;
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENCY, candidates.length) }, lane));
	const told = events.filter((event) => event !== undefined);
	if (failure && !(failure instanceof Cancelled) && told.length === 0) throw failure;
	return told;
}

/** Looks at one candidate; its event, if it is one that the user wants to be told. */
async function processCandidate(
	poll: Poll,
	candidate: Candidate,
	memory: TriggerState,
): Promise<IDataObject | undefined> {
	return candidate.row
		? await processListed(poll, candidate.row, memory)
		: await processMissing(poll, candidate, memory);
}

async function processListed(
	poll: Poll,
	row: ListedSubject,
	{ subjects, baselineAt }: TriggerState,
): Promise<IDataObject | undefined> {
	const { subject } = row;
	const known = subjects.get(subject);
	const turn = known?.sequence ?? 0;
	const isTold = (sight: SubjectSnapshot) => {
		const change = changeOf(known, sight);
		return change && isWanted(poll, change, sight.record.status) ? change : undefined;
	};
	const sight = row.isPartial && isTold(row) ? await fetchDetails(poll, row) : row;
	// Gone since its page was read: the next poll misses it.
	if (!sight) return undefined;
	const change = isTold(sight);
	const now = knownSubject(sight, known, turn + (change ? 1 : 0));
	subjects.set(subject, now);
	return change && eventItem(poll, sight, change, now, baselineAt);
}

/** What a lookup says of a row, or the row itself where a lookup will never say more. */
async function fetchDetails(poll: Poll, row: ListedSubject): Promise<SubjectSnapshot | undefined> {
	const sight = await fetchSubject(poll, row.subject).catch(nullIfRejected);
	if (sight === null || sight?.record.status === 'unknown') return row;
	return sight && { ...sight, incarnation: row.incarnation };
}

/** A key that may not look at anybody is another matter: the user must hear of it. */
function nullIfRejected(error: unknown): null {
	if (isRefused(error) && !(error as ServiceError).permissionMissing) return null;
	throw error;
}

/** It was on no page. The list may have changed between two pages: it is looked for once more. */
async function processMissing(
	poll: Poll,
	{ subject, isAbsent }: Candidate,
	memory: TriggerState,
): Promise<IDataObject | undefined> {
	const { subjects, baselineAt } = memory;
	const known = subjects.get(subject);
	if (known && poll.scope.includes?.(known.incarnation) === false) {
		subjects.delete(subject);
		return undefined;
	}
	const name = known?.name ?? subject;
	const sight = isAbsent ? undefined : await fetchSubject(poll, name).catch(nullIfRejected);
	// It may be there or not: it stays as it is known, and the others are told.
	if (sight === null) return undefined;
	if (!known) {
		// Chosen, and not learnt yet.
		const turn = initialSequence(baselineAt);
		subjects.set(
			subject,
			sight ? knownSubject(sight, known, turn) : removedSubject(baselineAt, subject),
		);
		return undefined;
	}
	// One that exists is seen by the next poll as it is. Another life of it is not the one that is known.
	if (sight && !differ(known.incarnation, sight.incarnation)) return undefined;
	return processRemoved(poll, subject, known, memory);
}

function processRemoved(
	poll: Poll,
	subject: string,
	known: KnownSubject,
	{ subjects, baselineAt }: TriggerState,
): IDataObject | undefined {
	const previousStatus = known.status === 'gone' ? null : known.status;
	const change: Change = { kind: 'removed', previousStatus };
	const record = poll.trigger.unknownSubject(known.name);
	const isTold = isWanted(poll, change, record.status);
	const now: KnownSubject = {
		...known,
		status: 'gone',
		sequence: known.sequence + (isTold ? 1 : 0),
	};
	// The latest is the last.
	subjects.delete(subject);
	subjects.set(subject, now);
	const sight: SubjectSnapshot = {
		record,
		answer: {},
		since: null,
		dedupKey: '',
		incarnation: known.incarnation,
	};
	return isTold ? eventItem(poll, sight, change, now, baselineAt) : undefined;
}

/** A new subject that is verified became verified, too. */
const isWanted = ({ triggerOn }: Poll, { kind }: Change, status: Status): boolean =>
	triggerOn.includes('any') || triggerOn.includes(kind) || triggerOn.includes(status);

/** With Simplify off, the documented object: it need not say whom it is about, and a removal has none. */
export function eventItem(
	{ simplify, options }: Poll,
	sight: SubjectSnapshot,
	change: Change,
	known: Pick<KnownSubject, 'incarnation' | 'sequence'>,
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
