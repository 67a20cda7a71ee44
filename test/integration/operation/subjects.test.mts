import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const { pending, sample, verified } = demoSubjects.aliyun;
const world = useWorld();
const { run } = useTestNode(world);

describe('several subjects in one item', () => {
	it('each gets its own output, in its own place, paired with the item', async () => {
		const { json, pairs } = await run('lookUp', [`${sample},${pending}`, verified, ` ${sample};`]);
		expect(json.map(({ found }) => found)).toEqual([sample, pending, verified, sample]);
		expect(pairs).toEqual([0, 0, 1, 2]);
	});

	it('equal ones are asked once, in whatever items they stand', async () => {
		const lists = [`${sample},${pending}`, `${pending},${sample}`, sample];
		const { json, requests } = await run('lookUp', lists);
		expect(json).toHaveLength(5);
		expect(requests).toHaveLength(2);
	});

	it('one that fails is an error in its own place, which names it', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: pending });
		const { json } = await run('lookUp', [`${sample},${pending},${verified}`, pending]);
		expect(json[1].details).toMatchObject({ subject: pending, code: 'Forbidden' });
		expect(json.map((item) => item.found ?? Object.keys(item))).toEqual([
			sample,
			['error', 'details'],
			verified,
			['error', 'details'],
		]);
	});

	it('answers one by one with the documented object', async () => {
		const { json } = await run('lookUp', [`${sample},${pending}`], { simplify: false });
		expect(json.map(({ Email }) => Email)).toEqual([sample, pending]);
	});
});

describe('lists', () => {
	it('give an item for each row, and none for no rows', async () => {
		const { json, pairs, requests } = await run('list', [sample, pending, sample]);
		expect(json).toEqual([1, 2, 1, 2, 1, 2].map((row) => ({ row })));
		expect(pairs).toEqual([0, 0, 1, 1, 2, 2]);
		expect(requests).toHaveLength(2);
	});

	it('rows that two items share are two objects', async () => {
		const { json } = await run('list', [sample, sample], { options: { includeRaw: true } });
		expect(json[0]).toEqual(json[2]);
		expect(json[0].raw).not.toBe(json[2].raw);
		expect(json[0].raw).toMatchObject({ Email: sample, row: 1 });
	});

	it('one that fails is one error', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: pending });
		const { json, pairs } = await run('list', [sample, pending, verified]);
		expect(json.map((item) => item.row ?? 'error')).toEqual([1, 2, 'error', 1, 2]);
		expect(pairs).toEqual([0, 0, 1, 2, 2]);
	});
});
