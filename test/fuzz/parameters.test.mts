// Random parameter sets through the nodes, in n8n's engine, against the local cloud.
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { TRIGGERS, useWorld, type ServiceName } from '../integration/harness/world.mts';
import { loadRooms } from '../../sandbox/docs/rooms.mts';
import { fromItems, hurried, operations } from './operations.mts';
import { fields } from './values.mts';
import { inTime, RUNS, watch } from './watchdog.mts';

const ALL = operations();
/** Items of one execution. */
const BATCH = 100;
const SHARE = Math.ceil(RUNS / ALL.length);
/** So many more are run as the only item, without Continue on Fail: those show the error itself. */
const ALONE = Math.ceil(SHARE / 50);
const OWN_ERRORS = ['NodeApiError', 'NodeOperationError'];

const world = useWorld({ members: 120, emails: 60, accounts: 10, subAccounts: 20 });
watch();

it.each(ALL)('$node $resource $operation', async (operation) => {
	const { service, properties } = operation;
	const parameters = fromItems(operation);
	const names = properties.map(({ name }) => name);
	const sets = fc
		.sample(fc.oneof(fields(properties, names), fields(properties)), { numRuns: SHARE })
		.map((item) => hurried(item));
	let account = 0;
	let sent = 0;
	const run = async (items: IDataObject[], onError?: 'continueRegularOutput') => {
		world.cloud.reset();
		for (const action of operation.calls) world.cloud.quotas.set(service, action, null);
		account += 1;
		const { credentials, node } = world.request(service, { account: `fuzz${account}` });
		const request = { node, credentials, items };
		const what = JSON.stringify(items).slice(0, 2000);
		const result = await inTime(what, world.engine.run({ ...request, parameters, onError }));
		sent += world.cloud.journal.entries().length;
		return result;
	};
	for (let at = 0; at < sets.length; at += BATCH) {
		const items = sets.slice(at, at + BATCH);
		const { output, error } = await run(items, 'continueRegularOutput');
		expect(error).toBeUndefined();
		const answered = new Set<unknown>();
		for (const { pairedItem } of output[0]) {
			const { item } = pairedItem as { item: number };
			expect(items[item]).toBeDefined();
			answered.add(item);
		}
		// A list may be empty; everything else answers every item.
		if (!operation.operation.startsWith('get')) expect(answered.size).toBe(items.length);
	}
	// What is refused before it is sent proves little. Equal lookups are sent once.
	expect(sent).toBeGreaterThan(operation.kind === 'command' ? SHARE / 20 : 0);
	for (const item of sets.slice(0, ALONE)) {
		const { error } = await run([item]);
		if (error) {
			expect(OWN_ERRORS).toContain(error.name);
			expect(error.message).not.toBe('');
		}
	}
});

const WATCHES = loadRooms().map(({ triggerDescription: { properties } }, index) => ({
	service: (['tencent', 'aliyun', 'wemake'] as const)[index] as ServiceName,
	properties: properties.filter(({ name }) => name !== 'pollTimes'),
}));

it.each(WATCHES)('the trigger of $service', async ({ service, properties }) => {
	const sets = fc.sample(fields(properties), { numRuns: ALONE * 5 });
	for (const [index, set] of sets.entries()) {
		world.cloud.quotas.set('tencent', 'DescribeOrganizationMembers', null);
		const memory = {};
		const { credentials } = world.request(service, { account: `fuzz${index}` });
		for (const mode of ['manual', 'trigger', 'trigger'] as const) {
			const poll = world.engine.poll(
				{
					node: TRIGGERS[service],
					credentials,
					parameters: hurried(set) as INodeParameters,
				},
				memory,
				{ mode },
			);
			const error = await inTime(JSON.stringify(set), poll).then(
				() => undefined,
				(thrown: Error) => thrown,
			);
			if (error) expect(OWN_ERRORS).toContain(error.name);
		}
	}
});
