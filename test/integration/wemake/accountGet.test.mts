// Account: Get. Many IDs in few requests, each answer in its own place.
import { WEMAKE_STATUSES } from '../../statuses.mts';
import { CONTINUE, expectInvalidParameter } from '../harness/world.mts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { bodiesOf, FIELDS, NOTHING, RECORD_KEYS, useIamAccount } from './useIamAccount.mts';

const { world, run } = useIamAccount();
const { verified, pending, failed } = demoSubjects.wemake;
const ID = { accountIds: '={{ $json.id }}' };
const THREE = [verified, pending, failed].map(({ accountId }) => accountId);
const NO_ID = 'This is not a WeMake account ID';
const UNKNOWN = 'The platform has no such account';
const BATCHED = { parameters: ID, options: { lookupStrategy: 'automatic' } };

const itemsOf = (ids: readonly string[]) => ids.map((id) => ({ id }));
/** The row of an account, in a form that JSON can hold. */
const row = ({ accountId }: { accountId: string }) => ({
	...world.cloud.wemake.get(accountId),
	Permission: 0,
});
const batches = (result: Awaited<ReturnType<typeof run>>) =>
	bodiesOf(result).map(({ AccountIds }) => (AccountIds as string[]).length);

it('gives what is known of an account, as Account: Get Current does, and who it is', async () => {
	const { json } = await run('getAccount');
	const [own] = (await world.lookup('wemake', [{}])).json;
	expect(json).toEqual([
		{ ...own, name: 'iam_test_3@163.com', role: 'serviceProvider', masterId: verified.accountId },
	]);
	expect(Object.keys(json[0])).toEqual([...RECORD_KEYS, 'name', 'role', 'masterId']);
});

it('with Simplify off gives the account, field for field', async () => {
	for (const id of [verified.accountId, pending.accountId]) {
		const { json } = await run('getAccount', [{ id }], { simplify: false, parameters: ID });
		const { Permission, ...account } = world.cloud.wemake.get(id)!;
		expect(json).toEqual([
			Permission === undefined ? account : { ...account, Permission: expect.anything() as unknown },
		]);
	}
});

it('keeps fields that no document names, nulls and every digit', async () => {
	world.cloud.settings.wemake.idsAsNumbers = true;
	world.cloud.faults.add({ kind: 'unknownFields' });
	const { json } = await run('getAccount', [{}], { simplify: false });
	expect(json[0]).toMatchObject({
		AccountId: verified.accountId,
		MasterId: verified.accountId,
		FutureNull: null,
		FutureObject: { Nested: [1, null, 'two'] },
	});
	const simple = await run('getAccount', [{}], { options: { includeRaw: true } });
	expect(simple.json[0]).toMatchObject({ subject: verified.accountId, raw: json[0] });
});

