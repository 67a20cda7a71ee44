import type { ParameterTable, Values } from '../api3/parameters.mts';
import type { Settings } from '../settings.mts';
import type { WemakeAccount, WemakeState } from './state.mts';
import { listed, listParameters, listSubAccounts, operatorEntry } from './subAccounts.mts';

export interface WemakeContext {
	state: WemakeState;
	settings: Settings;
	requestId: string;
}

/** An operation: its parameters and its answer. A new operation also needs a line in the list below. */
export type WemakeOperation = {
	/** The service in the signature's scope. */
	product: 'iam-app' | 'iam';
	version: string;
	action: string;
	parameters: ParameterTable;
	/** The request ID stands inside the answer's object, as documented, not beside it. */
	placesRequestId?: boolean;
} & (
	| {
			needs: 'key';
			/** The documented fields, without RequestId. */
			answer(values: Values, context: WemakeContext): Record<string, unknown>;
	  }
	| {
			/** An access token beside the key; `operator`: the token of an operator of the platform. */
			needs: 'token' | 'operator';
			answer(values: Values, context: WemakeContext, owner: WemakeAccount): Record<string, unknown>;
	  }
);

const version = '2020-05-25';

/** A copy of the action in the body is allowed, in every operation. */
const actionCopy = (action: string): ParameterTable => ({
	Action: { type: 'string', oneOf: [action] },
});

/** What operations of the product `iam-app` take beside their own parameters. */
const ofModule = (action: string): ParameterTable => ({
	...actionCopy(action),
	Module: { type: 'string', required: true, oneOf: ['account'] },
});

/** Accepted without an effect: what `Business` means is not documented. */
const signedListParameters: ParameterTable = {
	...listParameters,
	Business: { type: 'string' },
	WithRoles: { type: 'integer' },
};

const describeAccount: WemakeOperation = {
	product: 'iam-app',
	version,
	action: 'DescribeAccount',
	needs: 'token',
	parameters: ofModule('DescribeAccount'),
	answer: (_values, _context, owner) => ({ Account: owner }),
};

const describeAccountAuthDetail: WemakeOperation = {
	product: 'iam-app',
	version,
	action: 'DescribeAccountAuthDetail',
	needs: 'token',
	parameters: ofModule('DescribeAccountAuthDetail'),
	answer: (_values, { state }, { AccountId }) => ({ AuthDetail: state.authDetail(AccountId) }),
};

const describeSubAccounts: WemakeOperation = {
	product: 'iam-app',
	version,
	action: 'DescribeSubAccounts',
	needs: 'token',
	parameters: { ...ofModule('DescribeSubAccounts'), ...signedListParameters },
	answer: (values, { state, settings }, owner) => {
		const { Total, rows } = listSubAccounts(state, settings, owner, values);
		const shown = values.WithRoles === 1 ? rows?.map((row) => ({ ...row, Roles: [] })) : rows;
		return { SubAccounts: { Total, SubAccounts: shown } };
	},
};

const describeSPSubAccounts: WemakeOperation = {
	product: 'iam-app',
	version,
	action: 'DescribeSPSubAccounts',
	needs: 'operator',
	parameters: { ...ofModule('DescribeSPSubAccounts'), ...signedListParameters },
	placesRequestId: true,
	answer: (values, { state, settings, requestId }, owner) => {
		const { Total, rows } = listSubAccounts(state, settings, owner, values);
		const Accounts = rows?.map(operatorEntry) ?? null;
		return { SubAccounts: { Total, Accounts, RequestId: requestId } };
	},
};

const describeAccounts: WemakeOperation = {
	product: 'iam',
	version,
	action: 'DescribeAccounts',
	needs: 'key',
	parameters: {
		...actionCopy('DescribeAccounts'),
		AccountIds: { type: 'list', required: true, of: { type: 'string' } },
		SearchKey: { type: 'string' },
		Limit: { type: 'string' },
	},
	answer: (values, { state, settings }) => {
		const searchKey = String(values.SearchKey ?? '');
		const found = (values.AccountIds as string[])
			.map((id) => state.get(id))
			.filter((account) => account !== undefined)
			.filter(
				(account) =>
					account.AccountName.includes(searchKey) || String(account.NickName).includes(searchKey),
			);
		const limit = values.Limit === undefined ? Infinity : Number(values.Limit);
		return { Accounts: listed([...new Set(found)].slice(0, limit), settings) };
	},
};

const describeSubIds: WemakeOperation = {
	product: 'iam',
	version,
	action: 'DescribeSubIds',
	needs: 'key',
	parameters: {
		...actionCopy('DescribeSubIds'),
		MasterId: { type: 'string', required: true },
	},
	// The answer for an id that is no main account is not documented: none.
	answer: ({ MasterId }, { state, settings }) => ({
		SubIds: listed(state.subAccountIds(String(MasterId)), settings),
	}),
};

/** Every operation that the local cloud serves. */
export const wemakeOperations: readonly WemakeOperation[] = [
	describeAccount,
	describeAccountAuthDetail,
	describeSubAccounts,
	describeSPSubAccounts,
	describeAccounts,
	describeSubIds,
];
