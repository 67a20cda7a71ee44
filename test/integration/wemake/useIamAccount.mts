import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { IamAccount } from '../../../nodes/IamAccount/IamAccount.node.ts';
import { verificationRecord } from '../../../nodes/shared/values/verificationRecord.ts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { type Lookup, type LookupResult, useWorld } from '../harness/world.mts';

const { verified, operator } = demoSubjects.wemake;

/** Credentials, as changes to that of the local cloud. */
export const OPERATOR = { accessToken: operator.accessToken };
export const SESSION = { authentication: 'session', secretId: '', secretKey: '' };
export const OPERATOR_SESSION = { ...SESSION, ...OPERATOR };

/** The operations beside Account: Get Current, each with parameters that work. */
export const OPERATIONS = {
	getCurrentAuthDetail: {
		action: 'DescribeAccountAuthDetail',
		parameters: { resource: 'account', operation: 'getCurrentAuthDetail' },
		credential: {},
	},
	getAccount: {
		action: 'DescribeAccounts',
		parameters: {
			resource: 'account',
			operation: 'get',
			accountIds: { __rl: true, mode: 'id', value: verified.accountId },
		},
		credential: {},
	},
	tenantSubAccounts: {
		action: 'DescribeSubAccounts',
		parameters: { resource: 'subAccount', operation: 'getMany', side: 'tenant' },
		credential: {},
	},
	operatorSubAccounts: {
		action: 'DescribeSPSubAccounts',
		parameters: { resource: 'subAccount', operation: 'getMany', side: 'operator' },
		credential: OPERATOR,
	},
	getSubAccountIds: {
		action: 'DescribeSubIds',
		parameters: {
			resource: 'subAccount',
			operation: 'getIds',
			masterId: { __rl: true, mode: 'id', value: verified.accountId },
		},
		credential: {},
	},
} as const;

export type OperationName = keyof typeof OPERATIONS;
export const NAMES = Object.keys(OPERATIONS) as OperationName[];

export const MAIN_ACCOUNTS = 140;
export const SUB_ACCOUNTS = 120;

/** The room's node in n8n's engine, and the local cloud with accounts enough for several pages. */
export function useIamAccount() {
	const world = useWorld({
		members: 1,
		emails: 1,
		accounts: MAIN_ACCOUNTS,
		subAccounts: SUB_ACCOUNTS,
	});

	/** Runs an operation with its own parameters, unless others are given. */
	const run = async (
		name: OperationName,
		items: IDataObject[] = [{}],
		{ parameters = {}, credential = {}, ...lookup }: Lookup = {},
	): Promise<LookupResult> => {
		const operation = OPERATIONS[name];
		return await world.lookup('wemake', items, {
			...lookup,
			parameters: { ...(operation.parameters as INodeParameters), ...parameters },
			credential: { ...operation.credential, ...credential },
		});
	};
	return { world, run };
}

export const bodiesOf = ({ requests }: LookupResult): IDataObject[] =>
	requests.map(({ body }) => JSON.parse(body) as IDataObject);

/** A verification record in which nothing is known. */
export const NOTHING = verificationRecord({
	provider: 'wemakeIam',
	subject: '',
	status: 'unknown',
});
export const RECORD_KEYS = Object.keys(NOTHING);

/** The fields of the node, as n8n shows them. */
export const FIELDS = new IamAccount().description.properties;
