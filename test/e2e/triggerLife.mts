// A trigger's life in n8n, on whichever engine: what stops it, and what does not.
import { readFile } from 'node:fs/promises';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { FaultRule } from '../../sandbox/cloud/faults.mts';
import { cloudCredentials, DEMO_CREDENTIALS } from '../../sandbox/demo/credentials.mts';
import type { CredentialFile, WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import { until } from './until.mts';
import { NAMES, polls, watching } from './watches.mts';
import type { WebhookReceiver } from './webhookReceiver.mts';
import type { World } from './world.mts';

/** A real n8n with the workflows of the scenarios, and who hears of their events. */
export interface Life {
	world: World;
	receiver: WebhookReceiver;
	/** n8n keeps its schedule in the database: a start polls nothing, and a failed poll is an execution. */
	isDurable: boolean;
}

const { verified, operator } = demoSubjects.wemake;
const OPERATOR_SUB_USERS = 2000;
/** The time-out of a request that nobody answers, shorter than that of a poll. */
const QUICK = { maxRetries: 0, timeout: 3000 };

/** Each service is away in its own way. */
const AWAY: FaultRule[] = [
	{ kind: 'reset', service: 'tencent' },
	{ kind: 'status', status: 503, service: 'aliyun' },
	{ kind: 'hang', service: 'wemake' },
];

const tencent = (id: string) => ({ tencentCloudTc3Api: { id, name: id } });
const aliyun = (id: string) => ({ aliyunAcs3Api: { id, name: id } });
const wemake = (id: string) => ({ wemakeIamApi: { id, name: id } });

/** `options`: of the triggers. `perSecond`: how many sub-users of the operator are asked for in a second. */
export const lifeWorkflows = (
	url: string,
	{ options = QUICK, perSecond = 100 }: { options?: object; perSecond?: number } = {},
): WorkflowFile[] => [
	...NAMES.map((name) => watching(name, url, { options })),
	watching('wemake', url, { scope: 'account' }, { id: 'late' }),
	watching('tencent', url, {}, { id: 'republished' }),
	watching('tencent', url, {}, { id: 'otherTencent', credentials: tencent('switched') }),
	watching('aliyun', url, {}, { id: 'otherAliyun', credentials: aliyun('switchedAliyun') }),
	watching(
		'wemake',
		url,
		{ scope: 'operatorSubAccounts', options: { requestsPerSecond: perSecond } },
		{ id: 'operator', credentials: wemake('operatorSession') },
	),
];

/** A credential of the demo with other data in it. */
export function otherCredential(
	{ url }: Pick<Cloud, 'url'>,
	type: string,
	id: string,
	data: object = {},
): CredentialFile {
	const demo = cloudCredentials(url).find((one) => one.type === type)!;
	return { ...demo, id, name: id, data: { ...demo.data, ...data } };
}

const SWITCHED = [
	['tencentCloudTc3Api', 'switched', demoCredentials.tencentInternational],
	['aliyunAcs3Api', 'switchedAliyun', demoCredentials.aliyunInternational],
] as const;

export const lifeCredentials = (cloud: Cloud): CredentialFile[] => [
	otherCredential(cloud, 'tencentCloudTc3Api', 'wrongTencent', { secretId: 'AKIDEXAMPLENOBODY' }),
	...SWITCHED.map(([type, id]) => otherCredential(cloud, type, id)),
	otherCredential(cloud, 'wemakeIamApi', 'operatorSession', {
		...demoCredentials.wemakeOperator,
		authentication: 'session',
	}),
];

/** What each workflow was told, by its ID: subjects and statuses. n8n may repeat an event after it was killed. */
export function told({ receiver }: Life): string[][] {
	const events = new Map(
		receiver.received.map((request) => [
			`${request.path} ${String(request.body.eventId)}`,
			request,
		]),
	);
	return [...events.values()].map(({ path, body }) => [
		path.slice(1),
		...[body.subject, body.status].map(String),
	]);
}

/** Waits until exactly these events were told. */
export async function expectTold(life: Life, expected: string[][]): Promise<void> {
	await until(`${expected.length} events`, () => told(life).length >= expected.length);
	expect(told(life).sort()).toEqual([...expected].sort());
}

/** The lines of n8n's log that match. */
export async function logLines({ world }: Life, pattern: RegExp): Promise<string[]> {
	const log = await readFile(world.n8n.logFile, 'utf8');
	return log.split('\n').filter((line) => pattern.test(line));
}

export const untilLogged = async (life: Life, pattern: RegExp): Promise<void> =>
	await until(`${pattern} in the log`, async () => (await logLines(life, pattern)).length > 0);

export async function failures({ world }: Life, workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['error'] }));
	const { count } = await world.session.get<{ count: number }>(`/rest/executions?filter=${filter}`);
	return count;
}

