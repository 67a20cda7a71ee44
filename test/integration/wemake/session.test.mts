// With the login cookie alone: what the web sites serve, and a clear word about what they do not.
import { CONTINUE, expectInvalidParameter } from '../harness/world.mts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import {
	NAMES,
	OPERATOR_SESSION,
	SESSION,
	SUB_ACCOUNTS,
	useIamAccount,
	type OperationName,
} from './useIamAccount.mts';

const { world, run } = useIamAccount();
const { verified, operator, pending, failed } = demoSubjects.wemake;

/** The web page of each operation that has one, and whose cookie it takes. */
const PAGES = {
	tenantSubAccounts: {
		credential: SESSION,
		path: '/iam/subaccounts',
		cookie: `access_token=${verified.accessToken}`,
	},
	operatorSubAccounts: {
		credential: OPERATOR_SESSION,
		path: '/sp/iam/subaccounts',
		cookie: `sp_access_token=${operator.accessToken}`,
	},
	getAccount: {
		credential: OPERATOR_SESSION,
		path: '/sp/iam/api/v1/account/by_id',
		cookie: `sp_access_token=${operator.accessToken}`,
	},
};
type PageName = keyof typeof PAGES;
const PAGE_NAMES = Object.keys(PAGES) as PageName[];
const WITHOUT: OperationName[] = NAMES.filter((name) => !Object.hasOwn(PAGES, name));

const queriesOf = (requests: Array<{ query: string }>) =>
	requests.map(({ query }) => Object.fromEntries(new URLSearchParams(query)));

describe.each(PAGE_NAMES)('%s', (name) => {
	const { credential, path, cookie } = PAGES[name];

	it('gets the web page with the cookie of its side, unsigned', async () => {
		const { requests, error } = await run(name, [{}], { credential });
		expect(error).toBeUndefined();
		for (const { headers, ...request } of requests) {
			expect(request).toMatchObject({ method: 'GET', path });
			expect(headers.cookie).toBe(cookie);
			const names = Object.keys(headers).join();
			expect(names).not.toMatch(/authorization|x-tc-/);
		}
	});

	it('says what the signed interface says', async () => {
		world.cloud.settings.wemake.idsAsNumbers = true;
		const { json } = await run(name, [{}], { credential });
		expect(json.length).toBeGreaterThan(0);
		expect(json).toEqual((await run(name)).json);
	});

	it('with Simplify off gives the same rows, too', async () => {
		const { json } = await run(name, [{}], { credential, simplify: false });
		expect(json).toEqual((await run(name, [{}], { simplify: false })).json);
	});

	it.each(['code', 'unauthorized', 'redirect', 'html'] as const)(
		'an expired session, answered by "%s", asks for a new token',
		async (badCookie) => {
			world.cloud.settings.wemake.badCookie = badCookie;
			const { error, requests } = await run(name, [{}], {
				credential: { ...credential, accessToken: 'EXPIRED' },
			});
			expect(error!.name).toBe('NodeApiError');
			expect(error!.description).toMatch(/new.* access token|access token.* new/);
			expect(requests).toHaveLength(1);
		},
	);

	it('a refusal is shown with its number and words', async () => {
		world.cloud.faults.add({ kind: 'code', code: '20031', message: '系统繁忙' });
		const { error } = await run(name, [{}], { credential });
		expect(error!.message).toBe('The platform refused the request');
		expect(error!.description).toContain('The service says: "系统繁忙". Code: 20031.');
	});

	it.each([{ kind: 'reset' }, { kind: 'status', status: 503 }, { kind: 'truncate' }] as const)(
		'$kind passes',
		async (fault) => {
			world.cloud.faults.add({ ...fault, times: 1 });
			const { json, requests } = await run(name, [{}], {
				credential,
				parameters: { limit: 5 },
				options: { maxRetries: 2 },
			});
			expect(json[0]).toHaveProperty('subject');
			expect(requests).toHaveLength(2);
		},
	);
});

describe.each(WITHOUT)('%s', (name) => {
	it('is refused before anything is sent, and what to choose is said', async () => {
		const result = await run(name, [{}], { credential: SESSION });
		expectInvalidParameter(result, 'Session authentication cannot do this');
		expect(result.error!.description).toContain('Choose OpenAPI in the credential');
	});

	it('is refused item by item with Continue on Fail', async () => {
		const result = await run(name, [{}, {}], { credential: SESSION, ...CONTINUE });
		expect(result.pairs).toEqual([0, 1]);
		for (const { error } of result.json)
			expect(error).toBe('Session authentication cannot do this');
		expect(result.requests).toEqual([]);
	});
});

