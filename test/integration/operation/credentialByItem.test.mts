// A field of the credential that holds an expression: each item has its own credential.
import type { IDataObject } from 'n8n-workflow';
import { INTERNATIONAL_ACCOUNT } from '../../../sandbox/cloud/aliyun/keys.mts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { PlainCredentials } from '../harness/credentials.mts';
import { CONTINUE, useWorld, type Lookup, type LookupResult } from '../harness/world.mts';

const world = useWorld({ members: 40, emails: 40, accounts: 10 });
afterEach(() => jest.restoreAllMocks());

const { verified, pending, failed } = demoSubjects.wemake;
const TOKEN = { accessToken: '={{ $json.token }}' };
const MODES: Array<[string, IDataObject]> = [
	['openApi', TOKEN],
	['session', { ...TOKEN, authentication: 'session' }],
];

/** Two accounts of a vendor, as fields of items, and the credential that reads them. */
const VENDORS = {
	tencent: {
		keys: [demoCredentials.tencent, demoCredentials.tencentInternational],
		credential: { secretId: '={{ $json.secretId }}', secretKey: '={{ $json.secretKey }}' },
		subject: demoSubjects.tencent.pending,
	},
	aliyun: {
		keys: [demoCredentials.aliyun, demoCredentials.aliyunInternational],
		credential: {
			accessKeyId: '={{ $json.accessKeyId }}',
			accessKeySecret: '={{ $json.accessKeySecret }}',
		},
		subject: demoSubjects.aliyun.pending,
	},
} as const;

const outcomesOf = ({ json }: LookupResult) =>
	json.map(({ error, subject, status }) => error ?? [subject, status]);

const spyOnDecryption = () => jest.spyOn(PlainCredentials.prototype, 'getDecrypted');

/** An n8n that does not show what is stored. */
function hideStored(): void {
	const original = PlainCredentials.prototype.getDecrypted;
	spyOnDecryption().mockImplementation(async function (this: PlainCredentials, ...given) {
		if (given[5] === true) throw new Error('not here');
		return await original.apply(this, given);
	});
}

describe.each(MODES)('the access token, %s', (_mode, credential) => {
	it.each([
		['as n8n shows it', () => {}],
		['where n8n shows nothing', hideStored],
	])('each item sees its own account, equal ones are asked once: %s', async (_name, prepare) => {
		prepare();
		const accounts = [verified, pending, verified, failed, pending];
		const items = accounts.map(({ accessToken }) => ({ token: accessToken }));
		const result = await world.lookup('wemake', items, { credential });
		expect(result.subjects).toEqual(accounts.map(({ accountId }) => accountId));
		expect(result.pairs).toEqual([0, 1, 2, 3, 4]);
		expect(result.requests).toHaveLength(3);
	});

	it.each<[string, unknown]>([
		['is missing', undefined],
		['is null', null],
		['is empty', ''],
		['is blank', ' '],
		['is an object', { token: 'x' }],
		['is a list', ['x']],
	])('an item whose token %s fails alone, and names the field', async (_name, token) => {
		const items = [verified.accessToken, token, pending.accessToken].map((one) => ({ token: one }));
		const result = await world.lookup('wemake', items as IDataObject[], {
			...CONTINUE,
			credential,
		});
		expect(outcomesOf(result)).toEqual([
			[verified.accountId, 'verified'],
			'The expression in the field Access Token of the credential gives no key for this item',
			[pending.accountId, 'pending'],
		]);
		expect(result.pairs).toEqual([0, 1, 2]);
		expect(result.requests).toHaveLength(2);
		expect((result.json[1].details as IDataObject).advice).toMatch(/the item may lack the field/);
	});

	it('an item whose expression throws fails alone', async () => {
		const items = [verified.accessToken, null, pending.accessToken].map((one) => ({ token: one }));
		const throwing = "={{ $json.token === null ? $('Nowhere').item.json.token : $json.token }}";
		const result = await world.lookup('wemake', items, {
			...CONTINUE,
			credential: { ...credential, accessToken: throwing },
		});
		expect(outcomesOf(result)).toEqual([
			[verified.accountId, 'verified'],
			'An expression in the credential cannot be resolved for this item',
			[pending.accountId, 'pending'],
		]);
		const { advice } = result.json[1].details as IDataObject;
		expect(advice).toMatch(/^Look at the expressions in its fields\. n8n says: "[^[]+"\.$/);
	});
});

it('stops before anything is sent at an item without a key, and names it', async () => {
	const items = [{ token: verified.accessToken }, {}];
	const { error, output, requests } = await world.lookup('wemake', items, { credential: TOKEN });
	expect(error!.message).toMatch(/^The expression in the field Access Token/);
	expect(error!.context).toMatchObject({ itemIndex: 1 });
	expect({ output, requests }).toEqual({ output: [], requests: [] });
});

