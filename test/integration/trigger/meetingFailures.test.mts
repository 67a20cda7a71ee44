// Failures of subjects that meet a key of another account, a scan of several polls, or each other.
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
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

/** Lookups of these subjects fail. */
let failing: Map<string, ServiceError>;
beforeEach(() => {
	failing = new Map();
	takeLogs();
});

const anotherKey = () => {
	const { state } = test.staticData as { state: StoredState };
	test.staticData.state = { ...state, key: 'of somebody else' };
};
function replace(count: number): void {
	test.subjects = new Map(Array.from({ length: count }, (_, index) => [`o${index}`, 'pending']));
}

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
			return {
				rows: rows.filter(({ subject }) => !failing.has(subject)),
				total,
				failed: rows
					.filter(({ subject }) => failing.has(subject))
					.map(({ subject }) => ({ subject, error: failing.get(subject)! })),
			};
		},
	});
}

/** Makes a poll with the budget `short` read a few pages only. */
function slowPages(): void {
	const { fetchPage } = test.watching;
	test.watching.fetchPage = async (...at) => {
		await new Promise((resolve) => setTimeout(resolve, 50));
		return await fetchPage(...at);
	};
}
const short = { budgetMs: 200 };

/** Polls until the scan is complete; all events. */
async function pass() {
	const events: unknown[] = [];
	for (let polls = 0; polls < 60; polls++) {
		events.push(...subjectsOf(await test.poll({}, short)));
		if (!(test.staticData.state as StoredState).cursor) return events;
	}
	throw new Error('The scan does not end');
}

describe('another key in the middle of a scan', () => {
	beforeEach(async () => {
		test.fill(45);
		watch();
		slowPages();
		await pass();
		await test.poll({}, short);
		expect((test.staticData.state as StoredState).cursor).toMatchObject({ isBaseline: false });
		anotherKey();
	});

	it('of another account tells nobody as new or removed', async () => {
		replace(45);
		expect([...(await pass()), ...(await pass())]).toEqual([]);
		expect(subjectsIn(test.staticData).sort()).toEqual([...test.subjects.keys()].sort());
	});

	it('of the same account begins the scan anew once, and tells the changes', async () => {
		test.subjects.set('s1', 'verified').set('s44', 'failed');
		expect((await pass()).sort()).toEqual(['s1', 's44']);
		expect(await pass()).toEqual([]);
	});
});

it('another account is learnt, though the lookup of one of its subjects fails', async () => {
	test.fill(5);
	watchByLookups();
	await test.poll();
	anotherKey();
	replace(8);
	failing.set('o3', REFUSED);
	expect(await test.poll()).toBeNull();
	failing.clear();
	expect(await test.poll()).toBeNull();
	test.subjects.set('o3', 'verified');
	expect(subjectsOf(await test.poll())).toEqual(['o3']);
});

it('a chosen subject that was never read, and is unknown later, is not told as removed', async () => {
	watch(['s1', 'x']);
	failing.set('x', DOWN);
	await test.poll();
	failing.clear();
	expect(await test.poll()).toBeNull();
	test.subjects.set('x', 'pending');
	expect(subjectsOf(await test.poll())).toEqual(['x']);
});

describe('the log', () => {
	const warnings = () => takeLogs().filter((line) => line.startsWith('warn'));

	it('names a subject once, though a scan takes several polls', async () => {
		test.fill(45);
		watchByLookups();
		slowPages();
		failing.set('s1', REFUSED);
		for (let scans = 0; scans < 3; scans++) await pass();
		expect(warnings()).toEqual([expect.stringContaining('cannot read s1')]);
		failing.clear();
		await pass();
		failing.set('s1', REFUSED);
		await pass();
		expect(warnings()).toEqual([expect.stringContaining('cannot read s1')]);
	});

	it('names some of many, and tells how many more there are', async () => {
		test.fill(1000);
		watchByLookups();
		for (const subject of [...test.subjects.keys()].slice(100)) failing.set(subject, REFUSED);
		await test.poll();
		const lines = warnings();
		expect(lines).toHaveLength(21);
		expect(lines.at(-1)).toContain('cannot read 880 more subjects');
		await test.poll();
		expect(warnings()).toEqual([]);
	});
});

describe('a permission that is missing for one subject', () => {
	it('holds back no other, of which the list tells all', async () => {
		test.fill(8);
		watch();
		await test.poll();
		test.subjects.delete('s2');
		failing.set('s2', DENIED);
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
	});

	it('does not keep the chosen ones of the list from being learnt and watched', async () => {
		test.fill(8);
		watch(['s1', 's2', 's3', 'x']);
		failing.set('x', DENIED);
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
	watch();
	slowPages();
	await pass();
	failing.set('s1', error);
	test.subjects.set('s1', 'verified').set('s44', 'verified');
	expect(await pass()).toContain('s44');
});
