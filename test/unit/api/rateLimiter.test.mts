import fc from 'fast-check';
import { QuotaWindow, WINDOW_MS } from '../../../nodes/shared/api/quotaWindow.ts';
import {
	type AcquireOptions,
	type Permit,
	RateLimiter,
} from '../../../nodes/shared/api/rateLimiter.ts';
import { runs } from '../../random.mts';
import { virtualClock } from './virtualClock.mts';

const anyQuota = fc.integer({ min: 1, max: 40 });
const anyConcurrency = fc.integer({ min: 1, max: 60 });
const anyArrivals = fc
	.array(fc.nat(4000), { minLength: 1, maxLength: 80 })
	.map((times) => times.sort((a, b) => a - b));

/** One execution, where a test has one only. */
const execution = {};
/** After a full window requests leave at least so many milliseconds apart. */
const intervalOf = (perSecond: number) => 250 / perSecond;

function setUp() {
	const { clock, run } = virtualClock();
	const limiter = new RateLimiter(clock);
	/** When the requests started, in the order of their starts. */
	const starts: number[] = [];
	const start = async (perSecond: number) => {
		await limiter.acquire({ perSecond, execution });
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
			.then(() => limiter.acquire({ perSecond, execution }))
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
					const before = starts[index - 1] ?? 0;
					expect(start).toBeGreaterThanOrEqual(Math.max(arrivals[index], free, before));
					const spread = before + intervalOf(perSecond);
					expect(start).toBeLessThanOrEqual(Math.max(arrivals[index], free, spread) + 0.001);
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
						const before = starts[index - 1] ?? 0;
						expect(start).toBeGreaterThanOrEqual(Math.max(quotaFree, workerFree, before));
						const spread = before + intervalOf(perSecond);
						expect(start).toBeLessThanOrEqual(Math.max(quotaFree, workerFree, spread) + 0.001);
					}
				},
			),
			{ numRuns: runs(100) },
		);
	});

	it('leaves in one burst at first, and spread afterwards', async () => {
		const { run, starts, startMany } = setUp();
		startMany(60, 20);
		await run();
		expect(starts.slice(0, 20)).toEqual(new Array(20).fill(0));
		const next = starts.slice(20, 40);
		expect(next[0]).toBe(WINDOW_MS);
		expect(next[19]).toBeCloseTo(WINDOW_MS + 19 * intervalOf(20));
		// No slower afterwards.
		expect(starts[59]).toBeCloseTo(2 * WINDOW_MS + 19 * intervalOf(20));
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
		// The quota is used up when the request with 2 a second comes.
		expect(starts[20]).toBe(WINDOW_MS);
		expectWithinQuota(starts, 20);
	});

	it('is kept by a slow figure although fast ones come beside it', async () => {
		const { clock, limiter, run } = setUp();
		const slow: number[] = [];
		for (let count = 0; count < 5; count++) {
			void limiter.acquire({ perSecond: 1, execution: slow }).then(() => slow.push(clock.now()));
			void limiter.acquire({ perSecond: 1000, execution });
		}
		await run();
		expect(slow).toHaveLength(5);
		expectWithinQuota(slow, 1);
	});

	it('is shared by executions with the same figure', async () => {
		const { clock, limiter, run } = setUp();
		const starts: number[] = [];
		for (let count = 0; count < 12; count++) {
			const own = { perSecond: 2, execution: {} };
			void limiter.acquire(own).then(() => starts.push(clock.now()));
		}
		await run();
		expect(starts).toHaveLength(12);
		expectWithinQuota(starts, 2);
	});
});

