import type { VerificationRecord } from '../../../nodes/shared/record.ts';
import { verificationRecord } from '../../../nodes/shared/record.ts';
import {
	changeOf,
	eventId,
	forgetOldest,
	goneSince,
	knownOf,
	laterTurn,
	memorize,
	recall,
	type Change,
	type Known,
	type Look,
	type Memory,
	type Sight,
	type Subjects,
} from '../../../nodes/shared/watch.ts';

const everybody = () => true;
const known = (fields: Partial<Known> = {}): Known => ({
	name: 'Ann',
	status: 'pending',
	life: '',
	moment: '',
	turn: 0,
	...fields,
});
const sight = (
	fields: Partial<Omit<Sight, 'record'>> & { moment?: string } = {},
	record: Partial<VerificationRecord> = {},
) => ({
	record: {
		...verificationRecord({ provider: 'aliyun', subject: 'Ann', status: 'pending' }),
		...record,
	},
	answer: {},
	since: null,
	mark: '',
	life: '',
	...fields,
});

describe('a memory', () => {
	const entries: Array<[string, Known]> = [
		['Ann ', known()],
		['Ann k3', known({ life: 'k3' })],
		['Ann .12', known({ turn: 12 })],
		['Ann k3.12', known({ life: 'k3', turn: 12 })],
		['Ann /m-1', known({ moment: 'm-1' })],
		['Ann k3.1/m_1', known({ life: 'k3', turn: 1, moment: 'm_1' })],
		['Ann With Spaces k3', known({ name: 'Ann With Spaces', life: 'k3' })],
		['Ann? k3', known({ name: 'Ann?', life: 'k3' })],
	];

	it.each(entries)('%j is read as it was written', (entry, one) => {
		const subject = one.name.toLowerCase();
		const stored: Memory = { scope: 's', learnt: 7, known: { pending: [entry] } };
		const memory = recall(stored, everybody);
		expect([...memory.subjects]).toEqual([[subject, one]]);
		expect([...memory.unseen]).toEqual([subject]);
		expect(memory.look).toEqual({ page: 0, isLearning: false });
		expect(memorize('s', memory, undefined)).toEqual(stored);
	});

	it('of an unfinished look knows who is still to be met', () => {
		const unfinished: Look = { page: 3, isLearning: false };
		const stored: Memory = {
			scope: 's',
			learnt: 7,
			known: { pending: ['Ann k3.1/m?', 'Bob '], gone: ['Cat .2?'] },
			unfinished,
		};
		const memory = recall(stored, everybody);
		expect([...memory.subjects.keys()]).toEqual(['ann', 'bob', 'cat']);
		expect([...memory.unseen]).toEqual(['ann', 'cat']);
		expect(memory.look).toBe(unfinished);
		expect(memorize('s', memory, unfinished)).toEqual(stored);
		// Nobody is still to be met once the look is over.
		expect(memorize('s', memory, undefined).known).toEqual({
			pending: ['Ann k3.1/m', 'Bob '],
			gone: ['Cat .2'],
		});
	});

	it('expects nobody back who is gone, and forgets who is not watched', () => {
		const stored: Memory = { scope: 's', learnt: 7, known: { gone: ['Ann '], failed: ['Bob '] } };
		const memory = recall(stored, (subject) => subject === 'ann');
		expect([...memory.subjects.keys()]).toEqual(['ann']);
		expect(memory.unseen.size).toBe(0);
	});

	it('that is not there yet begins now', () => {
		const before = Date.now();
		const { subjects, unseen, learnt, look } = recall(undefined, everybody);
		expect([subjects.size, unseen.size]).toEqual([0, 0]);
		expect(look).toEqual({ page: 0, isLearning: true });
		expect(learnt).toBeGreaterThanOrEqual(before);
		expect(learnt).toBeLessThanOrEqual(Date.now());
	});

	it('keeps the latest thousand of those who are gone', () => {
		const subjects: Subjects = new Map(
			Array.from({ length: 1002 }, (_, index) => [`g${index}`, known({ status: 'gone' })]),
		);
		subjects.set('here', known());
		forgetOldest(subjects);
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
		expect(laterTurn(learnt)).toBe(5);
		expect(goneSince(learnt, 'Ann')).toEqual(known({ status: 'gone', turn: 5 }));
	});

	it('keeps a life that the service does not repeat', () => {
		expect(knownOf(sight(), known({ life: 'k3' }), 2)).toEqual(known({ life: 'k3', turn: 2 }));
		expect(knownOf(sight({ life: 'k4' }), known({ life: 'k3' }), 0).life).toBe('k4');
		expect(knownOf(sight({ moment: 'm' }), undefined, 0)).toEqual(known({ moment: 'm' }));
	});
});

it.each<[string, Known | undefined, ReturnType<typeof sight>, Change | undefined]>([
	['nobody knew it', undefined, sight(), { kind: 'new', previousStatus: null }],
	['it was gone', known({ status: 'gone' }), sight(), { kind: 'new', previousStatus: null }],
	[
		'another life',
		known({ life: 'a' }),
		sight({ life: 'b' }),
		{ kind: 'new', previousStatus: null },
	],
	['a life nobody told', known({ life: 'a' }), sight(), undefined],
	['a life nobody knew', known(), sight({ life: 'b' }), undefined],
	['the same', known({ life: 'a', moment: 'm' }), sight({ life: 'a', moment: 'm' }), undefined],
	[
		'another status',
		known({ status: 'failed' }),
		sight(),
		{ kind: 'changed', previousStatus: 'failed' },
	],
	[
		'another moment',
		known({ moment: 'm' }),
		sight({ moment: 'n' }),
		{ kind: 'changed', previousStatus: 'pending' },
	],
	['a moment nobody told', known({ moment: 'm' }), sight(), undefined],
])('what is new: %s', (_name, before, seen, change) => {
	expect(changeOf(before, seen)).toEqual(change);
});

describe('the ID of an event', () => {
	const changed: Change = { kind: 'changed', previousStatus: 'pending' };
	const fresh: Change = { kind: 'new', previousStatus: null };
	const removed: Change = { kind: 'removed', previousStatus: 'pending' };
	const dated = sight({ since: '2026-01-02T03:04:05+08:00', mark: 'x' });
	const id = (seen: Sight, change: Change, turn: number, life = '', learnt = 1) =>
		eventId(seen, change, { life, turn }, learnt);

	it('of what the service dates depends on nothing else', () => {
		const one = id(dated, changed, 1);
		expect(one).toMatch(/^[0-9a-f]{32}$/);
		expect(id(dated, changed, 2, 'life', 99)).toBe(one);
		expect(id(dated, fresh, 1)).toBe(one);
		expect(id({ ...dated, mark: 'y' }, changed, 1)).not.toBe(one);
	});

	it.each<[string, Sight, Change, number]>([
		['nothing dates', sight(), changed, 1],
		['a date without a mark', { ...dated, mark: '' }, changed, 1],
		['a mark without a date', sight({ mark: 'x' }), changed, 1],
		['a removal', dated, removed, 1],
		['a return', dated, fresh, 2],
	])('of %s counts what was told', (_name, seen, change, turn) => {
		const one = id(seen, change, turn);
		expect(id(seen, change, turn)).toBe(one);
		expect(id(seen, change, turn + 1)).not.toBe(one);
		expect(id(seen, change, turn, 'life')).not.toBe(one);
		expect(id(seen, change, turn, '', 2)).not.toBe(one);
	});

	it('tells a removal from a change to the same status', () => {
		expect(id(sight(), removed, 1)).not.toBe(id(sight(), changed, 1));
	});
});
