import v8 from 'node:v8';
import vm from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();
const { sample } = demoSubjects.tencent;

const asked = (requests: Array<{ body: string }>) =>
	requests.map(({ body }) => /^\{"MemberUin":(\d+)\}$/.exec(body)?.[1]);

it('1,000 items that name 300 members are a request for each member', async () => {
	const members = world.cloud.tencent.uins().slice(0, 300);
	const items = Array.from({ length: 1000 }, (_, index) => members[index % 300]);
	const { subjects, pairs, requests } = await world.lookup('tencent', items);
	expect(subjects).toEqual(items);
	expect(pairs).toEqual(items.map((_, index) => index));
	expect(asked(requests).sort()).toEqual([...members].sort());
	expect(Math.max(...requests.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(200);
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
	});
});
