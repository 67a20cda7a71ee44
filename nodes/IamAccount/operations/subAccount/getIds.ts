import { incompleteResponse } from '../../../shared/api/readResponse';
import { listFields, readLimit } from '../../../shared/fields/limitAndFilters';
import { operation } from '../../../shared/operation/operation';
import { textAt } from '../../../shared/values/json';
import { textOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { masterIdField, readMasterId } from '../../idFields';
import { PROVIDER } from '../../record';

interface Input {
	masterId: string;
	/** Infinity: no limit. */
	limit: number;
	language: 'en' | 'zh';
}

export const getSubAccountIds = operation<Input>({
	value: 'getIds',
	name: 'Get IDs',
	action: 'Get IDs of sub-accounts',
	description:
		'List the account IDs of the sub-accounts of any main account; look the accounts themselves up with Account: Get. Changes nothing.',
	kind: 'read',
	calls: ['DescribeSubIds'],
	properties: [masterIdField, ...listFields],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeout'],
	input: (read, { language }) => ({
		masterId: readMasterId(read('masterId')),
		limit: readLimit(read),
		language,
	}),
	/** The service has no pages: it sends all IDs, whatever the limit. */
	async fetch({ masterId, limit, language }, call) {
		const answer = await call({
			action: 'DescribeSubIds',
			kind: 'read',
			parameters: { MasterId: masterId },
			language,
			expects: ['SubIds'],
		});
		if (!Array.isArray(answer.SubIds)) throw incompleteResponse(200, answer);
		return answer.SubIds.map((id) => textAt({ id }, 'id')?.trim())
			.filter((id) => id !== undefined)
			.slice(0, limit)
			.map((AccountId) => ({ AccountId }));
	},
	output: {
		provider: recordOutput.provider,
		accountId: textOutput('The ID of the sub-account'),
		masterId: textOutput('The ID of its main account'),
	},
	simplify: ({ AccountId }, { masterId }) => ({
		provider: PROVIDER,
		accountId: AccountId,
		masterId,
	}),
});
