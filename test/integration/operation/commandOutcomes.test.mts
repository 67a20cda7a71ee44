// What a run of commands that stops says of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { OUTCOME_UNKNOWN, useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const { pending, sample, verified } = demoSubjects.aliyun;
const world = useWorld();
const { request, run } = useTestNode(world);

it('says which items were carried out', async () => {
	const { error } = await run('packed', ['a', 'b', 'bad', 'd', 'bad', 'e'], { stops: true });
	expect(error).toMatchObject({ message: 'No bad', context: { itemIndex: 2 } });
	expect(error!.description).toBe(
		'Do. Item: 2. Already carried out, do not run again: items 0 to 1, item 3, item 5.',
	);
});

it('says which were in part', async () => {
	const { error } = await run('packed', ['a,b', 'c,bad,d'], { stops: true });
	expect(error!.description).toBe(
		'Do. Item: 1. Subject: bad. Already carried out, do not run again: a (of item 0), b (of item 0), c (of item 1), d (of item 1).',
	);
});

it('does not name hundreds of subjects', async () => {
	const many = Array.from({ length: 50 }, (_, index) => `n${index}`).join();
	const { error } = await run('packed', [`${many},bad`], { stops: true });
	expect(error!.description).toMatch(/ n19 \(of item 0\), and 30 more\.$/);
});

it('says whose fate is unknown', async () => {
	world.cloud.faults.add({ kind: 'resetAfter', subject: verified });
	world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: sample });
	world.cloud.faults.add({ kind: 'latency', ms: 100, subject: sample });
	const { error } = await run('command', [pending, sample, verified], { stops: true });
	expect(error).toMatchObject({
		message: 'The key may not do this',
		context: { itemIndex: 1 },
	});
	expect(error!.description).toMatch(
		/Item: 1\. Already carried out, do not run again: item 0\. Unknown whether carried out, look it up: item 2\.$/,
	);
});

it('names the first item that failed, whichever failed first, and says of no item twice', async () => {
	world.cloud.faults.add({ kind: 'resetAfter', subject: verified });
	world.cloud.faults.add({ kind: 'latency', ms: 100, subject: verified });
	world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: sample });
	const { error } = await run('command', [verified, sample], { stops: true });
	expect(error).toMatchObject({ context: { itemIndex: 0 } });
	expect(error!.description).toMatch(/Code: ECONNRESET\. Item: 0\.$/);
});

it('lists the items in their order, whichever was carried out first', async () => {
	world.cloud.faults.add({ kind: 'latency', ms: 100, subject: pending });
	world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: verified });
	world.cloud.faults.add({ kind: 'latency', ms: 200, subject: verified });
	const { error } = await run('command', [pending, sample, verified], { stops: true });
	expect(error!.description).toMatch(/do not run again: items 0 to 1\.$/);
});

it.each([
	[true, OUTCOME_UNKNOWN, /Item: 1\. Already carried out, do not run again: item 0\.$/],
	[
		false,
		'The execution was cancelled',
		/^Already carried out, do not run again: item 0\. Unknown whether carried out, look it up: item 1\.$/,
	],
])('says so when it is cancelled, too (stops: %p)', async (stops, message, description) => {
	world.cloud.faults.add({ kind: 'hang', subject: sample });
	const controller = new AbortController();
	const running = world.engine.callNode({
		...request('command', [pending, sample, sample], { stops }),
		signal: controller.signal,
	});
	const requests = () => world.cloud.journal.entries();
	// Until the other answer was sent, and has come.
	while (requests().length < 2 || requests().every(({ status }) => status === null)) {
		await sleep(5);
	}
	await sleep(500);
	controller.abort();
	await expect(running).rejects.toMatchObject({
		message,
		description: expect.stringMatching(description) as string,
	});
	expect(requests()).toHaveLength(2);
});

it('does not say of lookups what they did', async () => {
	world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: pending });
	const { error } = await run('lookUp', [sample, pending], { stops: true });
	expect(error!.description).toMatch(/Item: 1\.$/);
});
