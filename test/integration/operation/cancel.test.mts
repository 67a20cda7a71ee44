import { setTimeout as sleep } from 'node:timers/promises';
import { startStopwatch } from '../harness/ownTime.mts';
import { CONTINUE, useWorld, type Lookup } from '../harness/world.mts';

const world = useWorld({ members: 10, emails: 10, accounts: 1 });
const ITEMS = 5000;
const uins = Array.from({ length: ITEMS }, (_, index) => String(100_000_000_000 + index));
const requests = () => world.cloud.journal.entries();

/** Cancels as soon as so many requests arrived. The execution ends within a second. */
async function expectPromptEnd(arrived: number, lookup: (more: Lookup) => Promise<unknown>) {
	const controller = new AbortController();
	let isOver = false;
	const running = lookup({ signal: controller.signal }).finally(() => {
		isOver = true;
	});
	while (requests().length < arrived) await sleep(5);
	expect(isOver).toBe(false);
	const elapsed = startStopwatch();
	controller.abort();
	await running;
	expect(elapsed()).toBeLessThan(1000);
}

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)('5,000 items, %s', (onError) => {
	it('that wait for the rate limiter', async () => {
		await expectPromptEnd(4, (more) =>
			world.lookup('tencent', uins, {
				...more,
				onError,
				options: { requestsPerSecond: 4, maxRetries: 3, ifNotFound: 'record' },
				account: `cancel waiting ${onError}`,
			}),
		);
		expect(requests().length).toBeLessThanOrEqual(8);
	});

	it('whose requests are never answered', async () => {
		world.cloud.faults.add({ kind: 'hang' });
		await expectPromptEnd(200, (more) =>
			world.lookup('tencent', uins, { ...more, onError, account: `cancel hang ${onError}` }),
		);
		// As many as are under way at once, and not one more.
		expect(requests()).toHaveLength(200);
	});
});

it.each([
	['100 items that wait to be sent again', 'tencent', 100, { status: 503 }],
	['an item that waits out a throttle', 'aliyun', 1, { status: 429 }],
] as const)('%s send nothing any more', async (_name, service, count, { status }) => {
	world.cloud.faults.add({ kind: 'status', status, headers: { 'retry-after': '30' } });
	const items = service === 'tencent' ? uins.slice(0, count) : world.cloud.aliyun.emails();
	await expectPromptEnd(count, (more) =>
		world.lookup(service, items.slice(0, count), {
			...more,
			options: { maxRetries: 3 },
			account: `cancel retry ${status}`,
			...CONTINUE,
		}),
	);
	await sleep(300);
	expect(requests()).toHaveLength(count);
});

it('a list that is not answered: nothing is asked instead', async () => {
	world.cloud.faults.add({ kind: 'hang' });
	await expectPromptEnd(1, (more) =>
		world.lookup('aliyun', world.cloud.aliyun.emails(), {
			...more,
			options: { lookupStrategy: 'automatic', maxRetries: 3 },
			account: 'cancel list',
		}),
	);
	await sleep(300);
	expect(requests()).toHaveLength(1);
});
