// Sub-Account: Get Many and Get IDs. Lists, page by page.
import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import {
	bodiesOf,
	OPERATIONS,
	pairsOf,
	RECORD_KEYS,
	SUB_ACCOUNTS,
	useRoom,
} from './useIamAccount.mts';

const { world, run } = useRoom();
const { verified, operator, pending } = demoSubjects.wemake;

const ALL = { parameters: { returnAll: true } };
const subjects = (json: IDataObject[]) => json.map(({ subject }) => subject);
const pagesOf = (result: Awaited<ReturnType<typeof run>>) =>
	bodiesOf(result)
		.map(({ Offset, Limit }) => [Number(Offset), Number(Limit)])
		.sort(([a], [b]) => a - b);

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
		expect(subjects(result.json)).toEqual(world.cloud.wemake.subAccountIds(owner));
		expect(result.json).toHaveLength(SUB_ACCOUNTS);
		expect(pairsOf(result)).toEqual(result.json.map(() => 0));
		expect(pagesOf(result)).toEqual([
			[0, 50],
			[50, 50],
			[100, 50],
		]);
		expect(Object.keys(result.json[0])).toEqual([...RECORD_KEYS, 'name', 'role', 'masterId']);
	});

	it.each([
		[1, [[0, 1]]],
		[10, [[0, 10]]],
		[50, [[0, 50]]],
		[
			70,
			[
				[0, 50],
				[50, 50],
			],
		],
	])('gives %i of them with no more requests than it takes', async (limit, pages) => {
		const result = await run(name, [{}], { parameters: { limit } });
		expect(subjects(result.json)).toEqual(world.cloud.wemake.subAccountIds(owner).slice(0, limit));
		expect(pagesOf(result)).toEqual(pages);
	});

	it('gives 50 unless told', async () => {
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
		const { json } = await run(name, [{}], { parameters: { returnAll: true, filters: { role } } });
		expect(subjects(json)).toEqual(idsWith(({ Role }) => Role === number));
	});

	it('searches', async () => {
		const search = '小明';
		const { json } = await run(name, [{}], {
			parameters: { returnAll: true, filters: { search } },
		});
		const wanted = idsWith(({ NickName }) => NickName === search);
		expect(wanted.length).toBeGreaterThan(5);
		expect(subjects(json)).toEqual(wanted);
		for (const row of json) expect(row.name).toBe(search);
	});

	it('reads parameters from each item, and asks once for equal ones', async () => {
		const items = [{ limit: 3 }, { limit: 2 }, { limit: 3 }];
		const result = await run(name, items, { parameters: { limit: '={{ $json.limit }}' } });
		expect(pairsOf(result)).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
		expect(result.requests).toHaveLength(2);
		expect(result.output[0][0].json).not.toBe(result.output[0][5].json);
	});

	it('asks again for what a page that was cut short lacks', async () => {
		world.cloud.settings.wemake.mostRows = 30;
		const result = await run(name, [{}], ALL);
		expect(subjects(result.json)).toEqual(world.cloud.wemake.subAccountIds(owner));
		expect(pagesOf(result)).toEqual([
			[0, 50],
			[30, 20],
			[50, 50],
			[80, 20],
			[100, 50],
		]);
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
			const { json } = await run(name, [{}], ALL);
			expect(subjects(json)).toEqual(world.cloud.wemake.subAccountIds(owner));
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
		const { json } = await run(name, [{}], {
			parameters: { limit: 2 },
			options: { includeRaw: true },
		});
		for (const { raw, subject } of json) expect(raw).toMatchObject({ AccountId: subject });
	});

	it('a row that says nothing costs the page nothing, and no other request', async () => {
		const list = [{ AccountId: '5' }, null, { AccountId: '6' }];
		const body = JSON.stringify({ SubAccounts: { Total: 3, [rows]: list, RequestId: 'q' } });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { json, requests } = await run(name, [{}], ALL);
		expect(subjects(json)).toEqual(['5', '6']);
		expect(requests).toHaveLength(1);
	});

	it.each([
		{ SubAccounts: {} },
		{ SubAccounts: { [rows]: [] } },
		{ SubAccounts: { Total: 'many', [rows]: [] } },
		{ SubAccounts: { Total: 1, [rows]: [7] } },
		{ SubAccounts: { Total: 1, [rows]: 'none' } },
	])('%j is no answer', async (answer) => {
		const body = JSON.stringify({ Response: { ...answer, RequestId: 'q' } });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
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
		const { error, requests } = await run(name, [{}], { parameters });
		expect(error).toMatchObject({ name: 'NodeOperationError', message, context: { itemIndex: 0 } });
		expect(requests).toEqual([]);
	});

	it('a page that is refused fails its item, and no other', async () => {
		// The first page of each item, and no more.
		world.cloud.quotas.set('wemake', OPERATIONS[name].action, 2);
		const result = await run(name, [{ limit: 70 }, { limit: 2 }], {
			parameters: { limit: '={{ $json.limit }}' },
			onError: 'continueRegularOutput',
		});
		expect(pairsOf(result)).toEqual([0, 1, 1]);
		expect(result.json.map(({ error }) => error)).toEqual([
			'The platform is throttling requests',
			undefined,
			undefined,
		]);
	});
});

