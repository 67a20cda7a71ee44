// What a poll tells, remembers and costs, step by step.
import type { IDataObject } from 'n8n-workflow';
import { Cancelled } from '../../../nodes/shared/client.ts';
import { Failure } from '../../../nodes/shared/failure.ts';
import type { Scope } from '../../../nodes/shared/poll.ts';
import { verificationRecord, type Status } from '../../../nodes/shared/record.ts';
import type { Memory, Sight } from '../../../nodes/shared/watch.ts';
import { useTestTrigger } from './testTrigger.mts';

const test = useTestTrigger();
const PAGE_SIZE = 10;
const SINCE = '2026-11-20T12:00:00+08:00';

let subjects: Map<string, Status>;
let asked: string[];
let memory: IDataObject;
let failure: Failure | undefined;
let areShort: boolean;
/** Of those who have one. */
let lives: Map<string, string>;
let moments: Map<string, string>;
/** Whether the service says which time of a status it is. */
let isDated: boolean;

const sight = (subject: string): Sight => ({
	record: verificationRecord({ provider: 'aliyun', subject, status: subjects.get(subject)! }),
	answer: { Subject: subject },
	since: isDated ? SINCE : null,
	mark: isDated ? SINCE : '',
	life: lives.get(subject) ?? '',
});

const request = (name: string) => {
	asked.push(name);
	if (failure) throw failure;
};

const NOBODY = { message: 'Nobody', advice: 'Look elsewhere.', notFound: true };

const scope = (more: Partial<Scope> = {}): Scope => ({
	pageSize: PAGE_SIZE,
	page: async (index) => {
		request(`page ${index}`);
		const names = [...subjects.keys()].slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE);
		return await Promise.resolve({
			rows: names.map((subject) => ({
				...sight(subject),
				subject,
				isShort: areShort,
				moment: moments.get(subject),
			})),
			total: subjects.size,
		});
	},
	look: async (subject) => {
		request(`look ${subject}`);
		if (!subjects.has(subject)) throw new Failure(NOBODY);
		return await Promise.resolve(sight(subject));
	},
	...more,
});

const poll = async (parameters: IDataObject = {}, how: Parameters<typeof test.poll>[2] = {}) => {
	asked = [];
	return await test.poll(memory, parameters, how);
};

const subjectsIn = ({ memory: stored }: IDataObject) =>
	Object.values((stored as Memory).known)
		.flat()
		.map((entry) => entry.split(' ')[0]);
const subjectsOf = (events: IDataObject[] | null) => (events ?? []).map(({ subject }) => subject);

const fill = (count: number, status: Status = 'pending') => {
	subjects = new Map(Array.from({ length: count }, (_, index) => [`s${index}`, status]));
};

beforeEach(() => {
	fill(3);
	asked = [];
	memory = {};
	failure = undefined;
	areShort = false;
	lives = new Map();
	moments = new Map();
	isDated = true;
	test.scope = scope();
});

it('learns first, and tells nothing', async () => {
	expect(await poll()).toBeNull();
	expect(await poll()).toBeNull();
	expect(Object.keys(memory)).toEqual(['memory']);
});

it('tells a change as a record, with what it was, when, and an ID of its own', async () => {
	await poll();
	subjects.set('s1', 'verified');
	expect(await poll()).toEqual([
		{
			...sight('s1').record,
			change: 'changed',
			previousStatus: 'pending',
			changedAt: SINCE,
			eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
		},
	]);
	expect(await poll()).toBeNull();
});

it('gives the documented object with Simplify off, and both with Include Raw Response', async () => {
	const again = async (parameters: IDataObject) => {
		memory = {};
		subjects.set('s1', 'pending');
		await poll(parameters);
		subjects.set('s1', 'verified');
		return (await poll(parameters))![0];
	};
	const told = { change: 'changed', previousStatus: 'pending', changedAt: SINCE };
	expect(await again({ simplify: false })).toEqual({
		Subject: 's1',
		subject: 's1',
		status: 'verified',
		...told,
		eventId: expect.any(String) as string,
	});
	expect(await again({ options: { includeRaw: true } })).toMatchObject({
		subject: 's1',
		status: 'verified',
		raw: { Subject: 's1' },
		...told,
	});
});

