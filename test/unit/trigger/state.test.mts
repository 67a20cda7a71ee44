import {
	type KnownSubject,
	type KnownSubjects,
	loadState,
	pruneRemoved,
	saveState,
	type ScanCursor,
	type StoredState,
} from '../../../nodes/shared/trigger/state.ts';
import { known } from './snapshots.mts';

const all = () => true;
const stored = (fields: Partial<StoredState>): StoredState => ({
	scope: 's',
	baselineAt: 7,
	subjects: {},
	...fields,
});

it.each<[string, KnownSubject]>([
	['Ann ', known()],
	['Ann k3', known({ incarnation: 'k3' })],
	['Ann .12', known({ sequence: 12 })],
	['Ann k3.12', known({ incarnation: 'k3', sequence: 12 })],
	['Ann /m-1', known({ statusVersion: 'm-1' })],
	['Ann k3.1/m_1', known({ incarnation: 'k3', sequence: 1, statusVersion: 'm_1' })],
	['Ann With Spaces k3', known({ name: 'Ann With Spaces', incarnation: 'k3' })],
	['Ann? k3', known({ name: 'Ann?', incarnation: 'k3' })],
])('loads and saves the entry %j', (entry, subject) => {
	const before = stored({ subjects: { pending: [entry] } });
	const state = loadState(before, all);
	const key = subject.name.toLowerCase();
	expect([...state.subjects]).toEqual([[key, subject]]);
	expect([...state.unscanned]).toEqual([key]);
	expect(state.cursor).toEqual({ page: 0, isBaseline: false });
	expect(saveState('s', state, undefined)).toEqual(before);
});

it('marks the unscanned subjects while a scan is not complete', () => {
	const cursor: ScanCursor = { page: 3, isBaseline: false };
	const subjects = { pending: ['Ann k3.1/m?', 'Bob '], removed: ['Cat .2?'] };
	const before = stored({ subjects, cursor });
	const state = loadState(before, all);
	expect([...state.subjects.keys()]).toEqual(['ann', 'bob', 'cat']);
	expect([...state.unscanned]).toEqual(['ann', 'cat']);
	expect(state.cursor).toBe(cursor);
	expect(saveState('s', state, cursor)).toEqual(before);
	expect(saveState('s', state, undefined).subjects).toEqual({
		pending: ['Ann k3.1/m', 'Bob '],
		removed: ['Cat .2'],
	});
});

it('does not expect removed subjects to be listed, and drops what is not watched', () => {
	const before = stored({ subjects: { removed: ['Ann '], failed: ['Bob '] } });
	const state = loadState(before, (subject) => subject === 'ann');
	expect([...state.subjects.keys()]).toEqual(['ann']);
	expect(state.unscanned.size).toBe(0);
});

it('begins a baseline without a stored state', () => {
	const before = Date.now();
	const { subjects, unscanned, baselineAt, cursor } = loadState(undefined, all);
	expect([subjects.size, unscanned.size]).toEqual([0, 0]);
	expect(cursor).toEqual({ page: 0, isBaseline: true });
	expect(baselineAt).toBeGreaterThanOrEqual(before);
	expect(baselineAt).toBeLessThanOrEqual(Date.now());
});

describe('the key of the credential', () => {
	const open = stored({ key: 'a', subjects: { pending: ['Ann ?'] } });

	it.each([
		['the same', stored({ key: 'a' }), 'a', false],
		['another one', stored({ key: 'a' }), 'b', true],
		['not stored yet', stored({}), 'b', false],
		[
			'another one, and half a pass',
			{ ...open, cursor: { page: 2, isBaseline: false } },
			'b',
			true,
		],
	])('%s', (_name, before, key, isKeyChanged) => {
		const state = loadState(before, all, key);
		expect(state.isKeyChanged).toBe(isKeyChanged);
		expect(state.baselineAt).toBe(7);
	});

	it('another one begins half a baseline anew', () => {
		const before = { ...open, cursor: { page: 2, isBaseline: true } };
		expect(loadState(before, all, 'a').cursor.page).toBe(2);
		const { subjects, cursor, isKeyChanged } = loadState(before, all, 'b');
		expect({ size: subjects.size, cursor, isKeyChanged }).toEqual({
			size: 0,
			cursor: { page: 0, isBaseline: true },
			isKeyChanged: false,
		});
	});

	it('is stored', () => {
		expect(saveState('s', loadState(stored({}), all, 'b'), undefined, 'b')).toEqual(
			stored({ key: 'b' }),
		);
	});
});

it('keeps the last thousand removed subjects', () => {
	const subjects: KnownSubjects = new Map(
		Array.from({ length: 1002 }, (_, index) => [`r${index}`, known({ status: 'removed' })]),
	);
	subjects.set('present', known());
	pruneRemoved(subjects);
	expect(subjects.size).toBe(1001);
	expect(['r0', 'r1', 'r2', 'present'].map((name) => subjects.has(name))).toEqual([
		false,
		false,
		true,
		true,
	]);
});
