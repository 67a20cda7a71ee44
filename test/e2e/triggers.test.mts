// The three triggers in a real n8n that is killed again and again. It has an n8n of its own.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import { until } from './until.mts';
import { startWebhookReceiver, type WebhookReceiver } from './webhookReceiver.mts';
import { NAMES, OFTEN, watch, WATCHES, watching, polls, type Name } from './watches.mts';
import { linked, type NodeFile } from './workflows.mts';
import { example, startWorld, type World } from './world.mts';

const WRONG = { id: 'wrongTencent', name: 'Wrong Tencent' };
const { tencent, aliyun, wemake } = demoSubjects;

let world: World;
let receiver: WebhookReceiver;

const nothing: NodeFile = {
	name: 'Nothing',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
};

const alone = (id: string, node: NodeFile) => linked(id, [node, nothing], [['Watch', 'Nothing']]);

/** An example with other addresses, a shorter poll interval and shorter waits. */
async function quickExample(name: string): Promise<WorkflowFile> {
	const file = await example(name, {
		'https://chat.example.com/hooks': receiver.url,
		'https://support.example.com/hooks': receiver.url,
	});
	for (const node of file.nodes as NodeFile[]) {
		if (node.parameters.pollTimes) node.parameters.pollTimes = OFTEN;
		if (node.type === 'n8n-nodes-base.wait') {
			Object.assign(node.parameters, { amount: 1, unit: 'seconds' });
		}
	}
	return file;
}

beforeAll(async () => {
	receiver = await startWebhookReceiver();
	const examples = await Promise.all(
		['notify-on-status-change', 'escalate-failed-bindings'].map(quickExample),
	);
	world = await startWorld(
		() => [
			...NAMES.map((name) => watching(name, receiver.url)),
			...NAMES.map((name) => alone(`${name}Samples`, watch(name))),
			alone('wrongKey', { ...watch('tencent'), credentials: { tencentCloudTc3Api: WRONG } }),
			alone('tooOften', {
				...watch('tencent', {
					pollTimes: { item: [{ mode: 'custom', cronExpression: '*/20 * * * * *' }] },
				}),
			}),
			...examples,
		],
		({ url }) => [
			{
				...WRONG,
				type: 'tencentCloudTc3Api',
				data: {
					...demoCredentials.tencent,
					secretId: 'AKIDEXAMPLENOBODY',
					site: 'custom',
					endpoint: url,
				},
			},
		],
		{ members: 60, emails: 60, accounts: 10, subAccounts: 20 },
	);
	for (const { action } of Object.values(WATCHES)) {
		world.cloud.quotas.set('tencent', action, null);
	}
});

afterAll(async () => {
	await world?.close();
	receiver?.close();
});

beforeEach(() => {
	receiver.received.length = 0;
});

const received = async (count: number) => {
	await until(`request ${count}`, () => receiver.received.length >= count);
	return receiver.received;
};

it.each(NAMES)('a manual run shows samples: %s', async (name) => {
	const result = await world.session.runWorkflow(`${name}Samples`, 'Watch');
	expect(result.error).toBeUndefined();
	const items = result.items('Nothing');
	expect(items).toHaveLength(3);
	for (const { json } of items) {
		expect(json).toMatchObject({
			subject: expect.any(String) as string,
			status: expect.any(String) as string,
			previousStatus: null,
			eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
		});
	}
});

it('is not started with a wrong key, which the error names, nor more than once a minute', async () => {
	const { session } = world;
	// n8n takes its time to give a start up, for both at once.
	const [wrongKey, tooOften] = await Promise.allSettled(
		['wrongKey', 'tooOften'].map(async (id) => await session.activate(id)),
	);
	expect(wrongKey).toMatchObject({ status: 'rejected' });
	expect(String((wrongKey as PromiseRejectedResult).reason)).toMatch(/does not know the Secret ID/);
	expect(String((tooOften as PromiseRejectedResult).reason)).toMatch(/interval is too short/);
});

describe('the example', () => {
	it('notify-on-status-change calls the webhooks of sales and support', async () => {
		await world.session.activate('notifyOnStatusChange');
		world.cloud.aliyun.clickLink(aliyun.pending);
		world.cloud.aliyun.delete(aliyun.imported);
		const requests = await received(2);
		await world.session.deactivate('notifyOnStatusChange');
		expect(requests).toHaveLength(2);
		expect(requests).toContainEqual({
			path: '/sales',
			body: {
				text: expect.stringMatching(
					/^pending@example\.com is verified since 20\d\d-.*\+08:00$/,
				) as string,
			},
		});
		expect(requests).toContainEqual({
			path: '/support',
			body: { text: 'imported@example.com is gone, was verified' },
		});
	});

	it('escalate-failed-bindings calls the webhook of support at once, or after a while', async () => {
		await world.session.activate('escalateFailedBindings');
		const { cloud } = world;
		cloud.tencent.fail(tencent.pending, 'The email is already used');
		const [failure] = await received(1);
		expect(failure).toEqual({
			path: '/escalations',
			body: {
				text: `The email binding of member ${tencent.pending} failed: The email is already used. Ask for another address and submit it.`,
			},
		});
		const email = 'late@example.com';
		cloud.tencent.submit(tencent.unbound, { email, phone: '13900000000', countryCode: '86' });
		const [, delay] = await received(2);
		await world.session.deactivate('escalateFailedBindings');
		expect(delay).toEqual({
			path: '/escalations',
			body: {
				text: `Member ${tencent.unbound} has not clicked the link that went to ${email}. Send the mail again.`,
			},
		});
		expect(receiver.received).toHaveLength(2);
	});
});

