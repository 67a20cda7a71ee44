import {
	type Change,
	changeOf,
	eventId,
	initialSequence,
	knownSubject,
	removedSubject,
	type SubjectSnapshot,
} from '../../../nodes/shared/trigger/change.ts';
import {
	type KnownSubject,
	type KnownSubjects,
	loadState,
	pruneRemoved,
	saveState,
	type ScanCursor,
	type StoredState,
} from '../../../nodes/shared/trigger/state.ts';
import {
	type VerificationRecord,
	verificationRecord,
} from '../../../nodes/shared/values/verificationRecord.ts';

const everybody = () => true;
const known = (fields: Partial<KnownSubject> = {}): KnownSubject => ({
	name: 'Ann',
	status: 'pending',
	incarnation: '',
	statusVersion: '',
	sequence: 0,
	...fields,
});
const sight = (
	fields: Partial<Omit<SubjectSnapshot, 'record'>> & { statusVersion?: string } = {},
	record: Partial<VerificationRecord> = {},
) => ({
	record: {
		...verificationRecord({ provider: 'aliyun', subject: 'Ann', status: 'pending' }),
		...record,
	},
	answer: {},
	since: null,
	dedupKey: '',
	incarnation: '',
	...fields,
});

describe('a memory', () => {
	const entries: Array<[string, KnownSubject]> = [
		['Ann ', known()],
		['Ann k3', known({ incarnation: 'k3' })],
		['Ann .12', known({ sequence: 12 })],
		['Ann k3.12', known({ incarnation: 'k3', sequence: 12 })],
		['Ann /m-1', known({ statusVersion: 'm-1' })],
		['Ann k3.1/m_1', known({ incarnation: 'k3', sequence: 1, statusVersion: 'm_1' })],
		['Ann With Spaces k3', known({ name: 'Ann With Spaces', incarnation: 'k3' })],
		['Ann? k3', known({ name: 'Ann?', incarnation: 'k3' })],
	];

	it.each(entries)('%j is read as it was written', (entry, one) => {
		const subject = one.name.toLowerCase();
		const stored: StoredState = { scope: 's', baselineAt: 7, known: { pending: [entry] } };
		const memory = loadState(stored, everybody);
		expect([...memory.subjects]).toEqual([[subject, one]]);
		expect([...memory.unscanned]).toEqual([subject]);
		expect(memory.cursor).toEqual({ page: 0, isBaseline: false });
		expect(saveState('s', memory, undefined)).toEqual(stored);
	});

	it('of an unfinished look knows who is still to be met', () => {
		const unfinished: ScanCursor = { page: 3, isBaseline: false };
		const stored: StoredState = {
			scope: 's',
			baselineAt: 7,
			known: { pending: ['Ann k3.1/m?', 'Bob '], gone: ['Cat .2?'] },
			unfinished,
		};
		const memory = loadState(stored, everybody);
		expect([...memory.subjects.keys()]).toEqual(['ann', 'bob', 'cat']);
		expect([...memory.unscanned]).toEqual(['ann', 'cat']);
		expect(memory.cursor).toBe(unfinished);
		expect(saveState('s', memory, unfinished)).toEqual(stored);
		// Nobody is still to be met once the look is over.
		expect(saveState('s', memory, undefined).known).toEqual({
			pending: ['Ann k3.1/m', 'Bob '],
			gone: ['Cat .2'],
		});
	});

	it('expects nobody back who is gone, and forgets who is not watched', () => {
		const stored: StoredState = {
			scope: 's',
			baselineAt: 7,
			known: { gone: ['Ann '], failed: ['Bob '] },
		};
		const memory = loadState(stored, (subject) => subject === 'ann');
		expect([...memory.subjects.keys()]).toEqual(['ann']);
		expect(memory.unscanned.size).toBe(0);
	});

	it('that is not there yet begins now', () => {
		const before = Date.now();
		const { subjects, unscanned, baselineAt, cursor } = loadState(undefined, everybody);
		expect([subjects.size, unscanned.size]).toEqual([0, 0]);
		expect(cursor).toEqual({ page: 0, isBaseline: true });
		expect(baselineAt).toBeGreaterThanOrEqual(before);
		expect(baselineAt).toBeLessThanOrEqual(Date.now());
	});

	it('keeps the latest thousand of those who are gone', () => {
		const subjects: KnownSubjects = new Map(
			Array.from({ length: 1002 }, (_, index) => [`g${index}`, known({ status: 'gone' })]),
		);
		subjects.set('here', known());
		pruneRemoved(subjects);
		expect(subjects.size).toBe(1001);
		expect(['g0', 'g1', 'g2', 'here'].map((name) => subjects.has(name))).toEqual([
			false,
			false,
			true,
			true,
		]);
	});

	it('counts the turns of one that is learnt late in seconds since the others', () => {
		const learnt = Date.now() - 5400;
		expect(initialSequence(learnt)).toBe(5);
		expect(removedSubject(learnt, 'Ann')).toEqual(known({ status: 'gone', sequence: 5 }));
	});

	it('keeps a incarnation that the service does not repeat', () => {
		expect(knownSubject(sight(), known({ incarnation: 'k3' }), 2)).toEqual(
			known({ incarnation: 'k3', sequence: 2 }),
		);
		expect(
			knownSubject(sight({ incarnation: 'k4' }), known({ incarnation: 'k3' }), 0).incarnation,
		).toBe('k4');
		expect(knownSubject(sight({ statusVersion: 'm' }), undefined, 0)).toEqual(
			known({ statusVersion: 'm' }),
		);
	});
});

