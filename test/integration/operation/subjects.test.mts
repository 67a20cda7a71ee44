// Items that name several subjects, lists, and commands that travel together.
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { SendRequest } from '../../../nodes/shared/api/service.ts';
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { readList } from '../../../nodes/shared/fields/valueList.ts';
import { operation, type Outcome } from '../../../nodes/shared/operation/operation.ts';
import type { JsonObject } from '../../../nodes/shared/values/json.ts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { NodeRun } from '../harness/engine.mts';
import { useWorld } from '../harness/world.mts';
import { addTestNode } from './testNode.mts';

const { sample, pending, verified } = demoSubjects.aliyun;
const world = useWorld();

interface Input {
	email: string;
}

const ask = async ({ email }: Input, call: SendRequest, kind: 'read' | 'command' = 'read') =>
	await call({
		action: 'QueryEmailVerification',
		...(kind === 'read' ? { kind } : { kind, lookup: 'Thing: Look Up' }),
		parameters: { Email: email },
		language: 'en',
		expects: ['RequestId'],
	});

const common = {
	name: 'Test',
	action: 'Test',
	description: 'Tests',
	calls: ['QueryEmailVerification'] as [string],
	properties: [
		{
			displayName: 'Emails',
			name: 'emails',
			type: 'string' as const,
			default: '',
			description: '',
		},
	],
	options: ['maxRetries', 'requestsPerSecond', 'ifNotFound', 'includeRaw', 'timeout'] as const,
	output: {},
	simplify: (answer: JsonObject, { email }: Input) => ({ email, found: answer.Email ?? null }),
};
const emails = (read: (name: string) => unknown) =>
	readList(read('emails'), String).map((email) => ({ email }));

/** What the packed command was given, request by request. */
let packs: string[][] = [];

addTestNode(world, 'testSubjects', [
	{
		value: 'thing',
		name: 'Thing',
		operations: [
			operation<Input>({
				...common,
				value: 'lookUp',
				kind: 'read',
				subject: ({ email }) => email,
				input: emails,
				fetch: ask,
				unknownSubject: ({ email }) => ({ email, status: 'unknown' }),
			}),
			operation<Input>({
				...common,
				value: 'list',
				kind: 'read',
				input: (read) => ({ email: String(read('emails')) }),
				fetch: async (input, call) => {
					const answer = await ask(input, call);
					return [1, 2].map((row) => ({ ...answer, row }));
				},
				simplify: ({ row = null }) => ({ row }),
			}),
			operation<Input>({
				...common,
				value: 'command',
				kind: 'command',
				input: emails,
				subject: ({ email }) => email,
				fetch: async (input, call) => await ask(input, call, 'command'),
			}),
			operation<Input>({
				...common,
				value: 'packed',
				kind: 'command',
				subject: ({ email }) => email,
				input: emails,
				fetch: async ({ email }) => {
					packs.push([email]);
					return await Promise.resolve({ Email: email });
				},
				fetchMany: async (inputs) => {
					packs.push(inputs.map(({ email }) => email));
					if (inputs.some(({ email }) => email.startsWith('broken'))) {
						throw new ServiceError({ message: 'All refused', advice: 'Wait.' });
					}
					const outcome = ({ email }: Input): Outcome | undefined => {
						if (email.startsWith('alone')) return undefined;
						return email.startsWith('bad')
							? { error: new ServiceError({ message: `No ${email}`, advice: 'Do.' }) }
							: { answer: { Email: email } };
					};
					return await Promise.resolve(inputs.map(outcome));
				},
			}),
		],
	},
]);

beforeEach(() => {
	packs = [];
});

const request = (
	operationName: string,
	items: string[],
	options: IDataObject = {},
	stops = false,
	simplify = true,
): NodeRun => ({
	node: 'testSubjects',
	parameters: {
		resource: 'thing',
		operation: operationName,
		emails: '={{ $json.emails }}',
		simplify,
		options: { maxRetries: 0, requestsPerSecond: 1000, ...options } as never,
	},
	credentials: world.request('aliyun').credentials,
	items: items.map((list) => ({ emails: list })),
	onError: stops ? 'stopWorkflow' : 'continueRegularOutput',
});

async function run(
	operationName: string,
	items: string[],
	options: IDataObject = {},
	stops = false,
	simplify = true,
	retryOnFail = false,
) {
	const result = await world.engine.run({
		...request(operationName, items, options, stops, simplify),
		retryOnFail,
	});
	const output = result.output[0] ?? [];
	return {
		...result,
		json: output.map(({ json }) => json),
		pairs: output.map(({ pairedItem }) => (pairedItem as { item: number }).item),
		requests: world.cloud.journal.entries(),
	};
}

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
		const { json } = await run('lookUp', [`${sample},${pending}`], {}, false, false);
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
		const { json } = await run('list', [sample, sample], { includeRaw: true });
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

