import fc from 'fast-check';
import { Pacer, sharedPacer } from '../../../nodes/shared/pacer.ts';
import { runs } from '../../random.mts';
import { virtualClock } from './virtualClock.mts';

/** Takes a slot at each of the arrival times; when each of them was given, in the order of arrival. */
async function startsOf(perSecond: number, arrivals: number[]) {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(clock);
	const starts: number[] = [];
	for (const [index, at] of arrivals.entries()) {
		void clock
			.sleep(at)
			.then(() => pacer.slot({ perSecond }))
			.then(() => {
				starts[index] = clock.now();
			});
	}
	await run();
	return starts;
}

const arrivalTimes = fc
	.array(fc.nat(4000), { minLength: 1, maxLength: 80 })
	.map((times) => times.sort((a, b) => a - b));
const quota = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0.4, 0.5, 1.5, 2.5, 7.9));

it('never starts more than the quota within any second', async () => {
	await fc.assert(
		fc.asyncProperty(quota, arrivalTimes, async (perSecond, arrivals) => {
			const starts = await startsOf(perSecond, arrivals);
			expect(starts.filter(Number.isFinite)).toHaveLength(arrivals.length);
			const span = perSecond < 1 ? 1000 / perSecond : 1000;
			const most = Math.max(1, Math.floor(perSecond));
			for (const first of starts) {
				const within = starts.filter((start) => start >= first && start < first + span);
				expect(within.length).toBeLessThanOrEqual(most);
			}
		}),
		{ numRuns: runs(150) },
	);
});

it('serves in the order of arrival and is never idle while there is room', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 40 }), arrivalTimes, async (perSecond, arrivals) => {
			const starts = await startsOf(perSecond, arrivals);
			for (const [index, start] of starts.entries()) {
				if (index > 0) expect(start).toBeGreaterThanOrEqual(starts[index - 1]);
				// At once, or a window (1025 ms) after the start that used the quota up.
				const free = index < perSecond ? 0 : starts[index - perSecond] + 1025;
				expect(start).toBe(Math.max(arrivals[index], free, starts[index - 1] ?? 0));
			}
		}),
		{ numRuns: runs(150) },
	);
});

it('lets requests with different figures of the quota share one pacer', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(clock);
	const starts: number[] = [];
	const take = (perSecond: number) =>
		pacer.slot({ perSecond }).then(() => starts.push(clock.now()));
	for (let count = 0; count < 20; count++) void take(20);
	await run();
	void take(2);
	await run();
	for (let count = 0; count < 40; count++) void take(20);
	await run();
	expect(starts).toHaveLength(61);
	// The slow one waits until the last two starts are a window (1025 ms) old.
	expect(starts[20]).toBe(1025);
	for (const first of starts) {
		const within = starts.filter((start) => start >= first && start < first + 1000);
		expect(within.length).toBeLessThanOrEqual(20);
	}
});

it('keeps a slow figure although fast ones come beside it', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(clock);
	const slow: number[] = [];
	for (let count = 0; count < 5; count++) {
		void pacer.slot({ perSecond: 1 }).then(() => slow.push(clock.now()));
		void pacer.slot({ perSecond: 1000 });
	}
	await run();
	for (let index = 1; index < slow.length; index++) {
		expect(slow[index] - slow[index - 1]).toBeGreaterThanOrEqual(1000);
	}
});

it('lets a cancelled request go within half a second, without a slot of the others', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(clock);
	const controller = new AbortController();
	const log: string[] = [];
	const take = (name: string, signal?: AbortSignal) =>
		pacer.slot({ perSecond: 1, signal }).then(() => log.push(`${name} ${clock.now()}`));
	void take('first');
	void take('cancelled', controller.signal);
	void take('last');
	void clock.sleep(100).then(() => controller.abort());
	await run();
	expect(log).toEqual(['first 0', 'cancelled 500', 'last 1025']);
});

it('gives a request that comes after the cancel its answer at once, and no slot', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(clock);
	for (let count = 0; count < 5; count++)
		await pacer.slot({ perSecond: 1, signal: AbortSignal.abort() });
	await pacer.slot({ perSecond: 1 });
	expect(await run()).toBe(0);
});

it('shares a pacer by key', () => {
	const { clock } = virtualClock();
	const pacer = sharedPacer('unit/a', clock);
	expect(sharedPacer('unit/a', clock)).toBe(pacer);
	expect(sharedPacer('unit/b', clock)).not.toBe(pacer);
});

it('counts a start from after the work of sending', async () => {
	let now = 0;
	const clock = {
		now: () => now,
		sleep: async (milliseconds: number) => {
			await new Promise((resolve) => setImmediate(resolve));
			now += milliseconds;
		},
	};
	const pacer = new Pacer(clock);
	const starts: number[] = [];
	const send = async () => {
		await pacer.slot({ perSecond: 1 });
		starts.push(now);
		now += 200;
	};
	await Promise.all([send(), send()]);
	expect(starts).toEqual([0, 1225]);
});
