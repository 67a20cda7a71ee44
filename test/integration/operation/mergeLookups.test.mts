import v8 from 'node:v8';
import vm from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();
const { sample, unbound, verified } = demoSubjects.tencent;

it('reads expressions for each item, wherever they stand', async () => {
	const items = [
		{ subject: sample, simplify: true, raw: true, zone: 'UTC', way: 'record' },
		{ subject: sample, simplify: true, raw: false, zone: 'Asia/Shanghai', way: 'record' },
		{ subject: sample, simplify: false, raw: true, zone: 'UTC', way: 'record' },
		{ subject: '999', simplify: true, raw: false, zone: 'UTC', way: 'record' },
		{ subject: '999', simplify: true, raw: false, zone: 'UTC', way: 'error' },
	];
	const { json, requests } = await world.lookup('tencent', items, {
		parameters: { simplify: '={{ $json.simplify }}' },
		options: {
			includeRaw: '={{ $json.raw }}',
			timeZone: '={{ $json.zone }}',
			ifNotFound: '={{ $json.way }}',
		},
		onError: 'continueRegularOutput',
	});
	expect(json[0]).toMatchObject({ verifiedAt: '2022-01-13T18:09:08+00:00', raw: { BindId: 1 } });
	expect(json[1]).toMatchObject({ verifiedAt: '2022-01-13T18:09:08+08:00' });
	expect(json[1]).not.toHaveProperty('raw');
	expect(json[2]).toMatchObject({ BindId: 1, BindTime: '2022-01-13 18:09:08' });
	expect(json[3]).toMatchObject({ subject: '999', status: 'unknown' });
	expect(json[4]).toHaveProperty('error');
	// None of that changes what is asked.
	expect(requests).toHaveLength(2);
});

it.each([
	['a constant', { __rl: true, mode: 'id', value: sample }, [sample, sample, sample]],
	['a choice from the list', { __rl: true, mode: 'list', value: sample }, [sample, sample, sample]],
	[
		'an expression of a constant',
		{ __rl: true, mode: 'id', value: `=${sample}` },
		[sample, sample, sample],
	],
	[
		'an expression',
		{ __rl: true, mode: 'id', value: '={{ $json.subject }}' },
		[sample, unbound, verified],
	],
])('the member of a resource locator: %s', async (_name, memberUin, subjects) => {
	const { json, requests } = await world.lookup('tencent', [sample, unbound, verified], {
		parameters: { memberUin },
	});
	expect(json.map(({ subject }) => subject)).toEqual(subjects);
	expect(requests).toHaveLength(new Set(subjects).size);
});

/** Every object within, at any depth. */
function objectsIn(value: unknown): object[] {
	if (typeof value !== 'object' || value === null) return [];
	return [value, ...Object.values(value).flatMap(objectsIn)];
}

it.each([
	['tencent', { simplify: true }],
	['tencent', { simplify: false }],
	['tencent', { simplify: true, options: { includeRaw: true } }],
	['aliyun', { simplify: false }],
	['aliyun', { simplify: false, options: { lookupStrategy: 'automatic' } }],
	['aliyun', { options: { lookupStrategy: 'automatic', includeRaw: true } }],
	['wemake', { simplify: false }],
	['wemake', { options: { includeRaw: true } }],
] as const)('items share no object at any depth: %s %o', async (service, lookup) => {
	world.cloud.faults.add({ kind: 'unknownFields' });
	const { verified: email, pending, imported } = demoSubjects.aliyun;
	const subjects = {
		tencent: [sample, sample, verified, sample],
		aliyun: [email, email.toUpperCase(), pending, imported, email],
		wemake: ['', '', ''],
	}[service];
	const { json } = await world.lookup(service, subjects, lookup as never);
	expect(json).toHaveLength(subjects.length);
	const objects = json.flatMap(objectsIn);
	expect(objects.length).toBeGreaterThanOrEqual(json.length);
	expect(new Set(objects).size).toBe(objects.length);
});

it('items that share a failing request share no object either', async () => {
	const items = ['998', '998', '998', 'x', 'x'];
	const { json } = await world.lookup('tencent', items, { onError: 'continueRegularOutput' });
	const objects = json.flatMap(objectsIn);
	expect(objects).toHaveLength(10);
	expect(new Set(objects).size).toBe(10);
});

describe('100,000 items', () => {
	const ITEMS = 100_000;
	/** Bytes that an item may keep on the heap, n8n's own share included. */
	const MOST = 512;

	function heap(): number {
		v8.setFlagsFromString('--expose-gc');
		(vm.runInNewContext('gc') as () => void)();
		return process.memoryUsage().heapUsed;
	}

	it(`that name one member: one request, and less than ${MOST} bytes an item`, async () => {
		const items: IDataObject[] = Array.from({ length: ITEMS }, (_, index) => ({ index }));
		const before = heap();
		const { output, requests, error } = await world.lookup('tencent', items, {
			parameters: { memberUin: { __rl: true, mode: 'id', value: sample } },
		});
		const grown = heap() - before;
		expect(error).toBeUndefined();
		expect(requests).toHaveLength(1);
		expect(output[0]).toHaveLength(ITEMS);
		const wrong = output[0].filter(
			({ json, pairedItem }, index) =>
				json.subject !== sample || (pairedItem as { item: number }).item !== index,
		);
		expect(wrong).toEqual([]);
		expect(grown / ITEMS).toBeLessThan(MOST);
	}, 60_000);
});
