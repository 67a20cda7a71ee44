// A credential whose fields hold expressions, and what goes wrong before the first item, in a real n8n.
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoSubjects, furtherKeys } from '../../sandbox/cloud/demo.mts';
import { cloudCredentials } from '../../sandbox/demo/credentials.mts';
import type { CredentialFile } from '../../sandbox/n8n/n8n.mts';
import type { Item } from '../../sandbox/n8n/runData.mts';
import { chain, lookup, rows, type NodeFile } from './workflows.mts';
import type { World, Workflows } from './world.mts';

const { pending, failed } = demoSubjects.wemake;

const CREDENTIALS = {
	wemakeIamApi: {
		'token-by-item': { accessToken: '={{ $json.token }}' },
		'session-by-item': { accessToken: '={{ $json.token }}', authentication: 'session' },
		unresolvable: { accessToken: "={{ $('Nowhere').item.json.token }}" },
	},
	tencentCloudTc3Api: {
		'key-by-item': { secretId: '={{ $json.secretId }}', secretKey: '={{ $json.secretKey }}' },
	},
} as const;

const reference = (id: string) => ({ id, name: id });

/** Those of the local cloud, with expressions in place of keys. */
export const credentialsByItem = ({ url }: Cloud): CredentialFile[] =>
	Object.entries(CREDENTIALS).flatMap(([type, more]) => {
		const right = cloudCredentials(url).find((one) => one.type === type)!;
		return Object.entries(more).map(([id, data]) => ({
			...right,
			...reference(id),
			data: { ...right.data, ...data },
		}));
	});

const TOKENS = [
	{ token: pending.accessToken },
	{ token: failed.accessToken },
	{ other: 'no token' },
	{ token: pending.accessToken },
];
const MEMBER = demoSubjects.tencent.verified;
const KEYS = [1, 2, 1].map((number) => ({ ...furtherKeys.tencent(number), uin: MEMBER }));

const ON_ERROR_OUTPUT = { onError: 'continueErrorOutput' } as const;
const current = { resource: 'account', operation: 'getCurrent' };
const wemake = (id: keyof (typeof CREDENTIALS)['wemakeIamApi'], more: Partial<NodeFile>) =>
	lookup('iamAccount', current, { ...more, credentials: { wemakeIamApi: reference(id) } });

const SUBMIT = lookup(
	'aliyunEmailVerification',
	{ resource: 'emailVerification', operation: 'submit', emails: '={{ $json.email }}' },
	{ ...ON_ERROR_OUTPUT, retryOnFail: true, maxTries: 2, waitBetweenTries: 100 },
);
const EMAILS = ['ann@never-mailed.example.com', 'bob@never-mailed.example.com'];

export const byItemWorkflows: Workflows = () => [
	chain('tokenByItem', [
		...rows(TOKENS),
		wemake('token-by-item', { onError: 'continueRegularOutput' }),
	]),
	chain('sessionByItem', [...rows(TOKENS), wemake('session-by-item', ON_ERROR_OUTPUT)]),
	chain('keyByItem', [
		...rows(KEYS),
		lookup(
			'tencentOrganization',
			{
				resource: 'memberEmail',
				operation: 'get',
				memberUin: { __rl: true, mode: 'id', value: '={{ $json.uin }}' },
			},
			{ credentials: { tencentCloudTc3Api: reference('key-by-item') } },
		),
	]),
	chain('retriedCommand', [...rows(EMAILS.map((email) => ({ email }))), SUBMIT]),
	chain('unresolvable', [...rows(TOKENS), wemake('unresolvable', ON_ERROR_OUTPUT)]),
];

const NO_KEY = /^The expression in the field Access Token of the credential gives no key/;

export function describeCredentialByItem(world: () => World): void {
	describe('a credential with expressions', () => {
		beforeEach(() => world().cloud.reset());

		it('each item sees the account of its own token', async () => {
			const result = await world().n8n.execute('tokenByItem');
			const items = result.items('Lookup');
			expectPairs(items, [0, 1, 2, 3]);
			expect(items.map(({ json }) => json.subject)).toEqual([
				pending.accountId,
				failed.accountId,
				undefined,
				pending.accountId,
			]);
			expect(items[2].json.error).toMatch(NO_KEY);
			// Items with one token share a request.
			expect(world().cloud.journal.entries()).toHaveLength(2);
		});

		it('in a session, too; the item without a token leaves by the error output', async () => {
			const result = await world().n8n.execute('sessionByItem');
			expect(result.items('Lookup').map(({ json }) => json.subject)).toEqual([
				pending.accountId,
				failed.accountId,
				pending.accountId,
			]);
			const [error, ...more] = result.items('Lookup', 1);
			expect(error.json.error).toMatch(NO_KEY);
			expect(error.json.other).toBe('no token');
			expect(more).toEqual([]);
		});

		it('each item is signed with its own key pair', async () => {
			const result = await world().n8n.execute('keyByItem');
			expect(result.json('Lookup').map(({ status }) => status)).toEqual([
				'verified',
				'verified',
				'verified',
			]);
			const ids = world()
				.cloud.journal.entries()
				.map(({ headers }) => /Credential=([^/]*)/.exec(headers.authorization)![1]);
			expect(ids.sort()).toEqual([1, 2].map((number) => furtherKeys.tencent(number).secretId));
		});
	});

	describe('what goes wrong before the first item', () => {
		beforeEach(() => world().cloud.reset());

		it.each([
			['retriedCommand', EMAILS.length, /^Retry On Fail would send again/],
			['unresolvable', TOKENS.length, /^An expression in the credential cannot be resolved/],
		])('%s: every item leaves by the error output', async (id, count, message) => {
			const result = await world().n8n.execute(id);
			expect(result.status).toBe('success');
			expect(result.items('Lookup')).toEqual([]);
			const failures = result.items('Lookup', 1);
			expectPairs(
				failures,
				Array.from({ length: count }, (_, index) => index),
			);
			for (const { json } of failures) expect(json.error).toMatch(message);
			expect(world().cloud.journal.entries()).toEqual([]);
		});
	});
}

const expectPairs = (items: Item[], indexes: number[]): void =>
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(indexes.map((item) => ({ item })));
