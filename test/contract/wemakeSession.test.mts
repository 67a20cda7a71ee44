// WeMake's endpoints for a signed-in session, on the tenant's side and on the operator's.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { SAMPLE_ACCOUNT } from '../../sandbox/cloud/samples.mts';
import { send } from './rawRequest.mts';
import { useCloud } from './useCloud.mts';
import { get, idsOf, type Json, readers } from './wemakeRequests.mts';

const { verified, operator, pending, failed } = demoSubjects.wemake;
const SUB_ACCOUNTS = 25;

const { cloud } = useCloud({ accounts: 20, subAccounts: SUB_ACCOUNTS });
const { json } = readers(cloud);

const tenantCookie = `access_token=${verified.accessToken}`;
const operatorCookie = `sp_access_token=${operator.accessToken}`;
/** At the platform's host, and under the path of a custom endpoint. */
const onOperatorSide = (path: string, cookie = operatorCookie) => [
	get('sp.example.com', path, cookie),
	get('127.0.0.1', `/sp${path}`, cookie),
];

describe('the account of the token', () => {
	const account = (cookie = tenantCookie, host = 'www.example.com') =>
		get(host, '/iam/api/v1/account', cookie);

	it('is answered at the platform host and at a custom endpoint', async () => {
		const expected = { Code: 0, Msg: '成功', Account: SAMPLE_ACCOUNT };
		expect(await json(account())).toEqual(expected);
		const cookies = `lang=zh; ${tenantCookie}; theme=dark`;
		expect(await json(account(cookies, '127.0.0.1'))).toEqual(expected);
		expect(cloud.journal.entries({ service: 'wemake', status: 200 })).toHaveLength(2);
	});

	it('refuses a bad cookie in each of the four ways', async () => {
		const bad = () => send(cloud, account('access_token=X'));
		expect(JSON.parse((await bad()).text).Code).not.toBe(0);
		cloud.settings.wemake.badCookie = 'unauthorized';
		expect((await bad()).status).toBe(401);
		cloud.settings.wemake.badCookie = 'redirect';
		expect(await bad()).toMatchObject({ status: 302, headers: { location: '/login' } });
		cloud.settings.wemake.badCookie = 'html';
		const html = { 'content-type': 'text/html; charset=utf-8' };
		expect(await bad()).toMatchObject({ status: 200, headers: html });
	});

	it.each([
		['no cookie', ''],
		['an expired token', `access_token=${demoCredentials.wemakeExpiredToken.accessToken}`],
		['the cookie of the operator side', `sp_access_token=${verified.accessToken}`],
	])('refuses %s', async (_what, cookie) => {
		expect((await json(account(cookie))).Code).not.toBe(0);
	});

	it('is had by GET only', async () => {
		expect((await send(cloud, { ...account(), method: 'POST' })).status).toBe(405);
	});

	it('throttles and fails in its own envelope', async () => {
		cloud.faults.add({ kind: 'throttle', times: 1 });
		cloud.faults.add({ kind: 'code', code: '500', message: '系统繁忙', times: 1 });
		expect(await json(account())).toEqual({ Code: 1, Msg: 'RequestLimitExceeded' });
		expect(await json(account())).toEqual({ Code: 500, Msg: '系统繁忙' });
		cloud.quotas.set('wemake', '/iam/api/v1/account', 1);
		expect((await json(account())).Code).toBe(0);
		expect((await json(account())).Code).toBe(429);
	});
});

it('lists sub-accounts on the tenant side, in lower case', async () => {
	const ids = cloud.wemake.subAccountIds(verified.accountId);
	for (const host of ['www.example.com', '127.0.0.1']) {
		const path = '/iam/subaccounts?Limit=5&Offset=20';
		const { sub_accounts: rows, ...rest } = await json(get(host, path, tenantCookie));
		expect(rest).toEqual({ Code: 0, Msg: '成功', Total: SUB_ACCOUNTS });
		expect(idsOf(rows as Json[])).toEqual(ids.slice(20));
	}
});

