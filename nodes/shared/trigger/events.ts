import { type IDataObject } from 'n8n-workflow';
import { sendTogether } from '../api/sendTogether';
import { Cancelled } from '../api/serviceError';
import { isoTimeOfSeconds } from '../values/time';
import { type Status } from '../values/verificationRecord';
import {
	type Change,
	changeBetween,
	differ,
	knownAsRemoved,
	knownFrom,
	lateSequence,
	type ListedSubject,
	statusOf,
	type SubjectSnapshot,
} from './change';
import { eventId } from './eventId';
import { type KnownSubject, type TriggerState } from './state';
import { fetchSubject, type Poll } from './statusTrigger';

/** A subject that may have changed. */
export interface Candidate {
	subject: string;
	/** The row of the list; undefined when no page listed the subject. */
	row?: ListedSubject;
	/** A lookup of this poll has said that the service does not know the subject. */
	isNotFound?: boolean;
}

/**
 * Looks at each candidate, updates the state and gives the events. A candidate that could not be looked up
 * keeps its known state and is a candidate of the next poll again.
 */
export async function emitEvents(
	poll: Poll,
	candidates: readonly Candidate[],
	state: TriggerState,
): Promise<IDataObject[]> {
	const results = await sendTogether(candidates, poll.send, async (candidate, send) => {
		// A service that answers no lookup at all is not asked for every candidate.
		if (poll.isOutOfTime() || poll.errors.isEveryOneFailing) return undefined;
		return await processCandidate({ ...poll, send }, candidate, state).catch((error: unknown) => {
			if (error instanceof Cancelled) return undefined;
			throw error;
		});
	});
	return results.filter((event) => event !== undefined);
}

/** The event of one candidate; undefined when there is none or *Trigger On* leaves it out. */
const processCandidate = async (
	poll: Poll,
	candidate: Candidate,
	state: TriggerState,
): Promise<IDataObject | undefined> =>
	candidate.row
		? await processListed(poll, candidate.row, state)
		: await processMissing(poll, candidate, state);

async function processListed(
	poll: Poll,
	row: ListedSubject,
	{ subjects, baselineAt }: TriggerState,
): Promise<IDataObject | undefined> {
	const { subject } = row;
	const before = subjects.get(subject);
	const wantedChange = (snapshot: SubjectSnapshot) => {
		const change = changeBetween(before, snapshot);
		return change && isWanted(poll, change, snapshot.record.status) ? change : undefined;
	};
	const snapshot = row.isPartial && wantedChange(row) ? await fetchDetails(poll, row) : row;
	if (!snapshot) return undefined;
	const change = wantedChange(snapshot);
	const after = knownFrom(snapshot, before, (before?.sequence ?? 0) + (change ? 1 : 0));
	subjects.set(subject, after);
	return change && eventItem(poll, snapshot, change, after, baselineAt);
}

/**
 * The lookup of a partial row; the row itself where a lookup says no more. Undefined when there is no event
 * now: the subject was removed after its page was read, or the lookup may be answered later.
 */
async function fetchDetails(poll: Poll, row: ListedSubject): Promise<SubjectSnapshot | undefined> {
	const found = await fetchSubject(poll, row.subject);
	if (found === 'notFound' || found === 'failed') return undefined;
	if (found === 'refused' || found.record.status === 'unknown') return row;
	return { ...found, incarnation: row.incarnation };
}

/** No page listed the subject. The list may have moved between two pages: a lookup makes sure. */
async function processMissing(
	poll: Poll,
	{ subject, isNotFound }: Candidate,
	state: TriggerState,
): Promise<IDataObject | undefined> {
	const { subjects, baselineAt } = state;
	const known = subjects.get(subject);
	if (known && poll.scope.includes?.(known.incarnation) === false) {
		subjects.delete(subject);
		return undefined;
	}
	const found = isNotFound ? 'notFound' : await fetchSubject(poll, known?.name ?? subject);
	// Whether the subject still exists is unknown: it keeps its known state.
	if (found === 'refused' || found === 'failed') return undefined;
	const snapshot = found === 'notFound' ? undefined : found;
	// A chosen subject that was never read perhaps never was there: it is recorded, without an event.
	if (!known || (known.status === 'unread' && poll.scope.chosen)) {
		subjects.set(
			subject,
			snapshot
				? knownFrom(snapshot, known, lateSequence(baselineAt))
				: knownAsRemoved(subject, baselineAt),
		);
		return undefined;
	}
	// A subject that still exists is compared by the next poll. A later incarnation of the same name is
	// another subject: the known one was removed.
	if (snapshot && !differ(known.incarnation, snapshot.incarnation)) return undefined;
	return processRemoved(poll, subject, known, state);
}

function processRemoved(
	poll: Poll,
	subject: string,
	known: KnownSubject,
	{ subjects, baselineAt }: TriggerState,
): IDataObject | undefined {
	const previousStatus = statusOf(known);
	const change: Change = { kind: 'removed', previousStatus };
	const record = poll.trigger.unknownSubject(known.name);
	const isEmitted = isWanted(poll, change, record.status);
	const sequence = known.sequence + (isEmitted ? 1 : 0);
	const after: KnownSubject = { ...known, status: 'removed', sequence };
	// Moved to the end of the map: pruneRemoved drops the first removed subjects.
	subjects.delete(subject);
	subjects.set(subject, after);
	const { incarnation } = known;
	const snapshot: SubjectSnapshot = { record, answer: {}, since: null, dedupKey: '', incarnation };
	return isEmitted ? eventItem(poll, snapshot, change, after, baselineAt) : undefined;
}

/** Whether *Trigger On* names the change. A new subject that is verified counts as *Became Verified*, too. */
const isWanted = ({ triggerOn }: Poll, { kind }: Change, status: Status): boolean =>
	triggerOn.includes('any') || triggerOn.includes(kind) || triggerOn.includes(status);

/**
 * The JSON of an event: the record, or with *Simplify* off the documented object. That object need not
 * name its subject, and a removed subject has none, so `subject` and `status` are added.
 */
export function eventItem(
	{ simplify, options }: Poll,
	snapshot: SubjectSnapshot,
	change: Change,
	known: Pick<KnownSubject, 'incarnation' | 'sequence'>,
	baselineAt: number,
): IDataObject {
	const { record, answer, since } = snapshot;
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
		eventId: eventId(snapshot, change, known, baselineAt),
	};
}
