// IAM Account, signed and in a session, with the token of a customer and of an operator of the platform.
import type { Cloud } from '../../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { cloudCredentials } from '../../../sandbox/demo/credentials.mts';
import type { CredentialFile } from '../../../sandbox/n8n/n8n.mts';
import { WEMAKE_STATUSES } from '../../statuses.mts';
import { fan, TRIGGER, workflow } from '../workflows.mts';
import type { World, Workflows } from '../world.mts';
import { byId, failed, pairs, requestCounts, step } from './steps.mts';

const NODE = 'iamAccount';
const { verified, operator } = demoSubjects.wemake;
const NOBODY = '1';

/** What is special about each credential beside the demo's own. */
const CREDENTIALS = {
	operator: demoCredentials.wemakeOperator,
	session: { authentication: 'session' },
	operatorSession: { ...demoCredentials.wemakeOperator, authentication: 'session' },
	expired: demoCredentials.wemakeExpiredToken,
};

export const wemakeCredentials = ({ url }: Cloud): CredentialFile[] => {
	const right = cloudCredentials(url).find(({ type }) => type === 'wemakeIamApi')!;
	return Object.entries(CREDENTIALS).map(([id, data]) => ({
		...right,
		...reference(id),
		data: { ...right.data, ...data },
	}));
};

const reference = (id: string) => ({ id: `wemake-${id}`, name: `WeMake ${id}` });

const by = (id: keyof typeof CREDENTIALS) => ({ credentials: { wemakeIamApi: reference(id) } });

const ALL = { returnAll: true };
const OPERATOR_SIDE = { side: 'operator', ...ALL };

export const wemakeOperationWorkflows: Workflows = ({ wemake }) => [
	workflow(
		'wemakeAccounts',
		[
			step('Get Current', [NODE, 'account', 'getCurrent']),
			step('Get Current Detail', [NODE, 'account', 'getCurrentAuthDetail']),
			step('Get Sub-Accounts', [NODE, 'subAccount', 'getMany'], ALL),
			step('Get IDs', [NODE, 'subAccount', 'getIds'], {
				masterId: byId('={{ $json.subject }}'),
				returnAll: true,
			}),
			step('Get Each', [NODE, 'account', 'get'], {
				accountIds: byId('={{ $json.accountId }}'),
			}),
			step(
				'Get All in One',
				[NODE, 'account', 'get'],
				{ accountIds: byId("={{ $('Get IDs').all().map(({ json }) => json.accountId) }}") },
				{ executeOnce: true },
			),
		],
		[
			[TRIGGER, 'Get Current'],
			['Get Current', 'Get Current Detail'],
			['Get Current', 'Get Sub-Accounts'],
			['Get Current', 'Get IDs'],
			['Get IDs', 'Get Each'],
			['Get IDs', 'Get All in One'],
		],
	),
	fan('wemakeOperator', [
		step('Signed', [NODE, 'subAccount', 'getMany'], OPERATOR_SIDE, by('operator')),
		step('In a Session', [NODE, 'subAccount', 'getMany'], OPERATOR_SIDE, by('operatorSession')),
	]),
	fan('wemakeSession', [
		step('Get Current', [NODE, 'account', 'getCurrent'], {}, by('session')),
		step('Get Sub-Accounts', [NODE, 'subAccount', 'getMany'], ALL, by('session')),
		step(
			'Get',
			[NODE, 'account', 'get'],
			{ accountIds: byId(wemake.accountIds().slice(0, 3).join(', ')) },
			by('operatorSession'),
		),
		step('Get Current Detail', [NODE, 'account', 'getCurrentAuthDetail'], {}, by('session')),
		step(
			'Get IDs',
			[NODE, 'subAccount', 'getIds'],
			{ masterId: byId(verified.accountId) },
			by('session'),
		),
	]),
	fan('wemakeBadSubjects', [
		step('Get Current', [NODE, 'account', 'getCurrent'], {}, by('expired')),
		step('Get Current Detail', [NODE, 'account', 'getCurrentAuthDetail'], {}, by('expired')),
		step('Get', [NODE, 'account', 'get'], {
			accountIds: byId(`${verified.accountId}, ${NOBODY}`),
		}),
		step('Get Sub-Accounts', [NODE, 'subAccount', 'getMany'], OPERATOR_SIDE),
		step('Get IDs', [NODE, 'subAccount', 'getIds'], { masterId: byId('={{ "no ID" }}') }),
	]),
];