it.each<[string, KnownSubject | undefined, ReturnType<typeof sight>, Change | undefined]>([
	['nobody knew it', undefined, sight(), { kind: 'new', previousStatus: null }],
	['it was gone', known({ status: 'gone' }), sight(), { kind: 'new', previousStatus: null }],
	[
		'another incarnation',
		known({ incarnation: 'a' }),
		sight({ incarnation: 'b' }),
		{ kind: 'new', previousStatus: null },
	],
	['a incarnation nobody told', known({ incarnation: 'a' }), sight(), undefined],
	['a incarnation nobody knew', known(), sight({ incarnation: 'b' }), undefined],
	[
		'the same',
		known({ incarnation: 'a', statusVersion: 'm' }),
		sight({ incarnation: 'a', statusVersion: 'm' }),
		undefined,
	],
	[
		'another status',
		known({ status: 'failed' }),
		sight(),
		{ kind: 'changed', previousStatus: 'failed' },
	],
	[
		'another statusVersion',
		known({ statusVersion: 'm' }),
		sight({ statusVersion: 'n' }),
		{ kind: 'changed', previousStatus: 'pending' },
	],
	['a statusVersion nobody told', known({ statusVersion: 'm' }), sight(), undefined],
])('what is new: %s', (_name, before, seen, change) => {
	expect(changeOf(before, seen)).toEqual(change);
});

describe('the ID of an event', () => {
	const changed: Change = { kind: 'changed', previousStatus: 'pending' };
	const fresh: Change = { kind: 'new', previousStatus: null };
	const removed: Change = { kind: 'removed', previousStatus: 'pending' };
	const dated = sight({ since: '2026-01-02T03:04:05+08:00', dedupKey: 'x' });
	const id = (
		seen: SubjectSnapshot,
		change: Change,
		sequence: number,
		incarnation = '',
		learnt = 1,
	) => eventId(seen, change, { incarnation, sequence }, learnt);

	it('of what the service dates depends on nothing else', () => {
		const one = id(dated, changed, 1);
		expect(one).toMatch(/^[0-9a-f]{32}$/);
		expect(id(dated, changed, 2, 'incarnation', 99)).toBe(one);
		expect(id(dated, fresh, 1)).toBe(one);
		expect(id({ ...dated, dedupKey: 'y' }, changed, 1)).not.toBe(one);
	});

	it.each<[string, SubjectSnapshot, Change, number]>([
		['nothing dates', sight(), changed, 1],
		['a date without a dedupKey', { ...dated, dedupKey: '' }, changed, 1],
		['a dedupKey without a date', sight({ dedupKey: 'x' }), changed, 1],
		['a removal', dated, removed, 1],
		['a return', dated, fresh, 2],
	])('of %s counts what was told', (_name, seen, change, sequence) => {
		const one = id(seen, change, sequence);
		expect(id(seen, change, sequence)).toBe(one);
		expect(id(seen, change, sequence + 1)).not.toBe(one);
		expect(id(seen, change, sequence, 'incarnation')).not.toBe(one);
		expect(id(seen, change, sequence, '', 2)).not.toBe(one);
	});

	it('tells a removal from a change to the same status', () => {
		expect(id(sight(), removed, 1)).not.toBe(id(sight(), changed, 1));
	});
});
