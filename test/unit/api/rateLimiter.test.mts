import fc from 'fast-check';
import { RateLimiter, WINDOW_MS } from '../../../nodes/shared/api/rateLimiter.ts';
import { runs } from '../../random.mts';
import { virtualClock } from './virtualClock.mts';

const anyQuota = fc.integer({ min: 1, max: 40 });
const anyConcurrency = fc.integer({ min: 1, max: 60 });
const anyArrivals = fc
	.array(fc.nat(4000), { minLength: 1, maxLength: 80 })
	.map((times) => times.sort((a, b) => a - b));

function setUp() {
	const { clock, run } = virtualClock();
	const limiter = new RateLimiter(clock);
	/** When the requests started, in the order of their starts. */
	const starts: number[] = [];
	const start = async (perSecond: number) => {
		await limiter.acquire({ perSecond });
		starts.push(clock.now());
	};
	const startMany = (count: number, perSecond: number) => {
		for (let index = 0; index < count; index++) void start(perSecond);
	};
	return { clock, limiter, run, starts, start, startMany };
}

/** When requests that arrive at these times start, in the order of arrival. */
async function startsOf(perSecond: number, arrivals: number[]): Promise<number[]> {
	const { clock, limiter, run } = setUp();
	const starts: number[] = [];
	for (const [index, arrival] of arrivals.entries()) {
		void clock
			.sleep(arrival)
			.then(() => limiter.acquire({ perSecond }))
			.then(() => {
				starts[index] = clock.now();
			});
	}
	await run();
	expect(starts.filter(Number.isFinite)).toHaveLength(arrivals.length);
	return starts;
}

/** When requests start of which only `concurrency` are under way at a time, each for its latency. */
async function concurrentStartsOf(perSecond: number, concurrency: number, latencies: number[]) {
	const { clock, run, starts, start } = setUp();
	const queue = latencies.values();
	const worker = async () => {
		for (const latency of queue) {
			await start(perSecond);
			await clock.sleep(latency);
		}
	};
	for (let count = 0; count < concurrency; count++) void worker();
	await run();
	expect(starts).toHaveLength(latencies.length);
	return starts;
}

/** No more starts than the quota in any rolling second; below one a second, in any interval of it. */
function expectWithinQuota(starts: number[], perSecond: number): void {
	const permits = Math.max(1, Math.floor(perSecond));
	for (const [index, start] of starts.slice(permits).entries()) {
		expect(start - starts[index]).toBeGreaterThan(1000 / Math.min(1, perSecond));
	}
}