describe('many', () => {
	it('packs 50 IDs into a request, and gives every item its own account', async () => {
		const ids = world.cloud.wemake.accountIds().slice(0, 120).reverse();
		const result = await run('getAccount', itemsOf(ids), BATCHED);
		expect(batches(result).sort()).toEqual([20, 50, 50]);
		expect(result.subjects).toEqual(ids);
		expect(result.pairs).toEqual(ids.map((_, index) => index));
		const statusOf = (id: string) => WEMAKE_STATUSES[world.cloud.wemake.get(id)!.AuthStatus];
		expect(result.json).toMatchObject(ids.map((id) => ({ status: statusOf(id), masterId: id })));
		expect(result.hints[0].message).toContain('120 lookups were answered from a list');
	});

	it('sends IDs as text in a list, and nothing that nobody set', async () => {
		const result = await run('getAccount', itemsOf([failed.accountId, pending.accountId]), BATCHED);
		expect(bodiesOf(result)).toEqual([{ AccountIds: [failed.accountId, pending.accountId] }]);
		expect(result.requests[0]).toMatchObject({ action: 'DescribeAccounts', method: 'POST' });
		expect(result.requests[0].headers.authorization).toContain('/iam/tc3_request');
	});

	it('asks once for equal IDs, wherever they stand, and counts each once in an item', async () => {
		const items = [
			{ id: `${verified.accountId},${pending.accountId}` },
			{ id: [pending.accountId, ` ${pending.accountId}`] },
			{ id: verified.accountId },
		];
		const result = await run('getAccount', items, BATCHED);
		const [first, second] = THREE;
		expect(result.subjects).toEqual([first, second, second, first]);
		expect(result.pairs).toEqual([0, 0, 1, 2]);
		expect(bodiesOf(result)).toEqual([{ AccountIds: [first, second] }]);
		expect(result.output[0][1].json).not.toBe(result.output[0][2].json);
	});

	it('matches the accounts by their IDs, in any order', async () => {
		world.serve({ Response: { Accounts: [failed, verified, pending].map(row), RequestId: 'r' } });
		const ids = [pending.accountId, failed.accountId, verified.accountId];
		const { json, subjects, requests } = await run('getAccount', itemsOf(ids), BATCHED);
		expect(subjects).toEqual(ids);
		expect(json.map(({ status }) => status)).toEqual(['pending', 'failed', 'verified']);
		expect(requests).toHaveLength(1);
	});

	it('asks again for what an answer that was cut short lacks', async () => {
		world.cloud.settings.wemake.mostRows = 20;
		const ids = world.cloud.wemake.accountIds().slice(0, 50);
		const result = await run('getAccount', itemsOf(ids), BATCHED);
		expect(result.subjects).toEqual(ids);
		expect(batches(result)).toEqual([50, 30, 10]);
	});

	it('a row that says nothing costs the others nothing', async () => {
		const Accounts = [row(pending), null, row(verified)];
		world.serve({ Response: { Accounts, RequestId: 'r' } });
		const ids = [verified.accountId, pending.accountId];
		const { subjects, requests } = await run('getAccount', itemsOf(ids), BATCHED);
		expect(subjects).toEqual(ids);
		expect(requests).toHaveLength(1);
	});

	it('asks for each on its own with the strategy Individual', async () => {
		const ids = world.cloud.wemake.accountIds().slice(0, 30);
		const result = await run('getAccount', itemsOf(ids), { parameters: ID });
		expect(batches(result)).toEqual(ids.map(() => 1));
		expect(result.subjects).toEqual(ids);
	});

	it('asks for each on its own where the platform takes no list of that length', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'InvalidParameterValue', times: 1 });
		const result = await run('getAccount', itemsOf(THREE), BATCHED);
		expect(result.subjects).toEqual(THREE);
		expect(batches(result)).toEqual([3, 1, 1, 1]);
	});

	it.each([
		['AuthFailure.SignatureFailure', 'The signature does not match'],
		['RequestLimitExceeded', 'The platform is throttling requests'],
		['InternalError', 'Something went wrong inside the platform'],
	])('stops after %s, which every request would get', async (code, message) => {
		world.cloud.faults.add({ kind: 'code', code });
		const lookup = { ...BATCHED, ...CONTINUE };
		const { json, requests } = await run('getAccount', itemsOf(THREE), lookup);
		expect(json.map(({ error }) => error)).toEqual([message, message, message]);
		expect(requests).toHaveLength(1);
	});

	it('reads languages and options from each item', async () => {
		const items = [
			{ id: verified.accountId, language: 'en' },
			{ id: verified.accountId, language: 'zh' },
			{ id: pending.accountId, language: 'zh' },
		];
		const options = { lookupStrategy: 'automatic', language: '={{ $json.language }}' };
		const { subjects, requests } = await run('getAccount', items, { parameters: ID, options });
		expect(subjects).toEqual(items.map(({ id }) => id));
		const languages = requests.map(({ headers }) => headers['x-tc-language']);
		expect(languages.sort()).toEqual(['en-US', 'zh-CN']);
	});
});

describe('how accounts are given', () => {
	const ids = [verified.accountId, pending.accountId];
	it.each([
		['one chosen from the list', { __rl: true, mode: 'list', value: ids[0] }, 1],
		['one ID', { __rl: true, mode: 'id', value: ids[0] }, 1],
		['IDs with commas', { __rl: true, mode: 'id', value: ` ${ids.join(' , ')},\n` }, 2],
		['IDs with semicolons', { __rl: true, mode: 'id', value: ids.join(';') }, 2],
		['IDs by an expression', { __rl: true, mode: 'id', value: '={{ $json.ids.join() }}' }, 2],
		['an array by an expression', { __rl: true, mode: 'id', value: '={{ $json.ids }}' }, 2],
		['an array', { __rl: true, mode: 'id', value: ids }, 2],
		['plain text', ids.join(), 2],
		['a plain array', ids, 2],
		['a plain array by an expression', '={{ $json.ids }}', 2],
	])('as %s', async (_kind, accountIds, count) => {
		const { subjects, error, requests } = await run('getAccount', [{ ids }], {
			parameters: { accountIds: accountIds as never },
			options: { lookupStrategy: 'automatic' },
		});
		expect(error).toBeUndefined();
		expect(subjects).toEqual(ids.slice(0, count));
		expect(requests).toHaveLength(1);
	});

	it('the regular expression of the editor takes what the node takes', () => {
		const { modes } = FIELDS.find(({ name }) => name === 'accountIds')!;
		const [rule] = modes!.find(({ name }) => name === 'id')!.validation!;
		const regex = new RegExp(
			(rule as { type: string; properties: { regex: string } }).properties.regex,
		);
		for (const text of ['1', ' 1 ', '1,2', '1, 2;\n3,', ids.join('\n')])
			expect(text).toMatch(regex);
		for (const text of ['', 'a', '1 2', '1,a', '0', '1'.repeat(20)])
			expect(text).not.toMatch(regex);
		// Many digits and no end that fits: no time for a coffee.
		expect(`${'1'.repeat(19)},`.repeat(2000)).toMatch(regex);
		expect(`${`${'1'.repeat(19)}, `.repeat(2000)}x`).not.toMatch(regex);
	});
});

