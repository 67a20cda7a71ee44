// A trigger's life in n8n: what stops its activation, and what it survives. It has an n8n of its own.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { until } from './until.mts';
import {
	activateAll,
	deactivateAll,
	describeTriggerLife,
	expectTold,
	type Life,
	lifeCredentials,
	lifeWorkflows,
	logLines,
	otherCredential,
	untilAnswered,
	untilLogged,
} from './triggerLife.mts';
import { type Name, watching } from './watches.mts';
import { startWebhookReceiver } from './webhookReceiver.mts';
import type { NodeFile } from './workflows.mts';
import { startWorld } from './world.mts';

const { unbound, failed, noValues, verified } = demoSubjects.tencent;
const LOOKUP = 'DescribeOrganizationMemberEmailBind';
/** How often the fault strikes before the log is read. */
const REFUSALS = 4;

/** What a person has to mend: the trigger, its parameters and credential, and what the editor shows. */
const REFUSED: Array<[string, Name, object, NodeFile['credentials'], RegExp]> = [
	[
		'wrongKey',
		'tencent',
		{},
		{ tencentCloudTc3Api: { id: 'wrongTencent', name: 'wrongTencent' } },
		/does not know the Secret ID/,
	],
	[
		'noPermission',
		'tencent',
		{ scope: 'members', memberUins: unbound },
		{ tencentCloudTc3Api: { id: 'noPermission', name: 'noPermission' } },
		/The key may not do this/,
	],
	[
		'noPermissionAliyun',
		'aliyun',
		{},
		{ aliyunAcs3Api: { id: 'noPermissionAliyun', name: 'noPermissionAliyun' } },
		/The key may not do this/,
	],
	[
		'badInput',
		'tencent',
		{ scope: 'members', memberUins: 'abc' },
		undefined,
		/This is not a member UIN/,
	],
	[
		'noAddress',
		'aliyun',
		{ scope: 'emails', emails: 'nobody' },
		undefined,
		/not an? .*email address/,
	],
];

let life: Life;

beforeAll(async () => {
	const receiver = await startWebhookReceiver();
	const chosen = (id: string, memberUins: string) =>
		watching('tencent', receiver.url, { scope: 'members', memberUins }, { id });
	const world = await startWorld(
		() => [
			...lifeWorkflows(receiver.url),
			...REFUSED.map(([id, name, parameters, credentials]) =>
				watching(name, receiver.url, parameters, { id, ...(credentials && { credentials }) }),
			),
			// The first is looked up one by one, the other is listed.
			chosen('chosenFew', `${failed}, ${unbound}`),
			chosen('chosenMore', `${failed}, ${unbound}, ${noValues}, ${verified}`),
		],
		(cloud) => [
			...lifeCredentials(cloud),
			otherCredential(
				cloud,
				'tencentCloudTc3Api',
				'noPermission',
				demoCredentials.tencentNoPermission,
			),
			otherCredential(
				cloud,
				'aliyunAcs3Api',
				'noPermissionAliyun',
				demoCredentials.aliyunNoPermission,
			),
		],
		{ members: 60, emails: 60, accounts: 10, subAccounts: 20 },
	);
	life = { world, receiver, isDurable: false };
});

afterAll(async () => {
	await life?.world.close();
	life?.receiver.close();
});

describeTriggerLife(() => life);

it('is not started by what a person has to mend, which the editor names', async () => {
	const { session } = life.world;
	// n8n takes its time to give a start up, for all at once.
	const results = await Promise.allSettled(REFUSED.map(async ([id]) => await session.activate(id)));
	const shown = results.map((result, index) => [
		REFUSED[index]![0],
		result.status === 'rejected' ? String(result.reason) : 'was activated',
	]);
	expect(shown).toEqual(
		REFUSED.map(([id, , , , message]) => [id, expect.stringMatching(message) as string]),
	);
});

it('names a refused member once, and tells of the others', async () => {
	const { cloud } = life.world;
	const { tencent } = cloud;
	const ids = ['chosenFew', 'chosenMore'];
	cloud.faults.add({
		kind: 'code',
		code: 'FailedOperation.BindEmailLinkExpired',
		action: LOOKUP,
		subject: unbound,
	});
	await activateAll(life, ids);
	// Both change; one of them cannot be looked up. What the list says of it is told.
	for (const uin of [unbound, failed]) {
		tencent.submit(uin, { email: `${uin}@example.org`, phone: '13900000002', countryCode: '86' });
	}
	const expected = [
		...ids.map((id) => [id, failed, 'pending']),
		['chosenMore', unbound, 'pending'],
	];
	await expectTold(life, expected);
	const refusals = () =>
		cloud.journal
			.entries({ action: LOOKUP, code: 'FailedOperation.BindEmailLinkExpired' })
			.filter(({ body }) => body.includes(unbound)).length;
	await until('more polls', () => refusals() >= 2 * REFUSALS);
	for (const id of ids) {
		const line = new RegExp(`"Watch ${id}" cannot read ${unbound}`);
		await untilLogged(life, line);
		expect(await logLines(life, line)).toHaveLength(1);
	}
	// Answered again, it is watched like the others.
	cloud.faults.clear();
	await untilAnswered(life, LOOKUP, 4);
	tencent.clickLink(unbound);
	await expectTold(life, [...expected, ...ids.map((id) => [id, unbound, 'verified'])]);
	await deactivateAll(life, ids);
});
