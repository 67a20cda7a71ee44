// WeMake has no SDK for Node.js: the published algorithm, by hand. What all operations have in common, and accounts.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { SAMPLE_ACCOUNT } from '../../sandbox/cloud/samples.mts';
import { type RawRequest, send } from './rawRequest.mts';
import { useCloud } from './useCloud.mts';
import { idsOf, type Key, own, readers, wide } from './wemakeRequests.mts';

const REQUEST_ID = /^[0-9a-z]{8}-[0-9a-z]-[0-9a-z]{14}-[0-9a-z]{6}$/;
const { wemake, wemakeOperator, wemakeExpiredToken, wemakeNoPermission } = demoCredentials;

const { cloud, clock } = useCloud({ accounts: 60 });
const { json, answerOf, codeOf } = readers(cloud);

/** The lookup of a token's account. */
const account = (key?: Key, place?: Parameters<typeof own>[3]) =>
	own('DescribeAccount', {}, key, place);
const accounts = (body: object, place?: Parameters<typeof wide>[3]) =>
	wide('DescribeAccounts', body, wemake, place);

it('accepts the published signature, at its moment', async () => {
	clock.fixedMs = 1_700_000_000_000;
	const request: RawRequest = {
		method: 'POST',
		path: '/',
		headers: {
			host: 'iam-app-api.example.com',
			'content-type': 'application/json',
			'x-tc-action': 'DescribeAccount',
			'x-tc-version': '2020-05-25',
			'x-tc-timestamp': '1700000000',
			'x-tc-region': 'ap-guangzhou',
			'x-tc-language': 'zh-CN',
			'x-tc-token': wemake.accessToken,
			authorization:
				'TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2023-11-14/iam-app/tc3_request, ' +
				'SignedHeaders=content-type;host, Signature=' +
				'40212f48855b77752e22ae31a782178ed6adef3d7921b7a9a631c51725c8ff2a',
		},
		body: '{"Module":"account"}',
	};
	const { Account } = await answerOf(request);
	expect(Account.AccountId).toBe(demoSubjects.wemake.verified.accountId);
	const changed = { ...request, body: '{"Module":"account" }' };
	expect(await codeOf(changed)).toBe('AuthFailure.SignatureFailure');
	clock.fixedMs += 301_000;
	expect(await codeOf(request)).toBe('AuthFailure.SignatureExpire');
});

describe.each([
	{ action: 'DescribeAccount', key: wemake },
	{ action: 'DescribeAccountAuthDetail', key: wemake },
	{ action: 'DescribeSubAccounts', key: wemake },
	{ action: 'DescribeSPSubAccounts', key: wemakeOperator },
])('$action', ({ action, key }) => {
	it('answers the token’s account, by the platform host and by a custom endpoint', async () => {
		expect(await codeOf(own(action, {}, key))).toBeUndefined();
		expect(await codeOf(own(action, {}, key, { host: '127.0.0.1' }))).toBeUndefined();
	});

	it.each([
		['no token', { ...key, accessToken: undefined }, 'TokenFailure'],
		['an unknown token', { ...key, accessToken: 'X' }, 'TokenFailure'],
		['an expired token', wemakeExpiredToken, 'TokenFailure'],
		['an unknown key', { ...key, secretId: 'AKIDEXAMPLEUNKNOWN' }, 'SecretIdNotFound'],
		['a key of the public cloud', { ...key, ...demoCredentials.tencent }, 'SecretIdNotFound'],
		['a wrong secret', { ...key, secretKey: 'x' }, 'SignatureFailure'],
		[
			'a wrong secret and an unknown token',
			{ ...key, secretKey: 'x', accessToken: 'X' },
			'SignatureFailure',
		],
		['missing rights', wemakeNoPermission, 'UnauthorizedOperation'],
	])('refuses %s', async (_what, bad, code) => {
		expect(await codeOf(own(action, {}, bad))).toBe(`AuthFailure.${code}`);
	});

	it.each([
		['no Module', { Module: undefined }, 'MissingParameter'],
		['another Module', { Module: 'openAccess' }, 'InvalidParameterValue'],
		['an unknown field', { Color: 1 }, 'UnknownParameter'],
		['another action in the body', { Action: 'X' }, 'InvalidParameterValue'],
		['a copy of the action', { Action: action }, undefined],
	])('with %s', async (_what, body, code) => {
		expect(await codeOf(own(action, body, key))).toBe(code);
	});

	it('belongs to its own host and scope', async () => {
		const host = 'iam-api.example.com';
		expect(await codeOf(own(action, {}, key, { host }))).toBe('InvalidAction');
		for (const service of ['iam', '127', 'iam-app-api']) {
			const request = own(action, {}, key, { host: '127.0.0.1', service });
			expect(await codeOf(request)).toBe('AuthFailure.InvalidAuthorization');
		}
	});
});

