// Sub-Account: Get Many. Lists, page by page.
import type { IDataObject } from 'n8n-workflow';
import { WEMAKE_STATUSES } from '../../statuses.mts';
import { CONTINUE, expectInvalidParameter } from '../harness/world.mts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import {
	bodiesOf,
	OPERATIONS,
	RECORD_KEYS,
	SUB_ACCOUNTS,
	useIamAccount,
} from './useIamAccount.mts';

const { world, run } = useIamAccount();
const { verified, operator } = demoSubjects.wemake;

const ALL = { parameters: { returnAll: true } };
/** The pages that were asked for, as offset+limit: they travel at the same time. */
const pagesOf = (result: Awaited<ReturnType<typeof run>>) =>
	bodiesOf(result)
		.sort((a, b) => Number(a.Offset) - Number(b.Offset))
		.map(({ Offset, Limit }) => `${Offset}+${Limit}`);

describe.each([
	{ name: 'tenantSubAccounts', rows: 'SubAccounts', owner: verified.accountId },
	{ name: 'operatorSubAccounts', rows: 'Accounts', owner: operator.accountId },
] as const)('$name', ({ name, rows, owner }) => {
	const idsWith = (holds: (account: IDataObject) => boolean) =>
		world.cloud.wemake
			.subAccountIds(owner)
			.filter((id) => holds(world.cloud.wemake.get(id)! as IDataObject));

	it('gives all of them, a page at a time', async () => {
		const result = await run(name, [{}], ALL);
		expect(result.subjects).toEqual(world.cloud.wemake.subAccountIds(owner));
		expect(result.json).toHaveLength(SUB_ACCOUNTS);
		expect(result.pairs).toEqual(result.json.map(() => 0));
		expect(pagesOf(result)).toEqual(['0+50', '50+50', '100+50']);
		expect(Object.keys(result.json[0])).toEqual([...RECORD_KEYS, 'name', 'role', 'masterId']);
	});

	it.each([
		[1, ['0+1']],
		[10, ['0+10']],
		[50, ['0+50']],
		[70, ['0+50', '50+50']],
	])('gives %i of them with no more requests than it takes', async (limit, pages) => {
		const result = await run(name, [{}], { parameters: { limit } });
		expect(result.subjects).toEqual(world.cloud.wemake.subAccountIds(owner).slice(0, limit));
		expect(pagesOf(result)).toEqual(pages);
	});

	it('gives 50 by default', async () => {
		expect((await run(name)).json).toHaveLength(50);
	});

	it('sends what was set, and nothing else', async () => {
		const bare = await run(name, [{}], { parameters: { filters: {} } });
		expect(bodiesOf(bare)).toEqual([{ Module: 'account', Offset: 0, Limit: 50 }]);
		const empty = { filters: { search: ' ', role: '' } };
		expect(bodiesOf(await run(name, [{}], { parameters: empty }))).toEqual(bodiesOf(bare));
		const filters = { search: ' 小明 ', role: 'user' };
		expect(bodiesOf(await run(name, [{}], { parameters: { filters } }))).toEqual([
			{ Module: 'account', Offset: 0, Limit: 50, SearchKey: '小明', Role: 0 },
		]);
	});

	it.each([
		['user', 0],
		['serviceProvider', 1],
		['operator', 10],
		['customerManager', 20],
		[0, 0],
		['20', 20],
	])('filters by the role %j', async (role, number) => {
		const parameters = { returnAll: true, filters: { role } };
		const { subjects } = await run(name, [{}], { parameters });
		expect(subjects).toEqual(idsWith(({ Role }) => Role === number));
	});

	it('searches', async () => {
		const search = '小明';
		const parameters = { returnAll: true, filters: { search } };
		const { json, subjects } = await run(name, [{}], { parameters });
		const wanted = idsWith(({ NickName }) => NickName === search);
		expect(wanted.length).toBeGreaterThan(5);
		expect(subjects).toEqual(wanted);
		for (const row of json) expect(row.name).toBe(search);
	});

	it('reads parameters from each item, and asks once for equal ones', async () => {
		const items = [{ limit: 3 }, { limit: 2 }, { limit: 3 }];
		const result = await run(name, items, { parameters: { limit: '={{ $json.limit }}' } });
		expect(result.pairs).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
		expect(result.requests).toHaveLength(2);
		expect(result.output[0][0].json).not.toBe(result.output[0][5].json);
	});

	it('asks again for what a page that was cut short lacks', async () => {
		world.cloud.settings.wemake.mostRows = 30;
		const result = await run(name, [{}], ALL);
		expect(result.subjects).toEqual(world.cloud.wemake.subAccountIds(owner));
		expect(pagesOf(result)).toEqual(['0+50', '30+20', '50+50', '80+20', '100+50']);
	});

	it.each(['array', 'null'] as const)('finds nobody without an error (%s)', async (form) => {
		world.cloud.settings.wemake.emptyLists = form;
		const parameters = { returnAll: true, filters: { search: 'nobody' } };
		const { json, error, requests } = await run(name, [{}], { parameters });
		expect({ json, error }).toEqual({ json: [], error: undefined });
		expect(requests).toHaveLength(1);
	});

	it.each(['wrapped', 'bare'] as const)(
		'reads the %s envelope, and every digit',
		async (envelope) => {
			world.cloud.settings.wemake.envelope = envelope;
			world.cloud.settings.wemake.idsAsNumbers = true;
			const { json, subjects } = await run(name, [{}], ALL);
			expect(subjects).toEqual(world.cloud.wemake.subAccountIds(owner));
			for (const { masterId } of json) expect(masterId).toBe(owner);
		},
	);

	it('with Simplify off gives the rows as they are', async () => {
		world.cloud.faults.add({ kind: 'unknownFields' });
		const { json } = await run(name, [{}], { simplify: false, parameters: { limit: 5 } });
		const ids = world.cloud.wemake.subAccountIds(owner).slice(0, 5);
		expect(json.map(({ AccountId }) => AccountId)).toEqual(ids);
		for (const row of json) {
			const account = world.cloud.wemake.get(String(row.AccountId))! as IDataObject;
			for (const field of Object.keys(row).filter((one) => !/^Future|^Permission$/.test(one))) {
				expect(row[field]).toEqual(account[field]);
			}
			expect(row).toMatchObject({ FutureNull: null, FutureObject: { Nested: [1, null, 'two'] } });
		}
	});

	it('includeRaw adds the row', async () => {
		const options = { includeRaw: true };
		const { json } = await run(name, [{}], { parameters: { limit: 2 }, options });
		for (const { raw, subject } of json) expect(raw).toMatchObject({ AccountId: subject });
	});

	it('a row that says nothing costs the page nothing, and no other request', async () => {
		const list = [{ AccountId: '5' }, null, { AccountId: '6' }];
		world.serve({ SubAccounts: { Total: 3, [rows]: list, RequestId: 'q' } });
		const { subjects, requests } = await run(name, [{}], ALL);
		expect(subjects).toEqual(['5', '6']);
		expect(requests).toHaveLength(1);
	});

	it.each([
		{ SubAccounts: {} },
		{ SubAccounts: { [rows]: [] } },
		{ SubAccounts: { Total: 'many', [rows]: [] } },
		{ SubAccounts: { Total: 1, [rows]: [7] } },
		{ SubAccounts: { Total: 1, [rows]: 'none' } },
	])('%j is no answer', async (answer) => {
		world.serve({ Response: { ...answer, RequestId: 'q' } });
		const { error, output } = await run(name);
		expect(error!.message).toBe('The answer lacks what was asked for');
		expect(error!.description).toContain('Request ID: q.');
		expect(output).toEqual([]);
	});

	it.each([
		[{ limit: 0 }, 'The limit is not a number of results'],
		[{ limit: '={{ "many" }}' }, 'The limit is not a number of results'],
		[{ limit: 1.5 }, 'The limit is not a number of results'],
		[{ filters: { role: 'boss' } }, 'The platform has no such role'],
		[{ filters: { role: -1 } }, 'The platform has no such role'],
		[{ side: '={{ "left" }}' }, 'The platform has no such side'],
	])('refuses %j before any request', async (parameters, message) => {
		expectInvalidParameter(await run(name, [{}], { parameters }), message);
	});

	it('a page that is refused fails its item, and no other', async () => {
		// The first page of each item, and no more.
		world.cloud.quotas.set('wemake', OPERATIONS[name].action, 2);
		const result = await run(name, [{ limit: 70 }, { limit: 2 }], {
			parameters: { limit: '={{ $json.limit }}' },
			...CONTINUE,
		});
		expect(result.pairs).toEqual([0, 1, 1]);
		const throttled = 'The platform is throttling requests';
		expect(result.json.map(({ error }) => error)).toEqual([throttled, undefined, undefined]);
	});
});

