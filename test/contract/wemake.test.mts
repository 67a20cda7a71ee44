// WeMake has no SDK for Node.js: the published algorithm, by hand, against both of its interfaces.
import { startCloud, type Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { send, tc3Request, type RawRequest } from './rawRequest.mts';

const VERSION = '2020-05-25';
const REQUEST_ID = /^[0-9a-z]{8}-[0-9a-z]-[0-9a-z]{14}-[0-9a-z]{6}$/;
const { wemake } = demoCredentials;

let cloud: Cloud;
let fixedNowMs: number | null = null;

beforeAll(async () => {
	cloud = await startCloud({ accounts: 60, now: () => fixedNowMs ?? Date.now() });
});
afterAll(() => cloud.close());
beforeEach(() => {
	fixedNowMs = null;
	cloud.reset();
});

const json = async (request: RawRequest) => JSON.parse((await send(cloud, request)).text);
const account = (
	key: { secretId: string; secretKey: string; accessToken?: string } = wemake,
	body: unknown = { Module: 'account' },
	{ service = 'iam-app', host = 'iam-app-api.example.com' } = {},
): RawRequest => {
	const more: Record<string, string> = key.accessToken ? { 'x-tc-token': key.accessToken } : {};
	return tc3Request(key, service, 'DescribeAccount', VERSION, body, { host, more });
};
const accounts = (body: unknown, service = 'iam', host = 'iam-api.example.com') =>
	tc3Request(wemake, service, 'DescribeAccounts', VERSION, body, { host });
const codeOf = async (request: RawRequest) => (await json(request)).Response?.Error?.Code;

const publishedAccount = {
	AccountId: '511008144529233333',
	AccountName: 'iam_test_3@163.com',
	RegisterType: 1,
	AppId: 0,
	NickName: 'iam_test_3@163.com',
	Type: 1,
	Role: 1,
	Strategy: 20,
	MasterId: '511008144529233333',
	Status: 2,
	ContactMailStatus: 2,
	ContactMail: 'iam_test_3@163.com',
	ContactMobileStatus: 2,
	ContactMobile: '177xxxx36',
	WxBindStatus: 0,
	WxOpenId: '',
	WxNickName: '',
	AuthType: 1,
	AuthStatus: 2,
	AuthId: '512383459193233333',
	IsAuthMod: 0,
	ModAuthType: 0,
	ModAuthId: '0',
	CorpName: 'GuoChang',
	MailBindStatus: 0,
	WorkWxBindStatus: 0,
	WorkWxUserId: '',
	WorkWxCorpId: '',
	MiniProgramBindStatus: 0,
	MasterIsCp: false,
	AuthTime: 1591874496,
};

describe('OpenAPI', () => {
	it('accepts the published signature, at its moment', async () => {
		fixedNowMs = 1_700_000_000_000;
		const request: RawRequest = {
			method: 'POST',
			path: '/',
			headers: {
				host: 'iam-app-api.example.com',
				'content-type': 'application/json',
				'x-tc-action': 'DescribeAccount',
				'x-tc-version': VERSION,
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
		const { Response } = await json(request);
		expect(Response.Account.AccountId).toBe(demoSubjects.wemake.verified.accountId);
		expect(await codeOf({ ...request, body: '{"Module":"account" }' })).toBe(
			'AuthFailure.SignatureFailure',
		);
		fixedNowMs += 301_000;
		expect(await codeOf(request)).toBe('AuthFailure.SignatureExpire');
	});

	it('gives the published sample field by field, with and without an envelope', async () => {
		const sample = {
			RequestId: expect.stringMatching(REQUEST_ID),
			Account: publishedAccount,
		};
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
		const { Response } = await json(account({ ...wemake, accessToken }));
		expect(Response.Account).toMatchObject({ AccountId: accountId, AuthStatus: status });
		expect(cloud.journal.entries()[0]).toMatchObject({ service: 'wemake', account: accountId });
	});

	it('serves both products at a custom endpoint, each with its own scope', async () => {
		const host = '127.0.0.1';
		expect(await codeOf(account(wemake, undefined, { host }))).toBeUndefined();
		expect(await codeOf(accounts({ AccountIds: [] }, 'iam', host))).toBeUndefined();
		for (const service of ['iam', '127', 'iam-app-api']) {
			expect(await codeOf(account(wemake, undefined, { host, service }))).toBe(
				'AuthFailure.InvalidAuthorization',
			);
		}
	});

	it('keeps the products apart at the platform hosts', async () => {
		expect(await codeOf(account(wemake, undefined, { host: 'iam-api.example.com' }))).toBe(
			'InvalidAction',
		);
		expect(await codeOf(accounts({ AccountIds: [] }, 'iam', 'iam-app-api.example.com'))).toBe(
			'InvalidAction',
		);
	});

	it.each([
		['no token', { ...wemake, accessToken: undefined }, 'AuthFailure.TokenFailure'],
		['an unknown token', { ...wemake, accessToken: 'X' }, 'AuthFailure.TokenFailure'],
		['an expired token', demoCredentials.wemakeExpiredToken, 'AuthFailure.TokenFailure'],
		[
			'an unknown key',
			{ ...wemake, secretId: 'AKIDEXAMPLEUNKNOWN' },
			'AuthFailure.SecretIdNotFound',
		],
		[
			'a key of the public cloud',
			{ ...wemake, ...demoCredentials.tencent },
			'AuthFailure.SecretIdNotFound',
		],
		[
			'a wrong secret',
			{ ...wemake, secretKey: 'x', accessToken: 'X' },
			'AuthFailure.SignatureFailure',
		],
		['missing rights', demoCredentials.wemakeNoPermission, 'AuthFailure.UnauthorizedOperation'],
	])('refuses %s', async (_what, key, code) => {
		expect(await codeOf(account(key))).toBe(code);
	});

	it.each([
		['no Module', {}, 'MissingParameter'],
		['another Module', { Module: 'openAccess' }, 'InvalidParameterValue'],
		['an unknown field', { Module: 'account', Color: 1 }, 'UnknownParameter'],
		['another action in the body', { Module: 'account', Action: 'X' }, 'InvalidParameterValue'],
		['a copy of the action', { Module: 'account', Action: 'DescribeAccount' }, undefined],
	])('DescribeAccount with %s', async (_what, body, code) => {
		expect(await codeOf(account(wemake, body))).toBe(code);
	});

	it.each([
		['a Module', { AccountIds: [], Module: 'account' }, 'UnknownParameter'],
		['no ids', {}, 'MissingParameter'],
		['ids as numbers', { AccountIds: [5] }, 'InvalidParameter'],
		['a limit as number', { AccountIds: [], Limit: 5 }, 'InvalidParameter'],
	])('DescribeAccounts with %s', async (_what, body, code) => {
		expect(await codeOf(accounts(body))).toBe(code);
	});

	it('looks up many accounts; unknown ones are missing, repeated ones come once', async () => {
		const [first, second] = cloud.wemake.accountIds();
		const AccountIds = [second, '1', first, first];
		const { Response } = await json(accounts({ AccountIds }));
		const ids = Response.Accounts.map((one: { AccountId: string }) => one.AccountId);
		expect(ids).toEqual([second, first]);
		const limited = await json(accounts({ AccountIds, Limit: '1' }));
		expect(limited.Response.Accounts).toHaveLength(1);
		const found = await json(accounts({ AccountIds, SearchKey: 'iam_test_3' }));
		expect(found.Response.Accounts).toEqual([publishedAccount]);
		const named = cloud.wemake
			.accountIds()
			.map((id) => cloud.wemake.get(id)!)
			.find(({ AccountName, NickName }) => AccountName !== NickName)!;
		for (const SearchKey of [named.AccountName, named.NickName]) {
			const one = await json(accounts({ AccountIds: [named.AccountId, '1'], SearchKey }));
			expect(one.Response.Accounts).toHaveLength(1);
		}
	});

	it('sends ids as 18-digit numbers if told to, and 64-bit numbers always', async () => {
		cloud.settings.wemake.idsAsNumbers = true;
		const { text } = await send(cloud, account());
		expect(text).toContain('"AccountId":511008144529233333,');
		expect(text).toContain('"MasterId":511008144529233333,');
		const AccountIds = cloud.wemake.accountIds();
		const all = await send(cloud, accounts({ AccountIds }));
		expect(all.text).toContain('"Permission":18446744073709551615');
	});

	it('knows the operator', async () => {
		const { Response } = await json(account(demoCredentials.wemakeOperator));
		expect(Response.Account.Role).toBe(10);
	});

	it('has a quota if told to', async () => {
		cloud.quotas.set('wemake', 'DescribeAccount', 1);
		expect(await codeOf(account())).toBeUndefined();
		expect(await codeOf(account())).toBe('RequestLimitExceeded');
	});
});

describe('session', () => {
	const session = (
		cookie = `access_token=${wemake.accessToken}`,
		{ host = 'www.example.com', path = '/iam/api/v1/account', method = 'GET' } = {},
	): RawRequest => ({ method, path, headers: { host, cookie }, body: '' });

	it('answers the owner of the cookie, at the platform host and at a custom endpoint', async () => {
		const expected = { Code: 0, Msg: '成功', Account: publishedAccount };
		expect(await json(session())).toEqual(expected);
		const cookie = `lang=zh; access_token=${wemake.accessToken}; theme=dark`;
		expect(await json(session(cookie, { host: '127.0.0.1' }))).toEqual(expected);
		expect(cloud.journal.entries({ service: 'wemake', status: 200 })).toHaveLength(2);
	});

	it('refuses a bad cookie in each of the four ways', async () => {
		const bad = () => send(cloud, session('access_token=X'));
		expect(JSON.parse((await bad()).text).Code).not.toBe(0);
		cloud.settings.wemake.badCookie = 'unauthorized';
		expect((await bad()).status).toBe(401);
		cloud.settings.wemake.badCookie = 'redirect';
		expect(await bad()).toMatchObject({ status: 302, headers: { location: '/login' } });
		cloud.settings.wemake.badCookie = 'html';
		expect(await bad()).toMatchObject({
			status: 200,
			headers: { 'content-type': 'text/html; charset=utf-8' },
		});
	});

	it.each([
		['no cookie', ''],
		['an expired token', `access_token=${demoCredentials.wemakeExpiredToken.accessToken}`],
		['the cookie of the operator side', `sp_access_token=${wemake.accessToken}`],
	])('refuses %s', async (_what, cookie) => {
		expect((await json(session(cookie))).Code).not.toBe(0);
	});

	it('serves nothing else', async () => {
		expect((await send(cloud, session(undefined, { path: '/iam/x' }))).status).toBe(404);
		expect((await send(cloud, session(undefined, { host: 'sp.example.com' }))).status).toBe(404);
		expect((await send(cloud, session(undefined, { method: 'POST' }))).status).toBe(405);
	});

	it('throttles and fails in its own envelope', async () => {
		cloud.faults.add({ kind: 'throttle', times: 1 });
		cloud.faults.add({ kind: 'code', code: '500', message: '系统繁忙', times: 1 });
		expect(await json(session())).toEqual({ Code: 1, Msg: 'RequestLimitExceeded' });
		expect(await json(session())).toEqual({ Code: 500, Msg: '系统繁忙' });
		cloud.quotas.set('wemake', '/iam/api/v1/account', 1);
		expect((await json(session())).Code).toBe(0);
		expect((await json(session())).Code).toBe(429);
	});
});

describe('the life of an account', () => {
	it('is reviewed and confirms its channels', async () => {
		const { accountId, accessToken } = demoSubjects.wemake.pending;
		const read = async () => (await json(account({ ...wemake, accessToken }))).Response.Account;
		cloud.wemake.setAuthStatus(accountId, 3, 'The licence cannot be read');
		expect(await read()).toMatchObject({
			AuthStatus: 3,
			FailedReason: 'The licence cannot be read',
		});
		cloud.wemake.setAuthStatus(accountId, 2);
		cloud.wemake.setContactMailStatus(accountId, 2);
		cloud.wemake.setContactMobileStatus(accountId, 1);
		const after = await read();
		expect(after).toMatchObject({
			AuthStatus: 2,
			FailedReason: '',
			ContactMailStatus: 2,
			ContactMobileStatus: 1,
		});
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
		const request = () => codeOf(account({ ...wemake, accessToken }));
		expect(await request()).toBeUndefined();
		cloud.wemake.revokeToken(accessToken);
		expect(await request()).toBe('AuthFailure.TokenFailure');
		const short = cloud.wemake.issueToken(accountId, Date.now() - 1);
		expect(await codeOf(account({ ...wemake, accessToken: short }))).toBe(
			'AuthFailure.TokenFailure',
		);
	});
});
