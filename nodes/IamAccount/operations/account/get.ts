import { operation } from '../../../shared/operation/operation';
import { accountBatches, type AccountInput, lookUpAccount, lookUpBatch } from '../../accountLookup';
import { accountIdsField, readAccountIds } from '../../idFields';
import { accountOutput, accountRow, unknownAccount } from '../../record';

export const getAccount = operation<AccountInput>({
	value: 'get',
	name: 'Get',
	action: 'Get accounts by ID',
	description:
		'Look up by ID whether one or several accounts of the platform are authenticated and their emails and phones confirmed. Changes nothing.',
	kind: 'read',
	calls: ['DescribeAccounts'],
	properties: [accountIdsField],
	options: [
		'ifNotFound',
		'includeRaw',
		'language',
		'lookupStrategy',
		'maxRetries',
		'requestsPerSecond',
		'timeZone',
		'timeout',
	],
	input: (read, { language }) =>
		readAccountIds(read('accountIds')).map((accountId) => ({ accountId, language })),
	subject: ({ accountId }) => accountId,
	fetch: lookUpAccount,
	fetchMany: lookUpBatch,
	batches: accountBatches,
	output: accountOutput,
	simplify: (account, _input, { timeZone }) => accountRow(account, timeZone),
	unknownSubject: ({ accountId }) => unknownAccount(accountId),
});
