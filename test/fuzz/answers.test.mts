// Distorted answers to the nodes, over HTTP: each is read, or refused with an error of n8n's.
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { createRandom } from '../../sandbox/cloud/random.mts';
import { TRIGGERS, useWorld, type ServiceName } from '../integration/harness/world.mts';
import { SEED } from '../random.mts';
import { startDistortingProxy, type DistortingProxy } from './distortingProxy.mts';
import { mutate } from './mutations.mts';
import { fromItems, operations } from './operations.mts';
import { meantFields } from './values.mts';
import { inTime, RUNS, watch } from './watchdog.mts';

const ALL = operations();
const SERVICES = Object.keys(TRIGGERS) as ServiceName[];
const SHARE = Math.ceil(RUNS / (ALL.length + SERVICES.length));
/** Executions side by side. */
const LANES = 12;
const OWN_ERRORS = ['NodeApiError', 'NodeOperationError'];
/** Read one request after another: a service that always names another page would never end it. */
const LISTS = ['getMany', 'getIds'];

const world = useWorld({ members: 60, emails: 60, accounts: 10, subAccounts: 20 });
watch();

let proxy: DistortingProxy;
beforeEach(async () => {
	// In whatever order they are asked for, the same answers are distorted in the same way.
	proxy = await startDistortingProxy(world.cloud.url, (answer, key) =>
		mutate(answer, createRandom(SEED + crc32(key))),
	);
});
afterEach(async () => await proxy.close());

/** The credential of the local cloud, at the proxy's address. */
function credentials(service: ServiceName, account?: string) {
	const own = world.request(service, { account }).credentials;
	const text = JSON.stringify(own).replaceAll(world.cloud.url, proxy.url);
	return JSON.parse(text) as typeof own;
}

/** Calls `act`, so many times side by side, until enough answers were distorted. */
async function distort(lanes: number, act: (count: number) => Promise<void>) {
	proxy.distorts = true;
	let count = 0;
	const lane = async () => {
		while (proxy.distorted < SHARE) {
			// What never asks for anything would go on for ever.
			expect(count).toBeLessThan(100 + 10 * SHARE);
			await act(count++);
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}

it.each(ALL)('$node $resource $operation', async (operation) => {
	const { service, node, properties, calls } = operation;
	for (const action of calls) world.cloud.quotas.set(service, action, null);
	const parameters = fromItems(operation);
	const options = { maxRetries: 0, requestsPerSecond: 1000, timeout: 10_000 };
	const items = fc
		.sample(meantFields(properties), { numRuns: 500 })
		.map((item) => ({ ...item, returnAll: false, options }));
	const run = async (count: number) => {
		const item: IDataObject = { ...items[count % items.length], simplify: count % 2 === 0 };
		const continues = count % 4 > 0;
		const execution = world.engine.run({
			node,
			parameters,
			items: [item],
			// A pace that a distorted answer slowed down would be the next one's, too.
			credentials: credentials(service, `fuzz${count}`),
			onError: continues ? 'continueRegularOutput' : undefined,
		});
		const { output, error } = await inTime(JSON.stringify(item), execution);
		if (error) {
			expect([continues, OWN_ERRORS]).toEqual([false, expect.arrayContaining([error.name])]);
			return;
		}
		if (!LISTS.includes(operation.operation)) expect(output[0].length).toBeGreaterThan(0);
		for (const { pairedItem } of output[0]) expect(pairedItem).toMatchObject({ item: 0 });
	};
	// Undistorted at first: the proxy needs answers to distort.
	for (let count = 0; count < 8; count++) await run(count);
	await distort(LANES, run);
});

it.each(SERVICES)('the trigger of %s', async (service) => {
	const request = () => ({
		node: TRIGGERS[service],
		credentials: credentials(service),
		parameters: {
			...(service === 'wemake' && { scope: 'subAccounts' }),
			options: { maxRetries: 0, requestsPerSecond: 1000, timeout: 10_000 },
		} as INodeParameters,
	});
	world.cloud.quotas.set('tencent', 'DescribeOrganizationMembers', null);
	const baseline: IDataObject = {};
	await world.engine.poll({ ...request(), credentialId: 'baseline' }, baseline);
	// n8n's next poll of a node would leave the work to the one that is under way.
	await distort(1, async (count) => {
		const memory = structuredClone(baseline);
		const poll = world.engine.poll({ ...request(), credentialId: 'baseline' }, memory, {
			mode: count % 5 === 0 ? 'manual' : 'trigger',
			budgetMs: 20_000,
		});
		const error = await inTime('a poll', poll).then(
			() => undefined,
			(thrown: Error) => thrown,
		);
		if (!error) return;
		expect(OWN_ERRORS).toContain(error.name);
		expect(memory).toEqual(baseline);
	});
});
