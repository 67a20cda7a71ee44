import { type IDataObject } from 'n8n-workflow';
import { changeOf, initialSequence, knownSubject, removedSubject } from './change';
import { type Candidate, emitEvents } from './events';
import { scanSubjects } from './scan';
import { type ScanCursor, type TriggerState } from './state';
import { type Poll } from './statusTrigger';

/** Learns who is there, without a word; where to go on when the time did not suffice. */
export async function buildBaseline(
	poll: Poll,
	memory: TriggerState,
): Promise<ScanCursor | undefined> {
	const { subjects, baselineAt, cursor } = memory;
	let { page, expectedTotal = 0, metBefore = 0 } = cursor;
	for (;;) {
		const { rows, absent, total, next } = await scanSubjects(poll, page);
		if (!poll.scope.chosen && total !== Infinity) expectedTotal = Math.max(expectedTotal, total);
		for (const row of rows)
			subjects.set(row.subject, knownSubject(row, subjects.get(row.subject), 0));
		for (const subject of absent) subjects.set(subject, removedSubject(baselineAt, subject));
		if (next !== undefined) return { page: next, isBaseline: true, expectedTotal, metBefore };
		// Who moved to a page that was read already was not met, and would seem new: another look, unless
		// this one brought nobody.
		if (subjects.size >= expectedTotal || subjects.size === metBefore) break;
		page = 0;
		metBefore = subjects.size;
		if (poll.scanTimeLeft() <= 0) return { page, isBaseline: true, expectedTotal, metBefore };
	}
	await emitEvents(poll, subjectsWithoutBaseline(poll, memory), memory);
	return undefined;
}

/** What changed since everybody was told last; where to go on when the time did not suffice. */
export async function detectChanges(
	poll: Poll,
	memory: TriggerState,
): Promise<[IDataObject[], ScanCursor | undefined]> {
	const { subjects, unscanned, baselineAt } = memory;
	const { rows, absent, next } = await scanSubjects(poll, memory.cursor.page);
	const candidates: Candidate[] = [];
	for (const row of rows) {
		const { subject } = row;
		const known = subjects.get(subject);
		unscanned.delete(subject);
		if (!known && poll.scope.chosen) {
			subjects.set(subject, knownSubject(row, known, initialSequence(baselineAt)));
		} else if (changeOf(known, row)) candidates.push({ subject, row });
	}
	for (const subject of absent) {
		const known = subjects.get(subject);
		unscanned.delete(subject);
		if (!known) subjects.set(subject, removedSubject(baselineAt, subject));
		else if (known.status !== 'gone') candidates.push({ subject, isAbsent: true });
	}
	if (next === undefined) {
		for (const subject of unscanned) candidates.push({ subject });
		candidates.push(...subjectsWithoutBaseline(poll, memory));
	}
	const events = await emitEvents(poll, candidates, memory);
	return [events, next === undefined ? undefined : { page: next, isBaseline: false }];
}

/** Chosen subjects that no page showed, and of whom nothing is known yet. */
const subjectsWithoutBaseline = ({ scope }: Poll, { subjects }: TriggerState): Candidate[] =>
	(scope.chosen ?? []).filter((subject) => !subjects.has(subject)).map((subject) => ({ subject }));
