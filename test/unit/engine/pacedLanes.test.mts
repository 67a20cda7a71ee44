import fc from 'fast-check';
import { Pacer, WINDOW } from '../../../nodes/shared/pacer.ts';
import { runs } from '../../random.mts';
import { virtualClock } from '../nodes/virtualClock.mts';

/** Lanes that take one request after the other, each answered after its latency. */
async function startsOf(perSecond: number, lanes: number, latencies: number[]) {
	const { clock, run } = virtualClock();
	const pacer = new Pacer(clock);
	const queue = latencies.values();
	const starts: number[] = [];
	const lane = async () => {
		for (const latency of queue) {
			await pacer.slot({ perSecond });
			starts.push(clock.now());
			await clock.sleep(latency);
		}
	};
	for (let count = 0; count < lanes; count++) void lane();
	await run();
	return starts;
}

it('keeps the quota, and uses all of it that lanes and latency allow', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 40 }),
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 1, max: 3000 }),
			fc.integer({ min: 1, max: 150 }),
			async (perSecond, lanes, latency, count) => {
				const starts = await startsOf(perSecond, lanes, new Array<number>(count).fill(latency));
				expect(starts).toHaveLength(count);
				for (const [index, start] of starts.entries()) {
					// The quota has room a window after the start that used it up, a lane when it is answered.
					const quotaFree = index < perSecond ? 0 : starts[index - perSecond] + WINDOW;
					const laneFree = index < lanes ? 0 : starts[index - lanes] + latency;
					expect(start).toBe(Math.max(quotaFree, laneFree, starts[index - 1] ?? 0));
				}
			},
		),
		{ numRuns: runs(100) },
	);
});

it('with latencies of every length, never starts more than the quota in any second', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0.5, 2.5)),
			fc.integer({ min: 1, max: 60 }),
			fc.array(fc.nat(3000), { minLength: 1, maxLength: 120 }),
			async (perSecond, lanes, latencies) => {
				const starts = await startsOf(perSecond, lanes, latencies);
				expect(starts).toHaveLength(latencies.length);
				const most = Math.max(1, Math.floor(perSecond));
				for (const [index, start] of starts.entries()) {
					if (index < most) continue;
					expect(start - starts[index - most]).toBeGreaterThan(1000 / Math.min(1, perSecond));
				}
			},
		),
		{ numRuns: runs(100) },
	);
});