/** Waits until a poll of each of these has failed once more than before. */
async function untilFailed(life: Life, before: Map<string, number>): Promise<void> {
	for (const [id, count] of before) {
		await until(`a failed execution of ${id}`, async () => (await failures(life, id)) > count);
	}
}

/** The failed executions so far. */
const failuresOf = async (life: Life, ids: readonly string[]) =>
	new Map(await Promise.all(ids.map(async (id) => [id, await failures(life, id)] as const)));

export const activateAll = async ({ world }: Life, ids: readonly string[]) =>
	await Promise.all(ids.map(async (id) => await world.session.activate(id)));

export const deactivateAll = async ({ world }: Life, ids: readonly string[]) =>
	await Promise.all(ids.map(async (id) => await world.session.deactivate(id)));

/** Waits until the service was asked so many times more, with success. */
export async function untilAnswered({ world }: Life, action: string, count: number): Promise<void> {
	const { journal } = world.cloud;
	const answered = () => journal.entries({ action, status: 200 }).length;
	const before = answered();
	await until(`${count} answers to ${action}`, () => answered() >= before + count);
}

/** The scenarios that both engines know. */
export function describeTriggerLife(life: () => Life): void {
	beforeEach(() => {
		life().receiver.received.length = 0;
		life().world.cloud.journal.clear();
		life().world.cloud.faults.clear();
	});

	it('lives on when n8n starts while the services are away, and learns when one hangs', async () => {
		await livesOn(life());
	});
	it('is refused a wrong key while a poll is under way, and loses nothing meanwhile', async () => {
		await isRepublished(life());
	});
	it('learns the subjects of another account whose key is pasted into its credential', async () => {
		await learnsAnotherAccount(life());
	});
	it(`learns ${OPERATOR_SUB_USERS} sub-users of an operator over several polls`, async () => {
		await learnsManySubUsers(life());
	});
}

async function livesOn(life: Life): Promise<void> {
	const { cloud, n8n, session } = life.world;
	const [user] = cloud.wemake.subAccountIds(verified.accountId);
	cloud.wemake.setAuthStatus(user, 1);
	const [one, two] = cloud.tencent
		.members()
		.filter((member) => cloud.tencent.bindStatus(member) === 'Valid')
		.map(({ uin }) => uin);
	await activateAll(life, NAMES);
	await Promise.all(NAMES.map(async (name) => await polls(cloud, name, 2)));

	const before = await failuresOf(life, NAMES);
	// n8n is restarted while the services are away.
	await n8n.kill();
	for (const trouble of AWAY) cloud.faults.add(trouble);
	cloud.tencent.clickLink(one);
	cloud.aliyun.submit('away@example.com');
	cloud.wemake.setAuthStatus(user, 2);
	await n8n.start();
	if (life.isDurable) await untilFailed(life, before);
	else for (const name of NAMES) await untilLogged(life, firstPollOf(name));
	// Somebody publishes a workflow whose service hangs.
	await session.activate('late');
	await untilLogged(life, firstPollOf('late'));
	cloud.faults.clear();
	const expected = [
		['tencent', one, 'verified'],
		['aliyun', 'away@example.com', 'pending'],
		['wemake', user, 'verified'],
	];
	await expectTold(life, expected);
	await untilAnswered(life, 'DescribeAccount', 2);
	cloud.wemake.setAuthStatus(verified.accountId, 3, 'unreadable');
	expected.push(['late', verified.accountId, 'failed']);
	await expectTold(life, expected);

	// Later polls that get no answer are failed executions.
	const later = await failuresOf(life, NAMES);
	const hang = cloud.faults.add({ kind: 'hang' });
	cloud.tencent.fail(two, 'refused');
	cloud.aliyun.clickLink('away@example.com');
	cloud.wemake.setAuthStatus(user, 1);
	await untilFailed(life, later);
	hang();
	expected.push(
		['tencent', two, 'failed'],
		['aliyun', 'away@example.com', 'verified'],
		['wemake', user, 'pending'],
	);
	await expectTold(life, expected);
	cloud.wemake.setAuthStatus(verified.accountId, 2);
	await deactivateAll(life, [...NAMES, 'late']);
}

/** What n8n's log says of a first poll that met trouble. */
const firstPollOf = (id: string) =>
	new RegExp(`The first poll of "Watch ${id}" failed\\. The trigger is active`);

