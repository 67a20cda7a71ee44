import { type SendRequest } from '../../../shared/api/service';
import { operation } from '../../../shared/operation/operation';
import { type JsonObject, objectAt, textAt } from '../../../shared/values/json';
import { textOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { fetchCurrentAccount, fetchCurrentAuthDetail } from '../../currentAccount';
import { authDetailRecord, ownerOf } from '../../record';

/** The account IDs for answers that hold none. They are kept apart, as the raw answer must not change. */
const owners = new WeakMap<JsonObject, string>();

export const getCurrentAuthDetail = operation({
	value: 'getCurrentAuthDetail',
	name: 'Get Current Authentication Detail',
	action: 'Get authentication detail of access token account',
	description:
		'Look up how the account of the access token was authenticated, why that failed, and whether a change is under way. Changes nothing. The record holds no email, phone or time: use Get Current for them. The raw answer holds sensitive personal data: use Simplify.',
	kind: 'read',
	// The detail of an account that was never authenticated holds no account ID: DescribeAccount does.
	calls: ['DescribeAccountAuthDetail', 'DescribeAccount'],
	properties: [
		{
			displayName:
				'The raw answer (Simplify off, or the option Include Raw Response) holds sensitive personal data: identity card and bank card numbers, addresses, and links to images. The simplified output holds none of it.',
			name: 'sensitiveDataNotice',
			type: 'notice',
			default: '',
		},
	],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeout'],
	input: (_read, { language }) => ({ language }),
	async fetch({ language }, call) {
		const answer = await fetchCurrentAuthDetail(language, call);
		if (ownerOf(objectAt(answer, 'AuthDetail')!) === null) {
			owners.set(answer, await currentAccountId(language, call));
		}
		return answer;
	},
	output: {
		...recordOutput,
		authType: textOutput('individual or enterprise'),
		isChanging: { type: 'boolean', description: 'Whether a change of it is under way' },
		changeStatus: textOutput('The status of that change'),
	},
	simplify: (answer) => authDetailRecord(objectAt(answer, 'AuthDetail')!, owners.get(answer)),
});

async function currentAccountId(language: 'en' | 'zh', call: SendRequest): Promise<string> {
	const answer = await fetchCurrentAccount(language, call);
	return textAt(objectAt(answer, 'Account')!, 'AccountId') ?? '';
}
