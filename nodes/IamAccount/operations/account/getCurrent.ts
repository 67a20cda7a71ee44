import { operation } from '../../../shared/operation/operation';
import { objectAt } from '../../../shared/values/json';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { fetchCurrentAccount } from '../../currentAccount';
import { accountRecord } from '../../record';

export const getCurrentAccount = operation({
	value: 'getCurrent',
	name: 'Get Current',
	action: 'Get account of access token',
	description:
		'Look up whether the account of the access token is authenticated and its email and phone are confirmed. Gives this one account for every input item: to look up others use Get. Changes nothing.',
	kind: 'read',
	calls: ['DescribeAccount'],
	properties: [],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	input: (_read, { language }) => ({ language }),
	fetch: async ({ language }, call) => await fetchCurrentAccount(language, call),
	output: recordOutput,
	simplify: (answer, _input, { timeZone }) => accountRecord(objectAt(answer, 'Account')!, timeZone),
});