describe('the quota', () => {
	const anyFigure = fc.oneof(anyQuota, fc.constantFrom(0.4, 0.5, 1.5, 2.5, 7.9));

	it('is never exceeded, whenever requests arrive', async () => {
		await fc.assert(
			fc.asyncProperty(anyFigure, anyArrivals, async (perSecond, arrivals) => {
				expectWithinQuota(await startsOf(perSecond, arrivals), perSecond);
			}),
			{ numRuns: runs(150) },
		);
	});

	it('is never exceeded, however long requests take', async () => {
		const anyLatencies = fc.array(fc.nat(3000), { minLength: 1, maxLength: 120 });
		await fc.assert(
			fc.asyncProperty(
				anyFigure,
				anyConcurrency,
				anyLatencies,
				async (perSecond, concurrency, latencies) => {
					const starts = await concurrentStartsOf(perSecond, concurrency, latencies);
					expectWithinQuota(starts, perSecond);
				},
			),
			{ numRuns: runs(100) },
		);
	});

	it('is used up: nothing waits while it has room, and the first to arrive starts first', async () => {
		await fc.assert(
			fc.asyncProperty(anyQuota, anyArrivals, async (perSecond, arrivals) => {
				const starts = await startsOf(perSecond, arrivals);
				for (const [index, start] of starts.entries()) {
					const free = index < perSecond ? 0 : starts[index - perSecond] + WINDOW_MS;
					expect(start).toBe(Math.max(arrivals[index], free, starts[index - 1] ?? 0));
				}
			}),
			{ numRuns: runs(150) },
		);
	});

	it('is used up as far as concurrency and latency allow', async () => {
		await fc.assert(
			fc.asyncProperty(
				anyQuota,
				anyConcurrency,
				fc.integer({ min: 1, max: 3000 }),
				fc.integer({ min: 1, max: 150 }),
				async (perSecond, concurrency, latency, count) => {
					const latencies = new Array<number>(count).fill(latency);
					const starts = await concurrentStartsOf(perSecond, concurrency, latencies);
					for (const [index, start] of starts.entries()) {
						const quotaFree = index < perSecond ? 0 : starts[index - perSecond] + WINDOW_MS;
						const workerFree = index < concurrency ? 0 : starts[index - concurrency] + latency;
						expect(start).toBe(Math.max(quotaFree, workerFree, starts[index - 1] ?? 0));
					}
				},
			),
			{ numRuns: runs(100) },
		);
	});

	it('is shared by requests with different figures of it', async () => {
		const { run, starts, startMany } = setUp();
		for (const [count, perSecond] of [
			[20, 20],
			[1, 2],
			[40, 20],
		]) {
			startMany(count, perSecond);
			await run();
		}
		expect(starts).toHaveLength(61);
		// The request with 2 a second waits until the last two starts are a window old.
		expect(starts[20]).toBe(1025);
		expectWithinQuota(starts, 20);
	});

	it('is kept by a slow figure although fast ones come beside it', async () => {
		const { clock, limiter, run } = setUp();
		const slow: number[] = [];
		for (let count = 0; count < 5; count++) {
			void limiter.acquire({ perSecond: 1 }).then(() => slow.push(clock.now()));
			void limiter.acquire({ perSecond: 1000 });
		}
		await run();
		expect(slow).toHaveLength(5);
		expectWithinQuota(slow, 1);
	});

	it('is counted from after the work of sending', async () => {
		let now = 0;
		const limiter = new RateLimiter({
			now: () => now,
			sleep: async (milliseconds) => {
				await new Promise((resolve) => setImmediate(resolve));
				now += milliseconds;
			},
		});
		const starts: number[] = [];
		const send = async () => {
			await limiter.acquire({ perSecond: 1 });
			starts.push(now);
			now += 200;
		};
		await Promise.all([send(), send()]);
		expect(starts).toEqual([0, 1225]);
	});
});

describe('a cancelled request', () => {
	it('leaves the queue within half a second and takes no permit of others', async () => {
		const { clock, limiter, run } = setUp();
		const controller = new AbortController();
		const log: string[] = [];
		const acquire = (name: string, signal?: AbortSignal) =>
			limiter.acquire({ perSecond: 1, signal }).then(() => log.push(`${name} ${clock.now()}`));
		void acquire('first');
		void acquire('cancelled', controller.signal);
		void acquire('last');
		void clock.sleep(100).then(() => controller.abort());
		await run();
		expect(log).toEqual(['first 0', 'cancelled 500', 'last 1025']);
	});

	it('that arrives after the cancel returns at once, without a permit', async () => {
		const { limiter, run } = setUp();
		const signal = AbortSignal.abort();
		for (let count = 0; count < 5; count++) await limiter.acquire({ perSecond: 1, signal });
		await limiter.acquire({ perSecond: 1 });
		expect(await run()).toBe(0);
	});
});

it('lets a retry go before the requests that wait', async () => {
	const { limiter, run } = setUp();
	const order: string[] = [];
	const acquire = (name: string, isRetry: boolean) =>
		void limiter.acquire({ perSecond: 1, isRetry }).then(() => order.push(name));
	acquire('running', false);
	acquire('new', false);
	acquire('retry', true);
	await run();
	expect(order).toEqual(['running', 'retry', 'new']);
});