describe('DescribeAccount', () => {
	it('gives the published sample field by field, with and without an envelope', async () => {
		const sample = { RequestId: expect.stringMatching(REQUEST_ID), Account: SAMPLE_ACCOUNT };
		expect(await json(account())).toEqual({ Response: sample });
		cloud.settings.wemake.envelope = 'bare';
		expect(await json(account())).toEqual(sample);
	});

	it.each([
		['verified', 2],
		['pending', 1],
		['unverified', 0],
		['failed', 3],
	] as const)('gives the account of the token: %s', async (name, status) => {
		const { accountId, accessToken } = demoSubjects.wemake[name];
		const { Account } = await answerOf(account({ ...wemake, accessToken }));
		expect(Account).toMatchObject({ AccountId: accountId, AuthStatus: status });
		expect(cloud.journal.entries()[0]).toMatchObject({ service: 'wemake', account: accountId });
	});

	it('sends ids as 18-digit numbers by a setting, and 64-bit numbers always', async () => {
		cloud.settings.wemake.idsAsNumbers = true;
		const { text } = await send(cloud, account());
		expect(text).toContain('"AccountId":511008144529233333,');
		expect(text).toContain('"MasterId":511008144529233333,');
		const all = await send(cloud, accounts({ AccountIds: cloud.wemake.accountIds() }));
		expect(all.text).toContain('"Permission":18446744073709551615');
	});

	it('knows the operator', async () => {
		expect((await answerOf(account(wemakeOperator))).Account.Role).toBe(10);
	});

	it('may have a quota', async () => {
		cloud.quotas.set('wemake', 'DescribeAccount', 1);
		expect(await codeOf(account())).toBeUndefined();
		expect(await codeOf(account())).toBe('RequestLimitExceeded');
	});
});

describe('DescribeAccounts', () => {
	it('belongs to its own host, and to a custom endpoint', async () => {
		const nobody = { AccountIds: [] };
		expect(await codeOf(accounts(nobody, { host: '127.0.0.1' }))).toBeUndefined();
		const host = 'iam-app-api.example.com';
		expect(await codeOf(accounts(nobody, { host }))).toBe('InvalidAction');
	});

	it.each([
		['a Module', { AccountIds: [], Module: 'account' }, 'UnknownParameter'],
		['no ids', {}, 'MissingParameter'],
		['ids as numbers', { AccountIds: [5] }, 'InvalidParameter'],
		['a limit as number', { AccountIds: [], Limit: 5 }, 'InvalidParameter'],
	])('with %s', async (_what, body, code) => {
		expect(await codeOf(accounts(body))).toBe(code);
	});

	it('looks up many accounts; unknown ones are missing, repeated ones come once', async () => {
		const rows = async (body: object) => (await answerOf(accounts(body))).Accounts;
		const [first, second] = cloud.wemake.accountIds();
		const AccountIds = [second, '1', first, first];
		expect(idsOf(await rows({ AccountIds }))).toEqual([second, first]);
		expect(await rows({ AccountIds, Limit: '1' })).toHaveLength(1);
		expect(await rows({ AccountIds, SearchKey: 'iam_test_3' })).toEqual([SAMPLE_ACCOUNT]);
		const named = cloud.wemake
			.accountIds()
			.map((id) => cloud.wemake.get(id)!)
			.find(({ AccountName, NickName }) => AccountName !== NickName)!;
		for (const SearchKey of [named.AccountName, named.NickName]) {
			expect(await rows({ AccountIds: [named.AccountId, '1'], SearchKey })).toHaveLength(1);
		}
	});
});

describe('the life of an account', () => {
	it('is reviewed and confirms its channels', async () => {
		const { accountId, accessToken } = demoSubjects.wemake.pending;
		const read = async () => (await answerOf(account({ ...wemake, accessToken }))).Account;
		const FailedReason = 'The licence cannot be read';
		cloud.wemake.setAuthStatus(accountId, 3, FailedReason);
		expect(await read()).toMatchObject({ AuthStatus: 3, FailedReason });
		cloud.wemake.setAuthStatus(accountId, 2);
		cloud.wemake.setContactMailStatus(accountId, 2);
		cloud.wemake.setContactMobileStatus(accountId, 1);
		const after = await read();
		expect(after).toMatchObject({ AuthStatus: 2, FailedReason: '' });
		expect(after).toMatchObject({ ContactMailStatus: 2, ContactMobileStatus: 1 });
		expect(Math.abs(after.AuthTime - Date.now() / 1000)).toBeLessThan(5);
	});

	it('takes its tokens along when it is deleted', async () => {
		const { accountId, accessToken } = demoSubjects.wemake.failed;
		cloud.wemake.delete(accountId);
		expect(await codeOf(account({ ...wemake, accessToken }))).toBe('AuthFailure.TokenFailure');
	});

	it('has tokens that are issued, expire and are revoked', async () => {
		const { accountId } = demoSubjects.wemake.unverified;
		const accessToken = cloud.wemake.issueToken(accountId, Date.now() + 60_000);
		expect(accessToken).toMatch(/^[A-Z0-9]{48}$/);
		const code = (token: string) => codeOf(account({ ...wemake, accessToken: token }));
		expect(await code(accessToken)).toBeUndefined();
		cloud.wemake.revokeToken(accessToken);
		expect(await code(accessToken)).toBe('AuthFailure.TokenFailure');
		const expired = cloud.wemake.issueToken(accountId, Date.now() - 1);
		expect(await code(expired)).toBe('AuthFailure.TokenFailure');
	});
});
