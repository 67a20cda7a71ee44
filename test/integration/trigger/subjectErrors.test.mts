// One subject whose lookup fails fails alone, in every path of a poll.
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { Status } from '../../../nodes/shared/values/verificationRecord.ts';
import { takeLogs } from '../harness/logs.mts';
import { subjectsIn, subjectsOf, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();

const REFUSED = new ServiceError({ message: 'The link expired', advice: 'Send it again.' });
const DENIED = new ServiceError({
	message: 'Not allowed',
	advice: 'Ask for it.',
	permissionMissing: true,
});
const DOWN = new ServiceError({ message: 'Down', advice: 'Wait.', retry: 'read' });
const KINDS = [
	['refused', REFUSED],
	['not permitted', DENIED],
	['not answered for now', DOWN],
] as const;

/** Lookups of these subjects fail. */
let failing: Map<string, ServiceError>;
const failWith = (error: ServiceError, ...subjects: string[]) => {
	for (const subject of subjects) failing.set(subject, error);
};
beforeEach(() => {
	failing = new Map();
	takeLogs();
});

function watch(chosen?: string[]): void {
	const { fetchSubject } = test.scope();
	test.watching = test.scope({
		...(chosen && { chosen }),
		fetchSubject: async (subject, send) => {
			const error = failing.get(subject);
			if (error) throw error;
			return await fetchSubject(subject, send);
		},
	});
}

/** A list in which each subject takes a lookup, as an operator's sub-users do. */
function watchByLookups(): void {
	const { fetchPage } = test.scope();
	test.watching = test.scope({
		fetchPage: async (...at) => {
			const { rows, total } = await fetchPage(...at);
			const [read, failed] = [true, false].map((isRead) =>
				rows.filter(({ subject }) => !failing.has(subject) === isRead),
			);
			return {
				rows: read,
				total,
				failed: failed.map(({ subject }) => ({ subject, error: failing.get(subject)! })),
			};
		},
	});
}

const set = (...changes: Array<[string, Status]>) =>
	changes.forEach(([subject, status]) => test.subjects.set(subject, status));
const warnings = () => takeLogs().filter((line) => line.startsWith('warn'));

/** How subjects are watched; in each way `s1` is looked up by itself when it has changed. */
const PATHS: Array<[string, () => void]> = [
	['two chosen ones', () => watch(['s1', 's2'])],
	[
		'more chosen ones than pages',
		() => {
			test.fill(95);
			test.arePartial = true;
			watch(['s1', 's2', 's3']);
		},
	],
	['a list that takes a lookup each', watchByLookups],
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
			failing.clear();
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
			failing.clear();
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
			const [first, ...more] = warnings();
			expect(first).toMatch(/"Node" cannot read s1: /);
			expect(first).toContain(error.message);
			expect(more).toEqual([]);
			failing.clear();
			await test.poll();
			failWith(error, 's1');
			await test.poll();
			expect(warnings()).toHaveLength(1);
		});
	});
});

describe('all of them fail', () => {
	it.each(KINDS)('%s: the poll fails, names them and changes nothing', async (kind, error) => {
		watch(['s1', 's2']);
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
		watch(['s1', 's2']);
		failWith(REFUSED, 's1', 's2');
		await expect(test.poll()).rejects.toMatchObject({ message: 'The link expired' });
	});

	it('for now, at the activation: the next poll goes on', async () => {
		watch(['s1', 's2']);
		failWith(DOWN, 's1', 's2');
		expect(await test.poll()).toBeNull();
		expect(test.staticData).toEqual({});
		expect(warnings()[0]).toContain('The first poll of "Node" failed. The trigger is active');
		failing.clear();
		expect(await test.poll()).toBeNull();
		expect(subjectsIn(test.staticData)).toEqual(['s1', 's2']);
	});
});

it('a chosen subject that is added, and refused, is learnt when it answers', async () => {
	watch(['s1']);
	await test.poll();
	failWith(REFUSED, 's2');
	watch(['s1', 's2']);
	expect(await test.poll()).toBeNull();
	set(['s1', 'verified'], ['s2', 'verified']);
	expect(subjectsOf(await test.poll())).toEqual(['s1']);
	failing.clear();
	expect(await test.poll()).toBeNull();
	set(['s2', 'failed']);
	expect(subjectsOf(await test.poll())).toEqual(['s2']);
});

it.each(KINDS)(
	'a subject that no page lists, and is %s, holds no other back',
	async (_kind, error) => {
		test.fill(8);
		watch();
		await test.poll();
		failWith(error, 's2');
		test.subjects.delete('s2');
		test.subjects.delete('s4');
		set(['s1', 'verified']);
		expect(subjectsOf(await test.poll())).toEqual(['s1', 's4']);
		failing.clear();
		expect(subjectsOf(await test.poll())).toEqual(['s2']);
	},
);

it.each([
	['refused: the event shows the row', REFUSED, ['s1', 's2']],
	['not permitted: the event shows the row', DENIED, ['s1', 's2']],
	['not answered for now: its event comes later', DOWN, ['s2']],
])('the details of a row are %s', async (_name, error, told) => {
	test.arePartial = true;
	watch();
	await test.poll();
	failWith(error, 's1');
	set(['s1', 'verified'], ['s2', 'verified']);
	expect(subjectsOf(await test.poll())).toEqual(told);
	failing.clear();
	expect(subjectsOf(await test.poll())).toEqual(told.length === 2 ? [] : ['s1']);
});

it('a service that answers no lookup is not asked for every candidate', async () => {
	test.fill(200);
	test.arePartial = true;
	watch();
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
	failing.clear();
	expect(await test.poll()).toHaveLength(200);
});

describe('a manual run', () => {
	const manual = { mode: 'manual' as const };

	it.each(KINDS)('shows the others, when one is %s', async (_kind, error) => {
		failWith(error, 's1');
		watch(['s1', 's2']);
		expect(subjectsOf(await test.poll({}, manual))).toEqual(['s2']);
	});

	it.each(KINDS)('shows the row, when its details are %s', async (_kind, error) => {
		test.arePartial = true;
		failWith(error, 's1');
		watch();
		expect(subjectsOf(await test.poll({}, manual))).toEqual(['s0', 's1', 's2']);
	});

	it.each(KINDS)('fails when all are %s', async (_kind, error) => {
		failWith(error, 's1', 's2');
		watch(['s1', 's2']);
		await expect(test.poll({}, manual)).rejects.toMatchObject({ message: error.message });
	});
});

it('an address that nobody entered is masked in the log', async () => {
	test.subjects = new Map([
		['ann@example.com', 'pending'],
		['bob@example.com', 'pending'],
	]);
	watchByLookups();
	failWith(REFUSED, 'ann@example.com');
	await test.poll();
	expect(warnings()[0]).toContain('cannot read a***@example.com: The link expired. Send it again.');
});
