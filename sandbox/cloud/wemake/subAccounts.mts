// The lists of sub-accounts, whichever interface asks.
import type { ParameterTable, Values } from '../api3/parameters.mts';
import type { Settings } from '../settings.mts';
import type { WemakeAccount, WemakeState } from './state.mts';

/** The number of rows without a Limit is not documented. The sample of the web site asks for 10. */
const DEFAULT_LIMIT = 10;

/** What all four lists take. */
export const listParameters: ParameterTable = {
	Offset: { type: 'integer', min: 0 },
	Limit: { type: 'integer', min: 1 },
	SearchKey: { type: 'string' },
	// 0 is read as "ordinary users"; whether the platform does so is not documented.
	Role: { type: 'integer', min: 0 },
};

export interface SubAccountList {
	Total: number;
	rows: readonly WemakeAccount[] | null;
}

/** The sub-accounts of an account, filtered and paged. */
export function listSubAccounts(
	state: WemakeState,
	settings: Settings,
	owner: WemakeAccount,
	values: Values,
): SubAccountList {
	const { Offset = 0, Limit = DEFAULT_LIMIT, SearchKey = '', Role } = values;
	const found = state
		.subAccountIds(owner.AccountId)
		.map((id) => state.get(id)!)
		.filter((account) => Role === undefined || account.Role === Role)
		.filter((account) =>
			['NickName', 'ContactMail', 'ContactMobile'].some((name) =>
				String(account[name]).includes(String(SearchKey)),
			),
		);
	const offset = Number(Offset);
	return {
		Total: found.length,
		rows: listed(found.slice(offset, offset + Number(Limit)), settings),
	};
}

/** A list in the form that the settings choose: its maximum length and the form of an empty list are not documented. */
export function listed<Row>(rows: readonly Row[], { wemake }: Settings): readonly Row[] | null {
	const shown = rows.slice(0, wemake.mostRows ?? undefined);
	return shown.length === 0 && wemake.emptyLists === 'null' ? null : shown;
}

const OPERATOR_FIELDS = [
	'AccountId',
	'AccountName',
	'RegisterType',
	'Type',
	'Role',
	'NickName',
	'MasterId',
	'Status',
	'ContactMail',
	'ContactMobile',
];

/** A row of the operator's lists: an account without the fields about its authentication. */
export const operatorEntry = (account: WemakeAccount): Record<string, unknown> =>
	Object.fromEntries(OPERATOR_FIELDS.map((name) => [name, account[name]]));