describe('commands that travel together', () => {
	it('go in one request, and each item gets what became of its own', async () => {
		const { json, pairs } = await run('packed', ['a,b', 'a', 'bad']);
		expect(packs).toEqual([['a', 'b', 'bad'], ['a']]);
		expect(json.map(({ email, error }) => error ?? email)).toEqual(['a', 'b', 'a', 'No bad']);
		expect(pairs).toEqual([0, 0, 1, 2]);
	});

	it('what was not carried out goes alone', async () => {
		const { json } = await run('packed', ['a,alone', 'b']);
		expect(packs).toEqual([['a', 'alone', 'b'], ['alone']]);
		expect(json.map(({ email }) => email)).toEqual(['a', 'alone', 'b']);
	});

	it('of one subject never stand in one pack, and keep their order', async () => {
		await run('packed', ['a,b', 'b,c', 'b'], {});
		expect(packs).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
	});

	it('keep their order where they differ in options', async () => {
		const options = { timeout: '={{ $json.emails === "b" ? 2000 : 3000 }}' };
		await run('packed', ['a,b,c', 'b', 'a,b'], options);
		expect(packs).toEqual([['a', 'b', 'c'], ['b'], ['a'], ['b']]);
	});

	it('wait for no later round when the run stops', async () => {
		const { error } = await run('packed', ['a,bad', 'a', 'bad'], {}, true);
		expect(packs).toEqual([['a', 'bad']]);
		expect(error!.description).toBe(
			'Do. Item: 0. Subject: bad. Already carried out, do not run again: a (of item 0).',
		);
	});

	it('one goes alone', async () => {
		await run('packed', ['a']);
		expect(packs).toEqual([['a']]);
	});

	it('a pack that failed as a whole is never sent again', async () => {
		const { json, pairs } = await run('packed', ['a,broken', 'b']);
		expect(packs).toEqual([['a', 'broken', 'b']]);
		expect(json.map(({ error }) => error)).toEqual(new Array(3).fill('All refused'));
		expect(pairs).toEqual([0, 0, 1]);
	});
});

describe('a run of commands that stops', () => {
	it('says which items were carried out', async () => {
		const { error } = await run('packed', ['a', 'b', 'bad', 'd', 'bad', 'e'], {}, true);
		expect(error).toMatchObject({ message: 'No bad', context: { itemIndex: 2 } });
		expect(error!.description).toBe(
			'Do. Item: 2. Already carried out, do not run again: items 0 to 1, item 3, item 5.',
		);
	});

	it('says which were in part', async () => {
		const { error } = await run('packed', ['a,b', 'c,bad,d'], {}, true);
		expect(error!.description).toBe(
			'Do. Item: 1. Subject: bad. Already carried out, do not run again: a (of item 0), b (of item 0), c (of item 1), d (of item 1).',
		);
	});

	it('does not name hundreds of subjects', async () => {
		const many = Array.from({ length: 50 }, (_, index) => `n${index}`).join();
		const { error } = await run('packed', [`${many},bad`], {}, true);
		expect(error!.description).toMatch(/ n19 \(of item 0\), and 30 more\.$/);
	});

	it('says whose fate is unknown', async () => {
		world.cloud.faults.add({ kind: 'resetAfter', subject: verified });
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: sample });
		world.cloud.faults.add({ kind: 'latency', ms: 100, subject: sample });
		const { error } = await run('command', [pending, sample, verified], {}, true);
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
		const { error } = await run('command', [verified, sample], {}, true);
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(error!.description).toMatch(/Code: ECONNRESET\. Item: 0\.$/);
	});

	it('lists the items in their order, whichever was carried out first', async () => {
		world.cloud.faults.add({ kind: 'latency', ms: 100, subject: pending });
		world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: verified });
		world.cloud.faults.add({ kind: 'latency', ms: 200, subject: verified });
		const { error } = await run('command', [pending, sample, verified], {}, true);
		expect(error!.description).toMatch(/do not run again: items 0 to 1\.$/);
	});

	it.each([
		[
			true,
			'It is unknown whether the service carried this out',
			/Item: 1\. Already carried out, do not run again: item 0\.$/,
		],
		[
			false,
			'The execution was cancelled',
			/^Already carried out, do not run again: item 0\. Unknown whether carried out, look it up: item 1\.$/,
		],
	])('says so when it is cancelled, too (stops: %p)', async (stops, message, description) => {
		world.cloud.faults.add({ kind: 'hang', subject: sample });
		const controller = new AbortController();
		const running = world.engine.callNode({
			...request('command', [pending, sample, sample], {}, stops),
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
		const { error } = await run('lookUp', [sample, pending], {}, true);
		expect(error!.description).toMatch(/Item: 1\.$/);
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
		const { error } = await run('command', [sample, sample], {}, true);
		expect(error!.message).toBe('The key may not do this');
		expect(world.cloud.journal.entries()).toHaveLength(before + 1);
	});
});

describe('n8n’s own Retry On Fail', () => {
	it.each([true, false])('sends no command again: it is refused (stops: %p)', async (stops) => {
		const { error, requests } = await run('command', [sample], {}, stops, true, true);
		expect(error).toMatchObject({
			message: 'Retry On Fail would send again what was carried out already',
		});
		expect(error!.description).toContain('Turn it off');
		expect(requests).toHaveLength(0);
	});

	it('may repeat lookups', async () => {
		const { json, requests } = await run('lookUp', [sample], {}, true, true, true);
		expect(json).toHaveLength(1);
		expect(requests).toHaveLength(1);
	});
});

it('what was only kept from a retry by the end of the run does not hide why it ended', async () => {
	world.cloud.faults.add({ kind: 'throttle', subject: sample });
	world.cloud.faults.add({ kind: 'code', code: 'Forbidden', subject: verified });
	world.cloud.faults.add({ kind: 'latency', ms: 60, subject: verified });
	const items = [sample, pending, verified];
	for (const name of ['command', 'lookUp']) {
		const { error } = await run(name, items, { maxRetries: 5 }, true);
		expect(error).toMatchObject({ message: 'The key may not do this', context: { itemIndex: 2 } });
	}
});
