import { type IDataObject } from 'n8n-workflow';
import { changeBetween, knownAsRemoved, knownAsUnread, knownFrom, lateSequence } from './change';
import { type Candidate, emitEvents } from './events';
import { isOfOtherAccount, learnAnew } from './otherAccount';
import { isStart, type ScanResult, type ScanStart, scanSubjects } from './scan';
import { type ScanCursor, type TriggerState } from './state';
import { type Poll } from './statusTrigger';

/**
 * Records the present state of all watched subjects, without an event. Gives the cursor for the next poll
 * when the time was too short; undefined when the baseline is complete.
 */
export async function buildBaseline(
	poll: Poll,
	state: TriggerState,
): Promise<ScanCursor | undefined> {
	const { subjects, baselineAt, cursor } = state;
	let { expectedTotal = 0, knownBefore = 0 } = cursor;
	let start: ScanStart = cursor;
	for (;;) {
		const { rows, notFound, failed, total, next } = await scanSubjects(poll, start);
		if (!poll.scope.chosen && total !== Infinity) expectedTotal = Math.max(expectedTotal, total);
		for (const row of rows) subjects.set(row.subject, knownFrom(row, subjects.get(row.subject), 0));
		for (const subject of notFound) subjects.set(subject, knownAsRemoved(subject, baselineAt));
		for (const subject of failed) {
			if (!subjects.has(subject)) subjects.set(subject, knownAsUnread(subject));
		}
		if (next) return { ...next, isBaseline: true, expectedTotal, knownBefore };
		// A subject that moved to an already scanned page during the scan was missed and would later be
		// reported as new. Scan again until a scan finds no further subject.
		if (subjects.size >= expectedTotal || subjects.size === knownBefore) break;
		start = { page: 0 };
		knownBefore = subjects.size;
		if (poll.scanTimeLeft() <= 0) return { ...start, isBaseline: true, expectedTotal, knownBefore };
	}
	await emitEvents(poll, chosenWithoutState(poll, state), state);
	return undefined;
}

/**
 * The events since the last poll, and the cursor for the next one when the time was too short to scan all
 * pages.
 */
export async function detectChanges(
	poll: Poll,
	state: TriggerState,
): Promise<[events: IDataObject[], cursor: ScanCursor | undefined]> {
	const isFromStart = isStart(state.cursor);
	const scan = await scanSubjects(poll, state.cursor);
	const cursor = scan.next && { ...scan.next, isBaseline: false };
	if (isOfOtherAccount(poll.scope, state, scan)) {
		// Until the pass is complete, a known subject may still be met.
		return [[], cursor ?? learnAnew(state, isFromStart ? scan : undefined)];
	}
	const candidates = candidatesOf(poll, state, scan);
	if (!cursor) {
		for (const subject of state.unscanned) candidates.push({ subject });
		candidates.push(...chosenWithoutState(poll, state));
	}
	return [await emitEvents(poll, candidates, state), cursor];
}

/** Compares what was scanned with the known state. Chosen subjects that were added are recorded. */
function candidatesOf(
	{ scope }: Poll,
	{ subjects, unscanned, baselineAt }: TriggerState,
	{ rows, notFound, failed }: ScanResult,
): Candidate[] {
	const candidates: Candidate[] = [];
	for (const row of rows) {
		const { subject } = row;
		const known = subjects.get(subject);
		unscanned.delete(subject);
		if (known?.status === 'unread') subjects.set(subject, knownFrom(row, known, known.sequence));
		else if (!known && scope.chosen) {
			subjects.set(subject, knownFrom(row, known, lateSequence(baselineAt)));
		} else if (changeBetween(known, row)) candidates.push({ subject, row });
	}
	for (const subject of notFound) {
		const known = subjects.get(subject);
		unscanned.delete(subject);
		if (!known) subjects.set(subject, knownAsRemoved(subject, baselineAt));
		else if (known.status !== 'removed') candidates.push({ subject, isNotFound: true });
	}
	for (const subject of failed) unscanned.delete(subject);
	return candidates;
}

/** Chosen subjects that no page listed and that have no known state yet. */
const chosenWithoutState = ({ scope, errors }: Poll, { subjects }: TriggerState): Candidate[] =>
	(scope.chosen ?? [])
		.filter((subject) => !subjects.has(subject) && !errors.has(subject))
		.map((subject) => ({ subject }));
