import { operation } from '../../../shared/operation/operation';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { COMMON_OPTIONS } from '../../commonFields';
import { memberUinField, readMemberUin } from '../../idFields';
import { bindingCall } from '../../memberEmailLookup';
import { bindingRecord, unknownMember } from '../../record';

export const getMemberEmail = operation({
	value: 'get',
	name: 'Get',
	action: 'Get member email binding',
	description:
		'Look up whether the email address and phone of a member account are verified. Changes nothing and sends no mail.',
	kind: 'read',
	calls: ['DescribeOrganizationMemberEmailBind'],
	properties: [memberUinField],
	options: [...COMMON_OPTIONS, 'ifNotFound', 'timeZone'],
	input: (read, { language }) => ({ memberUin: readMemberUin(read('memberUin')), language }),
	fetch: async ({ memberUin, language }, call) => await call(bindingCall(memberUin, language)),
	output: recordOutput,
	simplify: (answer, { memberUin }, { timeZone }) => bindingRecord(answer, memberUin, timeZone),
	unknownSubject: ({ memberUin }) => unknownMember(memberUin),
});