it('the tenant side tells how each is authenticated', async () => {
	const { json } = await run('tenantSubAccounts', [{}], ALL);
	for (const { subject, status, role, name, email } of json) {
		const account = world.cloud.wemake.get(String(subject))!;
		expect(status).toBe(['unverified', 'pending', 'verified', 'failed'][account.AuthStatus]);
		expect(role).toBe(account.Role === 0 ? 'user' : 'serviceProvider');
		expect([name, email]).toEqual([account.NickName, account.ContactMail]);
	}
});

it('the operator side does not tell it: the status is unknown', async () => {
	const { json } = await run('operatorSubAccounts', [{}], ALL);
	for (const row of json) {
		expect(row).toMatchObject({
			status: 'unknown',
			isVerified: false,
			emailStatus: 'unknown',
			phoneStatus: 'unknown',
		});
		expect(row.role).toMatch(/^(operator|customerManager)$/);
	}
});

it('the operator side needs an operator’s token', async () => {
	const { error } = await run('operatorSubAccounts', [{}], {
		credential: { accessToken: verified.accessToken },
	});
	expect(error!.message).toBe('The key may not do this');
	expect(error!.description).toContain('Code: AuthFailure.UnauthorizedOperation.');
});

it.each([
	'{"Response":{"SubAccounts":{"RequestId":"inside"}}}',
	'{"SubAccounts":{"RequestId":"inside"}}',
])('the request ID inside the list of %s is the one that the item names', async (body) => {
	world.cloud.faults.add({ kind: 'status', status: 200, body });
	const { error } = await run('operatorSubAccounts');
	expect(error!.description).toContain('Request ID: inside.');
});