it('lists are paged, searched and filtered as in the signed interface', async () => {
	const parameters = { returnAll: true, filters: { search: '小明', role: 10 } };
	for (const name of ['tenantSubAccounts', 'operatorSubAccounts'] as const) {
		const { credential } = PAGES[name];
		const all = await run(name, [{}], { credential, parameters: { returnAll: true } });
		expect(all.json).toHaveLength(SUB_ACCOUNTS);
		const pages = queriesOf(all.requests).sort((a, b) => Number(a.Offset) - Number(b.Offset));
		expect(pages).toEqual(['0', '50', '100'].map((Offset) => ({ Offset, Limit: '50' })));
		const some = await run(name, [{}], { credential, parameters });
		expect(some.json).toEqual((await run(name, [{}], { parameters })).json);
		expect(queriesOf(some.requests)).toEqual([
			{ Offset: '0', Limit: '50', SearchKey: '小明', Role: '10' },
		]);
	}
});

describe('accounts by ID', () => {
	const ids = [verified, pending, failed].map(({ accountId }) => accountId);
	const lookup = {
		credential: OPERATOR_SESSION,
		parameters: { accountIds: '={{ $json.id }}' },
		options: { lookupStrategy: 'automatic' },
	};

	it('are asked for one by one, each once', async () => {
		const items = [...ids, ids[0]].map((id) => ({ id }));
		const { subjects, requests } = await run('getAccount', items, lookup);
		expect(subjects).toEqual([...ids, ids[0]]);
		expect(queriesOf(requests)).toEqual(ids.map((AccountId) => ({ AccountId })));
	});

	it.each([
		['list', 'array'],
		['list', 'null'],
		['object', 'array'],
		['object', 'null'],
	] as const)('are understood as %s, and nobody as %s', async (accountById, emptyLists) => {
		Object.assign(world.cloud.settings.wemake, { accountById, emptyLists });
		const items = [{ id: ids[0] }, { id: '1' }, { id: ids[2] }];
		const options = { ...lookup.options, ifNotFound: 'record' };
		const { json } = await run('getAccount', items, { ...lookup, options });
		expect(json.map(({ subject, status }) => [subject, status])).toEqual([
			[ids[0], 'verified'],
			['1', 'unknown'],
			[ids[2], 'failed'],
		]);
	});

	it('one that is refused is the failure of its item', async () => {
		world.cloud.faults.add({ kind: 'code', code: '10001', message: '账号不存在', subject: ids[1] });
		const items = ids.map((id) => ({ id }));
		const { json } = await run('getAccount', items, { ...lookup, ...CONTINUE });
		expect(json.map(({ subject, error }) => subject ?? error)).toEqual([
			ids[0],
			'The platform refused the request',
			ids[2],
		]);
	});

	it('need an operator’s token', async () => {
		const { error } = await run('getAccount', [{}], { credential: SESSION });
		expect(error!.name).toBe('NodeApiError');
		expect(error!.description).toContain('Code: 10401.');
	});
});

it('a token of one site is none on the other', async () => {
	const { accessToken } = operator;
	const own = { resource: 'account', operation: 'getCurrent' };
	const get = async (credential: object) =>
		await world.lookup('wemake', [{}], { parameters: own, credential: { ...credential } });
	expect((await get({ ...SESSION, accessToken })).error!.description).toContain('Code: 10401.');
	const foreign = { ...OPERATOR_SESSION, accessToken: verified.accessToken };
	const { error } = await run('operatorSubAccounts', [{}], { credential: foreign });
	expect(error!.description).toContain('Code: 10401.');
	world.cloud.settings.wemake.sharedLogins = true;
	expect((await get({ ...SESSION, accessToken })).subjects).toEqual([operator.accountId]);
});

it('the operator’s site is at sp. of the domain, unless the credential says otherwise', async () => {
	const credential = { ...OPERATOR_SESSION, operatorEndpoint: '', domain: 'nothing.invalid' };
	const { error, requests } = await run('operatorSubAccounts', [{}], { credential });
	expect(error!.message).toMatch(/^The host of the service/);
	expect(requests).toEqual([]);
});
