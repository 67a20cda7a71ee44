// The pages of the two web sites. A new page also needs a line in the list below.
import type { ParameterTable, Values } from '../api3/parameters.mts';
import type { Settings } from '../settings.mts';
import type { WemakeAccount, WemakeState } from './state.mts';
import { listed, listParameters, listSubAccounts, operatorEntry } from './subAccounts.mts';

export type Side = 'tenant' | 'operator';

export interface WebPage {
	side: Side;
	path: string;
	parameters: ParameterTable;
	/** The documented fields, without Code and Msg. */
	answer(
		values: Values,
		context: { state: WemakeState; settings: Settings; owner: WemakeAccount },
	): Record<string, unknown>;
}

const account: WebPage = {
	side: 'tenant',
	path: '/iam/api/v1/account',
	parameters: {},
	answer: (_values, { owner }) => ({ Account: owner }),
};

const subAccounts: WebPage = {
	side: 'tenant',
	path: '/iam/subaccounts',
	parameters: listParameters,
	answer: (values, { state, settings, owner }) => {
		const { Total, rows } = listSubAccounts(state, settings, owner, values);
		// In lower case: so the document has it.
		return { sub_accounts: rows, Total };
	},
};

const operatorSubAccounts: WebPage = {
	side: 'operator',
	path: '/iam/subaccounts',
	parameters: listParameters,
	answer: (values, { state, settings, owner }) => {
		const { Total, rows } = listSubAccounts(state, settings, owner, values);
		return { Accounts: rows?.map(operatorEntry) ?? null, Total };
	},
};

const accountById: WebPage = {
	side: 'operator',
	path: '/iam/api/v1/account/by_id',
	parameters: { AccountId: { type: 'string', required: true } },
	// The answer for an unknown ID is not documented. Here it is a list without an account, and no error.
	answer: ({ AccountId }, { state, settings }) => {
		const found = state.get(String(AccountId));
		const isObject = found !== undefined && settings.wemake.accountById === 'object';
		return { Accounts: isObject ? found : listed([found ?? []].flat(), settings) };
	},
};

const accountByIdentifier: WebPage = {
	side: 'operator',
	path: '/iam/api/v1/account/search-by-identifier',
	parameters: { Identifier: { type: 'string', required: true } },
	/** By id or nickname. */
	answer: ({ Identifier }, { state }) => {
		const text = String(Identifier);
		const named = state.accountIds().find((id) => state.get(id)!.NickName === text);
		return { Account: state.get(text) ?? (named === undefined ? null : state.get(named)) };
	},
};

/** Every call that the web sites serve. */
export const webPages: readonly WebPage[] = [
	account,
	subAccounts,
	operatorSubAccounts,
	accountById,
	accountByIdentifier,
];
