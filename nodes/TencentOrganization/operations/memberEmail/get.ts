import { operation } from '../../../shared/operation';
import { verificationRecord } from '../../../shared/record';
import { memberUinField, readMemberUin } from '../../memberUin';
import { bindingRecord } from '../../record';

export const getMemberEmail = operation({
	value: 'get',
	name: 'Get',
	action: 'Get member email binding',
	description:
		'Look up whether the email address and phone of a member account are verified. Changes nothing and sends no mail.',
	kind: 'read',
	properties: [memberUinField],
	options: [
		'ifNotFound',
		'includeRaw',
		'language',
		'maxRetries',
		'requestsPerSecond',
		'timeZone',
		'timeout',
	],
	input: (read, { language }) => ({ memberUin: readMemberUin(read('memberUin')), language }),
	fetch: async ({ memberUin, language }, call) =>
		await call({
			action: 'DescribeOrganizationMemberEmailBind',
			kind: 'read',
			parameters: { MemberUin: BigInt(memberUin) },
			language,
			expects: ['RequestId'],
		}),
	record: (answer, { memberUin }, { timeZone }) => bindingRecord(answer, memberUin, timeZone),
	unknownSubject: ({ memberUin }) =>
		verificationRecord({
			provider: 'tencentOrganization',
			subject: memberUin,
			status: 'unknown',
			emailStatus: 'unknown',
			phoneStatus: 'unknown',
		}),
});