describe('getSubAccountIds', () => {
	const MASTER = { masterId: '={{ $json.id }}' };

	it('gives an item for each ID', async () => {
		const result = await run('getSubAccountIds', [{}], ALL);
		const ids = world.cloud.wemake.subAccountIds(verified.accountId);
		expect(result.json).toEqual(
			ids.map((accountId) => ({
				provider: 'wemakeIam',
				accountId,
				masterId: verified.accountId,
			})),
		);
		expect(pairsOf(result)).toEqual(ids.map(() => 0));
		expect(bodiesOf(result)).toEqual([{ MasterId: verified.accountId }]);
		expect(result.requests[0].headers.authorization).toContain('/iam/tc3_request');
	});

	it('asks once for each main account, and puts its IDs in its items’ places', async () => {
		const ids = [operator.accountId, pending.accountId, verified.accountId, operator.accountId];
		const result = await run(
			'getSubAccountIds',
			ids.map((id) => ({ id })),
			{ parameters: { ...MASTER, ...ALL.parameters } },
		);
		expect(result.requests).toHaveLength(3);
		const wanted = ids.flatMap((id, index) =>
			world.cloud.wemake.subAccountIds(id).map((accountId) => [index, accountId]),
		);
		expect(pairsOf(result).map((index, row) => [index, result.json[row].accountId])).toEqual(
			wanted,
		);
	});

	it('with Simplify off names them as the service names accounts, every digit exact', async () => {
		world.cloud.settings.wemake.idsAsNumbers = true;
		const { json } = await run('getSubAccountIds', [{}], { ...ALL, simplify: false });
		const ids = world.cloud.wemake.subAccountIds(verified.accountId);
		expect(json).toEqual(ids.map((AccountId) => ({ AccountId })));
	});

	it('gives as many as are wanted, 50 unless told, and never asks twice', async () => {
		const ids = world.cloud.wemake.subAccountIds(verified.accountId);
		const first = async (parameters: Parameters<typeof run>[2]) => {
			const { json, requests } = await run('getSubAccountIds', [{}], parameters);
			expect(requests).toHaveLength(1);
			expect(json.map(({ accountId }) => accountId)).toEqual(ids.slice(0, json.length));
			return json.length;
		};
		expect(await first({})).toBe(50);
		expect(await first({ parameters: { limit: 3 } })).toBe(3);
		expect(await first({ parameters: { limit: 500 } })).toBe(SUB_ACCOUNTS);
		expect(await first({ parameters: { returnAll: true, limit: 3 } })).toBe(SUB_ACCOUNTS);
	});

	it.each([{ limit: 0 }, { limit: '={{ "many" }}' }])(
		'refuses %j before any request',
		async (parameters) => {
			const { error, requests } = await run('getSubAccountIds', [{}], { parameters });
			expect(error!.message).toBe('The limit is not a number of results');
			expect(requests).toEqual([]);
		},
	);

	it('gives every ID as text, however it came, and none for what is no ID', async () => {
		const body = '{"SubIds":[5,null,"6",""," ",{},511008144529233333],"RequestId":"q"}';
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { json } = await run('getSubAccountIds');
		expect(json.map(({ accountId }) => accountId)).toEqual(['5', '6', '511008144529233333']);
	});

	it.each(['array', 'null'] as const)('gives none where there are none (%s)', async (form) => {
		world.cloud.settings.wemake.emptyLists = form;
		const { json, error } = await run('getSubAccountIds', [{ id: '1' }], { parameters: MASTER });
		expect({ json, error }).toEqual({ json: [], error: undefined });
	});

	it.each([
		['chosen from the list', { __rl: true, mode: 'list', value: operator.accountId }],
		['as an ID', { __rl: true, mode: 'id', value: ` ${operator.accountId}\n` }],
		['by an expression', '={{ $json.id }}'],
		['as plain text', operator.accountId],
	])('takes a main account %s', async (_how, masterId) => {
		const { json } = await run('getSubAccountIds', [{ id: operator.accountId }], {
			parameters: { masterId, ...ALL.parameters },
		});
		expect(json[0]).toMatchObject({ masterId: operator.accountId });
		expect(json).toHaveLength(SUB_ACCOUNTS);
	});

	it.each([
		['', 'The main account ID is empty'],
		['1,2', 'This is not a main account ID'],
		['somebody', 'This is not a main account ID'],
		[2 ** 60, /^The main account ID is a number that JavaScript cannot/],
	])('refuses %j before any request', async (id, message) => {
		const { error, requests } = await run('getSubAccountIds', [{ id }], { parameters: MASTER });
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error!.message).toMatch(message);
		expect(requests).toEqual([]);
	});

	it.each([
		'{"RequestId":"q"}',
		'{"SubIds":"none","RequestId":"q"}',
		'{"SubIds":{},"RequestId":"q"}',
	])('%s is no answer', async (body) => {
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { error } = await run('getSubAccountIds');
		expect(error!.message).toBe('The answer lacks what was asked for');
	});
});

it('IDs first, then the accounts: all under a main account without a token', async () => {
	const credential = { accessToken: '' };
	const { json: ids } = await run('getSubAccountIds', [{}], { ...ALL, credential });
	const accounts = await run('getAccount', ids, {
		credential,
		parameters: { accountIds: '={{ $json.accountId }}' },
		options: { lookupStrategy: 'automatic' },
	});
	expect(subjects(accounts.json)).toEqual(world.cloud.wemake.subAccountIds(verified.accountId));
	expect(accounts.requests).toHaveLength(3);
	expect(accounts.requests[0].headers).not.toHaveProperty('x-tc-token');
});
