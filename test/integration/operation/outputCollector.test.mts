import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();
const { unbound, pending, verified, failed, sample } = demoSubjects.tencent;

const subjects = (json: IDataObject[]) => json.map(({ subject }) => subject);
const pairs = (items: Array<{ pairedItem?: unknown }>) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
const asked = (requests: Array<{ body: string }>) =>
	requests.map(({ body }) => /^\{"MemberUin":(\d+)\}$/.exec(body)?.[1]);

it('gives five items for five, in their order, each paired with its own', async () => {
	const order = [failed, verified, sample, unbound, pending];
	// The first answers come last.
	for (const [index, subject] of order.entries()) {
		world.cloud.faults.add({ kind: 'latency', subject, ms: 200 - index * 50 });
	}
	const { output, json, requests } = await world.lookup('tencent', order);
	expect(output).toHaveLength(1);
	expect(subjects(json)).toEqual(order);
	expect(pairs(output[0])).toEqual([0, 1, 2, 3, 4]);
	expect(asked(requests).sort()).toEqual([...order].sort());
});

it('reads every parameter from its own item', async () => {
	const items = [
		{ subject: verified, raw: true, zone: 'UTC' },
		{ subject: verified, raw: false, zone: 'Asia/Shanghai' },
		{ subject: verified, raw: false, zone: 'UTC' },
	];
	const { json, requests } = await world.lookup('tencent', items, {
		parameters: { simplify: '={{ !$json.raw }}' },
		options: { timeZone: '={{ $json.zone }}' },
	});
	expect(json[0]).toHaveProperty('BindStatus', 'Success');
	expect(json[1].verifiedAt).toMatch(/\+08:00$/);
	expect(json[2].verifiedAt).toMatch(/\+00:00$/);
	expect(requests).toHaveLength(1);
});

it('asks once for equal lookups and answers each of them', async () => {
	const ten = [sample, unbound, pending, verified, failed];
	const items = Array.from({ length: 50 }, (_, index) => ten[index % 5]);
	const { output, json, requests } = await world.lookup('tencent', items);
	expect(subjects(json)).toEqual(items);
	expect(pairs(output[0])).toEqual(items.map((_, index) => index));
	expect(asked(requests).sort()).toEqual([...ten].sort());
	// Not one object in many places: what changes one item must not change another.
	expect(output[0][0].json).not.toBe(output[0][5].json);
});

it('asks apart for what differs in language or timeout', async () => {
	const items = [{ zh: true }, { zh: false }, { zh: true, slow: 1 }].map((item) => ({
		...item,
		subject: sample,
	}));
	const { requests } = await world.lookup('tencent', items, {
		options: {
			language: "={{ $json.zh ? 'zh' : 'en' }}",
			timeout: '={{ $json.slow ? 20000 : 10000 }}',
		},
	});
	expect(requests).toHaveLength(3);
});

it('asks WeMake once for any number of items', async () => {
	const { json, requests } = await world.lookup('wemake', [{ n: 1 }, { n: 2 }, { n: 3 }]);
	expect(json).toHaveLength(3);
	expect(requests).toHaveLength(1);
});

it('handles 1,000 items', async () => {
	const members = world.cloud.tencent.uins().slice(0, 300);
	const items = Array.from({ length: 1000 }, (_, index) => members[index % 300]);
	const { output, json, requests } = await world.lookup('tencent', items);
	expect(subjects(json)).toEqual(items);
	expect(pairs(output[0])).toEqual(items.map((_, index) => index));
	expect(asked(requests).sort()).toEqual([...members].sort());
	expect(Math.max(...requests.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(200);
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

// A good one, one that the service does not know, one that cannot be sent, a good one.
const MIX = [
	{ subject: verified, name: 'a' },
	{ subject: '999', name: 'b' },
	{ subject: 'x', name: 'c' },
	{ subject: pending, name: 'd' },
];

describe('Continue on Fail', () => {
	it('puts error items in their own places', async () => {
		const { output, error } = await world.lookup('tencent', MIX, {
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(output).toHaveLength(1);
		expect(pairs(output[0])).toEqual([0, 1, 2, 3]);
		const [good, unknown, invalid, alsoGood] = output[0].map(({ json }) => json);
		expect(subjects([good, alsoGood])).toEqual([verified, pending]);
		for (const item of [good, alsoGood]) expect(item).not.toHaveProperty('error');
		expect(unknown).toEqual({
			error: 'The organization has no such member',
			details: {
				advice: expect.stringContaining('Check the member UIN') as string,
				code: 'ResourceNotFound.OrganizationMemberNotExist',
				requestId: world.cloud.journal.entries({
					code: 'ResourceNotFound.OrganizationMemberNotExist',
				})[0].requestId,
				serviceMessage: expect.any(String) as string,
			},
		});
		expect(invalid).toEqual({
			error: 'This is not a member UIN',
			details: {
				advice: expect.stringContaining('up to 19 digits') as string,
				code: null,
				requestId: null,
				serviceMessage: null,
			},
		});
	});

	it('sends error items to the error output, merged with their input', async () => {
		const { output } = await world.lookup('tencent', MIX, { onError: 'continueErrorOutput' });
		expect(output).toHaveLength(2);
		expect(subjects(output[0].map(({ json }) => json))).toEqual([verified, pending]);
		expect(pairs(output[0])).toEqual([0, 3]);
		expect(pairs(output[1])).toEqual([1, 2]);
		expect(output[1].map(({ json }) => [json.subject, json.name, json.error])).toEqual([
			['999', 'b', 'The organization has no such member'],
			['x', 'c', 'This is not a member UIN'],
		]);
		for (const { json } of output[1]) {
			expect(Object.keys(json).sort()).toEqual(['details', 'error', 'name', 'subject']);
		}
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'ends with nothing but error items when all fail (%s)',
		async (onError) => {
			world.cloud.faults.add({ kind: 'code', code: 'AuthFailure.SignatureFailure' });
			const { output } = await world.lookup('tencent', [sample, verified, sample], { onError });
			expect(pairs(output.at(-1)!)).toEqual([0, 1, 2]);
			for (const { json } of output.at(-1)!)
				expect(json.error).toBe('The signature does not match');
			expect(output.flat()).toHaveLength(3);
		},
	);

	it('fails every item that shares a failing request', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'InternalError', subject: sample });
		const { json, requests } = await world.lookup('tencent', [sample, verified, sample], {
			onError: 'continueRegularOutput',
		});
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
			onError: 'continueRegularOutput',
		});
		expect(json[0]).toMatchObject({ subject: '999', status: 'unknown' });
		expect(json[1]).toHaveProperty('error');
		expect(requests).toHaveLength(1);
	});
});

describe('Stop on Error', () => {
	it('sends nothing when an item cannot be sent', async () => {
		const { error, output, requests } = await world.lookup('tencent', MIX);
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
});
