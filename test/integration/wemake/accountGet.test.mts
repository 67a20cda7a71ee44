// Account: Get. Many IDs in few requests, each answer in its own place.
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { bodiesOf, FIELDS, NOTHING, pairsOf, RECORD_KEYS, useRoom } from './useIamAccount.mts';

const { world, run } = useRoom();
const { verified, pending, failed } = demoSubjects.wemake;
const ID = { accountIds: '={{ $json.id }}' };
const BATCHED = { parameters: ID, options: { lookupStrategy: 'automatic' } };

const subjects = (json: Array<{ subject?: unknown }>) => json.map(({ subject }) => subject);
const itemsOf = (ids: readonly string[]) => ids.map((id) => ({ id }));
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
		expect(subjects(result.json)).toEqual(ids);
		expect(pairsOf(result)).toEqual(ids.map((_, index) => index));
		for (const [index, id] of ids.entries()) {
			const { AuthStatus } = world.cloud.wemake.get(id)!;
			const status = ['unverified', 'pending', 'verified', 'failed'][AuthStatus];
			expect(result.json[index]).toMatchObject({ status, masterId: id });
		}
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
		expect(subjects(result.json)).toEqual([
			verified.accountId,
			pending.accountId,
			pending.accountId,
			verified.accountId,
		]);
		expect(pairsOf(result)).toEqual([0, 0, 1, 2]);
		expect(bodiesOf(result)).toEqual([{ AccountIds: [verified.accountId, pending.accountId] }]);
		expect(result.output[0][1].json).not.toBe(result.output[0][2].json);
	});

	it('tells the accounts apart by their IDs, in whatever order they come', async () => {
		const Accounts = [failed, verified, pending].map(({ accountId }) => ({
			...world.cloud.wemake.get(accountId),
			Permission: 0,
		}));
		const body = JSON.stringify({ Response: { Accounts, RequestId: 'r' } });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const ids = [pending.accountId, failed.accountId, verified.accountId];
		const { json, requests } = await run('getAccount', itemsOf(ids), BATCHED);
		expect(subjects(json)).toEqual(ids);
		expect(json.map(({ status }) => status)).toEqual(['pending', 'failed', 'verified']);
		expect(requests).toHaveLength(1);
	});

	it('asks again for what an answer that was cut short lacks', async () => {
		world.cloud.settings.wemake.mostRows = 20;
		const ids = world.cloud.wemake.accountIds().slice(0, 50);
		const result = await run('getAccount', itemsOf(ids), BATCHED);
		expect(subjects(result.json)).toEqual(ids);
		expect(batches(result)).toEqual([50, 30, 10]);
	});

	it('a row that says nothing costs the others nothing', async () => {
		const [first, second] = [pending, verified].map(({ accountId }) => ({
			...world.cloud.wemake.get(accountId),
			Permission: 0,
		}));
		const body = JSON.stringify({ Response: { Accounts: [first, null, second], RequestId: 'r' } });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const ids = [verified.accountId, pending.accountId];
		const { json, requests } = await run('getAccount', itemsOf(ids), BATCHED);
		expect(subjects(json)).toEqual(ids);
		expect(requests).toHaveLength(1);
	});

	it('asks for each on its own if told to', async () => {
		const ids = world.cloud.wemake.accountIds().slice(0, 30);
		const result = await run('getAccount', itemsOf(ids), { parameters: ID });
		expect(batches(result)).toEqual(ids.map(() => 1));
		expect(subjects(result.json)).toEqual(ids);
	});

	it('asks for each on its own where the platform takes no list of that length', async () => {
		const code = { kind: 'code', code: 'InvalidParameterValue', times: 1 } as const;
		world.cloud.faults.add(code);
		const ids = [verified, pending, failed].map(({ accountId }) => accountId);
		const result = await run('getAccount', itemsOf(ids), BATCHED);
		expect(subjects(result.json)).toEqual(ids);
		expect(batches(result)).toEqual([3, 1, 1, 1]);
	});

	it.each([
		['AuthFailure.SignatureFailure', 'The signature does not match'],
		['RequestLimitExceeded', 'The platform is throttling requests'],
		['InternalError', 'Something went wrong inside the platform'],
	])('asks no more after %s, which would befall each alike', async (code, message) => {
		world.cloud.faults.add({ kind: 'code', code });
		const ids = [verified, pending, failed].map(({ accountId }) => accountId);
		const { json, requests } = await run('getAccount', itemsOf(ids), {
			...BATCHED,
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ error }) => error)).toEqual([message, message, message]);
		expect(requests).toHaveLength(1);
	});

	it('reads languages and options from each item', async () => {
		const items = [
			{ id: verified.accountId, language: 'en' },
			{ id: verified.accountId, language: 'zh' },
			{ id: pending.accountId, language: 'zh' },
		];
		const { json, requests } = await run('getAccount', items, {
			parameters: ID,
			options: { lookupStrategy: 'automatic', language: '={{ $json.language }}' },
		});
		expect(subjects(json)).toEqual(items.map(({ id }) => id));
		expect(requests.map(({ headers }) => headers['x-tc-language']).sort()).toEqual([
			'en-US',
			'zh-CN',
		]);
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
		const { json, error, requests } = await run('getAccount', [{ ids }], {
			parameters: { accountIds: accountIds as never },
			options: { lookupStrategy: 'automatic' },
		});
		expect(error).toBeUndefined();
		expect(subjects(json)).toEqual(ids.slice(0, count));
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
		['a name', 'somebody', 'This is not a WeMake account ID'],
		['a list with a name in it', [verified.accountId, 'x'], 'This is not a WeMake account ID'],
		['twenty digits', '12345678901234567890', 'This is not a WeMake account ID'],
		['an object', { a: 1 }, 'This is not a WeMake account ID'],
		['a number that has lost digits', 2 ** 60, /^The WeMake account ID is a number that/],
		['such a number in a list', [2 ** 60], /^The WeMake account ID is a number that/],
	])('%s', async (_what, id, message) => {
		const { error, requests } = await run('getAccount', [{ id } as never], { parameters: ID });
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error!.message).toMatch(message);
		expect(error!.description).toMatch(/ Item: 0\.$/);
		expect(requests).toEqual([]);
	});

	it('stop a run before anything is sent', async () => {
		const items = [{ id: verified.accountId }, { id: 'x' }];
		const { error, requests } = await run('getAccount', items, BATCHED);
		expect(error!.context.itemIndex).toBe(1);
		expect(requests).toEqual([]);
	});
});

