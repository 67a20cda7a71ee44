import { type INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/fields/id';
import { locator } from '../shared/fields/locator';
import { readNonEmptyList } from '../shared/fields/valueList';

const EXAMPLE = '511008144529233333';

const ACCOUNT = { what: 'an account', example: EXAMPLE };

/**
 * The accounts to look up. Not marked as required, although it is: in a required resource locator, n8n
 * refuses an array.
 */
export const accountIdsField: INodeProperties = {
	...locator({
		...ACCOUNT,
		searchMethod: 'searchAccounts',
		hint: 'One account ID, or several separated by commas, or an array by an expression',
		pattern: '^[\\s,;]*[1-9][0-9]{0,18}(\\s*[,;\\n][\\s,;]*[1-9][0-9]{0,18})*[\\s,;]*$',
		errorMessage: 'Account IDs hold digits only; put commas between them',
	}),
	displayName: 'Accounts',
	name: 'accountIds',
	description: 'The accounts to look up',
};

/** The main account whose sub-accounts are listed. */
export const masterIdField: INodeProperties = {
	...locator({
		...ACCOUNT,
		searchMethod: 'searchMainAccounts',
		hint: 'The account ID of the main account',
		errorMessage: 'An account ID holds digits only',
	}),
	displayName: 'Main Account',
	name: 'masterId',
	required: true,
	description: 'Whose sub-accounts to list',
};

/**
 * Account IDs without repetitions.
 *
 * @throws InvalidParameter when the list is empty, or a value is not an ID or too large a number to be exact.
 */
export const readAccountIds = (value: unknown): string[] =>
	readNonEmptyList(value, (id) => readId(id, 'WeMake account ID', EXAMPLE));

/** @throws InvalidParameter when it is empty, not an ID, or a number too large to be exact. */
export const readMasterId = (value: unknown): string => readId(value, 'main account ID', EXAMPLE);
