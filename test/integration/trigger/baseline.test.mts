// Chosen subjects, and the baseline.
import type { IDataObject } from 'n8n-workflow';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import { subjectsIn, subjectsOf, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

describe('chosen subjects', () => {
	const choose = (...chosen: string[]) => {
		test.watching = test.scope({ chosen });
	};
	const many = Array.from({ length: 8 }, (_, index) => `s${index}`);

	it.each([
		['looked up', [], ['look later']],
		['on the list', many, ['page 0', 'look later']],
	])('emit an event whenever they appear or are removed: %s', async (_, others, asked) => {
		test.isDated = false;
		test.fill(8);
		choose('later', ...others);
		await test.poll();
		expect(test.asked).toEqual(asked);
		const told: IDataObject[] = [];
		for (let round = 0; round < 3; round++) {
			test.subjects.set('later', 'pending');
			told.push(...(await test.poll())!);
			test.subjects.delete('later');
			told.push(...(await test.poll())!);
			expect(test.asked).toEqual(asked);
			expect(await test.poll()).toBeNull();
		}
		expect(subjectsOf(told)).toEqual(new Array(6).fill('later'));
		expect(told.map(({ status }) => status)).toEqual(
			[1, 2, 3].flatMap(() => ['pending', 'unknown']),
		);
		expect(told.map(({ previousStatus }) => previousStatus)).toEqual(
			[1, 2, 3].flatMap(() => [null, 'pending']),
		);
		expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(6);
	});

	it.each([
		['looked up', ['s0'], ['s1'], ['look s0', 'look s1']],
		['looked up, not found', ['s0'], ['absent'], ['look s0', 'look absent']],
		['on the list', many, ['s9', 'absent'], ['page 0', 'look absent']],
	])(
		'that are added get a baseline, the others their events: %s',
		async (_name, first, added, asked) => {
			test.fill(10);
			choose(...first);
			await test.poll();
			test.subjects.set('s0', 'verified');
			choose(...first, ...added);
			expect(subjectsOf(await test.poll())).toEqual(['s0']);
			expect(test.asked).toEqual(asked);
			test.subjects.set(added[0], 'verified').set('absent', 'pending');
			expect(subjectsOf(await test.poll())).toEqual(added);
		},
	);

	it('that are taken out are dropped, and get a new baseline when they return', async () => {
		test.isDated = false;
		choose('s0', 's1');
		await test.poll();
		test.subjects.set('s1', 'verified');
		const first = (await test.poll())!;
		choose('s0');
		await test.poll();
		expect(subjectsIn(test.staticData)).toEqual(['s0']);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		test.subjects.set('s1', 'pending');
		choose('s0', 's1');
		expect(await test.poll()).toBeNull();
		test.subjects.set('s1', 'verified');
		const second = (await test.poll())!;
		expect(subjectsOf(second)).toEqual(['s1']);
		expect(second[0].eventId).not.toBe(first[0].eventId);
	});

	it('that moved between two pages during the baseline are not new later', async () => {
		test.fill(95);
		choose(...many);
		const { fetchPage } = test.watching;
		test.watching.fetchPage = async (...at) => {
			const { rows, total } = await fetchPage(...at);
			return { rows: rows.filter(({ subject }) => subject !== 's3'), total };
		};
		test.watching.pageSize = 95;
		expect(await test.poll()).toBeNull();
		expect(test.asked).toEqual(['page 0', 'look s3']);
		test.watching.fetchPage = fetchPage;
		expect(await test.poll()).toBeNull();
	});

	it('a manual run looks them up, wherever they stand on the list', async () => {
		test.fill(95);
		choose('nobody', 's90', 's91', 's92', 's93');
		const events = await test.poll({}, { mode: 'manual' });
		expect(subjectsOf(events)).toEqual(['s90', 's91', 's92']);
		expect(test.asked).toEqual(['look nobody', 'look s90', 'look s91', 'look s92']);
		choose('nobody');
		expect(await test.poll({}, { mode: 'manual' })).toBeNull();
	});
});

describe('the baseline', () => {
	/** The page misses a subject, as it does when a subject of an earlier page was removed. */
	const hideOnce = (hidden: string, times = 1) => {
		const { fetchPage } = test.watching;
		let left = times;
		test.watching.fetchPage = async (...at) => {
			const { rows, total } = await fetchPage(...at);
			const shown = rows.filter(({ subject }) => subject !== hidden || left <= 0);
			if (shown.length < rows.length) left -= 1;
			return { rows: shown, total };
		};
	};

	it('scans again when it found fewer subjects than the total', async () => {
		test.fill(25);
		hideOnce('s12');
		expect(await test.poll()).toBeNull();
		expect(test.asked).toHaveLength(6);
		expect(subjectsIn(test.staticData)).toHaveLength(25);
		expect(await test.poll()).toBeNull();
	});

	it('ends when a further scan finds no further subject', async () => {
		test.fill(25);
		hideOnce('s12', Infinity);
		expect(await test.poll()).toBeNull();
		expect(test.asked).toHaveLength(6);
		expect((test.staticData.state as StoredState).cursor).toBeUndefined();
	});

	it('ends so over several polls, too', async () => {
		test.fill(65);
		hideOnce('s12', Infinity);
		let polls = 1;
		while ((await test.poll({}, { budgetMs: 0 }), (test.staticData.state as StoredState).cursor))
			polls += 1;
		// Twice 7 pages.
		expect(polls).toBe(14);
		expect(subjectsIn(test.staticData)).toHaveLength(64);
	});

	it('scans again in the next poll when the time is used up', async () => {
		test.fill(25);
		hideOnce('s12');
		// No time: a page a poll.
		for (let polls = 0; polls < 3; polls++) await test.poll({}, { budgetMs: 0 });
		expect((test.staticData.state as StoredState).cursor).toEqual({
			page: 0,
			isBaseline: true,
			expectedTotal: 25,
			knownBefore: 24,
		});
		for (let polls = 0; polls < 3; polls++) await test.poll({}, { budgetMs: 0 });
		expect((test.staticData.state as StoredState).cursor).toBeUndefined();
		expect(await test.poll()).toBeNull();
	});

	it('passes over rows without a subject', async () => {
		test.subjects.set('', 'pending');
		expect(await test.poll()).toBeNull();
		test.subjects.set('', 'verified');
		expect(await test.poll()).toBeNull();
		expect(subjectsIn(test.staticData)).toEqual(['s0', 's1', 's2']);
	});
});
