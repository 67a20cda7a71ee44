// The package in n8n's queue mode. docs/scaling.md says what is tried here, with the figures.
import { readFile } from 'node:fs/promises';
import type { N8n } from '../../sandbox/n8n/n8n.mts';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { until } from '../e2e/until.mts';
import { startWebhookReceiver, type WebhookReceiver } from '../e2e/webhookReceiver.mts';
import { NAMES, polls, WATCHES, watching } from '../e2e/watches.mts';
import { linked, lookup } from '../e2e/workflows.mts';
import { startCluster, type Cluster } from './cluster.mts';

const LOOKUP = 'DescribeOrganizationMemberEmailBind';
/** Requests per second: Tencent Cloud's documented quota of that action. */
const QUOTA = 20;
const SUBJECTS = 5;

/** Looks up the members whose UINs a request names, and answers with what it found. */
const members = linked(
	'members',
	[
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			// Without one the address would have the workflow's and the node's names in it.
			webhookId: 'members',
			parameters: {
				httpMethod: 'POST',
				path: 'members',
				responseMode: 'lastNode',
				responseData: 'allEntries',
			},
		},
		{
			name: 'One Item Each',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.uins', options: { destinationFieldName: 'uin' } },
		},
		lookup('tencentOrganization', {
			resource: 'memberEmail',
			operation: 'get',
			memberUin: { __rl: true, mode: 'id', value: '={{ $json.uin }}' },
			simplify: true,
			options: {},
		}),
	],
	[
		['Webhook', 'One Item Each'],
		['One Item Each', 'Lookup'],
	],
);

interface Execution {
	id: string;
	status: string;
}
interface Found {
	subject: string;
	status: string;
}

let cluster: Cluster;
let receiver: WebhookReceiver;

beforeAll(async () => {
	receiver = await startWebhookReceiver();
	cluster = await startCluster([members, ...NAMES.map((name) => watching(name, receiver.url))], {
		members: 1000,
		emails: 60,
		accounts: 10,
		subAccounts: 20,
	});
	await cluster.session.activate('members');
});

afterAll(async () => {
	await cluster?.close();
	receiver?.close();
});

/** A request to the webhook: what it answers; null if the execution failed. */
async function ask(uins: string[]): Promise<Found[] | null> {
	const response = await fetch(`${cluster.main.url}/webhook/members`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', connection: 'close' },
		body: JSON.stringify({ uins }),
	});
	if (response.ok) return (await response.json()) as Found[];
	expect(response.status).toBe(500);
	return null;
}

/** So many requests at once, each for some members of its own. */
function askAll(count: number) {
	const all = cluster.cloud.tencent.members().map(({ uin }) => uin);
	const wanted = Array.from({ length: count }, (_, index) =>
		Array.from(
			{ length: SUBJECTS },
			(__, subject) => all[(index * SUBJECTS + subject) % all.length],
		),
	);
	return { wanted, answers: Promise.all(wanted.map(ask)) };
}

const subjectsOf = (found: Found[] | null) => found?.map(({ subject }) => subject);

/** Executions of a workflow: how many there are, and the latest hundred. */
async function executions(workflowId: string, status: string[]) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
	return await cluster.session.get<{ count: number; results: Execution[] }>(
		`/rest/executions?limit=100&filter=${filter}`,
	);
}
const UNFINISHED = ['new', 'running', 'waiting'];
const FAILED = ['error', 'crashed', 'canceled'];

/** How many executions a worker began, by its log. */
async function executionsRun({ logFile }: N8n): Promise<number> {
	const log = await readFile(logFile, 'utf8');
	return log.match(/started execution/g)?.length ?? 0;
}

/** Share of the quota that was used from the first of these requests to the last. */
function quotaShare(): { share: number; refused: number } {
	const requests = cluster.cloud.journal.entries({ action: LOOKUP });
	const served = requests.filter(({ code }) => code === null);
	const seconds = (requests.at(-1)!.at - requests[0].at) / 1000;
	return {
		share: (served.length - 1) / seconds / QUOTA,
		refused: requests.length - served.length,
	};
}