it('says the time of the poll where the service says none', async () => {
	await poll();
	const before = Math.floor(Date.now() / 1000) * 1000;
	subjects.delete('s2');
	const [event] = (await poll({ options: { timeZone: 'UTC' } }))!;
	expect(event).toMatchObject({ subject: 's2', status: 'unknown', previousStatus: 'pending' });
	expect(Date.parse(event.changedAt as string)).toBeGreaterThanOrEqual(before);
});

describe('Trigger On', () => {
	const history = async (triggerOn: unknown) => {
		await poll({ triggerOn } as IDataObject);
		subjects.set('s0', 'verified').set('s1', 'failed').set('s9', 'verified').set('s8', 'pending');
		subjects.delete('s2');
		const events = (await poll({ triggerOn } as IDataObject)) ?? [];
		return events.map(({ subject }) => subject);
	};
	it.each([
		[['any'], ['s0', 's1', 's9', 's8', 's2']],
		[['verified'], ['s0', 's9']],
		[['failed'], ['s1']],
		[['pending'], ['s8']],
		[['new'], ['s9', 's8']],
		[['removed'], ['s2']],
		[
			['failed', 'removed'],
			['s1', 's2'],
		],
		['verified', ['s0', 's9']],
		[[], []],
	])('%j', async (triggerOn, told) => {
		expect(await history(triggerOn)).toEqual(told);
	});

	it('what was not wanted is not told later', async () => {
		await history(['failed']);
		expect(await poll({ triggerOn: ['any'] })).toBeNull();
	});
});

describe('the cost', () => {
	it('is one request a page when nothing changed', async () => {
		fill(95);
		await poll();
		await poll();
		expect(asked).toHaveLength(10);
	});

	it('and one for each change where a page does not tell all', async () => {
		fill(95);
		areShort = true;
		await poll();
		subjects.set('s3', 'verified').set('s50', 'failed').set('s51', 'unverified');
		await poll({ triggerOn: ['verified', 'failed'] });
		expect(asked).toHaveLength(12);
		expect(asked.slice(10)).toEqual(['look s3', 'look s50']);
	});

	it('and one for each that is gone', async () => {
		fill(95);
		await poll();
		subjects.delete('s94');
		await poll();
		expect(asked).toHaveLength(11);
	});

	it.each([
		['two', ['s1', 's2'], ['look s1', 'look s2']],
		['fewer than pages', ['s1', 's2', 's3'], ['page 0', 'look s1', 'look s2', 'look s3']],
	])('of chosen ones is theirs: %s', async (_name, chosen, requests) => {
		fill(95);
		areShort = true;
		test.scope = scope({ chosen });
		await poll();
		expect(asked).toEqual(requests);
		subjects.set('s1', 'verified');
		expect(await poll()).toHaveLength(1);
		expect(asked).toEqual(requests);
	});

	it('of many chosen ones is that of the list', async () => {
		fill(95);
		const chosen = Array.from({ length: 40 }, (_, index) => `s${index * 2}`);
		test.scope = scope({ chosen });
		await poll();
		subjects.set('s2', 'verified').set('s3', 'verified');
		const events = await poll();
		expect(events!.map(({ subject }) => subject)).toEqual(['s2']);
		expect(asked).toHaveLength(10);
	});
});

