// One subject whose lookup fails fails alone, in every path of a poll.
import type { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { Status } from '../../../nodes/shared/values/verificationRecord.ts';
import { takeWarnings } from '../harness/logs.mts';
import {
	DENIED,
	DOWN,
	REFUSED,
	subjectsIn,
	subjectsOf,
	useMadeUpSubjects,
} from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

const KINDS = [
	['refused', REFUSED],
	['not permitted', DENIED],
	['not answered for now', DOWN],
] as const;

const failWith = (error: ServiceError, ...subjects: string[]) => {
	for (const subject of subjects) test.failing.set(subject, error);
};
const set = (...changes: Array<[string, Status]>) =>
	changes.forEach(([subject, status]) => test.subjects.set(subject, status));

/** How subjects are watched; in each way `s1` is looked up by itself when it has changed. */
const PATHS: Array<[string, () => void]> = [
	['two chosen ones', () => test.watchFailing(['s1', 's2'])],
	[
		'more chosen ones than pages',
		() => {
			test.fill(95);
			test.arePartial = true;
			test.watchFailing(['s1', 's2', 's3']);
		},
	],
	['a list that takes a lookup each', () => test.watchFailingRows()],
];

describe.each(PATHS)('%s', (_path, begin) => {
	describe.each(KINDS)('one of them is %s', (_kind, error) => {
		it('while it is watched: the others are told, and it stays as it was known', async () => {
			begin();
			await test.poll();
			failWith(error, 's1');
			set(['s1', 'verified'], ['s2', 'failed']);
			expect(subjectsOf(await test.poll())).toEqual(['s2']);
			expect(await test.poll()).toBeNull();
			test.failing.clear();
			expect(await test.poll()).toMatchObject([
				{ subject: 's1', change: 'changed', previousStatus: 'pending', status: 'verified' },
			]);
		});

		it('while the baseline is built: the others are told, and it is learnt without an event', async () => {
			begin();
			failWith(error, 's1');
			expect(await test.poll()).toBeNull();
			set(['s2', 'failed']);
			expect(subjectsOf(await test.poll())).toEqual(['s2']);
			set(['s1', 'verified']);
			test.failing.clear();
			expect(await test.poll()).toBeNull();
			set(['s1', 'failed']);
			expect(await test.poll()).toMatchObject([{ subject: 's1', previousStatus: 'verified' }]);
		});

		it('it is named once, and again after it was answered', async () => {
			begin();
			await test.poll();
			failWith(error, 's1');
			await test.poll();
			await test.poll();
			const [first, ...more] = takeWarnings();
			expect(first).toMatch(/"Node" cannot read s1: /);
			expect(first).toContain(error.message);
			expect(more).toEqual([]);
			test.failing.clear();
			await test.poll();
			failWith(error, 's1');
			await test.poll();
			expect(takeWarnings()).toHaveLength(1);
		});
	});
});

describe('all of them fail', () => {
	it.each(KINDS)('%s: the poll fails, names them and changes nothing', async (kind, error) => {
		test.watchFailing(['s1', 's2']);
		await test.poll();
		const before = JSON.stringify(test.staticData);
		failWith(error, 's1', 's2');
		const message = error.message;
		await expect(test.poll()).rejects.toMatchObject({
			message,
			...(kind !== 'not permitted' && {
				description: expect.stringContaining('Subjects: s1, s2.') as string,
			}),
		});
		expect(JSON.stringify(test.staticData)).toBe(before);
	});

	it('refused at the activation: it fails', async () => {
		test.watchFailing(['s1', 's2']);
		failWith(REFUSED, 's1', 's2');
		await expect(test.poll()).rejects.toMatchObject({ message: 'The link expired' });
	});

	it('for now, at the activation: the next poll goes on', async () => {
		test.watchFailing(['s1', 's2']);
		failWith(DOWN, 's1', 's2');
		expect(await test.poll()).toBeNull();
		expect(test.staticData).toEqual({});
		expect(takeWarnings()[0]).toContain('The first poll of "Node" failed. The trigger is active');
		test.failing.clear();
		expect(await test.poll()).toBeNull();
		expect(subjectsIn(test.staticData)).toEqual(['s1', 's2']);
	});
});

it('a chosen subject that is added, and refused, is learnt when it answers', async () => {
	test.watchFailing(['s1']);
	await test.poll();
	failWith(REFUSED, 's2');
	test.watchFailing(['s1', 's2']);
	expect(await test.poll()).toBeNull();
	set(['s1', 'verified'], ['s2', 'verified']);
	expect(subjectsOf(await test.poll())).toEqual(['s1']);
	test.failing.clear();
	expect(await test.poll()).toBeNull();
	set(['s2', 'failed']);
	expect(subjectsOf(await test.poll())).toEqual(['s2']);
});

it.each(KINDS)(
	'a subject that no page lists, and is %s, holds no other back',
	async (_kind, error) => {
		test.fill(8);
		test.watchFailing();
		await test.poll();
		failWith(error, 's2');
		test.subjects.delete('s2');
		test.subjects.delete('s4');
		set(['s1', 'verified']);
		expect(subjectsOf(await test.poll())).toEqual(['s1', 's4']);
		test.failing.clear();
		expect(subjectsOf(await test.poll())).toEqual(['s2']);
	},
);

it.each([
	['refused: the event shows the row', REFUSED, ['s1', 's2']],
	['not permitted: the event shows the row', DENIED, ['s1', 's2']],
	['not answered for now: its event comes later', DOWN, ['s2']],
])('the details of a row are %s', async (_name, error, told) => {
	test.arePartial = true;
	test.watchFailing();
	await test.poll();
	failWith(error, 's1');
	set(['s1', 'verified'], ['s2', 'verified']);
	expect(subjectsOf(await test.poll())).toEqual(told);
	test.failing.clear();
	expect(subjectsOf(await test.poll())).toEqual(told.length === 2 ? [] : ['s1']);
});

it('a service that answers no lookup is not asked for every candidate', async () => {
	test.fill(200);
	test.arePartial = true;
	test.watchFailing();
	await test.poll();
	const subjects = [...test.subjects.keys()];
	failWith(DOWN, ...subjects);
	set(...subjects.map((subject): [string, Status] => [subject, 'verified']));
	let lookups = 0;
	const { fetchSubject } = test.watching;
	test.watching.fetchSubject = async (...of) => {
		lookups++;
		return await fetchSubject(...of);
	};
	await expect(test.poll()).rejects.toMatchObject({ message: 'Down' });
	expect(lookups).toBeLessThan(60);
	test.failing.clear();
	expect(await test.poll()).toHaveLength(200);
});

describe('a manual run', () => {
	const manual = { mode: 'manual' as const };

	it.each(KINDS)('shows the others, when one is %s', async (_kind, error) => {
		failWith(error, 's1');
		test.watchFailing(['s1', 's2']);
		expect(subjectsOf(await test.poll({}, manual))).toEqual(['s2']);
		expect(takeWarnings()).toEqual([expect.stringMatching(/"Node" cannot read s1: /)]);
	});

	it.each(KINDS)('shows the row, when its details are %s', async (_kind, error) => {
		test.arePartial = true;
		failWith(error, 's1');
		test.watchFailing();
		expect(subjectsOf(await test.poll({}, manual))).toEqual(['s0', 's1', 's2']);
	});

	it.each(KINDS)('fails when all are %s', async (_kind, error) => {
		failWith(error, 's1', 's2');
		test.watchFailing(['s1', 's2']);
		await expect(test.poll({}, manual)).rejects.toMatchObject({ message: error.message });
	});
});

it('an address that nobody entered is masked in the log', async () => {
	test.subjects = new Map([
		['ann@example.com', 'pending'],
		['bob@example.com', 'pending'],
	]);
	test.watchFailingRows();
	failWith(REFUSED, 'ann@example.com');
	await test.poll();
	expect(takeWarnings()[0]).toContain(
		'cannot read a***@example.com: The link expired. Send it again.',
	);
});