/** Stores the workflow with another key, and publishes it. */
async function publish({ world }: Life, id: string, credentials?: object): Promise<void> {
	const { session } = world;
	const { nodes } = await session.get<{ nodes: Array<Record<string, unknown>> }>(
		`/rest/workflows/${id}`,
	);
	const [trigger, ...others] = nodes;
	await session.save({
		id,
		nodes: [{ ...trigger, ...(credentials && { credentials }) }, ...others],
	});
	await session.activate(id);
}

async function isRepublished(life: Life): Promise<void> {
	const { cloud } = life.world;
	const action = 'DescribeOrganizationMembers';
	const [one, two] = cloud.tencent
		.members()
		.filter((member) => cloud.tencent.bindStatus(member) === 'Valid')
		.map(({ uin }) => uin);
	const right = { tencentCloudTc3Api: DEMO_CREDENTIALS.tencentCloudTc3Api };
	const slowPoll = async () => {
		cloud.faults.add({ kind: 'latency', ms: 12_000, service: 'tencent', action, times: 1 });
		await until('a slow poll', () =>
			cloud.journal.entries({ action, fault: 'latency' }).some(({ status }) => status === null),
		);
	};
	await activateAll(life, ['republished']);
	await polls(cloud, 'tencent', 2);

	await slowPoll();
	cloud.tencent.clickLink(one);
	await expect(publish(life, 'republished', tencent('wrongTencent'))).rejects.toThrow(
		/does not know the Secret ID/,
	);
	await publish(life, 'republished', right);
	const expected = [['republished', one, 'verified']];
	await expectTold(life, expected);

	await slowPoll();
	cloud.tencent.clickLink(two);
	await publish(life, 'republished');
	expected.push(['republished', two, 'verified']);
	await expectTold(life, expected);
	await polls(cloud, 'tencent', 2);
	await expectTold(life, expected);
	await deactivateAll(life, ['republished']);
}

async function learnsAnotherAccount(life: Life): Promise<void> {
	const { cloud, n8n } = life.world;
	const { tencent: members, aliyun: addresses } = cloud.international;
	const ids = ['otherTencent', 'otherAliyun'];
	// The other account has nobody in common with this one.
	for (const uin of members.uins()) members.delete(uin);
	for (const email of addresses.emails()) addresses.delete(email);
	const phone = '13900000000';
	const uins = [1, 2, 3, 4].map((number) => members.create({ name: `elsewhere-${number}` }).uin);
	for (const uin of uins) {
		members.submit(uin, { email: `${uin}@example.com`, phone, countryCode: '86' });
		addresses.submit(`${uin}@example.com`);
	}
	await activateAll(life, ids);
	await Promise.all([polls(cloud, 'tencent', 2), polls(cloud, 'aliyun', 2)]);
	await n8n.importCredentials(
		SWITCHED.map(([type, id, key]) => otherCredential(cloud, type, id, key)),
	);
	for (const id of ids) {
		await untilLogged(life, new RegExp(`"Watch ${id}" .*it records the present subjects`));
	}
	await untilAnswered(life, 'DescribeOrganizationMembers', 2);
	await untilAnswered(life, 'ListEmailVerification', 2);
	expect(told(life)).toEqual([]);
	const [uin] = uins;
	members.clickLink(uin);
	addresses.clickLink(`${uin}@example.com`);
	await expectTold(life, [
		['otherTencent', uin, 'verified'],
		['otherAliyun', `${uin}@example.com`, 'verified'],
	]);
	await deactivateAll(life, ids);
}

async function learnsManySubUsers(life: Life): Promise<void> {
	const { cloud } = life.world;
	const users = () => cloud.wemake.subAccountIds(operator.accountId);
	while (users().length < OPERATOR_SUB_USERS) cloud.wemake.addSubAccount(operator.accountId);
	const lastUser = users().at(-1)!;
	const requests = (text: string) =>
		cloud.journal.entries({ status: 200 }).filter(({ query }) => query.includes(text)).length;
	await activateAll(life, ['operator']);
	await until('the last user was asked for', () => requests(`AccountId=${lastUser}`) > 0);
	// Every poll begins with the first page.
	expect(requests('Offset=0&')).toBeGreaterThan(1);
	cloud.wemake.setAuthStatus(lastUser, 1);
	// Nobody who was recorded is told as new.
	await expectTold(life, [['operator', lastUser, 'pending']]);
	await deactivateAll(life, ['operator']);
}
