import { type INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/fields/id';
import { locator } from '../shared/fields/locator';
import { readNonEmptyList } from '../shared/fields/valueList';

const EXAMPLE = '511008144529233333';

const FROM_LIST = { what: 'an account', example: EXAMPLE };

/**
 * The accounts that an operation is about. Not marked as required, although it is: n8n would then let
 * no array pass.
 */
export const accountIdsField: INodeProperties = {
	...locator({
		...FROM_LIST,
		searchMethod: 'searchAccounts',
		hint: 'One account ID, or several separated by commas, or an array by an expression',
		pattern: '^[\\s,;]*[1-9][0-9]{0,18}(\\s*[,;\\n][\\s,;]*[1-9][0-9]{0,18})*[\\s,;]*$',
		refusal: 'Account IDs hold digits only; put commas between them',
	}),
	displayName: 'Accounts',
	name: 'accountIds',
	description: 'The accounts to look up',
};

/** The main account that an operation is about. */
export const masterIdField: INodeProperties = {
	...locator({
		...FROM_LIST,
		searchMethod: 'searchMainAccounts',
		hint: 'The account ID of the main account',
		refusal: 'An account ID holds digits only',
	}),
	displayName: 'Main Account',
	name: 'masterId',
	required: true,
	description: 'Whose sub-accounts to list',
};

/**
 * Account IDs, each once.
 *
 * @throws InvalidInput when there is none, or one is no ID or a number that has already lost digits.
 */
export const readAccountIds = (value: unknown): string[] =>
	readNonEmptyList(value, (id) => readId(id, 'WeMake account ID', EXAMPLE));

/** @throws InvalidInput when it is empty, no ID, or a number that has already lost digits. */
export const readMasterId = (value: unknown): string => readId(value, 'main account ID', EXAMPLE);
