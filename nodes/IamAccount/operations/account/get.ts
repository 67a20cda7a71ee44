import { incomplete } from '../../../shared/client';
import { type JsonObject, objectAt } from '../../../shared/json';
import { operation } from '../../../shared/operation';
import { accountRecord } from '../../record';

const accountOf = (answer: JsonObject): JsonObject => objectAt(answer, 'Account') ?? {};

export const getAccount = operation({
	value: 'get',
	name: 'Get',
	action: 'Get current account',
	description:
		'Look up whether the account of the access token is authenticated and its email and phone are confirmed. Changes nothing.',
	kind: 'read',
	properties: [],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	input: (_read, { language }) => ({ language }),
	async fetch({ language }, call) {
		const answer = await call({
			action: 'DescribeAccount',
			kind: 'read',
			parameters: {},
			language,
			expects: ['Account'],
		});
		if (Object.keys(accountOf(answer)).length === 0) throw incomplete(200, answer);
		return answer;
	},
	record: (answer, _input, { timeZone }) => accountRecord(accountOf(answer), timeZone),
});
