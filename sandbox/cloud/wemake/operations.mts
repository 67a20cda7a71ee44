import type { ParameterTable, Values } from '../api3/parameters.mts';
import type { WemakeAccount, WemakeState } from './state.mts';

export interface WemakeContext {
	state: WemakeState;
	/** The account that the token belongs to, if the operation needs one. */
	owner: WemakeAccount | null;
}

/** One operation: what it takes and answers. Adding one: an object, and its line in the list. */
export interface WemakeOperation {
	/** The service in the signature's scope. */
	product: 'iam-app' | 'iam';
	version: string;
	action: string;
	needsToken: boolean;
	parameters: ParameterTable;
	/** The documented fields, without RequestId. */
	answer(values: Values, context: WemakeContext): Record<string, unknown>;
}

const version = '2020-05-25';

/** A copy of the action in the body is allowed, in every operation. */
const actionCopy = (action: string): ParameterTable => ({
	Action: { type: 'string', oneOf: [action] },
});

const describeAccount: WemakeOperation = {
	product: 'iam-app',
	version,
	action: 'DescribeAccount',
	needsToken: true,
	parameters: {
		...actionCopy('DescribeAccount'),
		Module: { type: 'string', required: true, oneOf: ['account'] },
	},
	answer: (_values, { owner }) => ({ Account: owner }),
};

const describeAccounts: WemakeOperation = {
	product: 'iam',
	version,
	action: 'DescribeAccounts',
	needsToken: false,
	parameters: {
		...actionCopy('DescribeAccounts'),
		AccountIds: { type: 'list', required: true, of: { type: 'string' } },
		SearchKey: { type: 'string' },
		Limit: { type: 'string' },
	},
	answer: (values, { state }) => {
		const searchKey = String(values.SearchKey ?? '');
		const found = (values.AccountIds as string[])
			.map((id) => state.get(id))
			.filter((account) => account !== undefined)
			.filter(
				(account) =>
					account.AccountName.includes(searchKey) || String(account.NickName).includes(searchKey),
			);
		const limit = values.Limit === undefined ? Infinity : Number(values.Limit);
		return { Accounts: [...new Set(found)].slice(0, limit) };
	},
};

/** Every operation that the local cloud serves. */
export const wemakeOperations: readonly WemakeOperation[] = [describeAccount, describeAccounts];