it('a row of the tenant side holds the status of the authentication', async () => {
	const { json } = await run('tenantSubAccounts', [{}], ALL);
	for (const { subject, status, role, name, email } of json) {
		const account = world.cloud.wemake.get(String(subject))!;
		expect(status).toBe(WEMAKE_STATUSES[account.AuthStatus]);
		expect(role).toBe(account.Role === 0 ? 'user' : 'serviceProvider');
		expect([name, email]).toEqual([account.NickName, account.ContactMail]);
	}
});

it('a row of the operator side does not: the status is unknown', async () => {
	const { json } = await run('operatorSubAccounts', [{}], ALL);
	const unknown = { status: 'unknown', emailStatus: 'unknown', phoneStatus: 'unknown' };
	for (const row of json) {
		expect(row).toMatchObject({ ...unknown, isVerified: false });
		expect(row.role).toMatch(/^(operator|customerManager)$/);
	}
});

it('the operator side needs an operator’s token', async () => {
	const credential = { accessToken: verified.accessToken };
	const { error } = await run('operatorSubAccounts', [{}], { credential });
	expect(error!.message).toBe('The key may not do this');
	expect(error!.description).toContain('Code: AuthFailure.UnauthorizedOperation.');
});

it.each([
	'{"Response":{"SubAccounts":{"RequestId":"inside"}}}',
	'{"SubAccounts":{"RequestId":"inside"}}',
])('the request ID inside the list of %s is the one that the item names', async (body) => {
	world.serve(body);
	const { error } = await run('operatorSubAccounts');
	expect(error!.description).toContain('Request ID: inside.');
});
