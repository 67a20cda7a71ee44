// Failures of subjects that meet a key of another account, a scan of several polls, or each other.
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import { takeWarnings } from '../harness/logs.mts';
import {
	DENIED,
	DOWN,
	REFUSED,
	SHORT,
	subjectsIn,
	subjectsOf,
	useMadeUpSubjects,
} from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

describe('another key in the middle of a scan', () => {
	beforeEach(async () => {
		test.fill(45);
		test.watchFailing();
		test.slowPagesDown();
		await test.pass();
		await test.poll({}, SHORT);
		expect((test.staticData.state as StoredState).cursor).toMatchObject({ isBaseline: false });
		test.changeKey();
	});

	it('of another account tells nobody as new or removed', async () => {
		test.replace(45);
		expect([...(await test.pass()), ...(await test.pass())]).toEqual([]);
		expect(subjectsIn(test.staticData).sort()).toEqual([...test.subjects.keys()].sort());
	});

	it('of the same account begins the scan anew once, and tells the changes', async () => {
		test.subjects.set('s1', 'verified').set('s44', 'failed');
		expect((await test.pass()).sort()).toEqual(['s1', 's44']);
		expect(await test.pass()).toEqual([]);
	});
});

it('another account is learnt, though the lookup of one of its subjects fails', async () => {
	test.fill(5);
	test.watchFailingRows();
	await test.poll();
	test.changeKey();
	test.replace(8);
	test.failing.set('o3', REFUSED);
	expect(await test.poll()).toBeNull();
	test.failing.clear();
	expect(await test.poll()).toBeNull();
	test.subjects.set('o3', 'verified');
	expect(subjectsOf(await test.poll())).toEqual(['o3']);
});

it('a chosen subject that was never read, and is unknown later, is not told as removed', async () => {
	test.watchFailing(['s1', 'x']);
	test.failing.set('x', DOWN);
	await test.poll();
	test.failing.clear();
	expect(await test.poll()).toBeNull();
	test.subjects.set('x', 'pending');
	expect(subjectsOf(await test.poll())).toEqual(['x']);
});

describe('the log', () => {
	it('names a subject once, though a scan takes several polls', async () => {
		test.fill(45);
		test.watchFailingRows();
		test.slowPagesDown();
		test.failing.set('s1', REFUSED);
		for (let scans = 0; scans < 3; scans++) await test.pass();
		expect(takeWarnings()).toEqual([expect.stringContaining('cannot read s1')]);
		test.failing.clear();
		await test.pass();
		test.failing.set('s1', REFUSED);
		await test.pass();
		expect(takeWarnings()).toEqual([expect.stringContaining('cannot read s1')]);
	});

	it('names some of many, and tells how many more there are', async () => {
		test.fill(1000);
		test.watchFailingRows();
		for (const subject of [...test.subjects.keys()].slice(100)) test.failing.set(subject, REFUSED);
		await test.poll();
		const lines = takeWarnings();
		expect(lines).toHaveLength(21);
		expect(lines.at(-1)).toContain('cannot read 880 more subjects');
		await test.poll();
		expect(takeWarnings()).toEqual([]);
	});
});

describe('a permission that is missing for one subject', () => {
	it('holds back no other, of which the list tells all', async () => {
		test.fill(8);
		test.watchFailing();
		await test.poll();
		test.subjects.delete('s2');
		test.failing.set('s2', DENIED);
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
	});

	it('does not keep the chosen ones of the list from being learnt and watched', async () => {
		test.fill(8);
		test.watchFailing(['s1', 's2', 's3', 'x']);
		test.failing.set('x', DENIED);
		expect(await test.poll()).toBeNull();
		expect(await test.poll()).toBeNull();
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
	});
});

it.each([
	['not answered for now', DOWN],
	['not permitted', DENIED],
])('a changed subject whose lookup is %s does not stop a scan of several polls', async (...of) => {
	const [, error] = of;
	test.fill(45);
	test.arePartial = true;
	test.watchFailing();
	test.slowPagesDown();
	await test.pass();
	test.failing.set('s1', error);
	test.subjects.set('s1', 'verified').set('s44', 'verified');
	// On a busy machine a poll's time may be over before its events are made: the next pass has them.
	const told = await test.pass();
	while (!told.includes('s44')) told.push(...(await test.pass()));
	expect(told.filter((subject) => subject === 's44')).toHaveLength(1);
});
