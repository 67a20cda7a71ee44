import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const { pending, sample, verified } = demoSubjects.aliyun;
const world = useWorld();
const { packs, run } = useTestNode(world);

describe('commands that share requests', () => {
	it('never stand in one request with another for their subject, and keep their order', async () => {
		await run('packed', ['a,b', 'b,c', 'b']);
		expect(packs).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
	});

	it('keep their order where they differ in options', async () => {
		const options = { timeout: '={{ $json.emails === "b" ? 2000 : 3000 }}' };
		await run('packed', ['a,b,c', 'b', 'a,b'], { options });
		expect(packs).toEqual([['a', 'b', 'c'], ['b'], ['a'], ['b']]);
	});

	it('are not sent when the run has stopped', async () => {
		const { error } = await run('packed', ['a,bad', 'a', 'bad'], { stops: true });
		expect(packs).toEqual([['a', 'bad']]);
		expect(error!.description).toBe(
			'Do. Item: 0. Subject: bad. Already carried out, do not run again: a (of item 0).',
		);
	});
});

describe('commands for one subject', () => {
	it('go out one after another, in the order of the items, and others beside them', async () => {
		world.cloud.faults.add({ kind: 'latency', ms: 40, subject: sample });
		const order = [sample, pending, sample, verified, sample];
		const { json, requests } = await run('command', order);
		expect(json.map(({ found }) => found)).toEqual(order);
		const own = requests.filter(({ query }) => query.includes(encodeURIComponent(sample)));
		expect(own).toHaveLength(3);
		own.slice(1).forEach(({ at }, index) => {
			expect(at).toBeGreaterThanOrEqual(own[index].at + 40);
		});
		expect(
			requests.findIndex(({ query }) => query.includes(encodeURIComponent(verified))),
		).toBeLessThan(3);
	});

	it('when the first fails the others are still tried, unless the run stops', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: sample, times: 1 });
		const { json } = await run('command', [sample, sample]);
		expect(json.map((item) => item.found ?? 'error')).toEqual(['error', sample]);
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: sample, times: 1 });
		const before = world.cloud.journal.entries().length;
		const { error } = await run('command', [sample, sample], { stops: true });
		expect(error!.message).toBe('The key may not do this');
		expect(world.cloud.journal.entries()).toHaveLength(before + 1);
	});
});

it('commands that name no subject go out side by side', async () => {
	world.cloud.faults.add({ kind: 'latency', ms: 200 });
	const { requests } = await run('commandWithoutSubject', [sample, sample]);
	expect(requests.map(({ inFlight }) => inFlight).sort()).toEqual([1, 2]);
});