describe('a service that does not say how many there are', () => {
	const open = (more: Partial<Scope> = {}) => {
		const { page } = scope();
		test.scope = scope({
			page: async (index, call) => ({ ...(await page(index, call)), total: Infinity }),
			...more,
		});
	};

	it('is read to its first empty page, twice as many pages each time', async () => {
		fill(45);
		open();
		await poll();
		// 1, 1, 2, 4 pages at a time.
		expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((index) => `page ${index}`));
		expect((memory.memory as Memory).unfinished).toBeUndefined();
		subjects.set('s44', 'verified');
		subjects.delete('s3');
		expect((await poll())!.map(({ subject }) => subject)).toEqual(['s44', 's3']);
	});

	it('ends where every page repeats the first', async () => {
		fill(10);
		const { page } = scope();
		open({ page: async (_index, call) => ({ ...(await page(0, call)), total: Infinity }) });
		await poll();
		expect(asked).toHaveLength(2);
		expect((memory.memory as Memory).unfinished).toBeUndefined();
	});

	it('has its chosen ones looked at one by one', async () => {
		fill(45);
		open({ chosen: ['s1', 's2', 's44'] });
		await poll();
		expect(asked).toEqual(['page 0', 'look s1', 'look s2', 'look s44']);
	});

	it('goes on where the time of a poll ended', async () => {
		fill(45);
		open();
		// A page a poll, and the empty one at the end.
		for (let polls = 0; polls < 6; polls++) {
			expect((memory.memory as Memory | undefined)?.unfinished?.page ?? 0).toBe(polls);
			expect(await poll({}, { budgetMs: 0 })).toBeNull();
		}
		const { unfinished, known } = memory.memory as Memory;
		expect(unfinished).toBeUndefined();
		expect(known.pending).toHaveLength(45);
	});
});

