// Answers in which every object names its prototype: nothing takes it for one.
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startDistortingProxy, type DistortingProxy } from '../../fuzz/distortingProxy.mts';
import type { Answer } from '../../fuzz/mutations.mts';
import { fromItems, operations } from '../../fuzz/operations.mts';
import { meantFields } from '../../fuzz/values.mts';
import { runs } from '../../random.mts';
import { CONTINUE, TRIGGERS, useWorld, type ServiceName } from '../harness/world.mts';

const world = useWorld({ members: 20, emails: 20, accounts: 5, subAccounts: 5 });
const POISON = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';

function poisoned(answer: Answer): Answer {
	const text = answer.body
		.toString('utf8')
		.replace(/\{(?!\})/g, `{${POISON},`)
		.replaceAll('{}', `{${POISON}}`);
	JSON.parse(text);
	return { ...answer, body: Buffer.from(text) };
}

let proxy: DistortingProxy;
beforeEach(async () => {
	proxy = await startDistortingProxy(world.cloud.url, poisoned);
	proxy.distorts = true;
});
afterEach(async () => await proxy.close());

function mirrored(service: ServiceName) {
	const own = world.request(service).credentials;
	const text = JSON.stringify(own).replaceAll(world.cloud.url, proxy.url);
	return JSON.parse(text) as typeof own;
}

/** Objects anywhere inside whose prototype came with the answer. */
function foreign(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [];
	const inner = Object.values(value).flatMap(foreign);
	return Reflect.get(Object.getPrototypeOf(value) ?? {}, 'polluted') ? [value, ...inner] : inner;
}

function expectClean(output: unknown): void {
	expect(foreign(output)).toEqual([]);
	for (const one of [{}, [], () => 0, '', 0]) expect(one).not.toHaveProperty('polluted');
}

it.each(operations())('of $node $resource $operation', async (operation) => {
	const { service, node, properties } = operation;
	const meant = fc.sample(meantFields(properties), { numRuns: runs(10) });
	const options = { maxRetries: 0, requestsPerSecond: 1000, includeRaw: true };
	const items = meant.map(
		(item, index): IDataObject => ({
			...item,
			simplify: index % 2 === 0,
			returnAll: false,
			options,
		}),
	);
	const run = async () => {
		const { output } = await world.engine.run({
			node,
			parameters: fromItems(operation),
			items,
			credentials: mirrored(service),
			...CONTINUE,
		});
		const isAnswered = output[0].some(({ json }) => !('error' in json));
		return { output, isAnswered };
	};
	const { output, isAnswered } = await run();
	expect(proxy.distorted).toBeGreaterThan(0);
	expectClean(output);
	// What the poison spoils would prove nothing.
	proxy.distorts = false;
	expect(isAnswered || !(await run()).isAnswered).toBe(true);
});

it.each(Object.keys(TRIGGERS) as ServiceName[])('of the trigger of %s', async (service) => {
	const memory: IDataObject = {};
	for (const mode of ['trigger', 'manual'] as const) {
		const events = await world.engine.poll(
			{
				node: TRIGGERS[service],
				credentials: mirrored(service),
				parameters: { simplify: false, options: { maxRetries: 0 } } as INodeParameters,
			},
			memory,
			{ mode },
		);
		expect(events === null).toBe(mode === 'trigger');
		expectClean([events, memory]);
	}
});
