// The triggers on n8n's other engine, which keeps its schedule in the database and limits a poll's time.
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { until } from './until.mts';
import { describeTriggerLife, lifeCredentials, lifeWorkflows } from './triggerLife.mts';
import { startWebhookReceiver, type WebhookReceiver } from './webhookReceiver.mts';
import { NAMES, polls } from './watches.mts';
import { startWorld, type World } from './world.mts';

const { aliyun, wemake } = demoSubjects;
const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	// In seconds. n8n gives a poll four fifths of it.
	N8N_SCHEDULER_POLL_TIMEOUT: '15',
};

let world: World;
let receiver: WebhookReceiver;

beforeAll(async () => {
	receiver = await startWebhookReceiver();
	world = await startWorld(
		// A poll of this engine has less time, which alone ends a poll that hangs.
		() => lifeWorkflows(receiver.url, { options: { maxRetries: 0 }, perSecond: 150 }),
		lifeCredentials,
		{ members: 60, emails: 60, accounts: 10, subAccounts: 20 },
		DURABLE,
	);
});

afterAll(async () => {
	await world?.close();
	receiver?.close();
});

it('emits every event once, though n8n is killed, and ends a poll in time', async () => {
	const { cloud, n8n, session } = world;
	const [first] = cloud.wemake.subAccountIds(wemake.verified.accountId);
	cloud.wemake.setAuthStatus(first, 1);
	const waiting = cloud.tencent
		.members()
		.filter((one) => cloud.tencent.bindStatus(one) === 'Valid');
	const [one, two] = waiting.map(({ uin }) => uin);
	for (const name of NAMES) await session.activate(name);
	// This engine drops the baseline of the activation, whose poll may still run: the next one records it.
	await Promise.all(NAMES.map(async (name) => await polls(cloud, name, 2)));
	// Under load n8n repeats a poll that took too long: the same events.
	const arrived = () => new Set(receiver.received.map(({ body }) => body.eventId)).size;

	cloud.tencent.clickLink(one);
	cloud.aliyun.submit('first@example.com');
	cloud.wemake.setAuthStatus(first, 2);
	await until('3 events', () => arrived() >= 3);

	// The schedule is in the database: no trigger needs a new baseline.
	await n8n.kill();
	cloud.tencent.fail(two, 'refused');
	cloud.aliyun.clickLink(aliyun.pending);
	cloud.wemake.setAuthStatus(first, 1);
	await n8n.start();
	await until('6 events', () => arrived() >= 6);
	await Promise.all(NAMES.map(async (name) => await polls(cloud, name, 2)));
	// What n8n had no time to save before it was killed may come again, as the same event.
	const events = new Map(receiver.received.map((request) => [request.body.eventId, request]));
	const emitted = [...events.values()].map(({ path, body }) => [path, body.subject, body.status]);
	expect(emitted.sort()).toEqual(
		[
			['/tencent', one, 'verified'],
			['/aliyun', 'first@example.com', 'pending'],
			['/wemake', first, 'verified'],
			['/tencent', two, 'failed'],
			['/aliyun', aliyun.pending, 'verified'],
			['/wemake', first, 'pending'],
		].sort(),
	);

	// A service that never answers: n8n hears why before it gives the poll up.
	cloud.faults.add({ kind: 'hang', service: 'aliyun' });
	const filter = encodeURIComponent(JSON.stringify({ workflowId: 'aliyun', status: ['error'] }));
	interface Execution {
		id: string;
	}
	let failed: Execution | undefined;
	await until('a failed execution', async () => {
		const { results } = await session.get<{ results: Execution[] }>(
			`/rest/executions?filter=${filter}`,
		);
		failed = results[0];
		return failed !== undefined;
	});
	const execution = await session.get<{ data: string }>(`/rest/executions/${failed!.id}`);
	expect(execution.data).toContain('The service did not answer within the time of a poll');
	for (const name of NAMES) await session.deactivate(name);
});

describeTriggerLife(() => ({ world, receiver, isDurable: true }));
