import { setTimeout as sleep } from 'node:timers/promises';
import { useWorld, type Lookup } from '../harness/world.mts';

const world = useWorld({ members: 10, emails: 10, accounts: 1 });
const ITEMS = 5000;
const uins = Array.from({ length: ITEMS }, (_, index) => String(100_000_000_000 + index));

/** Cancels as soon as so many requests arrived; how long the execution went on, in milliseconds. */
async function cancelAfter(requests: number, lookup: (more: Lookup) => Promise<unknown>) {
	const controller = new AbortController();
	let isOver = false;
	const running = lookup({ signal: controller.signal }).finally(() => {
		isOver = true;
	});
	while (world.cloud.journal.entries().length < requests) await sleep(5);
	expect(isOver).toBe(false);
	const cancelledAt = performance.now();
	controller.abort();
	await running;
	return performance.now() - cancelledAt;
}

it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'5,000 items that wait for slots end within a second (%s)',
	async (onError) => {
		const late = await cancelAfter(4, (more) =>
			world.lookup('tencent', uins, {
				...more,
				onError,
				options: { requestsPerSecond: 4, maxRetries: 3, ifNotFound: 'record' },
				credentialId: `cancel slots ${onError}`,
			}),
		);
		expect(late).toBeLessThan(1000);
		expect(world.cloud.journal.entries().length).toBeLessThanOrEqual(8);
	},
	30_000,
);

it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'5,000 items whose requests are never answered end within a second (%s)',
	async (onError) => {
		world.cloud.faults.add({ kind: 'hang' });
		const late = await cancelAfter(200, (more) =>
			world.lookup('tencent', uins, { ...more, onError, credentialId: `cancel hang ${onError}` }),
		);
		expect(late).toBeLessThan(1000);
		// As many as are under way at once, and not one more.
		expect(world.cloud.journal.entries()).toHaveLength(200);
	},
	30_000,
);

it('items that wait to be sent again end within a second, and send nothing any more', async () => {
	world.cloud.faults.add({ kind: 'status', status: 503, headers: { 'retry-after': '30' } });
	const late = await cancelAfter(100, (more) =>
		world.lookup('tencent', uins.slice(0, 100), {
			...more,
			options: { maxRetries: 3 },
			credentialId: 'cancel retry',
			onError: 'continueRegularOutput',
		}),
	);
	expect(late).toBeLessThan(1000);
	await sleep(300);
	expect(world.cloud.journal.entries()).toHaveLength(100);
});

it('a list that is not answered ends within a second, and nothing is asked instead', async () => {
	world.cloud.faults.add({ kind: 'hang' });
	const late = await cancelAfter(1, (more) =>
		world.lookup('aliyun', world.cloud.aliyun.emails(), {
			...more,
			options: { lookupStrategy: 'automatic', maxRetries: 3 },
			credentialId: 'cancel list',
		}),
	);
	expect(late).toBeLessThan(1000);
	await sleep(300);
	expect(world.cloud.journal.entries()).toHaveLength(1);
});
