// The events of a poll, and its requests.
import type { IDataObject } from 'n8n-workflow';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import type { Scope } from '../../../nodes/shared/trigger/statusTrigger.ts';
import type { Status } from '../../../nodes/shared/values/verificationRecord.ts';
import { SINCE, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

it('builds a baseline first, without an event', async () => {
	expect(await test.poll()).toBeNull();
	expect(await test.poll()).toBeNull();
	expect(Object.keys(test.staticData)).toEqual(['state']);
});

it('gives a change as a record with the previous status, the time and an event ID', async () => {
	await test.poll();
	test.subjects.set('s1', 'verified');
	expect(await test.poll()).toEqual([
		{
			...test.snapshot('s1').record,
			change: 'changed',
			previousStatus: 'pending',
			changedAt: SINCE,
			eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
		},
	]);
	expect(await test.poll()).toBeNull();
});

it('gives the documented object with Simplify off, and both with Include Raw Response', async () => {
	const again = async (parameters: IDataObject) => {
		test.staticData = {};
		test.subjects.set('s1', 'pending');
		await test.poll(parameters);
		test.subjects.set('s1', 'verified');
		return (await test.poll(parameters))![0];
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

it('gives the time of the poll where the service states none', async () => {
	await test.poll();
	const before = Math.floor(Date.now() / 1000) * 1000;
	test.subjects.delete('s2');
	const [event] = (await test.poll({ options: { timeZone: 'UTC' } }))!;
	expect(event).toMatchObject({ subject: 's2', status: 'unknown', previousStatus: 'pending' });
	expect(Date.parse(event.changedAt as string)).toBeGreaterThanOrEqual(before);
});

describe('Trigger On', () => {
	const history = async (triggerOn: unknown) => {
		await test.poll({ triggerOn } as IDataObject);
		test.subjects
			.set('s0', 'verified')
			.set('s1', 'failed')
			.set('s9', 'verified')
			.set('s8', 'pending');
		test.subjects.delete('s2');
		const events = (await test.poll({ triggerOn } as IDataObject)) ?? [];
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

	it('a change that Trigger On left out is not emitted later', async () => {
		await history(['failed']);
		expect(await test.poll({ triggerOn: ['any'] })).toBeNull();
	});
});

describe('the requests of a poll', () => {
	it('one for each page when nothing changed', async () => {
		test.fill(95);
		await test.poll();
		await test.poll();
		expect(test.asked).toHaveLength(10);
	});

	it('and one for each change where rows are partial', async () => {
		test.fill(95);
		test.arePartial = true;
		await test.poll();
		test.subjects.set('s3', 'verified').set('s50', 'failed').set('s51', 'unverified');
		await test.poll({ triggerOn: ['verified', 'failed'] });
		expect(test.asked).toHaveLength(12);
		expect(test.asked.slice(10)).toEqual(['look s3', 'look s50']);
	});

	it('and one for each missing subject', async () => {
		test.fill(95);
		await test.poll();
		test.subjects.delete('s94');
		await test.poll();
		expect(test.asked).toHaveLength(11);
	});

	it.each([
		['two', ['s1', 's2'], ['look s1', 'look s2']],
		['fewer than pages', ['s1', 's2', 's3'], ['page 0', 'look s1', 'look s2', 'look s3']],
	])('one for each of few chosen subjects: %s', async (_name, chosen, requests) => {
		test.fill(95);
		test.arePartial = true;
		test.watching = test.scope({ chosen });
		await test.poll();
		expect(test.asked).toEqual(requests);
		test.subjects.set('s1', 'verified');
		expect(await test.poll()).toHaveLength(1);
		expect(test.asked).toEqual(requests);
	});

	it('one for each page for many chosen subjects', async () => {
		test.fill(95);
		const chosen = Array.from({ length: 40 }, (_, index) => `s${index * 2}`);
		test.watching = test.scope({ chosen });
		await test.poll();
		test.subjects.set('s2', 'verified').set('s3', 'verified');
		const events = await test.poll();
		expect(events!.map(({ subject }) => subject)).toEqual(['s2']);
		expect(test.asked).toHaveLength(10);
	});
});

describe('a service that does not state the total', () => {
	const open = (more: Partial<Scope> = {}) => {
		const { fetchPage } = test.scope();
		test.watching = test.scope({
			fetchPage: async (index, call) => ({ ...(await fetchPage(index, call)), total: Infinity }),
			...more,
		});
	};

	it('is read to its first empty page, twice as many pages each time', async () => {
		test.fill(45);
		open();
		await test.poll();
		// 1, 1, 2, 4 pages at a time.
		expect(test.asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((index) => `page ${index}`));
		expect((test.staticData.state as StoredState).cursor).toBeUndefined();
		test.subjects.set('s44', 'verified');
		test.subjects.delete('s3');
		expect((await test.poll())!.map(({ subject }) => subject)).toEqual(['s44', 's3']);
	});

	it('ends where every page repeats the first', async () => {
		test.fill(10);
		const { fetchPage } = test.scope();
		open({
			fetchPage: async (_index, call) => ({ ...(await fetchPage(0, call)), total: Infinity }),
		});
		await test.poll();
		expect(test.asked).toHaveLength(2);
		expect((test.staticData.state as StoredState).cursor).toBeUndefined();
	});

	it('looks chosen subjects up one by one', async () => {
		test.fill(45);
		open({ chosen: ['s1', 's2', 's44'] });
		await test.poll();
		expect(test.asked).toEqual(['page 0', 'look s1', 'look s2', 'look s44']);
	});

	it('continues where the time of a poll ended', async () => {
		test.fill(45);
		open();
		// A page a poll, and the empty one at the end.
		for (let polls = 0; polls < 6; polls++) {
			expect((test.staticData.state as StoredState | undefined)?.cursor?.page ?? 0).toBe(polls);
			expect(await test.poll({}, { budgetMs: 0 })).toBeNull();
		}
		const { cursor, subjects } = test.staticData.state as StoredState;
		expect(cursor).toBeUndefined();
		expect(subjects.pending).toHaveLength(45);
	});
});

describe('a status that begins again between two polls', () => {
	it('is an event where the status version differs', async () => {
		test.statusVersions.set('s1', 'a');
		await test.poll();
		test.statusVersions.set('s1', 'b').set('s0', 'a');
		expect(await test.poll()).toMatchObject([
			{ subject: 's1', status: 'pending', previousStatus: 'pending' },
		]);
		expect(await test.poll()).toBeNull();
		// A version that is not stated is no change.
		test.statusVersions.clear();
		expect(await test.poll()).toBeNull();
	});

	it('is a new subject where the incarnation differs', async () => {
		test.incarnations.set('s1', 'a');
		await test.poll();
		test.incarnations.set('s1', 'b').set('s0', 'a');
		expect(await test.poll()).toMatchObject([{ subject: 's1', previousStatus: null }]);
		test.incarnations.clear();
		expect(await test.poll()).toBeNull();
	});
});

describe('the event ID', () => {
	const idAfter = async (status: Status, parameters: IDataObject = {}) => {
		test.subjects.set('s1', status);
		return (await test.poll(parameters))![0].eventId;
	};

	it('depends on the change alone where the service dates it', async () => {
		await test.poll();
		const first = await idAfter('verified');
		test.staticData = {};
		test.subjects.set('s1', 'pending');
		const parameters = { options: { timeZone: 'UTC' } };
		await test.poll(parameters);
		expect(await idAfter('verified', parameters)).toBe(first);
	});

	it('differs after a new baseline where the service does not', async () => {
		test.isDated = false;
		await test.poll();
		const first = await idAfter('verified');
		test.staticData = {};
		test.subjects.set('s1', 'pending');
		await new Promise((resolve) => setTimeout(resolve, 2));
		await test.poll();
		expect(await idAfter('verified')).not.toBe(first);
	});

	it('differs for each return, whatever the status and the date', async () => {
		await test.poll();
		const ids = new Set<unknown>();
		for (let round = 0; round < 3; round++) {
			test.subjects.delete('s1');
			ids.add((await test.poll())![0].eventId);
			ids.add(await idAfter('verified'));
		}
		expect(ids.size).toBe(6);
	});

	it('counts emitted events, not changes: a lost save makes no difference', async () => {
		test.isDated = false;
		const parameters = { triggerOn: ['verified'] };
		await test.poll(parameters);
		await idAfter('verified', parameters);
		const saved = JSON.stringify(test.staticData);
		test.subjects.set('s1', 'pending');
		expect(await test.poll(parameters)).toBeNull();
		const told = await idAfter('verified', parameters);
		test.staticData = JSON.parse(saved) as IDataObject;
		test.subjects.set('s1', 'pending');
		await test.poll(parameters);
		expect(await idAfter('verified', parameters)).toBe(told);
	});
});

it('a poll that starts while the last one still runs gives nothing', async () => {
	await test.poll();
	test.subjects.set('s1', 'verified');
	const [first, second] = await Promise.all([test.poll(), test.poll()]);
	expect([first?.length, second]).toEqual([1, null]);
});
