// A key of another account in the same credential.
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import { takeWarnings } from '../harness/logs.mts';
import { SHORT, subjectsIn, subjectsOf, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

it.each([
	['another key', 1, 40, true],
	['another key, of an account without subjects', 40, 0, true],
	['the same key, and none of several subjects is left', 3, 40, false],
])(
	'%s: the present subjects are recorded, without an event',
	async (_name, known, now, isOther) => {
		test.fill(known);
		await test.poll();
		if (isOther) test.changeKey();
		test.replace(now);
		expect(await test.poll()).toBeNull();
		expect(takeWarnings()).toEqual([expect.stringContaining('the key is of another account')]);
		expect(subjectsIn(test.staticData)).toEqual([...test.subjects.keys()]);
		expect(await test.poll()).toBeNull();
		test.subjects.set('o0', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['o0']);
		expect(takeWarnings()).toEqual([]);
	},
);

it.each([
	['another key of the same account', 5, true, () => test.subjects.set('s9', 'pending'), ['s9']],
	[
		'another key, and one subject is left',
		5,
		true,
		() => test.subjects.delete('s1') && test.subjects.set('s9', 'pending'),
		['s9', 's1'],
	],
	[
		'the same key, and two subjects are replaced',
		2,
		false,
		() => test.replace(1),
		['o0', 's0', 's1'],
	],
	['the same key, and the account is emptied', 3, false, () => test.replace(0), ['s0', 's1', 's2']],
] as const)('%s: the changes are told', async (_name, known, isOther, change, told) => {
	test.fill(known);
	await test.poll();
	if (isOther) test.changeKey();
	change();
	expect(subjectsOf(await test.poll())).toEqual(told);
	expect(takeWarnings()).toEqual([]);
});

it('subjects that were all deleted and created again are told, and of another account are not', async () => {
	const names = ['s0', 's1', 's2'];
	const createAgain = (time: string) => names.forEach((name) => test.incarnations.set(name, time));
	createAgain('a');
	await test.poll();
	createAgain('b');
	expect(subjectsOf(await test.poll())).toEqual(names);
	createAgain('c');
	test.changeKey();
	expect(await test.poll()).toBeNull();
});

it('chosen subjects that the other account does not know are not told as removed', async () => {
	test.watching = test.scope({ chosen: ['s0', 's1', 's2'] });
	await test.poll();
	test.changeKey();
	test.replace(5);
	expect(await test.poll()).toBeNull();
	expect(await test.poll()).toBeNull();
});

it('a chosen subject that is removed is told, though the key was renewed', async () => {
	test.watching = test.scope({ chosen: ['s1'] });
	await test.poll();
	test.changeKey();
	test.subjects.delete('s1');
	expect(subjectsOf(await test.poll())).toEqual(['s1']);
});

it('subjects that have all left the scope are of the same account: the new ones are told', async () => {
	const enter = (...names: string[]) => {
		test.subjects = new Map(names.map((name) => [name, 'pending']));
		for (const name of names) test.incarnations.set(name, `of-${name[0]}`);
	};
	let begin = 'of-a';
	test.watching = test.scope({ includes: (incarnation) => incarnation >= begin });
	enter('a0', 'a1', 'a2', 'a3');
	await test.poll();
	// The scope has moved along with the time, past all of them.
	begin = 'of-b';
	enter('b0', 'b1');
	expect(subjectsOf(await test.poll())).toEqual(['b0', 'b1']);
	expect(takeWarnings()).toEqual([]);
	expect(subjectsIn(test.staticData)).toEqual(['b0', 'b1']);
});

it('what returns after it was removed is of the same account', async () => {
	test.fill(1);
	await test.poll();
	test.subjects.delete('s0');
	test.subjects.set('s1', 'pending');
	expect(subjectsOf(await test.poll())).toEqual(['s1', 's0']);
	test.subjects = new Map([['s0', 'verified']]);
	test.changeKey();
	expect(subjectsOf(await test.poll())).toEqual(['s0', 's1']);
});

describe('a scan that takes several polls', () => {
	beforeEach(() => test.slowPagesDown());

	it('of another account tells nothing, and records it in the end', async () => {
		test.fill(35);
		await test.pass();
		test.changeKey();
		test.replace(45);
		expect(await test.pass()).toEqual([]);
		expect(subjectsIn(test.staticData).sort()).toEqual([...test.subjects.keys()].sort());
	});

	it.each([
		['the same key', false],
		['another key of the same account', true],
	])('%s, and the first pages are all new: each is told once', async (_name, isOther) => {
		test.fill(35);
		await test.pass();
		if (isOther) test.changeKey();
		const known = [...test.subjects];
		test.replace(25);
		for (const [subject, status] of known) test.subjects.set(subject, status);
		const told = await test.pass();
		// On a busy machine a poll's time may be over before its events are made: the next pass has them.
		while (told.length < 25) told.push(...(await test.pass()));
		expect(await test.pass()).toEqual([]);
		expect(told.sort()).toEqual(Array.from({ length: 25 }, (_, index) => `o${index}`).sort());
	});

	it('begins its baseline anew with another key', async () => {
		test.fill(45);
		await test.poll({}, SHORT);
		expect((test.staticData.state as StoredState).cursor).toMatchObject({ isBaseline: true });
		test.changeKey();
		test.replace(5);
		expect(await test.pass()).toEqual([]);
		expect(subjectsIn(test.staticData).sort()).toEqual(['o0', 'o1', 'o2', 'o3', 'o4']);
	});
});
