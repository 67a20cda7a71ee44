import { type IDataObject } from 'n8n-workflow';
import { lookAround } from './lookAround';
import { type Poll } from './poll';
import { type Candidate, tell } from './tell';
import { changeOf, goneSince, knownOf, laterTurn, type Look, type Recollection } from './watch';

/** Learns who is there, without a word; where to go on when the time did not suffice. */
export async function learn(poll: Poll, memory: Recollection): Promise<Look | undefined> {
	const { subjects, learnt, look } = memory;
	let { page, most = 0, met = 0 } = look;
	for (;;) {
		const { rows, absent, total, next } = await lookAround(poll, page);
		if (!poll.scope.chosen && total !== Infinity) most = Math.max(most, total);
		for (const row of rows) subjects.set(row.subject, knownOf(row, subjects.get(row.subject), 0));
		for (const subject of absent) subjects.set(subject, goneSince(learnt, subject));
		if (next !== undefined) return { page: next, isLearning: true, most, met };
		// Who moved to a page that was read already was not met, and would seem new: another look, unless
		// this one brought nobody.
		if (subjects.size >= most || subjects.size === met) break;
		page = 0;
		met = subjects.size;
		if (poll.lookLeft() <= 0) return { page, isLearning: true, most, met };
	}
	await tell(poll, unlearnt(poll, memory), memory);
	return undefined;
}

/** What changed since everybody was told last; where to go on when the time did not suffice. */
export async function compare(
	poll: Poll,
	memory: Recollection,
): Promise<[IDataObject[], Look | undefined]> {
	const { subjects, unseen, learnt } = memory;
	const { rows, absent, next } = await lookAround(poll, memory.look.page);
	const candidates: Candidate[] = [];
	for (const row of rows) {
		const { subject } = row;
		const known = subjects.get(subject);
		unseen.delete(subject);
		if (!known && poll.scope.chosen) {
			subjects.set(subject, knownOf(row, known, laterTurn(learnt)));
		} else if (changeOf(known, row)) candidates.push({ subject, row });
	}
	for (const subject of absent) {
		const known = subjects.get(subject);
		unseen.delete(subject);
		if (!known) subjects.set(subject, goneSince(learnt, subject));
		else if (known.status !== 'gone') candidates.push({ subject, isAbsent: true });
	}
	if (next === undefined) {
		for (const subject of unseen) candidates.push({ subject });
		candidates.push(...unlearnt(poll, memory));
	}
	const events = await tell(poll, candidates, memory);
	return [events, next === undefined ? undefined : { page: next, isLearning: false }];
}

/** Chosen subjects that no page showed, and of whom nothing is known yet. */
const unlearnt = ({ scope }: Poll, { subjects }: Recollection): Candidate[] =>
	(scope.chosen ?? []).filter((subject) => !subjects.has(subject)).map((subject) => ({ subject }));