describe('accounts that the platform does not know', () => {
	const items = itemsOf([verified.accountId, '1', pending.accountId, `2,${failed.accountId}`]);

	it.each(['array', 'null'] as const)(
		'are errors in their places (empty lists: %s)',
		async (form) => {
			world.cloud.settings.wemake.emptyLists = form;
			const result = await run('getAccount', items, {
				...BATCHED,
				onError: 'continueRegularOutput',
			});
			expect(pairsOf(result)).toEqual([0, 1, 2, 3, 3]);
			expect(result.json.map(({ subject, error }) => subject ?? error)).toEqual([
				verified.accountId,
				'The platform has no such account',
				pending.accountId,
				'The platform has no such account',
				failed.accountId,
			]);
			expect(result.json[1].details).toMatchObject({
				advice: expect.stringContaining('If Not Found') as string,
			});
			// Once more for the two that the first answer lacks.
			expect(bodiesOf(result)[1]).toEqual({ AccountIds: ['1', '2'] });
			expect(result.requests).toHaveLength(2);
		},
	);

	it('stop a run, and the item is named', async () => {
		const { error, output } = await run('getAccount', items, BATCHED);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: 'The platform has no such account',
			context: { itemIndex: 1 },
		});
		expect(output).toEqual([]);
	});

	it.each(['automatic', 'individual'])(
		'are records of status unknown if wanted (%s)',
		async (way) => {
			const { json } = await run('getAccount', items, {
				parameters: ID,
				options: { lookupStrategy: way, ifNotFound: 'record', includeRaw: true },
			});
			expect(subjects(json)).toEqual([
				verified.accountId,
				'1',
				pending.accountId,
				'2',
				failed.accountId,
			]);
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

	it('may also be told by a code', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'ResourceNotFound', subject: '1' });
		const { json } = await run('getAccount', items, {
			...BATCHED,
			options: { ...BATCHED.options, ifNotFound: 'record' },
		});
		expect(json.map(({ status }) => status)).toEqual([
			'verified',
			'unknown',
			'pending',
			'unknown',
			'failed',
		]);
	});
});

it.each([
	'{"Response":{"RequestId":"q"}}',
	'{"Accounts":"none","RequestId":"q"}',
	'{"Accounts":[7],"RequestId":"q"}',
])('%s is no answer', async (body) => {
	world.cloud.faults.add({ kind: 'status', status: 200, body });
	const { error } = await run('getAccount');
	expect(error!.message).toBe('The answer lacks what was asked for');
	expect(error!.description).toContain('Request ID: q.');
});

it('an answer about somebody else is none', async () => {
	const body = JSON.stringify({ Accounts: [{ AccountId: '7', AuthStatus: 2 }], RequestId: 'q' });
	world.cloud.faults.add({ kind: 'status', status: 200, body });
	const { error } = await run('getAccount');
	expect(error!.message).toBe('The platform has no such account');
});
