import fc from 'fast-check';
import { Pacer, sharedPacer } from '../../../nodes/shared/pacer.ts';
import { virtualClock } from './virtualClock.mts';

/** Takes a slot at each of the arrival times; when each of them was given, in the order of arrival. */
async function startsOf(perSecond: number, arrivals: number[]) {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(perSecond, clock);
	const starts: number[] = [];
	for (const [index, at] of arrivals.entries()) {
		void clock
			.sleep(at)
			.then(() => pacer.slot())
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
		{ numRuns: 150 },
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
		{ numRuns: 150 },
	);
});

it('forgets no start when the quota goes down and up again', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(20, clock);
	const starts: number[] = [];
	const take = () => pacer.slot().then(() => starts.push(clock.now()));
	for (let count = 0; count < 20; count++) void take();
	await run();
	pacer.setQuota(2);
	void take();
	await run();
	pacer.setQuota(20);
	for (let count = 0; count < 40; count++) void take();
	await run();
	expect(starts).toHaveLength(61);
	for (const first of starts) {
		const within = starts.filter((start) => start >= first && start < first + 1000);
		expect(within.length).toBeLessThanOrEqual(20);
	}
});

it('lets a cancelled request go within half a second, without a slot of the others', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(1, clock);
	const controller = new AbortController();
	const log: string[] = [];
	const take = (name: string, signal?: AbortSignal) =>
		pacer.slot({ signal }).then(() => log.push(`${name} ${clock.now()}`));
	void take('first');
	void take('cancelled', controller.signal);
	void take('last');
	void clock.sleep(100).then(() => controller.abort());
	await run();
	expect(log).toEqual(['first 0', 'cancelled 500', 'last 1025']);
});

it('gives a request that comes after the cancel its answer at once, and no slot', async () => {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(1, clock);
	for (let count = 0; count < 5; count++) await pacer.slot({ signal: AbortSignal.abort() });
	await pacer.slot();
	expect(await run()).toBe(0);
});

it('shares a pacer by key, and takes over the newest quota', async () => {
	const { clock, run } = virtualClock();
	const pacer = sharedPacer('unit/a', 1, clock);
	expect(sharedPacer('unit/a', 5, clock)).toBe(pacer);
	expect(sharedPacer('unit/b', 5, clock)).not.toBe(pacer);
	for (let count = 0; count < 5; count++) void pacer.slot();
	expect(await run()).toBe(0);
});
