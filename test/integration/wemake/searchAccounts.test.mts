// The list of accounts, as the editor asks for it.
import type { INodeListSearchResult } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { allPages } from '../harness/listSearch.mts';
import type { Lookup } from '../harness/world.mts';
import {
	FIELDS,
	OPERATIONS,
	OPERATOR,
	OPERATOR_SESSION,
	SESSION,
	SUB_ACCOUNTS,
	useIamAccount,
} from './useIamAccount.mts';

const { world, run } = useIamAccount();
const { verified, pending, operator } = demoSubjects.wemake;

const searchBy =
	(method: string, { parameters }: Pick<Lookup, 'parameters'>) =>
	async (filter?: string, page?: string, lookup: Lookup = {}) => {
		const request = world.request('wemake', { parameters, ...lookup });
		return (await world.engine.listSearch(request, method, filter, page)) as INodeListSearchResult;
	};
const search = searchBy('searchAccounts', OPERATIONS.getAccount);
const searchMain = searchBy('searchMainAccounts', OPERATIONS.getSubAccountIds);

const choiceOf = (id: string) => {
	const { NickName } = world.cloud.wemake.get(id)!;
	return { name: `${NickName} (${id})`, value: id };
};

describe('accounts, by the signed interface', () => {
	it('shows the own account, then its sub-accounts, and the way to the next', async () => {
		const { results, paginationToken } = await search();
		const ids = world.cloud.wemake.subAccountIds(verified.accountId).slice(0, 50);
		expect(results).toEqual([verified.accountId, ...ids].map(choiceOf));
		expect(paginationToken).toBe('50');
	});

	it('gives every account once over its pages', async () => {
		const found = await allPages((page) => search(undefined, page));
		const subAccounts = world.cloud.wemake.subAccountIds(verified.accountId);
		expect(found).toEqual([verified.accountId, ...subAccounts].map(choiceOf));
		expect(subAccounts).toHaveLength(SUB_ACCOUNTS);
		// The own account once, and three pages.
		expect(world.cloud.journal.entries()).toHaveLength(4);
	});

	it('has the platform search by nickname, email and mobile number', async () => {
		const { results } = await search('小明');
		const wanted = world.cloud.wemake
			.subAccountIds(verified.accountId)
			.filter((id) => world.cloud.wemake.get(id)!.NickName === '小明');
		expect(results).toEqual(wanted.map(choiceOf));
		const [id] = world.cloud.wemake.subAccountIds(verified.accountId);
		const byMail = await search(world.cloud.wemake.get(id)!.ContactMail);
		expect(byMail.results).toContainEqual(choiceOf(id));
	});

	it.each([verified.accountId, 'IAM_test_3', '177xxxx36'])(
		'finds the own account by %s',
		async (filter) => {
			const { results } = await search(filter);
			expect(results[0]).toEqual(choiceOf(verified.accountId));
		},
	);

	it('finds nothing without an error', async () => {
		for (const emptyLists of ['array', 'null'] as const) {
			world.cloud.settings.wemake.emptyLists = emptyLists;
			expect(await search('nobody of this name')).toEqual({ results: [] });
		}
	});

	it('an account without sub-accounts finds itself', async () => {
		const { accessToken, accountId } = pending;
		const { results } = await search(undefined, undefined, { credential: { accessToken } });
		expect(results).toEqual([choiceOf(accountId)]);
	});
});

it('asks for the page that is meant, and for nothing that was not entered', async () => {
	await search('', '50');
	const bodies = world.cloud.journal.entries().map(({ body }) => JSON.parse(body) as unknown);
	expect(bodies).toEqual([{ Module: 'account', Offset: 50, Limit: 50 }]);
});

it('an answer that holds no list says so', async () => {
	world.serve({ Response: { Account: { AccountId: '1' }, SubAccounts: {}, RequestId: 'q' } });
	await expect(search()).rejects.toMatchObject({
		name: 'NodeApiError',
		message: 'The answer lacks what was asked for',
	});
});

describe('accounts, in a session', () => {
	const lookup = { credential: OPERATOR_SESSION };
	const ids = () => world.cloud.wemake.subAccountIds(operator.accountId);

	it('are the operator’s, whose site looks accounts up by ID', async () => {
		const { results, paginationToken } = await search(undefined, undefined, lookup);
		expect(results).toEqual(ids().slice(0, 50).map(choiceOf));
		expect(paginationToken).toBe('50');
		const [request, ...more] = world.cloud.journal.entries();
		expect(more).toEqual([]);
		expect(request.path).toBe('/sp/iam/subaccounts');
		expect(request.headers.cookie).toBe(`sp_access_token=${operator.accessToken}`);
		const chosen = results[7].value as string;
		const accountIds = { __rl: true, mode: 'list', value: chosen };
		const { subjects } = await run('getAccount', [{}], { ...lookup, parameters: { accountIds } });
		expect(subjects).toEqual([chosen]);
	});

	it('are given page by page, each once, and searched', async () => {
		expect(await allPages((page) => search('', page, lookup))).toEqual(ids().map(choiceOf));
		const { results } = await search('小明', undefined, lookup);
		const wanted = ids().filter((id) => world.cloud.wemake.get(id)!.NickName === '小明');
		expect(results).toEqual(wanted.map(choiceOf));
	});

	it('are not for a token of the tenant’s site', async () => {
		await expect(search(undefined, undefined, { credential: SESSION })).rejects.toMatchObject({
			name: 'NodeApiError',
		});
	});
});