export function describeWemakeOperations(world: () => World): void {
	/** What an account must look like as an item. */
	const rowOf = (id: string) => {
		const { AccountName, NickName, AuthStatus, ContactMail, MasterId } =
			world().cloud.wemake.get(id)!;
		const status = WEMAKE_STATUSES[AuthStatus];
		return {
			provider: 'wemakeIam',
			subject: id,
			status,
			isVerified: status === 'verified',
			email: ContactMail,
			name: NickName ?? AccountName,
			masterId: MasterId,
		};
	};

	it('looks accounts of WeMake IAM up, from one to its sub-accounts', async () => {
		const { cloud, session } = world();
		const result = await session.runWorkflow('wemakeAccounts', TRIGGER);
		expect(result.status).toBe('success');
		const ids = cloud.wemake.subAccountIds(verified.accountId);
		expect(ids).toHaveLength(120);

		const own = { subject: verified.accountId, status: 'verified' };
		expect(result.json('Get Current')).toMatchObject([own]);
		expect(result.json('Get Current Detail')).toMatchObject([
			{ ...own, authType: 'enterprise', isChanging: false, changeStatus: null },
		]);
		expect(result.json('Get Sub-Accounts')).toMatchObject(ids.map(rowOf));
		const { accountId: masterId } = verified;
		expect(result.json('Get IDs')).toEqual(
			ids.map((accountId) => ({ provider: 'wemakeIam', accountId, masterId })),
		);
		for (const node of ['Get Each', 'Get All in One']) {
			expect(result.json(node)).toMatchObject(ids.map(rowOf));
		}
		expect(pairs(result.items('Get Each'))).toEqual(ids.map((_, index) => index));
		expect(new Set(pairs(result.items('Get All in One')))).toEqual(new Set([0]));

		// Fifty in a request: the sub-accounts once, the accounts by ID twice.
		expect(requestCounts(world())).toEqual({
			DescribeAccount: 1,
			DescribeAccountAuthDetail: 1,
			DescribeSubAccounts: 3,
			DescribeSubIds: 1,
			DescribeAccounts: 6,
		});
	});

	it("lists the sub-accounts on the operator's side, signed and in a session", async () => {
		const { cloud, session } = world();
		const result = await session.runWorkflow('wemakeOperator', TRIGGER);
		expect(result.status).toBe('success');
		const ids = cloud.wemake.subAccountIds(operator.accountId);
		expect(ids).toHaveLength(120);
		for (const node of ['Signed', 'In a Session']) {
			expect(result.json(node)).toMatchObject(
				// The rows of these lists hold nothing about the authentication.
				ids.map((id) => ({ ...rowOf(id), status: 'unknown', isVerified: false })),
			);
		}
		expect(requestCounts(world())).toEqual({ DescribeSPSubAccounts: 3, '/sp/iam/subaccounts': 3 });
	});

	it('does in a session what a session can do, and says what it cannot', async () => {
		const { cloud, session } = world();
		const result = await session.runWorkflow('wemakeSession', TRIGGER);
		expect(result.status).toBe('success');
		const ids = cloud.wemake.accountIds().slice(0, 3);
		expect(result.json('Get Current')).toMatchObject([
			{ subject: verified.accountId, status: 'verified' },
		]);
		expect(result.json('Get Sub-Accounts')).toMatchObject(
			cloud.wemake.subAccountIds(verified.accountId).map(rowOf),
		);
		expect(result.json('Get')).toMatchObject(ids.map(rowOf));
		for (const node of ['Get Current Detail', 'Get IDs']) {
			expect(result.json(node)).toEqual([failed(/^Session authentication cannot do this/)]);
		}
		expect(requestCounts(world())).toEqual({
			'/iam/api/v1/account': 1,
			'/iam/subaccounts': 3,
			'/sp/iam/api/v1/account/by_id': 3,
		});
	});

	it('turns a bad subject of each operation of WeMake IAM into an error item', async () => {
		const result = await world().session.runWorkflow('wemakeBadSubjects', TRIGGER);
		expect(result.status).toBe('success');
		for (const node of ['Get Current', 'Get Current Detail']) {
			expect(result.json(node)).toEqual([failed(/access token is wrong or has expired/)]);
		}
		expect(result.json('Get')).toEqual([
			expect.objectContaining(rowOf(verified.accountId)),
			failed(/account/),
		]);
		expect(result.json('Get Sub-Accounts')).toEqual([failed(/./)]);
		expect(result.json('Get IDs')).toEqual([failed(/^This is not a main account ID/)]);
	});
}