it('emits every event once, however often n8n is killed', async () => {
	const { cloud, n8n, session } = world;
	const [first, second, third, fourth] = cloud.wemake.subAccountIds(wemake.verified.accountId);
	for (const id of [first, second, third, fourth]) cloud.wemake.setAuthStatus(id, 1);
	const waiting = cloud.tencent
		.members()
		.filter((one) => cloud.tencent.bindStatus(one) === 'Valid');
	const [one, two] = waiting.map(({ uin }) => uin);
	for (const name of NAMES) await session.activate(name);
	const expected: string[][] = [];
	const expectEvents = (...events: string[][]) => expected.push(...events);
	const emitted = () =>
		receiver.received.map(({ path, body }) => [
			path.slice(1),
			...[body.subject, body.previousStatus, body.status].map(String),
		]);
	const arrives = async () => {
		await until(
			`all of ${expected.length} requests`,
			() => receiver.received.length >= expected.length,
		);
		expect(emitted().sort()).toEqual([...expected].sort());
	};

	// Killed before the first event: the baseline is kept. Statuses change meanwhile.
	await n8n.kill();
	cloud.tencent.clickLink(one);
	cloud.aliyun.submit('first@example.com');
	cloud.wemake.setAuthStatus(first, 2);
	await n8n.start();
	expectEvents(['tencent', one, 'pending', 'verified'], ['wemake', first, 'pending', 'verified']);
	expectEvents(['aliyun', 'first@example.com', 'null', 'pending']);
	await arrives();

	// In peace, and killed between two polls.
	cloud.tencent.fail(two, 'refused');
	cloud.aliyun.clickLink('first@example.com');
	cloud.wemake.setAuthStatus(second, 3, 'unreadable');
	expectEvents(['tencent', two, 'pending', 'failed'], ['wemake', second, 'pending', 'failed']);
	expectEvents(['aliyun', 'first@example.com', 'pending', 'verified']);
	await arrives();
	for (const name of NAMES) await polls(cloud, name, 1);
	await n8n.kill();
	await n8n.start();

	// Killed while all three wait for an answer that holds changes.
	for (const name of NAMES) await polls(cloud, name, 1);
	const slow = cloud.faults.add({ kind: 'latency', ms: 8000 });
	cloud.tencent.delete(one);
	cloud.aliyun.delete('first@example.com');
	cloud.wemake.delete(third);
	const before = cloud.journal.entries().length;
	const isAsking = (name: Name) =>
		cloud.journal
			.entries()
			.slice(before)
			.some(({ action, status }) => action === WATCHES[name].action && status === null);
	await until('all are asking', () => NAMES.every(isAsking));
	await n8n.kill();
	slow();
	expect(receiver.received).toHaveLength(expected.length);
	await n8n.start();
	expectEvents(['tencent', one, 'verified', 'unknown'], ['wemake', third, 'pending', 'unknown']);
	expectEvents(['aliyun', 'first@example.com', 'verified', 'unknown']);
	await arrives();

	// A service in trouble: n8n shows it, and nothing is lost.
	const trouble = cloud.faults.add({ kind: 'status', status: 503 });
	cloud.tencent.submit(two, { email: 'two@example.com', phone: '13900000001', countryCode: '86' });
	cloud.aliyun.submit('second@example.com');
	cloud.wemake.setAuthStatus(fourth, 2);
	for (const name of NAMES) {
		await until(`a failed execution of ${name}`, async () => {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: name, status: ['error'] }));
			const { count } = await session.get<{ count: number }>(`/rest/executions?filter=${filter}`);
			return count > 0;
		});
	}
	trouble();
	expectEvents(['tencent', two, 'failed', 'pending'], ['wemake', fourth, 'pending', 'verified']);
	expectEvents(['aliyun', 'second@example.com', 'null', 'pending']);
	await arrives();

	for (const name of NAMES) await polls(cloud, name, 2);
	await arrives();
	const ids = receiver.received.map(({ body }) => body.eventId);
	expect(new Set(ids).size).toBe(expected.length);
});
