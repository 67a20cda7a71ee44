// The state between polls, and polls that continue where the time ended.
import { Cancelled } from '../../../nodes/shared/api/serviceError.ts';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import { subjectsIn, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

describe('time', () => {
	const short = { budgetMs: 0 };

	it('that is too short: the next polls continue, and no event is lost', async () => {
		test.fill(450);
		await test.poll();
		for (const name of test.subjects.keys()) test.subjects.set(name, 'verified');
		const told: unknown[] = [];
		for (let polls = 0; polls < 60 && told.length < 450; polls++) {
			const events = (await test.poll({}, { budgetMs: 40 })) ?? [];
			told.push(...events.map(({ subject }) => subject));
		}
		expect(new Set(told).size).toBe(450);
		expect(told).toHaveLength(450);
	});

	it('that ends while pages are on their way: the pages before count', async () => {
		test.fill(100);
		const { fetchPage } = test.scope();
		const slow = async (index: number) =>
			await new Promise((resolve) => setTimeout(resolve, 40 * index));
		test.watching = test.scope({
			fetchPage: async (index, call) => {
				await slow(index);
				if (index > 2) throw new Cancelled();
				return await fetchPage(index, call);
			},
		});
		expect(await test.poll()).toBeNull();
		const { cursor, subjects } = test.staticData.state as StoredState;
		expect([cursor?.page, subjects.pending?.length]).toEqual([3, 30]);
		await expect(test.poll()).rejects.toMatchObject({
			message: 'The service did not answer within the time of a poll',
		});
		test.watching = test.scope();
		expect(await test.poll()).toBeNull();
		expect(subjectsIn(test.staticData)).toHaveLength(100);
	});

	it('that is too short for the baseline: several polls build it', async () => {
		test.fill(450);
		for (let polls = 0; polls < 45; polls++) expect(await test.poll({}, short)).toBeNull();
		expect((test.staticData.state as StoredState).cursor).toBeUndefined();
		expect(await test.poll()).toBeNull();
	});

	it('a continued scan reads no page and looks up no subject twice', async () => {
		test.fill(450);
		await test.poll();
		test.subjects.delete('s0');
		test.subjects.delete('s449');
		let requests = 0;
		for (let polls = 0; polls < 45; polls++) {
			await test.poll({}, short);
			requests += test.asked.length;
		}
		// 45 pages, and the first page once more for each poll that goes on.
		expect(requests).toBe(45 + 44);
		await test.poll();
		expect(test.asked.filter((name) => name.startsWith('look'))).toEqual(['look s0', 'look s449']);
	});
});

describe('the state', () => {
	it('is not written when nothing changed', async () => {
		await test.poll();
		const { state: before } = test.staticData;
		await test.poll();
		expect(test.staticData.state).toBe(before);
	});

	it('begins with a new baseline for another scope, and is kept while the value of an expression moves', async () => {
		await test.poll({ scope: 'some' });
		test.fill(5, 'failed');
		expect(await test.poll({ scope: 'others' })).toBeNull();
		const moving = { scope: '={{ $now.toMillis() }}' };
		await test.poll(moving);
		test.subjects.set('s1', 'verified');
		expect(await test.poll(moving)).toHaveLength(1);
	});

	it('drops without an event or a request what is outside the scope', async () => {
		for (const name of test.subjects.keys()) test.incarnations.set(name, name);
		test.watching = test.scope({ includes: (incarnation) => incarnation !== 's2' });
		await test.poll();
		const { fetchPage } = test.watching;
		test.watching.fetchPage = async (...at) => {
			const { rows, total } = await fetchPage(...at);
			return { rows: rows.filter(({ subject }) => subject === 's0'), total };
		};
		expect(await test.poll()).toBeNull();
		expect(test.asked).toEqual(['page 0', 'look s1']);
		expect(subjectsIn(test.staticData)).toEqual(['s0', 's1']);
	});

	it('is not changed by a manual run, which shows a few subjects', async () => {
		test.fill(30);
		const samples = await test.poll({}, { mode: 'manual' });
		expect(samples).toHaveLength(3);
		expect(samples![0]).toMatchObject({ subject: 's0', status: 'pending', previousStatus: null });
		expect(test.staticData).toEqual({});
		expect(test.asked).toEqual(['page 0']);
	});

	it('a manual run passes over rows without a subject', async () => {
		test.subjects = new Map([['', 'pending'], ...test.subjects]);
		const events = await test.poll({}, { mode: 'manual' });
		expect(events!.map(({ subject }) => subject)).toEqual(['s0', 's1', 's2']);
	});

	it('a manual run without subjects shows no data', async () => {
		test.subjects.clear();
		expect(await test.poll({}, { mode: 'manual' })).toBeNull();
	});

	it('stays small', async () => {
		test.subjects = new Map(
			Array.from({ length: 10_000 }, (_, index) => [`member${index}.name@example.com`, 'pending']),
		);
		await test.poll();
		expect(JSON.stringify(test.staticData).length).toBeLessThan(330_000);
	});

	it('holds the last thousand removed subjects beside the present ones', async () => {
		test.fill(10_000);
		await test.poll();
		for (let round = 0; round < 3; round++) {
			// The last of the list first: the order of removal counts, not that of the list.
			for (let index = 0; index < 700; index++)
				test.subjects.delete(`s${9999 - index - round * 700}`);
			expect(await test.poll()).toHaveLength(700);
		}
		const { subjects } = test.staticData.state as StoredState;
		expect(subjects.removed).toHaveLength(1000);
		const removed = subjects.removed!.map((entry) => Number(/^s(\d+) /.exec(entry)![1]));
		expect([Math.min(...removed), Math.max(...removed.slice(-700))]).toEqual([7900, 8599]);
		for (let index = 0; index < 2100; index++) test.subjects.set(`t${index}`, 'pending');
		expect(await test.poll()).toHaveLength(2100);
	});

	it('with too many subjects is refused', async () => {
		test.fill(10_001);
		await expect(test.poll()).rejects.toMatchObject({
			message: 'This trigger watches too many subjects',
			description:
				'It can remember 10,000, and these are 10,001. Narrow what it watches, or share the work between several triggers.',
		});
		expect(test.staticData).toEqual({});
	});

	it('with too many characters is refused', async () => {
		test.subjects = new Map(
			Array.from({ length: 5000 }, (_, index) => [`${'x'.repeat(240)}${index}`, 'pending']),
		);
		await expect(test.poll()).rejects.toMatchObject({
			message: 'This trigger would have to remember too much',
			description: expect.stringMatching(
				/^It can remember 1,000,000 characters, and the names of these 5,000 subjects take 1,2\d\d,\d{3}\. Narrow/,
			) as string,
		});
		expect(test.staticData).toEqual({});
	});
});
