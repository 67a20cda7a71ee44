import fc from 'fast-check';
import { Failure, type Retry } from '../../../nodes/shared/failure.ts';
import { PATIENCE, retryDelay } from '../../../nodes/shared/retry.ts';
import { runs } from '../../random.mts';

const failure = (retry: Retry, retryAfter?: number) =>
	new Failure({ message: 'm', advice: 'a', retry }, { retryAfter });
const attempts = (more = {}) => ({
	kind: 'read' as const,
	maxRetries: 3,
	faults: 1,
	throttled: 0,
	elapsed: 0,
	...more,
});
const half = () => 0.5;

it.each<[Retry, 'read' | 'command', boolean]>([
	['never', 'read', false],
	['never', 'command', false],
	['read', 'read', true],
	['read', 'command', false],
	['always', 'read', true],
	['always', 'command', true],
	['throttled', 'read', true],
	['throttled', 'command', true],
])('a failure "%s" of a %s is tried again: %s', (retry, kind, again) => {
	expect(retryDelay(failure(retry), attempts({ kind }), half) !== undefined).toBe(again);
	expect(retryDelay(failure(retry), attempts({ kind, maxRetries: 0 }), half)).toBeUndefined();
});

it.each([
	// faults, throttled, delay at half the ceiling
	[1, 0, 250],
	[2, 0, 500],
	[3, 0, 1000],
	[0, 1, 250],
	[2, 2, 2000],
	[0, 6, 8000],
	[0, 7, 10_000],
	[0, 20, 10_000],
])('after %i faults and %i throttlings waits %i ms', (faults, throttled, delay) => {
	expect(retryDelay(failure('throttled'), attempts({ faults, throttled }), half)).toBe(delay);
});

it.each([
	[1, 3, true],
	[3, 3, true],
	[4, 3, false],
	[1, 1, true],
	[2, 1, false],
])('fault %i of at most %i retries is tried again: %s', (faults, maxRetries, again) => {
	const delay = retryDelay(failure('read'), attempts({ faults, maxRetries }), half);
	expect(delay !== undefined).toBe(again);
});

it('counts throttling against the time only', () => {
	const many = attempts({ faults: 0, throttled: 50, maxRetries: 1 });
	expect(retryDelay(failure('throttled'), many, half)).toBe(10_000);
});

it.each([
	[700, 700],
	[0.5, 0.5],
	[60_000, 60_000],
	[90_000, 60_000],
])('obeys a hint of %i ms with %i ms', (hint, delay) => {
	expect(retryDelay(failure('throttled', hint), attempts(), half)).toBe(delay);
});

it('ends before its patience does, whatever happened', () => {
	fc.assert(
		fc.property(
			fc.nat(30),
			fc.nat(30),
			fc.nat(PATIENCE * 2),
			fc.option(fc.nat(200_000), { nil: undefined }),
			fc.double({ min: 0, max: 0.999, noNaN: true }),
			(faults, throttled, elapsed, hint, draw) => {
				const state = attempts({ faults: faults + 1, throttled, elapsed, maxRetries: 100 });
				const delay = retryDelay(failure('throttled', hint), state, () => draw);
				if (delay === undefined) {
					expect(elapsed + Math.min(hint ?? 20_000, 60_000)).toBeGreaterThanOrEqual(PATIENCE);
				} else {
					expect(delay).toBeGreaterThanOrEqual(0);
					expect(elapsed + delay).toBeLessThan(PATIENCE);
				}
			},
		),
		{ numRuns: runs(100) },
	);
});
