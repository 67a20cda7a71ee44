import type { Change, SubjectSnapshot } from '../../../nodes/shared/trigger/change.ts';
import { eventId } from '../../../nodes/shared/trigger/eventId.ts';
import { snapshot } from './snapshots.mts';

const changed: Change = { kind: 'changed', previousStatus: 'pending' };
const created: Change = { kind: 'new', previousStatus: null };
const removed: Change = { kind: 'removed', previousStatus: 'pending' };
const dated = snapshot({ since: '2026-01-02T03:04:05+08:00', dedupKey: 'x' });

const idOf = (
	present: SubjectSnapshot,
	change: Change,
	sequence: number,
	incarnation = '',
	baselineAt = 1,
) => eventId(present, change, { incarnation, sequence }, baselineAt);

it('depends on `since` and dedupKey alone where the service states both', () => {
	const id = idOf(dated, changed, 1);
	expect(id).toMatch(/^[0-9a-f]{32}$/);
	expect(idOf(dated, changed, 2, 'incarnation', 99)).toBe(id);
	expect(idOf(dated, created, 1)).toBe(id);
	expect(idOf({ ...dated, dedupKey: 'y' }, changed, 1)).not.toBe(id);
});

it.each<[string, SubjectSnapshot, Change, number]>([
	['neither `since` nor dedupKey', snapshot(), changed, 1],
	['`since` without dedupKey', { ...dated, dedupKey: '' }, changed, 1],
	['dedupKey without `since`', snapshot({ dedupKey: 'x' }), changed, 1],
	['a removal', dated, removed, 1],
	['a return', dated, created, 2],
])('depends on sequence, incarnation and baseline for %s', (_name, present, change, sequence) => {
	const id = idOf(present, change, sequence);
	expect(idOf(present, change, sequence)).toBe(id);
	expect(idOf(present, change, sequence + 1)).not.toBe(id);
	expect(idOf(present, change, sequence, 'incarnation')).not.toBe(id);
	expect(idOf(present, change, sequence, '', 2)).not.toBe(id);
});

it('tells a removal from a change to the same status', () => {
	expect(idOf(snapshot(), removed, 1)).not.toBe(idOf(snapshot(), changed, 1));
});
