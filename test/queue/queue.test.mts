// The package in n8n's queue mode. docs/scaling.md says what is tried here, with the figures.
import { setTimeout as sleep } from 'node:timers/promises';
import { startInbox, until, type Inbox } from '../e2e/inbox.mts';
import { NAMES, watching } from '../e2e/watches.mts';
import { linked, lookup } from '../e2e/workflows.mts';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { startCluster, type Cluster } from './cluster.mts';

jest.setTimeout(900_000);

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
	retrySuccessId: string | null;
}
interface Found {
	subject: string;
	status: string;
}

let cluster: Cluster;
let inbox: Inbox;

beforeAll(async () => {
	inbox = await startInbox();
	cluster = await startCluster([members, ...NAMES.map((name) => watching(name, inbox.url))], {
		members: 1000,
		emails: 60,
		accounts: 10,
		subAccounts: 20,
	});
	for (const id of ['members', ...NAMES]) await cluster.session.activate(id);
});

afterAll(async () => {
	await cluster?.close();
	inbox?.close();
});

/** A request to the webhook: what it answers; null if n8n gives no proper answer. */
async function ask(uins: string[]): Promise<Found[] | null> {
	const response = await fetch(`${cluster.main.url}/webhook/members`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ uins }),
	});
	if (!response.ok) console.log(response.status, await response.text());
	return response.ok ? ((await response.json()) as Found[]) : null;
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

/** All executions of a workflow, oldest first. */
async function executionsOf(workflowId: string): Promise<Execution[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const list: Execution[] = [];
	for (;;) {
		const before = list.length ? `&lastId=${list.at(-1)!.id}` : '';
		const { results } = await cluster.session.get<{ results: Execution[] }>(
			`/rest/executions?limit=100&filter=${filter}${before}`,
		);
		if (!results.length) return list.reverse();
		list.push(...results);
	}
}

const unfinished = (list: Execution[]) =>
	list.filter(({ status }) => ['new', 'running', 'waiting'].includes(status));

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
			const member = cloud.tencent.get(subject)!;
			const verified = cloud.tencent.bindStatus(member) === 'Success';
			expect(status === 'verified').toBe(verified);
		}
	}
	const { share, refused } = quotaShare();
	console.info(
		`300 executions: ${(100 * share).toFixed(1)} % of the quota, ${refused} of ${300 * SUBJECTS + refused} requests refused`,
	);
	expect(share).toBeGreaterThan(0.5);
});
