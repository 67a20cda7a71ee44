import { FairShare } from '../../../nodes/shared/api/fairShare.ts';

const QUOTA = 20;

it('is the whole quota until the service throttles', () => {
	expect(new FairShare().perSecond(QUOTA, 1000)).toBe(QUOTA);
});

it.each([
	['what the service accepted within a second', 7, 7],
	['not nothing', 0, 0.4],
	['never more than the quota', 30, QUOTA],
])('is %s', (_name, accepted, expected) => {
	const share = new FairShare();
	share.onThrottled(accepted, QUOTA, 1000);
	expect(share.perSecond(QUOTA, 1000)).toBe(expected);
});

it('does not grow because more was accepted before', () => {
	const share = new FairShare();
	share.onThrottled(5, QUOTA, 1000);
	share.onThrottled(9, QUOTA, 1000);
	expect(share.perSecond(QUOTA, 1000)).toBe(5);
});

it('grows, first slowly and then faster, to the whole quota', () => {
	const share = new FairShare();
	share.onThrottled(5, QUOTA, 0);
	const after = (seconds: number) => share.perSecond(QUOTA, seconds * 1000);
	expect(after(1)).toBeLessThan(5.1);
	expect(after(2.7)).toBeGreaterThan(6);
	expect(after(6.2)).toBeLessThan(QUOTA);
	expect(after(6.4)).toBe(QUOTA);
	// From nothing.
	share.onThrottled(0, QUOTA, 0);
	expect(after(7)).toBe(QUOTA);
});

it.each([
	['what is accepted then', 5, 3000, 5],
	['one less, of a large part', 6, 3000, 5],
	['not less of a large part at once: it is the same burst', 6, 500, 5],
	['not less of a large part long after', 6, 9000, 6],
])('is measured again when the service throttles again: %s', (_name, accepted, at, expected) => {
	const share = new FairShare();
	share.onThrottled(5, QUOTA, 0);
	share.onThrottled(accepted, QUOTA, at);
	expect(share.perSecond(QUOTA, at)).toBeCloseTo(expected, 1);
	expect(share.perSecond(QUOTA, at + 1000)).toBeCloseTo(expected + 0.06, 1);
});
