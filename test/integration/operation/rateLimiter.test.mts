import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { LOOKUPS, useWorld } from '../harness/world.mts';

const world = useWorld({ members: 300, emails: 10, accounts: 1 });
const { action } = LOOKUPS.tencent;

const refused = (requests: JournalEntry[]) =>
	requests.filter(({ code }) => code === 'RequestLimitExceeded');

/** Looks up these members, so many a second; the members in the order of the output. */
async function run(uins: string[], requestsPerSecond: number | '', account: string) {
	const { subjects } = await world.lookup('tencent', uins, {
		options: { requestsPerSecond, maxRetries: 3 },
		account,
	});
	expect(subjects).toEqual(uins);
}

/** How long this process stood still at the longest, while its own machine was busy; in milliseconds. */
const stalls = monitorEventLoopDelay({ resolution: 10 });
beforeEach(() => stalls.reset());
stalls.enable();
afterAll(() => stalls.disable());

/**
 * Never more than so many in a second. The rate limiter spaces by 1025 ms what leaves; what arrives while
 * the process stands still is noted late, so that the next seems to follow sooner.
 */
function expectQuota(requests: JournalEntry[], perSecond: number) {
	const gaps = requests.slice(perSecond).map(({ at }, index) => at - requests[index].at);
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(980 - stalls.max / 1e6);
}

// The first request of a process loads much and leaves late.
beforeEach(async () => await run(['123'], 1000, 'warm'));

it('executions side by side share the quota of their account', async () => {
	const uins = world.cloud.tencent.uins().slice(8);
	world.cloud.journal.clear();
	await Promise.all([run(uins.slice(0, 10), 4, 'shared'), run(uins.slice(10, 20), 4, 'shared')]);
	const requests = world.cloud.journal.entries();
	expect(requests).toHaveLength(20);
	expectQuota(requests, 4);
});

it('executions one after the other do, too', async () => {
	const uins = world.cloud.tencent.uins().slice(8);
	world.cloud.journal.clear();
	for (const index of [0, 4, 8]) await run(uins.slice(index, index + 4), 4, 'in turn');
	const requests = world.cloud.journal.entries();
	expect(requests).toHaveLength(12);
	expectQuota(requests, 4);
});

it('accounts do not share theirs', async () => {
	const uins = world.cloud.tencent.uins();
	world.cloud.journal.clear();
	await Promise.all([run([uins[0]], 0.1, 'one'), run([uins[1]], 0.1, 'other')]);
	const requests = world.cloud.journal.entries();
	expect(requests).toHaveLength(2);
	// One account alone would need ten seconds for the other one.
	expect(requests[1].at - requests[0].at).toBeLessThan(9000);
});

it('the user’s own figure takes the place of the documented quota', async () => {
	const uins = world.cloud.tencent.uins().slice(0, 100);
	world.cloud.journal.clear();
	await run(uins, 100, 'own figure');
	const own = world.cloud.journal.entries();
	// The documented 20 a second would make the last ones wait for four.
	expect(own.at(-1)!.at - own[0].at).toBeLessThan(4000);
	world.cloud.journal.clear();
	await run(uins, '', 'no figure');
	const documented = world.cloud.journal.entries();
	expect(documented.at(-1)!.at - documented[0].at).toBeGreaterThanOrEqual(4000);
});

it('where the service keeps the documented quota, no item is lost', async () => {
	world.cloud.quotas.reset();
	const uins = world.cloud.tencent.uins().slice(0, 45);
	world.cloud.journal.clear();
	await run(uins, '', 'kept by the service');
	const requests = world.cloud.journal.entries();
	// The cloud counts arrivals: one that overtook others may be refused, and is sent again.
	expect(requests).toHaveLength(45 + refused(requests).length);
	// 20 at once, 20 a second later, 5 two seconds later.
	expect(requests.at(-1)!.at - requests[0].at).toBeGreaterThanOrEqual(2000 - stalls.max / 1e6);
});

it('a quota that falls on the way costs time, and no item', async () => {
	const uins = world.cloud.tencent.uins().slice(0, 100);
	world.cloud.quotas.set('tencent', action, 40);
	world.cloud.journal.clear();
	const running = run(uins, 40, 'falling');
	const timer = setInterval(() => {
		if (world.cloud.journal.entries().length >= 40) {
			world.cloud.quotas.set('tencent', action, 20);
			clearInterval(timer);
		}
	}, 5);
	await running;
	const requests = world.cloud.journal.entries();
	const refusals = refused(requests).length;
	expect(refusals).toBeGreaterThan(0);
	expect(refusals).toBeLessThan(100);
	expect(requests).toHaveLength(100 + refusals);
});
