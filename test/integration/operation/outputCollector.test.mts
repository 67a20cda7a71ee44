import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { pairsOf } from '../harness/items.mts';
import { CONTINUE, useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const world = useWorld();
const { unbound, pending, verified, failed, sample } = demoSubjects.tencent;
const { run } = useTestNode(world);

const asked = (requests: Array<{ body: string }>) =>
	requests.map(({ body }) => /^\{"MemberUin":(\d+)\}$/.exec(body)?.[1]);

it('gives five items for five, in their order, each paired with its own', async () => {
	const order = [failed, verified, sample, unbound, pending];
	// The first answers come last.
	for (const [index, subject] of order.entries()) {
		world.cloud.faults.add({ kind: 'latency', subject, ms: 200 - index * 50 });
	}
	const { output, subjects, pairs, requests } = await world.lookup('tencent', order);
	expect(output).toHaveLength(1);
	expect(subjects).toEqual(order);
	expect(pairs).toEqual([0, 1, 2, 3, 4]);
	expect(asked(requests).sort()).toEqual([...order].sort());
});

describe('no items', () => {
	it('the engine does not run the node', async () => {
		const { output, requests, error } = await world.lookup('tencent', []);
		expect({ output, requests, error }).toEqual({ output: [], requests: [], error: undefined });
	});

	it.each(['tencent', 'aliyun', 'wemake'] as const)('%s gives none', async (service) => {
		expect(await world.engine.callNode({ ...world.request(service), items: [] })).toEqual([[]]);
		expect(world.cloud.journal.entries()).toEqual([]);
	});
});

describe('Continue on Fail', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'ends with nothing but error items when all fail (%s)',
		async (onError) => {
			world.cloud.faults.add({ kind: 'code', code: 'AuthFailure.SignatureFailure' });
			const { output } = await world.lookup('tencent', [sample, verified, sample], { onError });
			expect(pairsOf(output.at(-1)!)).toEqual([0, 1, 2]);
			for (const { json } of output.at(-1)!)
				expect(json.error).toBe('The signature does not match');
			expect(output.flat()).toHaveLength(3);
		},
	);

	it('fails every item that shares a failing request', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'InternalError', subject: sample });
		const { json, requests } = await world.lookup('tencent', [sample, verified, sample], CONTINUE);
		expect(json.map((item) => 'error' in item)).toEqual([true, false, true]);
		expect(json.map(({ details }) => (details as IDataObject)?.advice)).toEqual([
			expect.stringContaining('request ID'),
			undefined,
			expect.stringContaining('request ID'),
		]);
		expect(requests).toHaveLength(2);
	});

	it('lets each of the items that share a request decide what "not found" is', async () => {
		const items = [
			{ subject: '999', way: 'record' },
			{ subject: '999', way: 'error' },
		];
		const { json, requests } = await world.lookup('tencent', items, {
			options: { ifNotFound: '={{ $json.way }}' },
			...CONTINUE,
		});
		expect(json[0]).toMatchObject({ subject: '999', status: 'unknown' });
		expect(json[1]).toHaveProperty('error');
		expect(requests).toHaveLength(1);
	});
});

describe('Stop on Error', () => {
	it('sends nothing when an item cannot be sent', async () => {
		const items = [verified, '999', 'x', pending];
		const { error, output, requests } = await world.lookup('tencent', items);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 2 } });
		expect(output).toEqual([]);
		expect(requests).toEqual([]);
	});

	it('names the first item that failed', async () => {
		world.cloud.faults.add({ kind: 'latency', subject: '998', ms: 100 });
		const { error, output } = await world.lookup('tencent', [verified, '998', '999']);
		expect(error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 1 } });
		expect(error!.description).toContain('Item: 1.');
		expect(output).toEqual([]);
	});

	it('names the error that ended the run, not the requests that were cancelled with it', async () => {
		const { sample, pending, verified } = demoSubjects.aliyun;
		world.cloud.faults.add({ kind: 'throttle', subject: sample });
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: verified });
		world.cloud.faults.add({ kind: 'latency', ms: 60, subject: verified });
		const items = [sample, pending, verified];
		for (const name of ['command', 'lookUp']) {
			const { error } = await run(name, items, { options: { maxRetries: 5 }, stops: true });
			expect(error).toMatchObject({
				message: 'The key may not do this',
				context: { itemIndex: 2 },
			});
		}
	});
});