it('an item whose token is refused fails alone', async () => {
	const items = [verified.accessToken, 'wrong', pending.accessToken].map((token) => ({ token }));
	const result = await world.lookup('wemake', items, { ...CONTINUE, credential: TOKEN });
	expect(outcomesOf(result)).toEqual([
		[verified.accountId, 'verified'],
		'The access token is wrong or has expired',
		[pending.accountId, 'pending'],
	]);
});

it('a message of the service never shows the token of its item', async () => {
	const tokens = ['SECRETTOKENOFANN', 'SECRETTOKENOFBOB'];
	for (const token of tokens) {
		const Error = { Code: 'InvalidParameter', Message: `bad ${token}` };
		world.serve({ Response: { Error, RequestId: 'r' } }, { times: 1 });
	}
	const result = await world.lookup(
		'wemake',
		tokens.map((token) => ({ token })),
		{ ...CONTINUE, credential: TOKEN, options: { requestsPerSecond: 0.9 } },
	);
	expect(result.json.map(({ details }) => (details as IDataObject).serviceMessage)).toEqual([
		'bad …',
		'bad …',
	]);
});

describe.each(['tencent', 'aliyun'] as const)('%s, key pairs', (service) => {
	const { keys, credential, subject } = VENDORS[service];
	const [own, other] = keys;

	it('each item is asked of its own account', async () => {
		const items = [own, other, other, own].map((key) => ({ ...key, subject }));
		const result = await world.lookup(service, items, { credential });
		expect(outcomesOf(result)).toEqual([
			[subject, 'pending'],
			[subject, 'verified'],
			[subject, 'verified'],
			[subject, 'pending'],
		]);
		expect(result.requests).toHaveLength(2);
		expect(new Set(result.requests.map(({ account }) => account)).size).toBe(2);
	});

	it('an item without a key fails alone, and names the field', async () => {
		const items: IDataObject[] = [{ ...own, subject }, { subject }, { ...other, subject }];
		const result = await world.lookup(service, items, { ...CONTINUE, credential });
		const label = service === 'tencent' ? 'Secret ID' : 'AccessKey ID';
		expect(outcomesOf(result)).toEqual([
			[subject, 'pending'],
			`The expression in the field ${label} of the credential gives no key for this item`,
			[subject, 'verified'],
		]);
	});

	it('permanent and temporary keys stand side by side', async () => {
		const temporary = { tencent: 'tencentTemporary', aliyun: 'aliyunTemporary' } as const;
		const field = { tencent: 'sessionToken', aliyun: 'securityToken' }[service];
		const items = [own, demoCredentials[temporary[service]]].map((key) => ({ ...key, subject }));
		for (const given of [items, items.map((item) => ({ [field]: null, ...item }))]) {
			const result = await world.lookup(service, given, {
				credential: { ...credential, [field]: `={{ $json.${field} }}` },
			});
			expect(outcomesOf(result)).toEqual([
				[subject, 'pending'],
				[subject, 'pending'],
			]);
		}
	});
});

describe('many at once', () => {
	const accounts = VENDORS.aliyun.keys;
	const automatic: Lookup = {
		credential: VENDORS.aliyun.credential,
		options: { lookupStrategy: 'automatic' },
	};

	it('Aliyun lists each account for its own items', async () => {
		const { sample, pending: waiting, verified: done, imported } = demoSubjects.aliyun;
		const subjects = [sample, waiting, done, imported];
		const items = subjects.flatMap((subject) => accounts.map((key) => ({ ...key, subject })));
		const result = await world.lookup('aliyun', items, automatic);
		const { cloud } = world;
		const states = [cloud.aliyun, cloud.international.aliyun];
		expect(outcomesOf(result)).toEqual(
			subjects.flatMap((subject) =>
				states.map((state) => [subject, state.get(subject)!.status === 1 ? 'verified' : 'pending']),
			),
		);
		expect(result.pairs).toEqual(items.map((_, index) => index));
		expect(result.requests.map(({ action }) => action)).toEqual([
			'ListEmailVerification',
			'ListEmailVerification',
		]);
	});

	it('Aliyun commands go in a request for each account', async () => {
		const addresses = ['one@tenant.example.com', 'two@tenant.example.com'];
		const items = addresses.flatMap((emails) => accounts.map((key) => ({ ...key, emails })));
		const result = await world.lookup('aliyun', items, {
			credential: VENDORS.aliyun.credential,
			parameters: { operation: 'submit', emails: '={{ $json.emails }}' },
		});
		expect(result.subjects).toEqual(items.map(({ emails }) => emails));
		expect(
			result.requests.map(({ account, query }) => [
				account === INTERNATIONAL_ACCOUNT,
				new URLSearchParams(query).get('Email'),
			]),
		).toEqual([
			[false, addresses.join()],
			[true, addresses.join()],
		]);
		for (const state of [world.cloud.aliyun, world.cloud.international.aliyun]) {
			for (const email of addresses) expect(state.get(email)!.status).toBe(0);
		}
	});

	it('WeMake accounts are asked by ID with the token of their items', async () => {
		const ids = [verified, pending, failed].map(({ accountId }) => accountId);
		const items = [verified, pending].flatMap(({ accessToken }) =>
			ids.map((id) => ({ token: accessToken, id })),
		);
		const result = await world.lookup('wemake', items, {
			credential: TOKEN,
			options: { lookupStrategy: 'automatic' },
			parameters: {
				operation: 'get',
				accountIds: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			},
		});
		expect(result.subjects).toEqual([...ids, ...ids]);
		expect(
			result.requests.map(({ headers, body }) => [
				headers['x-tc-token'],
				(JSON.parse(body) as IDataObject).AccountIds,
			]),
		).toEqual([
			[verified.accessToken, ids],
			[pending.accessToken, ids],
		]);
	});
});

