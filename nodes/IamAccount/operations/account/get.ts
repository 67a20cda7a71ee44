import { objectAt } from '../../../shared/json';
import { operation } from '../../../shared/operation';
import { accountRecord } from '../../record';

export const getAccount = operation({
	value: 'get',
	name: 'Get',
	action: 'Get the current account',
	description:
		'Look up whether the account of the access token is authenticated and its e-mail and phone are confirmed. Changes nothing.',
	kind: 'read',
	properties: [],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	input: (_read, { language }) => ({ language }),
	fetch: async ({ language }, call) =>
		await call({
			action: 'DescribeAccount',
			kind: 'read',
			parameters: {},
			language,
			expects: ['Account'],
		}),
	record: (answer, _input, { timeZone }) =>
		accountRecord(objectAt(answer, 'Account') ?? {}, timeZone),
});
