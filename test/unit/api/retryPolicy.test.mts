import fc from 'fast-check';
import {
	parseRetryAfter,
	RETRY_BUDGET_MS,
	retryDelay,
} from '../../../nodes/shared/api/retryPolicy.ts';
import { type RetryClass, ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { runs } from '../../random.mts';

/** The delay after an error, with half of the possible jitter. */
const delayAfter = (
	{ retry, retryAfter }: { retry: RetryClass; retryAfter?: number },
	attempts: Partial<Parameters<typeof retryDelay>[1]> = {},
	random = () => 0.5,
) =>
	retryDelay(
		new ServiceError({ message: 'm', advice: 'a', retry }, { retryAfter }),
		{ kind: 'read', maxRetries: 3, failed: 1, throttled: 0, elapsed: 0, ...attempts },
		random,
	);

it.each<[RetryClass, 'read' | 'command', boolean]>([
	['never', 'read', false],
	['never', 'command', false],
	['read', 'read', true],
	['read', 'command', false],
	['always', 'read', true],
	['always', 'command', true],
	['throttled', 'read', true],
	['throttled', 'command', true],
])('after an error of class "%s" a %s is tried again: %s', (retry, kind, isRetried) => {
	expect(delayAfter({ retry }, { kind }) !== undefined).toBe(isRetried);
	expect(delayAfter({ retry }, { kind, maxRetries: 0 })).toBeUndefined();
});

it.each([
	// failed, throttled, half of the backoff
	[1, 0, 250],
	[2, 0, 500],
	[3, 0, 1000],
	[0, 1, 250],
	[2, 2, 2000],
	[0, 6, 8000],
	[0, 7, 10_000],
	[0, 20, 10_000],
])('after %i failed and %i throttled attempts waits %i ms', (failed, throttled, delay) => {
	expect(delayAfter({ retry: 'throttled' }, { failed, throttled })).toBe(delay);
});

it.each([
	[1, 3, true],
	[3, 3, true],
	[4, 3, false],
	[1, 1, true],
	[2, 1, false],
])('failed attempt %i with maxRetries %i is tried again: %s', (failed, maxRetries, isRetried) => {
	expect(delayAfter({ retry: 'read' }, { failed, maxRetries }) !== undefined).toBe(isRetried);
});

it('limits throttled attempts by the retry budget only', () => {
	const attempts = { failed: 0, throttled: 50, maxRetries: 1 };
	expect(delayAfter({ retry: 'throttled' }, attempts)).toBe(10_000);
});

it.each([
	[700, 700],
	[0.5, 0.5],
	[60_000, 60_000],
	[90_000, 60_000],
])('when the service asks to wait %d ms it waits %d ms', (retryAfter, delay) => {
	expect(delayAfter({ retry: 'throttled', retryAfter })).toBe(delay);
});

it('never waits beyond the retry budget', () => {
	fc.assert(
		fc.property(
			fc.nat(30),
			fc.nat(30),
			fc.nat(RETRY_BUDGET_MS * 2),
			fc.option(fc.nat(200_000), { nil: undefined }),
			fc.double({ min: 0, max: 0.999, noNaN: true }),
			(failed, throttled, elapsed, retryAfter, random) => {
				const delay = delayAfter(
					{ retry: 'throttled', retryAfter },
					{ failed: failed + 1, throttled, elapsed, maxRetries: 100 },
					() => random,
				);
				if (delay === undefined) {
					expect(elapsed + Math.min(retryAfter ?? 20_000, 60_000)).toBeGreaterThanOrEqual(
						RETRY_BUDGET_MS,
					);
				} else {
					expect(delay).toBeGreaterThanOrEqual(0);
					expect(elapsed + delay).toBeLessThan(RETRY_BUDGET_MS);
				}
			},
		),
		{ numRuns: runs(100) },
	);
});

const NOW = Date.parse('2024-01-01T00:00:00Z');

it.each([
	[{ 'retry-after': '2' }, 2000],
	[{ 'retry-after': '0' }, undefined],
	[{ 'retry-after': 'Mon, 01 Jan 2024 00:00:05 GMT' }, 5000],
	[{ 'retry-after': 'Sun, 31 Dec 2023 23:59:59 GMT' }, undefined],
	[{ 'retry-after': 'later' }, undefined],
	[{ 'retry-after': ['2'] }, undefined],
	[{}, undefined],
])('%j asks to wait %s ms', (headers, expected) => {
	expect(parseRetryAfter(headers, NOW)).toBe(expected);
});