describe('main accounts', () => {
	const actions = () => world.cloud.journal.entries().map(({ action }) => action);
	const tokenOf = (id: string) => ({
		credential: { accessToken: world.cloud.wemake.issueToken(id) },
	});
	const row = (id: string, Type: number) => ({ AccountId: id, NickName: `n${id}`, Type });
	/** The operator's list, a page at each offset. */
	const serve = (Accounts: object[], Total: number, times = 1) =>
		world.serve(
			{ SubAccounts: { Total, Accounts, RequestId: 'q' } },
			{ action: 'DescribeSPSubAccounts', times },
		);

	it('a main account finds itself, and none of its sub-accounts', async () => {
		expect(await searchMain()).toEqual({ results: [choiceOf(verified.accountId)] });
		expect(actions()).toEqual(['DescribeAccount']);
		expect((await searchMain('IAM_test_3')).results).toHaveLength(1);
		expect(await searchMain('小明')).toEqual({ results: [] });
	});

	it('a sub-account finds its main account', async () => {
		const [sub] = world.cloud.wemake.subAccountIds(verified.accountId);
		const id = verified.accountId;
		const wanted = { results: [{ name: id, value: id }] };
		expect(await searchMain(undefined, undefined, tokenOf(sub))).toEqual(wanted);
		expect(await searchMain(id.slice(-6), undefined, tokenOf(sub))).toEqual(wanted);
		expect((await searchMain('nobody', undefined, tokenOf(sub))).results).toEqual([]);
	});

	it('an operator finds itself, and the main accounts of its list', async () => {
		serve([row('5', 2), row('6', 1), row(operator.accountId, 1), row('7', 1)], 4);
		const lookup = { credential: OPERATOR };
		const { results, paginationToken } = await searchMain(undefined, undefined, lookup);
		expect(results).toEqual([
			choiceOf(operator.accountId),
			{ name: 'n6 (6)', value: '6' },
			{ name: 'n7 (7)', value: '7' },
		]);
		expect(paginationToken).toBeUndefined();
	});

	it('pages without one are passed over', async () => {
		const fifty = Array.from({ length: 50 }, (_, index) => row(String(index + 10), 2));
		serve(fifty, 200, 2);
		serve([row('6', 1), ...fifty.slice(1)], 200);
		const first = await searchMain(undefined, undefined, { credential: OPERATOR });
		expect(first).toEqual({ results: [choiceOf(operator.accountId)], paginationToken: '50' });
		expect(await searchMain(undefined, '50', { credential: OPERATOR })).toEqual({
			results: [{ name: 'n6 (6)', value: '6' }],
			paginationToken: '150',
		});
		const offsets = world.cloud.journal
			.entries({ action: 'DescribeSPSubAccounts' })
			.map(({ body }) => (JSON.parse(body) as { Offset: number }).Offset);
		expect(offsets).toEqual([0, 50, 100]);
		expect(actions().filter((action) => action === 'DescribeAccount')).toHaveLength(1);
	});

	it('an operator without any finds itself, to the end of its list', async () => {
		const lookup = { credential: OPERATOR };
		const { paginationToken } = await searchMain(undefined, undefined, lookup);
		expect(await searchMain(undefined, String(paginationToken), lookup)).toEqual({ results: [] });
		expect(actions()).toHaveLength(1 + Math.ceil(SUB_ACCOUNTS / 50));
	});

	it('any that is chosen has sub-accounts to give', async () => {
		const { results } = await searchMain();
		for (const { value } of results) {
			const masterId = { __rl: true, mode: 'list', value };
			const { json } = await run('getSubAccountIds', [{}], { parameters: { masterId } });
			expect(json.length).toBeGreaterThan(0);
		}
	});

	it('in a session says what to choose, and asks nobody', async () => {
		await expect(searchMain(undefined, undefined, { credential: SESSION })).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'Session authentication cannot do this',
		});
		expect(actions()).toEqual([]);
	});
});

it('the filters are added in the words of n8n', () => {
	expect(FIELDS.find(({ name }) => name === 'filters')!.placeholder).toBe('Add Filter');
});

it('both fields that name accounts offer a list of what they take', () => {
	const locators = FIELDS.filter(({ type }) => type === 'resourceLocator');
	const methods = { accountIds: 'searchAccounts', masterId: 'searchMainAccounts' };
	expect(locators.map(({ name }) => name).sort()).toEqual(Object.keys(methods));
	for (const { name, default: value, modes } of locators) {
		expect(value).toEqual({ mode: 'list', value: '' });
		expect(modes!.map(({ name }) => name)).toEqual(['list', 'id']);
		expect(modes![0].typeOptions).toEqual({
			searchListMethod: methods[name as keyof typeof methods],
			searchable: true,
		});
	}
});

it.each([
	[{ secretKey: 'wrong' }, 'The signature does not match'],
	[{ accessToken: 'OLD' }, 'The access token is wrong or has expired'],
	[{ ...SESSION, accessToken: 'OLD' }, 'The platform refused the request'],
	[{ appEndpoint: 'http://127.0.0.1:1' }, 'Nothing answers at the address of the service'],
])('with the credential %j it says what is wrong', async (credential, message) => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	await expect(search(undefined, undefined, { credential })).rejects.toMatchObject({
		name: 'NodeApiError',
		message,
	});
	jest.restoreAllMocks();
});