describe('parameters that cannot be sent', () => {
	it.each([
		['nothing', '', 'The WeMake account ID is empty'],
		['null', null, 'The WeMake account ID is empty'],
		['an empty list', [], 'The WeMake account ID is empty'],
		['nothing but commas', ' , ;', 'The WeMake account ID is empty'],
		['a name', 'somebody', NO_ID],
		['a list with a name in it', [verified.accountId, 'x'], NO_ID],
		['twenty digits', '12345678901234567890', NO_ID],
		['an object', { a: 1 }, NO_ID],
		['a number that has lost digits', 2 ** 60, /^The WeMake account ID is a number that/],
		['such a number in a list', [2 ** 60], /^The WeMake account ID is a number that/],
	])('%s', async (_what, id, message) => {
		const result = await run('getAccount', [{ id } as never], { parameters: ID });
		expectInvalidParameter(result, message);
	});

	it('stop a run before anything is sent', async () => {
		const result = await run('getAccount', itemsOf([verified.accountId, 'x']), BATCHED);
		expectInvalidParameter(result, NO_ID, 1);
	});
});

describe('accounts that the platform does not know', () => {
	const items = itemsOf([verified.accountId, '1', pending.accountId, `2,${failed.accountId}`]);

	it.each(['array', 'null'] as const)(
		'are errors in their places (empty lists: %s)',
		async (form) => {
			world.cloud.settings.wemake.emptyLists = form;
			const result = await run('getAccount', items, { ...BATCHED, ...CONTINUE });
			expect(result.pairs).toEqual([0, 1, 2, 3, 3]);
			expect(result.json.map(({ subject, error }) => subject ?? error)).toEqual([
				verified.accountId,
				UNKNOWN,
				pending.accountId,
				UNKNOWN,
				failed.accountId,
			]);
			const advice = expect.stringContaining('If Not Found') as string;
			expect(result.json[1].details).toMatchObject({ advice });
			// Once more for the two that the first answer lacks.
			expect(bodiesOf(result)[1]).toEqual({ AccountIds: ['1', '2'] });
			expect(result.requests).toHaveLength(2);
		},
	);

	it('stop a run, and the item is named', async () => {
		const { error, output } = await run('getAccount', items, BATCHED);
		const context = { itemIndex: 1 };
		expect(error).toMatchObject({ name: 'NodeApiError', message: UNKNOWN, context });
		expect(output).toEqual([]);
	});

	it.each(['automatic', 'individual'])(
		'are records of status unknown if wanted (%s)',
		async (way) => {
			const options = { lookupStrategy: way, ifNotFound: 'record', includeRaw: true };
			const { json, subjects } = await run('getAccount', items, { parameters: ID, options });
			const { accountId } = verified;
			expect(subjects).toEqual([accountId, '1', pending.accountId, '2', failed.accountId]);
			expect(json[1]).toEqual({
				...NOTHING,
				subject: '1',
				emailStatus: 'unknown',
				phoneStatus: 'unknown',
				name: null,
				role: null,
				masterId: null,
				raw: null,
			});
			expect(Object.keys(json[1])).toEqual(Object.keys(json[0]));
		},
	);

	it('may also be an error code of the platform', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'ResourceNotFound', subject: '1' });
		const options = { ...BATCHED.options, ifNotFound: 'record' };
		const { json } = await run('getAccount', items, { ...BATCHED, options });
		const statuses = ['verified', 'unknown', 'pending', 'unknown', 'failed'];
		expect(json.map(({ status }) => status)).toEqual(statuses);
	});
});

it.each([
	'{"Response":{"RequestId":"q"}}',
	'{"Accounts":"none","RequestId":"q"}',
	'{"Accounts":[7],"RequestId":"q"}',
])('%s is no answer', async (body) => {
	world.serve(body);
	const { error } = await run('getAccount');
	expect(error!.message).toBe('The answer lacks what was asked for');
	expect(error!.description).toContain('Request ID: q.');
});

it('an answer about somebody else is none', async () => {
	world.serve({ Accounts: [{ AccountId: '7', AuthStatus: 2 }], RequestId: 'q' });
	expect((await run('getAccount')).error!.message).toBe(UNKNOWN);
});