describe('after throttling', () => {
	it('slows down at once and is back at the quota within 20 seconds', async () => {
		const { clock, limiter, run } = setUp();
		await limiter.acquire({ perSecond: 20 });
		limiter.onThrottled(clock.now());
		const slowed = limiter.share();
		expect(slowed).toBeLessThanOrEqual(0.9);
		// Throttling within the same second is one event.
		limiter.onThrottled(clock.now());
		expect(limiter.share()).toBe(slowed);
		const shares: number[] = [];
		for (let second = 1; second <= 20; second++) {
			void clock.sleep(second * 1000).then(() => shares.push(limiter.share()));
		}
		await run();
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(shares.at(-1)).toBe(1);
	});

	it('spaces the slower rate evenly', async () => {
		const { clock, limiter, run, starts, startMany } = setUp();
		limiter.onThrottled(clock.now());
		startMany(10, 20);
		await run();
		expect(starts).toHaveLength(10);
		for (const [index, start] of starts.slice(1).entries()) {
			expect(start - starts[index]).toBeGreaterThan(1000 / 20);
		}
	});

	it('holds every request back as long as the service asks', async () => {
		const { clock, limiter, run, starts, startMany } = setUp();
		limiter.onThrottled(clock.now(), 7000);
		startMany(3, 20);
		await run();
		expect(starts[0]).toBe(7000);
		expect(starts).toHaveLength(3);
	});
});

describe('processes that share a quota without knowing of each other', () => {
	const ROUND_TRIP_MS = 250;
	const CONCURRENCY = 60;

	/** A service that serves `perSecond` requests in any rolling second, and throttles the rest. */
	function serviceWithQuota(now: () => number, perSecond: number) {
		const served: number[] = [];
		return () => {
			while (served.length > 0 && served[0] <= now() - 1000) served.shift();
			if (served.length >= perSecond) return false;
			served.push(now());
			return true;
		};
	}

	/** Each process has a rate limiter of its own. */
	async function simulate(processes: number, requests: number, quota: number) {
		const { clock, run } = virtualClock();
		const serve = serviceWithQuota(clock.now, quota);
		const ended: number[] = [];
		let throttled = 0;
		let random = 1;
		const jitter = (most: number) =>
			((random = (random * 48_271) % 2_147_483_647) / 2_147_483_647) * most;
		for (let number = 0; number < processes; number++) {
			const limiter = new RateLimiter(clock);
			let left = requests;
			const worker = async () => {
				while (left-- > 0) {
					for (let isRetry = false; ; isRetry = true) {
						await limiter.acquire({ perSecond: quota, isRetry });
						const sentAt = clock.now();
						await clock.sleep(ROUND_TRIP_MS / 2 + jitter(10));
						const isServed = serve();
						await clock.sleep(ROUND_TRIP_MS / 2);
						if (isServed) break;
						throttled++;
						limiter.onThrottled(sentAt);
						await clock.sleep(jitter(500));
					}
				}
				ended[number] = clock.now();
			};
			for (let count = 0; count < CONCURRENCY; count++) void worker();
		}
		await run();
		const seconds = Math.max(...ended) / 1000;
		return { usedShare: (processes * requests) / seconds / quota, throttled, ended };
	}

	it('one alone uses nearly all of it and is never throttled', async () => {
		const { usedShare, throttled } = await simulate(1, 600, 20);
		expect(usedShare).toBeGreaterThan(0.97);
		expect(throttled).toBe(0);
	});

	it.each([2, 4])('%i use most of it, in equal shares', async (processes) => {
		const { usedShare, throttled, ended } = await simulate(processes, 400, 20);
		expect(usedShare).toBeGreaterThan(0.88);
		expect(throttled).toBeLessThan(0.4 * processes * 400);
		// Processes with equal work end at about the same time.
		expect(Math.min(...ended) / Math.max(...ended)).toBeGreaterThan(0.85);
	});
});
