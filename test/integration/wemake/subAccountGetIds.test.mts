// Sub-Account: Get IDs.
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { expectInvalidParameter } from '../harness/world.mts';
import { bodiesOf, SUB_ACCOUNTS, useIamAccount } from './useIamAccount.mts';

const { world, run } = useIamAccount();
const { verified, operator, pending } = demoSubjects.wemake;
const ALL = { parameters: { returnAll: true } };
const MASTER = { masterId: '={{ $json.id }}' };

it('gives an item for each ID', async () => {
	const result = await run('getSubAccountIds', [{}], ALL);
	const ids = world.cloud.wemake.subAccountIds(verified.accountId);
	expect(result.json).toEqual(
		ids.map((accountId) => ({ provider: 'wemakeIam', accountId, masterId: verified.accountId })),
	);
	expect(result.pairs).toEqual(ids.map(() => 0));
	expect(bodiesOf(result)).toEqual([{ MasterId: verified.accountId }]);
	expect(result.requests[0].headers.authorization).toContain('/iam/tc3_request');
});

it('asks once for each main account, and puts its IDs in its items’ places', async () => {
	const ids = [operator.accountId, pending.accountId, verified.accountId, operator.accountId];
	const items = ids.map((id) => ({ id }));
	const parameters = { ...MASTER, ...ALL.parameters };
	const result = await run('getSubAccountIds', items, { parameters });
	expect(result.requests).toHaveLength(3);
	const wanted = ids.flatMap((id, index) =>
		world.cloud.wemake.subAccountIds(id).map((accountId) => [index, accountId]),
	);
	expect(result.pairs.map((index, row) => [index, result.json[row].accountId])).toEqual(wanted);
});

it('with Simplify off names them as the service names accounts, every digit exact', async () => {
	world.cloud.settings.wemake.idsAsNumbers = true;
	const { json } = await run('getSubAccountIds', [{}], { ...ALL, simplify: false });
	const ids = world.cloud.wemake.subAccountIds(verified.accountId);
	expect(json).toEqual(ids.map((AccountId) => ({ AccountId })));
});

it('gives as many as are wanted, 50 by default, with one request', async () => {
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
		const result = await run('getSubAccountIds', [{}], { parameters });
		expectInvalidParameter(result, 'The limit is not a number of results');
	},
);

it('gives every ID as text, however it came, and none for what is no ID', async () => {
	world.serve('{"SubIds":[5,null,"6",""," ",{},511008144529233333],"RequestId":"q"}');
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
	const result = await run('getSubAccountIds', [{ id }], { parameters: MASTER });
	expectInvalidParameter(result, message);
});

it.each([
	'{"RequestId":"q"}',
	'{"SubIds":"none","RequestId":"q"}',
	'{"SubIds":{},"RequestId":"q"}',
])('%s is no answer', async (body) => {
	world.serve(body);
	const { error } = await run('getSubAccountIds');
	expect(error!.message).toBe('The answer lacks what was asked for');
});

it('IDs first, then the accounts: all under a main account without a token', async () => {
	const credential = { accessToken: '' };
	const { json: ids } = await run('getSubAccountIds', [{}], { ...ALL, credential });
	const accounts = await run('getAccount', ids, {
		credential,
		parameters: { accountIds: '={{ $json.accountId }}' },
		options: { lookupStrategy: 'automatic' },
	});
	expect(accounts.subjects).toEqual(world.cloud.wemake.subAccountIds(verified.accountId));
	expect(accounts.requests).toHaveLength(3);
	expect(accounts.requests[0].headers).not.toHaveProperty('x-tc-token');
});
