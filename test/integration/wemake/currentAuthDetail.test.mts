// Account: Get Current Authentication Detail. What it means, and nothing personal unless asked for.
import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { bodiesOf, FIELDS, NOTHING, RECORD_KEYS, useIamAccount } from './useIamAccount.mts';

const { world, run } = useIamAccount();
const accounts = demoSubjects.wemake;
const { verified, unverified, pending, failed } = accounts;

const serve = (AuthDetail: unknown) =>
	world.serve(
		{ Response: { AuthDetail, RequestId: 'r' } },
		{ action: 'DescribeAccountAuthDetail' },
	);

it('gives the record of the authentication in force', async () => {
	const result = await run('getCurrentAuthDetail');
	expect(result.json).toEqual([
		{
			...NOTHING,
			subject: verified.accountId,
			status: 'verified',
			isVerified: true,
			authType: 'enterprise',
			isChanging: false,
			changeStatus: null,
		},
	]);
	expect(Object.keys(result.json[0])).toEqual([
		...RECORD_KEYS,
		'authType',
		'isChanging',
		'changeStatus',
	]);
	expect(bodiesOf(result)).toEqual([{ Module: 'account' }]);
	expect(result.requests[0].headers['x-tc-token']).toBe(verified.accessToken);
	expect(result.requests[0].headers.authorization).toContain('/iam-app/tc3_request');
});

it.each(['pending', 'unverified', 'failed'] as const)('of the %s account', async (name) => {
	const { accountId, accessToken } = accounts[name];
	const { json } = await run('getCurrentAuthDetail', [{}], { credential: { accessToken } });
	expect(json[0]).toMatchObject({
		status: name,
		isVerified: false,
		subject: accountId,
		reason: name === 'failed' ? world.cloud.wemake.get(accountId)!.FailedReason : null,
	});
});

it.each<[number, string]>([
	[1, 'pending'],
	[3, 'failed'],
])(
	'a change with AuthStatus %i is %s, and the status stays that of what is in force',
	async (status, changeStatus) => {
		world.cloud.wemake.setAuthChange(verified.accountId, status, 'blurred');
		const { json } = await run('getCurrentAuthDetail');
		world.cloud.wemake.setAuthChange(verified.accountId, null);
		expect(json[0]).toMatchObject({
			status: 'verified',
			reason: null,
			isChanging: true,
			changeStatus,
		});
	},
);

it.each<[unknown, IDataObject]>([
	[
		{ CurrentUsing: null, IsAuthMod: 0 },
		{ status: 'unverified', authType: null, subject: verified.accountId },
	],
	[{ IsAuthMod: 0 }, { status: 'unknown', authType: null, isChanging: false }],
	[
		{ CurrentUsing: {}, IsAuthMod: 1 },
		{ status: 'unknown', isChanging: true, changeStatus: null },
	],
	[{ CurrentUsing: { AuthStatus: 9, AuthType: 7 } }, { status: 'unknown', authType: '7' }],
	[
		{ CurrentUsing: { AuthStatus: '2', AuthType: '0', PersonalAuthDetail: { AccountId: 5 } } },
		{ status: 'verified', authType: 'individual', subject: '5' },
	],
	[
		{ CurrentUsing: null, Modifying: { AuthStatus: 1, CorpAuthDetail: { AccountId: '5' } } },
		{ status: 'unverified', changeStatus: 'pending', isChanging: true, subject: '5' },
	],
	[
		{
			CurrentUsing: {
				AuthStatus: 3,
				PersonalAuthDetail: { FailedReason: '' },
				CorpAuthDetail: { FailedReason: 'blurred' },
			},
		},
		{ status: 'failed', reason: 'blurred' },
	],
	[
		{ CurrentUsing: { AuthStatus: 2, CorpAuthDetail: { FailedReason: 'old' } } },
		{ status: 'verified', reason: null },
	],
])('%j', async (detail, expected) => {
	serve(detail);
	const { json } = await run('getCurrentAuthDetail');
	expect(json[0]).toMatchObject({
		...NOTHING,
		subject: verified.accountId,
		isVerified: expected.status === 'verified',
		...expected,
	});
});

it('asks the account whose the answer is only where the answer does not say it', async () => {
	const actionsOf = async (name: 'unverified' | 'pending') => {
		const { accountId, accessToken } = accounts[name];
		const result = await run('getCurrentAuthDetail', [{}, {}], { credential: { accessToken } });
		expect(result.subjects).toEqual([accountId, accountId]);
		return result.requests.map(({ action }) => action);
	};
	const detail = 'DescribeAccountAuthDetail';
	expect(await actionsOf('pending')).toEqual([detail]);
	expect(await actionsOf('unverified')).toEqual([detail, 'DescribeAccount']);
});

it('fails where neither says whose it is', async () => {
	const { accessToken } = unverified;
	world.cloud.faults.add({ kind: 'code', code: 'FailedOperation', action: 'DescribeAccount' });
	const { error } = await run('getCurrentAuthDetail', [{}], { credential: { accessToken } });
	expect(error!.message).toBe('The platform could not do this');
});

it('with Simplify off gives the documented object, field for field', async () => {
	for (const { accountId, accessToken } of [verified, unverified, pending, failed]) {
		const { json, requests } = await run('getCurrentAuthDetail', [{}], {
			simplify: false,
			credential: { accessToken },
		});
		const AuthDetail = world.cloud.wemake.authDetail(accountId);
		expect(json).toEqual([{ AuthDetail, RequestId: requests[0].requestId }]);
	}
});

it('shows personal data in the raw answer only, and logs none', async () => {
	const { accountIds, get, issueToken } = world.cloud.wemake;
	const person = accountIds().find((id) => {
		const { AuthType, AuthStatus } = get(id)!;
		return AuthType === 0 && AuthStatus === 2;
	})!;
	for (const accessToken of [verified.accessToken, issueToken(person)]) {
		const lookup = { credential: { accessToken } };
		const { json, logs, hints } = await run('getCurrentAuthDetail', [{}], lookup);
		const shown = inspect([json, logs, hints], { depth: 20 });
		expect(shown).not.toMatch(/PRIVATE|private|王小明|GuoChang|示例银行|科技园/);
		const options = { includeRaw: true };
		const raw = await run('getCurrentAuthDetail', [{}], { ...lookup, options });
		expect(JSON.stringify(raw.json[0].raw)).toContain('PRIVATE');
		expect(Object.keys(raw.json[0])).toEqual([...Object.keys(json[0]), 'raw']);
		expect(raw.logs.join()).not.toContain('PRIVATE');
	}
});

it('warns of the personal data where the operation is chosen', () => {
	const notice = FIELDS.find(({ type }) => type === 'notice')!;
	expect(notice.displayName).toMatch(/sensitive personal data.*simplified output holds none/);
	expect(notice.displayOptions).toEqual({
		show: { resource: ['account'], operation: ['getCurrentAuthDetail'] },
	});
});

it('is asked once for any number of items', async () => {
	const { json, requests } = await run('getCurrentAuthDetail', [{}, {}, {}]);
	expect(json).toHaveLength(3);
	expect(requests).toHaveLength(1);
});

it.each(['{}', 'null', '[]', '"none"', '7'])('AuthDetail %s is no answer', async (text) => {
	serve(JSON.parse(text));
	const { error } = await run('getCurrentAuthDetail');
	expect(error!.message).toBe('The answer lacks what was asked for');
	expect(error!.description).toContain('Request ID: r.');
});