describe('what it costs', () => {
	const items = Array.from({ length: 50 }, () => ({ subject: demoSubjects.tencent.sample }));

	it('a credential without expressions is read once for all items', async () => {
		const spy = spyOnDecryption();
		const { json } = await world.lookup('tencent', items);
		expect(json).toHaveLength(50);
		// Once as it is stored, and once for use.
		expect(spy).toHaveBeenCalledTimes(2);
	});

	it('one that does not exist is looked for once', async () => {
		const spy = spyOnDecryption().mockRejectedValue(new Error('Credential does not exist'));
		const { json } = await world.lookup('tencent', items, CONTINUE);
		expect(json.map(({ error }) => error)).toEqual(items.map(() => 'Credential does not exist'));
		expect(spy).toHaveBeenCalledTimes(2);
	});

	it('an expression among what the administrator of n8n has set counts', async () => {
		const request = world.request('wemake', { credential: { accessToken: '' } });
		const { output } = await world.engine.run({
			...request,
			credentialOverwrites: { wemakeIamApi: TOKEN },
			items: [verified, pending].map(({ accessToken }) => ({ token: accessToken })),
		});
		expect(output[0].map(({ json }) => json.subject)).toEqual([
			verified.accountId,
			pending.accountId,
		]);
	});
});

describe('where n8n has no items', () => {
	const LISTS = [
		['tencent', 'searchMembers', { secretId: '={{ $json.secretId }}' }],
		['tencent', 'searchDepartments', { secretKey: '={{ $json.secretKey }}' }],
		['wemake', 'searchAccounts', TOKEN],
		['wemake', 'searchMainAccounts', TOKEN],
	] as const;

	it.each(LISTS)('%s: the list %s says so', async (service, method, credential) => {
		const list = world.engine.listSearch(world.request(service, { credential }), method);
		await expect(list).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'An expression in the credential cannot be resolved here',
			description: expect.stringMatching(/an expression that reads items cannot be used/) as string,
		});
		expect(world.cloud.journal.entries()).toEqual([]);
	});

	it.each([
		['tencentOrganizationTrigger', 'tencent', { secretId: '={{ $json.secretId }}' }],
		['aliyunEmailVerificationTrigger', 'aliyun', { accessKeySecret: '={{ $json.secret }}' }],
		['iamAccountTrigger', 'wemake', TOKEN],
	] as const)('%s says so', async (node, service, credential) => {
		const request = { ...world.request(service, { credential }), node, parameters: {} };
		await expect(world.engine.poll(request, {})).rejects.toMatchObject({
			message: 'An expression in the credential cannot be resolved here',
			description: expect.stringMatching(/Enter the value itself/) as string,
		});
		expect(world.cloud.journal.entries()).toEqual([]);
	});

	it.each([
		['gives an object', '={{ { a: 1 } }}'],
		['gives nothing', '={{ $vars.nothing }}'],
	])('an expression that %s names the field', async (_name, accessToken) => {
		const request = world.request('wemake', { credential: { accessToken } });
		await expect(world.engine.listSearch(request, 'searchAccounts')).rejects.toMatchObject({
			message: 'The expression in the field Access Token of the credential gives no key here',
		});
	});

	it('expressions without items go on working: in lists, triggers and runs', async () => {
		const credential = { accessToken: '={{ $vars.token }}' };
		const variables = { token: verified.accessToken };
		const request = { ...world.request('wemake', { credential }), variables };
		const { results } = await world.engine.listSearch(request, 'searchAccounts');
		expect(results[0].value).toBe(verified.accountId);
		const { output } = await world.engine.run({ ...request, items: [{}] });
		expect(output[0][0].json.subject).toBe(verified.accountId);
		const trigger = { ...request, node: 'iamAccountTrigger', parameters: {} };
		const events = await world.engine.poll(trigger, {}, { mode: 'manual' });
		expect(events!.map(({ json }) => json.subject)).toContain(verified.accountId);
	});
});