it('hundreds of executions on two workers share a quota, and each is answered', async () => {
	const { cloud } = cluster;
	const { wanted, answers } = askAll(300);
	expect((await answers).map(subjectsOf)).toEqual(wanted);
	for (const found of await answers) {
		for (const { subject, status } of found!) {
			const verified = cloud.tencent.bindStatus(cloud.tencent.get(subject)!) === 'Success';
			expect(status === 'verified').toBe(verified);
		}
	}
	const { share, refused } = quotaShare();
	const ran = await Promise.all(cluster.workers.map(executionsRun));
	console.info(
		`300 executions, ${ran.join(' and ')} on the two workers: ` +
			`${(100 * share).toFixed(1)} % of the quota used, ${refused} requests refused and repeated`,
	);
	expect(Math.min(...ran)).toBeGreaterThan(50);
	// Far below the figure in docs/scaling.md: a machine may be slow.
	expect(share).toBeGreaterThan(0.7);
	expect(refused).toBeLessThan((300 * SUBJECTS) / 4);
});

it('of the executions that die with their worker each is answered and listed as failed', async () => {
	const { cloud, workers } = cluster;
	const before = (await executions('members', ['success'])).count;
	cloud.journal.clear();
	const { wanted, answers } = askAll(200);
	const asked = () => cloud.journal.entries({ action: LOOKUP }).length;
	await until('a third of the requests', () => asked() > (200 * SUBJECTS) / 3);
	await workers[1].kill();
	await workers[1].start();
	const found = await answers;
	const isOver = async () => (await executions('members', UNFINISHED)).results.length === 0;
	await until('the end of all executions', isOver);
	const failed = await executions('members', FAILED);
	const succeeded = (await executions('members', ['success'])).count - before;
	const lost = 200 - succeeded - failed.count;
	console.info(
		`200 executions, a worker killed: ${succeeded} succeeded, ${failed.count} failed with the worker, ${lost} lost`,
	);
	expect(lost).toBe(0);
	expect(failed.count).toBeGreaterThan(0);
	// No more than a worker runs at once.
	expect(failed.count).toBeLessThanOrEqual(10);
	expect(found.filter((one) => one === null)).toHaveLength(failed.count);
	// Who asked asks again.
	const again = found.map(async (one, index) => one ?? (await ask(wanted[index])));
	expect((await Promise.all(again)).map(subjectsOf)).toEqual(wanted);
});

it('each change is reported once, though a worker is killed, and then the main process', async () => {
	const { cloud, main, workers, session } = cluster;
	cloud.quotas.set('tencent', WATCHES.tencent.action, null);
	for (const name of NAMES) await session.activate(name);
	const uins = cloud.tencent
		.members()
		.filter((one) => cloud.tencent.bindStatus(one) === 'Valid')
		.map(({ uin }) => uin);
	const accounts = cloud.wemake.subAccountIds(demoSubjects.wemake.verified.accountId);
	for (const id of accounts) cloud.wemake.setAuthStatus(id, 1);
	for (const name of NAMES) await polls(cloud, name, 2);
	receiver.received.length = 0;
	const expected: string[] = [];
	const reported = () =>
		receiver.received.map(({ path, body }) => `${path} ${body.subject as string}`);
	const change = (round: number) => {
		cloud.tencent.clickLink(uins[round]);
		cloud.aliyun.submit(`round${round}@example.com`);
		cloud.wemake.setAuthStatus(accounts[round], 2);
		expected.push(`/tencent ${uins[round]}`, `/aliyun round${round}@example.com`);
		expected.push(`/wemake ${accounts[round]}`);
	};
	const arrives = async () => {
		await until(`${expected.length} requests`, () => reported().length >= expected.length);
		expect(reported().sort()).toEqual([...expected].sort());
	};
	let round = 0;
	const rounds = async (count: number) => {
		for (const end = round + count; round < end; round++) {
			change(round);
			await arrives();
		}
	};

	await rounds(3);
	// One worker is left.
	await workers[0].kill();
	await rounds(3);
	await workers[0].start();
	// The main one holds the triggers. The world goes on while it is away.
	await main.kill();
	change(round++);
	await main.start();
	await arrives();
	await rounds(3);
	for (const name of NAMES) await polls(cloud, name, 2);
	await arrives();
	const ids = new Set(receiver.received.map(({ body }) => body.eventId));
	console.info(`${expected.length} changes: ${ids.size} reported, each once`);
	expect(ids.size).toBe(expected.length);
});