it('takes on each side the token of the login there, unless logins are shared', async () => {
	const asOperator = `access_token=${operator.accessToken}`;
	const onTenantSide = get('www.example.com', '/iam/api/v1/account', asOperator);
	const [foreign] = onOperatorSide('/iam/subaccounts', `sp_access_token=${verified.accessToken}`);
	expect((await json(onTenantSide)).Code).toBe(10401);
	expect((await json(foreign)).Code).toBe(10401);
	cloud.settings.wemake.sharedLogins = true;
	expect(await json(onTenantSide)).toMatchObject({
		Code: 0,
		Account: { AccountId: operator.accountId },
	});
	// No login makes an operator of somebody else.
	expect((await json(foreign)).Code).toBe(10401);
});

it('lists sub-users on the operator side', async () => {
	const ids = cloud.wemake.subAccountIds(operator.accountId);
	for (const request of onOperatorSide('/iam/subaccounts?Limit=10&Offset=0&SearchKey=&Role=10')) {
		const { Accounts, Total } = await json(request);
		const wanted = ids.filter((id) => cloud.wemake.get(id)!.Role === 10);
		expect(Total).toBe(wanted.length);
		expect(idsOf(Accounts as Json[])).toEqual(wanted.slice(0, 10));
	}
});

it('gives one account by id', async () => {
	const path = '/iam/api/v1/account/by_id?AccountId=';
	for (const request of onOperatorSide(path + failed.accountId)) {
		const { Accounts } = await json(request);
		expect(Accounts).toEqual([expect.objectContaining({ AccountId: failed.accountId })]);
	}
	const [nobody] = onOperatorSide(`${path}1`);
	expect(await json(nobody)).toEqual({ Code: 0, Msg: '成功', Accounts: [] });
	cloud.settings.wemake.emptyLists = 'null';
	expect((await json(nobody)).Accounts).toBeNull();
	cloud.settings.wemake.accountById = 'object';
	expect((await json(nobody)).Accounts).toBeNull();
	const [known] = onOperatorSide(path + failed.accountId);
	expect((await json(known)).Accounts).toMatchObject({ AccountId: failed.accountId });
});

it('gives one account by id or nickname', async () => {
	const path = '/iam/api/v1/account/search-by-identifier?Identifier=';
	for (const identifier of [verified.accountId, 'iam_test_3@163.com']) {
		for (const request of onOperatorSide(path + encodeURIComponent(identifier))) {
			const { Account } = await json(request);
			expect(Account).toMatchObject({ AccountId: verified.accountId });
		}
	}
	expect((await json(onOperatorSide(`${path}nobody`)[0])).Account).toBeNull();
});

it.each([
	['the tenant’s cookie', tenantCookie],
	['the operator’s token in the tenant’s cookie', `access_token=${operator.accessToken}`],
	['the token of no operator', `sp_access_token=${verified.accessToken}`],
	['no cookie', ''],
])('the operator side refuses %s', async (_what, cookie) => {
	for (const request of onOperatorSide('/iam/subaccounts', cookie)) {
		expect((await json(request)).Code).toBe(10401);
	}
});

it.each([
	'/iam/subaccounts?Color=1',
	'/iam/subaccounts?Limit=x',
	'/iam/subaccounts?Limit=0',
	'/iam/api/v1/account/by_id',
	'/iam/api/v1/account/by_id?AccountId=1&Limit=1',
	'/iam/api/v1/account/search-by-identifier',
])('refuses the parameters of %s', async (path) => {
	for (const request of onOperatorSide(path)) expect((await json(request)).Code).toBe(10400);
});

it('keeps the sides apart, and serves nothing else', async () => {
	const missing = [
		get('www.example.com', '/iam/x', tenantCookie),
		get('sp.example.com', '/iam/api/v1/account', tenantCookie),
		get('www.example.com', '/sp/iam/subaccounts', operatorCookie),
		get('www.example.com', '/iam/api/v1/account/by_id?AccountId=1', tenantCookie),
		get('127.0.0.1', '/iam/api/v1/account/by_id?AccountId=1', tenantCookie),
		get('sp.example.com', '/iam/api/v1/account', operatorCookie),
		get('sp.example.com', '/sp/iam/subaccounts', operatorCookie),
	];
	for (const request of missing) expect((await send(cloud, request)).status).toBe(404);
});

it('is struck by the faults of the account that a request names', async () => {
	cloud.faults.add({ kind: 'code', code: '7', subject: failed.accountId });
	const path = '/iam/api/v1/account/by_id?AccountId=';
	expect((await json(onOperatorSide(path + failed.accountId)[0])).Code).toBe(7);
	expect((await json(onOperatorSide(path + pending.accountId)[0])).Code).toBe(0);
});
