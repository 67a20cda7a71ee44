// What a poll tells, remembers and costs, step by step.
import type { IDataObject } from 'n8n-workflow';
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

const sight = (subject: string): Sight => ({
	record: verificationRecord({ provider: 'aliyun', subject, status: subjects.get(subject)! }),
	answer: { Subject: subject },
	since: SINCE,
	mark: SINCE,
	life: '',
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
			rows: names.map((subject) => ({ ...sight(subject), subject, isShort: areShort })),
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

const fill = (count: number, status: Status = 'pending') => {
	subjects = new Map(Array.from({ length: count }, (_, index) => [`s${index}`, status]));
};

beforeEach(() => {
	fill(3);
	asked = [];
	memory = {};
	failure = undefined;
	areShort = false;
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
	const told = { previousStatus: 'pending', changedAt: SINCE };
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
		fill(450);
		open();
		// 1, 1, 2, 4, 8, 16 and 20 pages.
		for (let polls = 0; polls < 7; polls++) expect(await poll({}, { budgetMs: 0 })).toBeNull();
		const { unfinished, known } = memory.memory as Memory;
		expect(unfinished).toBeUndefined();
		expect(known.pending).toHaveLength(450);
	});
});

describe('chosen subjects', () => {
	it('are told when they turn up and when they are gone', async () => {
		test.scope = scope({ chosen: ['s1', 'later'] });
		await poll();
		subjects.set('later', 'pending');
		expect((await poll())!.map(({ subject }) => subject)).toEqual(['later']);
		subjects.delete('later');
		expect(await poll()).toMatchObject([{ subject: 'later', status: 'unknown' }]);
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

	it('learns in several polls as well', async () => {
		fill(450);
		for (let polls = 0; polls < 3; polls++) expect(await poll({}, short)).toBeNull();
		expect((memory.memory as Memory).unfinished).toBeUndefined();
		expect(await poll()).toBeNull();
	});

	it('an unfinished look asks nobody twice', async () => {
		fill(450);
		await poll();
		subjects.delete('s0');
		subjects.delete('s449');
		let requests = 0;
		for (let polls = 0; polls < 3; polls++) {
			await poll({}, short);
			requests += asked.length;
		}
		// 45 pages, and the first page once more for each poll that goes on.
		expect(requests).toBeLessThanOrEqual(47);
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

	it('forgets without a word who is no longer watched', async () => {
		test.scope = scope({ holds: ({ record }) => record.subject !== 's2' });
		await poll();
		const { page } = test.scope;
		test.scope.page = async (...at) => {
			const { rows, pages } = await page(...at);
			return { rows: rows.filter(({ subject }) => subject === 's0'), pages };
		};
		expect(await poll()).toBeNull();
		expect(asked).toEqual(['page 0', 'look s1', 'look s2']);
		expect(await poll()).toBeNull();
		expect(asked).toEqual(['page 0', 'look s1']);
	});

	it('forgets without a word who is no longer chosen', async () => {
		test.scope = scope({ chosen: ['s0', 's1'] });
		await poll();
		test.scope = scope({ chosen: ['s1', 's2'] });
		expect((await poll())!.map(({ subject }) => subject)).toEqual(['s2']);
		expect(asked).toEqual(['look s1', 'look s2']);
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

	it('beyond its bound says how to narrow it', async () => {
		fill(10_001);
		await expect(poll()).rejects.toMatchObject({
			message: 'This trigger watches too many subjects',
			description:
				'It can remember 10,000, and these are 10,001. Narrow what it watches, or share the work between several triggers.',
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
