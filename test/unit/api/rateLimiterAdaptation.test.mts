import { RateLimiter } from '../../../nodes/shared/api/rateLimiter.ts';
import { virtualClock } from '../virtualClock.mts';

const ROUND_TRIP = 250;

/** A service that serves so many requests in any rolling second, and refuses the rest. */
function service(now: () => number, perSecond: number) {
	const served: number[] = [];
	return () => {
		while (served.length > 0 && served[0] <= now() - 1000) served.shift();
		if (served.length >= perSecond) return false;
		served.push(now());
		return true;
	};
}

/** Several processes, each with a pacer of its own, share the quota of one service. */
async function share({ processes, items, quota }: Record<'processes' | 'items' | 'quota', number>) {
	const { clock, run } = virtualClock();
	const serve = service(clock.now, quota);
	const ended: number[] = [];
	let refused = 0;
	let random = 1;
	const jitter = (most: number) =>
		((random = (random * 48_271) % 2_147_483_647) / 2_147_483_647) * most;
	for (let number = 0; number < processes; number++) {
		const pacer = new RateLimiter(clock);
		let left = items;
		const lane = async () => {
			while (left-- > 0) {
				for (let repeated = false; ; repeated = true) {
					await pacer.acquire({ perSecond: quota, repeated });
					const sent = clock.now();
					await clock.sleep(ROUND_TRIP / 2 + jitter(10));
					const isServed = serve();
					await clock.sleep(ROUND_TRIP / 2);
					if (isServed) break;
					refused++;
					pacer.onThrottled(sent);
					await clock.sleep(jitter(500));
				}
			}
			ended[number] = clock.now();
		};
		for (let count = 0; count < 60; count++) void lane();
	}
	await run();
	const seconds = Math.max(...ended) / 1000;
	return { share: (processes * items) / seconds / quota, refused, ended };
}

it('uses nearly the whole quota alone, and is never refused', async () => {
	const { share: used, refused } = await share({ processes: 1, items: 600, quota: 20 });
	expect(used).toBeGreaterThan(0.97);
	expect(refused).toBe(0);
});

it.each([2, 4])('%i processes share a quota without knowing of each other', async (processes) => {
	const { share: used, refused, ended } = await share({ processes, items: 400, quota: 20 });
	expect(used).toBeGreaterThan(0.88);
	expect(refused).toBeLessThan(0.4 * processes * 400);
	// Fair: who had as much to do ends at about the same time.
	expect(Math.min(...ended) / Math.max(...ended)).toBeGreaterThan(0.85);
});

it('slows down at once and is back at the quota within 20 seconds', async () => {
	const { clock, run } = virtualClock();
	const pacer = new RateLimiter(clock);
	await pacer.acquire({ perSecond: 20 });
	pacer.onThrottled(clock.now());
	const slowed = pacer.share();
	expect(slowed).toBeLessThanOrEqual(0.9);
	// Refusals of the same second are one event.
	pacer.onThrottled(clock.now());
	expect(pacer.share()).toBe(slowed);
	const shares: number[] = [];
	for (let second = 1; second <= 20; second++) {
		void clock.sleep(second * 1000).then(() => shares.push(pacer.share()));
	}
	await run();
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(shares.at(-1)).toBe(1);
});

it('spaces a slower pace evenly', async () => {
	const { clock, run } = virtualClock();
	const pacer = new RateLimiter(clock);
	pacer.onThrottled(clock.now());
	const starts: number[] = [];
	for (let count = 0; count < 10; count++)
		void pacer.acquire({ perSecond: 20 }).then(() => starts.push(clock.now()));
	await run();
	for (let index = 1; index < starts.length; index++) {
		expect(starts[index] - starts[index - 1]).toBeGreaterThan(1000 / 20);
	}
});

it('holds every request back as long as the service asks', async () => {
	const { clock, run } = virtualClock();
	const pacer = new RateLimiter(clock);
	pacer.onThrottled(clock.now(), 7000);
	const starts: number[] = [];
	for (let count = 0; count < 3; count++)
		void pacer.acquire({ perSecond: 20 }).then(() => starts.push(clock.now()));
	await run();
	expect(starts[0]).toBe(7000);
	expect(starts).toHaveLength(3);
});

it('lets a repeated request go before the others', async () => {
	const { clock, run } = virtualClock();
	const pacer = new RateLimiter(clock);
	const order: string[] = [];
	const take = (name: string, repeated: boolean) =>
		void pacer.acquire({ perSecond: 1, repeated }).then(() => order.push(name));
	take('running', false);
	take('new', false);
	take('repeated', true);
	await run();
	expect(order).toEqual(['running', 'repeated', 'new']);
});