describe('chosen subjects', () => {
	const choose = (...chosen: string[]) => {
		test.scope = scope({ chosen });
	};
	const many = Array.from({ length: 8 }, (_, index) => `s${index}`);

	it.each([
		['looked up', []],
		['on the list', many],
	])('are told when they turn up and when they are gone, each time anew: %s', async (_, others) => {
		isDated = false;
		choose('later', ...others);
		await poll();
		const told: IDataObject[] = [];
		for (let round = 0; round < 3; round++) {
			subjects.set('later', 'pending');
			told.push(...(await poll())!);
			subjects.delete('later');
			told.push(...(await poll())!);
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
		['looked up', ['s0'], ['s1']],
		['on the list', many, ['s9', 'absent']],
	])('chosen later are learnt, and the others are told: %s', async (_name, first, added) => {
		fill(10);
		choose(...first);
		await poll();
		subjects.set('s0', 'verified');
		choose(...first, ...added);
		expect(subjectsOf(await poll())).toEqual(['s0']);
		subjects.set(added[0], 'verified').set('absent', 'pending');
		expect(subjectsOf(await poll())).toEqual(added);
	});

	it('chosen no longer are forgotten without a word, and learnt when they are chosen again', async () => {
		isDated = false;
		choose('s0', 's1');
		await poll();
		subjects.set('s1', 'verified');
		const first = (await poll())!;
		choose('s0');
		await poll();
		expect(subjectsIn(memory)).toEqual(['s0']);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		subjects.set('s1', 'pending');
		choose('s0', 's1');
		expect(await poll()).toBeNull();
		subjects.set('s1', 'verified');
		const second = (await poll())!;
		expect(subjectsOf(second)).toEqual(['s1']);
		expect(second[0].eventId).not.toBe(first[0].eventId);
	});

	it('that were hidden between two pages while they were learnt are not new later', async () => {
		fill(95);
		choose(...many);
		const { page } = test.scope;
		test.scope.page = async (...at) => {
			const { rows, total } = await page(...at);
			return { rows: rows.filter(({ subject }) => subject !== 's3'), total };
		};
		test.scope.pageSize = 95;
		expect(await poll()).toBeNull();
		expect(asked).toEqual(['page 0', 'look s3']);
		test.scope.page = page;
		expect(await poll()).toBeNull();
	});

	it('a manual run looks them up, wherever they stand on the list', async () => {
		fill(95);
		choose('nobody', 's90', 's91', 's92', 's93');
		const events = await poll({}, { mode: 'manual' });
		expect(subjectsOf(events)).toEqual(['s90', 's91', 's92']);
		expect(asked).toEqual(['look nobody', 'look s90', 'look s91', 'look s92']);
		choose('nobody');
		expect(await poll({}, { mode: 'manual' })).toBeNull();
	});
});

describe('learning', () => {
	/** The page hides one, as it does when another one of an earlier page leaves. */
	const hideOnce = (hidden: string, times = 1) => {
		const { page } = test.scope;
		let left = times;
		test.scope.page = async (...at) => {
			const { rows, total } = await page(...at);
			const shown = rows.filter(({ subject }) => subject !== hidden || left <= 0);
			if (shown.length < rows.length) left -= 1;
			return { rows: shown, total };
		};
	};

	it('looks again when it has met fewer than there are', async () => {
		fill(25);
		hideOnce('s12');
		expect(await poll()).toBeNull();
		expect(asked).toHaveLength(6);
		expect(subjectsIn(memory)).toHaveLength(25);
		expect(await poll()).toBeNull();
	});

	it('ends when another look brings nobody new', async () => {
		fill(25);
		hideOnce('s12', Infinity);
		expect(await poll()).toBeNull();
		expect(asked).toHaveLength(6);
		expect((memory.memory as Memory).unfinished).toBeUndefined();
	});

	it('ends so in several polls, too', async () => {
		fill(65);
		hideOnce('s12', Infinity);
		let polls = 1;
		while ((await poll({}, { budgetMs: 0 }), (memory.memory as Memory).unfinished)) polls += 1;
		// Twice 7 pages.
		expect(polls).toBe(14);
		expect(subjectsIn(memory)).toHaveLength(64);
	});

	it('looks again in the next poll when the time is used up', async () => {
		fill(25);
		hideOnce('s12');
		// No time: a page a poll.
		for (let polls = 0; polls < 3; polls++) await poll({}, { budgetMs: 0 });
		expect((memory.memory as Memory).unfinished).toEqual({
			page: 0,
			isLearning: true,
			most: 25,
			met: 24,
		});
		for (let polls = 0; polls < 3; polls++) await poll({}, { budgetMs: 0 });
		expect((memory.memory as Memory).unfinished).toBeUndefined();
		expect(await poll()).toBeNull();
	});

	it('passes over rows that name nobody', async () => {
		subjects.set('', 'pending');
		expect(await poll()).toBeNull();
		subjects.set('', 'verified');
		expect(await poll()).toBeNull();
		expect(subjectsIn(memory)).toEqual(['s0', 's1', 's2']);
	});
});

describe('a status that begins again between two polls', () => {
	it('is told where a page tells two times of it apart', async () => {
		moments.set('s1', 'a');
		await poll();
		moments.set('s1', 'b').set('s0', 'a');
		expect(await poll()).toMatchObject([
			{ subject: 's1', status: 'pending', previousStatus: 'pending' },
		]);
		expect(await poll()).toBeNull();
		// What says nothing for once is nothing new.
		moments.clear();
		expect(await poll()).toBeNull();
	});

	it('is new where it is another life', async () => {
		lives.set('s1', 'a');
		await poll();
		lives.set('s1', 'b').set('s0', 'a');
		expect(await poll()).toMatchObject([{ subject: 's1', previousStatus: null }]);
		lives.clear();
		expect(await poll()).toBeNull();
	});
});

describe('the event ID', () => {
	const idAfter = async (status: Status, parameters: IDataObject = {}) => {
		subjects.set('s1', status);
		return (await poll(parameters))![0].eventId;
	};

	it('depends on nothing but the change where the service dates it', async () => {
		await poll();
		const first = await idAfter('verified');
		memory = {};
		subjects.set('s1', 'pending');
		const parameters = { options: { timeZone: 'UTC' } };
		await poll(parameters);
		expect(await idAfter('verified', parameters)).toBe(first);
	});

	it('is another after everybody was learnt anew where it does not', async () => {
		isDated = false;
		await poll();
		const first = await idAfter('verified');
		memory = {};
		subjects.set('s1', 'pending');
		await new Promise((resolve) => setTimeout(resolve, 2));
		await poll();
		expect(await idAfter('verified')).not.toBe(first);
	});

	it('is another for everybody who comes back, with whatever status and date', async () => {
		await poll();
		const ids = new Set<unknown>();
		for (let round = 0; round < 3; round++) {
			subjects.delete('s1');
			ids.add((await poll())![0].eventId);
			ids.add(await idAfter('verified'));
		}
		expect(ids.size).toBe(6);
	});

	it('counts what was told, not what happened: a lost save changes nothing', async () => {
		isDated = false;
		const parameters = { triggerOn: ['verified'] };
		await poll(parameters);
		await idAfter('verified', parameters);
		const saved = JSON.stringify(memory);
		subjects.set('s1', 'pending');
		expect(await poll(parameters)).toBeNull();
		const told = await idAfter('verified', parameters);
		memory = JSON.parse(saved) as IDataObject;
		subjects.set('s1', 'pending');
		await poll(parameters);
		expect(await idAfter('verified', parameters)).toBe(told);
	});
});

describe('time', () => {
	const short = { budgetMs: 0 };

	it('that does not suffice: goes on in the next poll, and tells everything in the end', async () => {
		fill(450);
		await poll();
		for (const name of subjects.keys()) subjects.set(name, 'verified');
		const told: unknown[] = [];
		for (let polls = 0; polls < 60 && told.length < 450; polls++) {
			const events = (await poll({}, { budgetMs: 40 })) ?? [];
			told.push(...events.map(({ subject }) => subject));
		}
		expect(new Set(told).size).toBe(450);
		expect(told).toHaveLength(450);
	});

	it('that ends while pages are on their way: what was read counts', async () => {
		fill(100);
		const { page } = scope();
		const slow = async (index: number) =>
			await new Promise((resolve) => setTimeout(resolve, 40 * index));
		test.scope = scope({
			page: async (index, call) => {
				await slow(index);
				if (index > 2) throw new Cancelled();
				return await page(index, call);
			},
		});
		expect(await poll()).toBeNull();
		const { unfinished, known } = memory.memory as Memory;
		expect([unfinished?.page, known.pending?.length]).toEqual([3, 30]);
		await expect(poll()).rejects.toMatchObject({
			message: 'The service did not answer within the time of a poll',
		});
		test.scope = scope();
		expect(await poll()).toBeNull();
		expect(subjectsIn(memory)).toHaveLength(100);
	});

	it('learns in several polls as well', async () => {
		fill(450);
		for (let polls = 0; polls < 45; polls++) expect(await poll({}, short)).toBeNull();
		expect((memory.memory as Memory).unfinished).toBeUndefined();
		expect(await poll()).toBeNull();
	});

	it('an unfinished look asks nobody twice', async () => {
		fill(450);
		await poll();
		subjects.delete('s0');
		subjects.delete('s449');
		let requests = 0;
		for (let polls = 0; polls < 45; polls++) {
			await poll({}, short);
			requests += asked.length;
		}
		// 45 pages, and the first page once more for each poll that goes on.
		expect(requests).toBe(45 + 44);
		await poll();
		expect(asked.filter((name) => name.startsWith('look'))).toEqual(['look s0', 'look s449']);
	});
});

describe('what is remembered', () => {
	it('is not written when nothing changed', async () => {
		await poll();
		const { memory: before } = memory;
		await poll();
		expect(memory.memory).toBe(before);
	});

	it('is learnt anew for another scope, and kept while an expression moves along', async () => {
		await poll({ scope: 'some' });
		fill(5, 'failed');
		expect(await poll({ scope: 'others' })).toBeNull();
		const moving = { scope: '={{ $now.toMillis() }}' };
		await poll(moving);
		subjects.set('s1', 'verified');
		expect(await poll(moving)).toHaveLength(1);
	});

	it('forgets without a word, and without a request, who is no longer watched', async () => {
		for (const name of subjects.keys()) lives.set(name, name);
		test.scope = scope({ holds: (life) => life !== 's2' });
		await poll();
		const { page } = test.scope;
		test.scope.page = async (...at) => {
			const { rows, total } = await page(...at);
			return { rows: rows.filter(({ subject }) => subject === 's0'), total };
		};
		expect(await poll()).toBeNull();
		expect(asked).toEqual(['page 0', 'look s1']);
		expect(subjectsIn(memory)).toEqual(['s0', 's1']);
	});

	it('is not touched by a manual run, which shows a few subjects as they are', async () => {
		fill(30);
		const samples = await poll({}, { mode: 'manual' });
		expect(samples).toHaveLength(3);
		expect(samples![0]).toMatchObject({ subject: 's0', status: 'pending', previousStatus: null });
		expect(memory).toEqual({});
		expect(asked).toEqual(['page 0']);
	});

	it('a manual run of nobody shows no data', async () => {
		subjects.clear();
		expect(await poll({}, { mode: 'manual' })).toBeNull();
	});

	it('stays small', async () => {
		subjects = new Map(
			Array.from({ length: 10_000 }, (_, index) => [`member${index}.name@example.com`, 'pending']),
		);
		await poll();
		expect(JSON.stringify(memory).length).toBeLessThan(330_000);
	});

	it('holds the latest thousand of those who are gone, beside those who are there', async () => {
		fill(10_000);
		await poll();
		for (let round = 0; round < 3; round++) {
			for (let index = 0; index < 700; index++) subjects.delete(`s${index + round * 700}`);
			expect(await poll()).toHaveLength(700);
		}
		const { known } = memory.memory as Memory;
		expect(known.gone).toHaveLength(1000);
		expect(known.gone!.at(-1)).toMatch(/^s2099 /);
		for (let index = 0; index < 2100; index++) subjects.set(`t${index}`, 'pending');
		expect(await poll()).toHaveLength(2100);
	});

	it('beyond its bound says how to narrow it', async () => {
		fill(10_001);
		await expect(poll()).rejects.toMatchObject({
			message: 'This trigger watches too many subjects',
			description:
				'It can remember 10,000, and these are 10,001. Narrow what it watches, or share the work between several triggers.',
		});
		expect(memory).toEqual({});
	});

	it('beyond its bound of characters says so', async () => {
		subjects = new Map(
			Array.from({ length: 5000 }, (_, index) => [`${'x'.repeat(240)}${index}`, 'pending']),
		);
		await expect(poll()).rejects.toMatchObject({
			message: 'This trigger would have to remember too much',
			description: expect.stringMatching(
				/^It can remember 1,000,000 characters, and the names of these 5,000 subjects take 1,2\d\d,\d{3}\. Narrow/,
			) as string,
		});
		expect(memory).toEqual({});
	});
});

describe('a poll that fails', () => {
	it('leaves everything as it was, and says for n8n’s scheduler why', async () => {
		await poll();
		subjects.set('s1', 'verified');
		const before = JSON.stringify(memory);
		failure = new Failure(
			{ message: 'Throttled', advice: 'Slow down.', retry: 'throttled' },
			{ httpStatus: 429, retryAfter: 3000 },
		);
		await expect(poll()).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'Throttled',
			failure: { cause: 'rate-limited', retryAfterMs: 3000 },
		});
		expect(JSON.stringify(memory)).toBe(before);
		failure = undefined;
		expect(await poll()).toHaveLength(1);
	});

	it('of a wrong key stops the activation', async () => {
		failure = new Failure({ message: 'No such key', advice: 'Check it.', credential: true });
		await expect(poll()).rejects.toMatchObject({
			message: 'No such key',
			failure: { cause: 'credential-invalid' },
		});
		expect(memory).toEqual({});
	});

	it('what cannot be looked at, ever, is told as its page shows it', async () => {
		areShort = true;
		test.scope = scope({
			look: async () =>
				await Promise.reject(new Failure({ message: 'Refused', advice: 'Never mind.' })),
		});
		await poll();
		subjects.set('s1', 'verified');
		expect(await poll()).toMatchObject([{ subject: 's1', status: 'verified' }]);
	});

	it('who is missing and cannot be looked for holds nobody back', async () => {
		await poll();
		subjects.delete('s2');
		test.scope = scope({
			look: async () =>
				await Promise.reject(new Failure({ message: 'Refused', advice: 'Never mind.' })),
		});
		expect(await poll()).toBeNull();
		subjects.set('s1', 'verified');
		expect(subjectsOf(await poll())).toEqual(['s1']);
		test.scope = scope();
		expect(subjectsOf(await poll())).toEqual(['s2']);
	});

	it('a key that may look at nobody is an error', async () => {
		await poll();
		subjects.delete('s2');
		test.scope = scope({
			look: async () =>
				await Promise.reject(
					new Failure({ message: 'The key may not do this', advice: 'Ask.', forbidden: true }),
				),
		});
		await expect(poll()).rejects.toMatchObject({ message: 'The key may not do this' });
		test.scope = scope();
		expect(subjectsOf(await poll())).toEqual(['s2']);
	});

	it('another life of who is missing is not the one that is known', async () => {
		lives.set('s2', 'a');
		await poll();
		lives.set('s2', 'b');
		const { page } = test.scope;
		test.scope.page = async (...at) => {
			const { rows, total } = await page(...at);
			return { rows: rows.filter(({ subject }) => subject !== 's2'), total };
		};
		expect(await poll()).toMatchObject([{ subject: 's2', change: 'removed' }]);
		expect(await poll()).toBeNull();
	});

	it('who is missing and cannot be looked for now does not undo what was told', async () => {
		await poll();
		subjects.set('s1', 'verified').delete('s2');
		test.scope = scope({
			look: async () =>
				await Promise.reject(new Failure({ message: 'Down', advice: 'Wait.', retry: 'read' })),
		});
		expect(subjectsOf(await poll())).toEqual(['s1']);
		await expect(poll()).rejects.toMatchObject({ message: 'Down' });
		test.scope = scope();
		expect(subjectsOf(await poll())).toEqual(['s2']);
	});

	it('a lookup that says nothing is no news of who is there', async () => {
		areShort = true;
		await poll();
		subjects.set('s1', 'verified');
		test.scope = scope({
			look: async (subject) => {
				const record = verificationRecord({ provider: 'aliyun', subject, status: 'unknown' });
				return await Promise.resolve({ record, answer: {}, since: null, mark: '', life: '' });
			},
		});
		expect(await poll()).toMatchObject([{ subject: 's1', status: 'verified' }]);
		expect(await poll()).toBeNull();
	});

	it('what can be looked at is told, and the rest in the next poll', async () => {
		let broken = true;
		const { look } = scope();
		areShort = true;
		test.scope = scope({
			look: async (subject, call) => {
				if (broken && subject === 's2') {
					await new Promise(setImmediate);
					throw new Failure({ message: 'Down', advice: 'Wait.', retry: 'read' });
				}
				return await look(subject, call);
			},
		});
		await poll();
		subjects.set('s1', 'verified').set('s2', 'verified');
		expect(await poll()).toMatchObject([{ subject: 's1' }]);
		broken = false;
		expect(await poll()).toMatchObject([{ subject: 's2' }]);
	});
});

it('a poll that starts while the last one still runs leaves the work to it', async () => {
	await poll();
	subjects.set('s1', 'verified');
	const [first, second] = await Promise.all([poll(), poll()]);
	expect([first?.length, second]).toEqual([1, null]);
});