describe('an event loop that stands still', () => {
	/** A limiter whose event loop stands still, from now on, until a time. */
	function stallingLimiter() {
		const { clock, run } = virtualClock();
		let stalledUntil = 0;
		const limiter = new RateLimiter({
			now: clock.now,
			sleep: async (milliseconds) => {
				await clock.sleep(Math.max(milliseconds, stalledUntil - clock.now()));
			},
		});
		const stallUntil = (time: number) => (stalledUntil = time);
		return { clock, limiter, run, stallUntil };
	}

	it.each([
		['while a request is sent: it counts from when it can have arrived', 0, 200],
		['after its bytes have left: it counts from when it was sent', 5, 0],
	])('%s', async (_name, stallAt, late) => {
		const { clock, limiter, run, stallUntil } = stallingLimiter();
		const starts: number[] = [];
		const send = async () => {
			await limiter.acquire({ perSecond: 1, execution });
			starts.push(clock.now());
			if (starts.length > 1) return;
			if (stallAt > 0) await clock.sleep(stallAt);
			stallUntil(200);
		};
		void Promise.all([send(), send()]);
		await run();
		expect(starts).toEqual([0, WINDOW_MS + late]);
	});

	it('lets go at once what was due meanwhile', async () => {
		const { clock, limiter, run, stallUntil } = stallingLimiter();
		const starts: number[] = [];
		for (let count = 0; count < 30; count++) {
			void limiter.acquire({ perSecond: 10, execution }).then(() => {
				starts.push(clock.now());
				if (count === 19) stallUntil(2 * WINDOW_MS + 240);
			});
		}
		await run();
		// The last one before the stall may have arrived as late, so its place is free a window later.
		expect(starts.slice(20)).toEqual([
			...new Array<number>(9).fill(2 * WINDOW_MS + 240),
			3 * WINDOW_MS + 240,
		]);
	});
});

describe('executions', () => {
	/** Records who is granted a permit, and when. */
	function recorder() {
		const { clock, limiter, run } = setUp();
		const log: Array<{ name: string; at: number }> = [];
		const acquire = (name: string, more: Partial<AcquireOptions> = {}) =>
			void limiter
				.acquire({ perSecond: 20, execution, ...more })
				.then(() => log.push({ name, at: clock.now() }));
		const times = (wanted: string) => log.filter(({ name }) => name === wanted).map(({ at }) => at);
		return { acquire, clock, log, run, times };
	}

	it('are served in turn', async () => {
		const { acquire, log, run } = recorder();
		const [one, other] = [{}, {}];
		for (let count = 0; count < 3; count++) acquire('one', { execution: one, perSecond: 1 });
		for (let count = 0; count < 2; count++) acquire('other', { execution: other, perSecond: 1 });
		await run();
		expect(log.map(({ name }) => name)).toEqual(['one', 'one', 'other', 'one', 'other']);
	});

	it('get the next permit, however many requests another one has', async () => {
		const { acquire, clock, run, times } = recorder();
		for (let count = 0; count < 3000; count++) acquire('long');
		void clock.sleep(30_300).then(() => acquire('lone', { execution: {} }));
		await run();
		expect(times('lone')[0] - 30_300).toBeLessThanOrEqual(WINDOW_MS);
		// The long run keeps the quota.
		expect(times('long').at(-1)! / 1000).toBeLessThan(3001 / 20 / 0.97);
	});

	it('pass one over whose own figure is not due', async () => {
		const { acquire, clock, run, times } = recorder();
		for (let count = 0; count < 300; count++) acquire('slow', { perSecond: 0.1 });
		for (let second = 5; second < 3000; second += 500) {
			void clock.sleep(second * 1000).then(() => acquire('lone', { execution: {} }));
		}
		await run();
		expect(times('lone')).toEqual([5, 505, 1005, 1505, 2005, 2505].map((second) => second * 1000));
		expectWithinQuota(times('slow'), 0.1);
		expect(times('slow').at(-1)).toBe(299 * 10 * WINDOW_MS);
	});

	it('do not hold a slow one back', async () => {
		const { acquire, run, times } = recorder();
		for (let count = 0; count < 5; count++) acquire('slow', { perSecond: 0.5, execution: {} });
		for (let count = 0; count < 400; count++) acquire('fast');
		await run();
		expect(times('slow').at(-1)).toBeLessThan(4 * 2 * WINDOW_MS + 100);
	});

	it('let urgent requests go first, and get every fourth permit', async () => {
		const { acquire, log, run } = recorder();
		for (let count = 0; count < 4; count++) acquire('bulk', { perSecond: 1 });
		const trigger = { execution: {}, perSecond: 1, isUrgent: true };
		for (let count = 0; count < 8; count++) acquire('urgent', trigger);
		await run();
		expect(log.map(({ name }) => name[0]).join('')).toBe('buuubuuubuub');
	});
});

