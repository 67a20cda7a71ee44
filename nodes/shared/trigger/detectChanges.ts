import { type IDataObject } from 'n8n-workflow';
import { changeBetween, knownAsRemoved, knownFrom, lateSequence } from './change';
import { type Candidate, emitEvents } from './events';
import { scanSubjects } from './scan';
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
	let { page, expectedTotal = 0, knownBefore = 0 } = cursor;
	for (;;) {
		const { rows, notFound, total, nextPage } = await scanSubjects(poll, page);
		if (!poll.scope.chosen && total !== Infinity) expectedTotal = Math.max(expectedTotal, total);
		for (const row of rows) subjects.set(row.subject, knownFrom(row, subjects.get(row.subject), 0));
		for (const subject of notFound) subjects.set(subject, knownAsRemoved(subject, baselineAt));
		if (nextPage !== undefined) {
			return { page: nextPage, isBaseline: true, expectedTotal, knownBefore };
		}
		// A subject that moved to an already scanned page during the scan was missed and would later be
		// reported as new. Scan again until a scan finds no further subject.
		if (subjects.size >= expectedTotal || subjects.size === knownBefore) break;
		page = 0;
		knownBefore = subjects.size;
		if (poll.scanTimeLeft() <= 0) return { page, isBaseline: true, expectedTotal, knownBefore };
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
	const { subjects, unscanned, baselineAt, cursor } = state;
	const { rows, notFound, nextPage } = await scanSubjects(poll, cursor.page);
	const candidates: Candidate[] = [];
	for (const row of rows) {
		const { subject } = row;
		const known = subjects.get(subject);
		unscanned.delete(subject);
		if (!known && poll.scope.chosen) {
			subjects.set(subject, knownFrom(row, known, lateSequence(baselineAt)));
		} else if (changeBetween(known, row)) candidates.push({ subject, row });
	}
	for (const subject of notFound) {
		const known = subjects.get(subject);
		unscanned.delete(subject);
		if (!known) subjects.set(subject, knownAsRemoved(subject, baselineAt));
		else if (known.status !== 'removed') candidates.push({ subject, isNotFound: true });
	}
	if (nextPage === undefined) {
		for (const subject of unscanned) candidates.push({ subject });
		candidates.push(...chosenWithoutState(poll, state));
	}
	const events = await emitEvents(poll, candidates, state);
	return [events, nextPage === undefined ? undefined : { page: nextPage, isBaseline: false }];
}

/** Chosen subjects that no page listed and that have no known state yet. */
const chosenWithoutState = ({ scope }: Poll, { subjects }: TriggerState): Candidate[] =>
	(scope.chosen ?? []).filter((subject) => !subjects.has(subject)).map((subject) => ({ subject }));
