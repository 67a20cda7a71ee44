import {
	type Change,
	changeBetween,
	knownAsRemoved,
	knownAsUnread,
	knownFrom,
	lateSequence,
	statusOf,
} from '../../../nodes/shared/trigger/change.ts';
import type { KnownSubject } from '../../../nodes/shared/trigger/state.ts';
import { known, snapshot } from './snapshots.mts';

const NEW: Change = { kind: 'new', previousStatus: null };

it.each<[string, KnownSubject | undefined, ReturnType<typeof snapshot>, Change | undefined]>([
	['unknown before', undefined, snapshot(), NEW],
	['removed before', known({ status: 'removed' }), snapshot(), NEW],
	['another incarnation', known({ incarnation: 'a' }), snapshot({ incarnation: 'b' }), NEW],
	['incarnation not stated', known({ incarnation: 'a' }), snapshot(), undefined],
	['incarnation not known', known(), snapshot({ incarnation: 'b' }), undefined],
	[
		'equal',
		known({ incarnation: 'a', statusVersion: 'm' }),
		snapshot({ incarnation: 'a', statusVersion: 'm' }),
		undefined,
	],
	[
		'another status',
		known({ status: 'failed' }),
		snapshot(),
		{ kind: 'changed', previousStatus: 'failed' },
	],
	[
		'another status version',
		known({ statusVersion: 'm' }),
		snapshot({ statusVersion: 'n' }),
		{ kind: 'changed', previousStatus: 'pending' },
	],
	['status version not stated', known({ statusVersion: 'm' }), snapshot(), undefined],
	['never read before', known({ status: 'unread' }), snapshot({ statusVersion: 'n' }), undefined],
])('changeBetween: %s', (_name, before, present, change) => {
	expect(changeBetween(before, present)).toEqual(change);
});

it.each([
	['keeps an incarnation that is not stated again', {}, { incarnation: 'k3', sequence: 2 }],
	['takes a new incarnation', { incarnation: 'k4' }, { incarnation: 'k4', sequence: 2 }],
	[
		'takes the status version',
		{ statusVersion: 'm' },
		{ incarnation: 'k3', statusVersion: 'm', sequence: 2 },
	],
])('knownFrom %s', (_name, fields, after) => {
	expect(knownFrom(snapshot(fields), known({ incarnation: 'k3' }), 2)).toEqual(known(after));
});

it('knownFrom needs no earlier state', () => {
	expect(knownFrom(snapshot({ statusVersion: 'm' }), undefined, 0)).toEqual(
		known({ statusVersion: 'm' }),
	);
});

it.each<[KnownSubject['status'], string | null]>([
	['verified', 'verified'],
	['unknown', 'unknown'],
	['removed', null],
	['unread', null],
])('statusOf %s is %s', (status, expected) => {
	expect(statusOf(known({ status }))).toBe(expected);
});

it('knownAsUnread has no status', () => {
	expect(knownAsUnread('Ann')).toEqual(known({ status: 'unread' }));
});

it('lateSequence counts the seconds since the baseline', () => {
	const baselineAt = Date.now() - 5400;
	expect(lateSequence(baselineAt)).toBe(5);
	expect(knownAsRemoved('Ann', baselineAt)).toEqual(known({ status: 'removed', sequence: 5 }));
});
