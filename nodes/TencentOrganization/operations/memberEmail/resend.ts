import { operation } from '../../../shared/operation/operation';
import { doneOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { COMMON_OPTIONS } from '../../commonFields';
import { memberUinField } from '../../idFields';
import { bindIdFields, readBinding } from '../../memberEmailFields';
import { bindingParameters } from '../../memberEmailLookup';
import { submittedRecord } from '../../record';

/** The binding does not show that a mail was sent, so that no lookup can tell. */
const MAILBOX_CHECK = {
	advice:
		'No lookup shows whether the mail went out. Ask the member to look for it, in the spam folder, too, before you run it again: the service limits how often it is sent.',
};

export const resendMemberEmail = operation({
	value: 'resend',
	name: 'Resend',
	action: 'Resend member activation mail',
	description:
		'SEND the activation mail of a member account again, to the address that was submitted for it. The service limits how often, in all and within an hour.',
	kind: 'command',
	calls: ['SendOrgMemberAccountBindEmail', 'DescribeOrganizationMemberEmailBind'],
	properties: [memberUinField, bindIdFields],
	options: COMMON_OPTIONS,
	input: (read, { language }) => readBinding(read, language),
	subject: ({ memberUin }) => memberUin,
	fetch: async (binding, call) =>
		await call({
			action: 'SendOrgMemberAccountBindEmail',
			kind: 'command',
			lookup: MAILBOX_CHECK,
			parameters: await bindingParameters(binding, call),
			language: binding.language,
			expects: ['RequestId'],
		}),
	output: { ...recordOutput, mailSent: doneOutput('Whether a mail was sent') },
	simplify: (_answer, { memberUin }) => ({ ...submittedRecord(memberUin, {}), mailSent: true }),
});