describe('a cancelled request', () => {
	it('leaves the queue within a tenth of a second and takes no permit of others', async () => {
		const { clock, limiter, run } = setUp();
		const controller = new AbortController();
		const log: string[] = [];
		const acquire = (name: string, signal?: AbortSignal) =>
			limiter
				.acquire({ perSecond: 1, signal, execution })
				.then((permit) => log.push(`${name} ${clock.now()} ${permit !== undefined}`));
		void acquire('first');
		void acquire('cancelled', controller.signal);
		void acquire('last');
		void clock.sleep(150).then(() => controller.abort());
		await run();
		expect(log).toEqual(['first 0 true', 'cancelled 200 false', `last ${WINDOW_MS} true`]);
	});

	it('that arrives after the cancel returns at once, without a permit', async () => {
		const { limiter, run } = setUp();
		const signal = AbortSignal.abort();
		for (let count = 0; count < 5; count++) {
			expect(await limiter.acquire({ perSecond: 1, signal, execution })).toBeUndefined();
		}
		expect(await limiter.acquire({ perSecond: 1, execution })).toBeDefined();
		expect(await run()).toBe(0);
	});
});

it('lets a retry go before the requests that wait', async () => {
	const { limiter, run } = setUp();
	const order: string[] = [];
	const acquire = (name: string, isRetry: boolean) =>
		void limiter.acquire({ perSecond: 1, isRetry, execution }).then(() => order.push(name));
	acquire('running', false);
	acquire('new', false);
	acquire('retry', true);
	await run();
	expect(order).toEqual(['running', 'retry', 'new']);
});

describe('after throttling', () => {
	it('keeps to what the service accepted, and is back at the quota within 7 seconds', async () => {
		const { clock, limiter, run } = setUp();
		const permits: Permit[] = [];
		const starts: number[] = [];
		for (let count = 0; count < 300; count++) {
			void limiter.acquire({ perSecond: 20, execution }).then((permit) => {
				permits.push(permit!);
				starts.push(clock.now());
			});
		}
		// Of the first burst the service accepts 5 requests.
		void clock
			.sleep(250)
			.then(() => permits.slice(5, 20).forEach((one) => limiter.onThrottled(one)));
		await run();
		const within = (from: number, to: number) =>
			starts.filter((at) => at >= from && at < to).length;
		expect(within(1, 2 * WINDOW_MS)).toBe(5);
		expectWithinQuota(starts, 20);
		expect(within(8 * WINDOW_MS, 10 * WINDOW_MS)).toBeGreaterThanOrEqual(38);
	});

	it('holds every request back as long as the service asks', async () => {
		const { limiter, run, starts, startMany } = setUp();
		const permit = await limiter.acquire({ perSecond: 20, execution: {} });
		limiter.onThrottled(permit!, 7000);
		startMany(3, 20);
		await run();
		expect(starts).toHaveLength(3);
		expect(starts[0]).toBe(7000);
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
						const permit = await limiter.acquire({ perSecond: quota, isRetry, execution });
						await clock.sleep(ROUND_TRIP_MS / 2 + jitter(10));
						const isServed = serve();
						await clock.sleep(ROUND_TRIP_MS / 2);
						if (isServed) break;
						throttled++;
						limiter.onThrottled(permit!);
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
		const { usedShare, throttled, ended } = await simulate(processes, 1000, 20);
		expect(usedShare).toBeGreaterThan(0.93);
		expect(throttled / (throttled + processes * 1000)).toBeLessThan(0.1);
		// Processes with equal work end at about the same time.
		expect(Math.min(...ended) / Math.max(...ended)).toBeGreaterThan(0.85);
	});
});

it('hundreds of executions cost no more than their figures', async () => {
	const { clock, limiter, run } = setUp();
	const freeAt = jest.spyOn(QuotaWindow.prototype, 'freeAt');
	const now = jest.spyOn(clock, 'now');
	const figures = [20, 10, 5];
	const count = 300;
	let granted = 0;
	for (let index = 0; index < count; index++) {
		const perSecond = figures[index % figures.length];
		void limiter.acquire({ perSecond, execution: {} }).then(() => granted++);
	}
	await run();
	expect(granted).toBe(count);
	// Each look at the queues reads the clock.
	expect(freeAt.mock.calls.length).toBeLessThan(now.mock.calls.length * figures.length);
	jest.restoreAllMocks();
});
