import { operation } from '../../../shared/operation/operation';
import { doneOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { COMMON_OPTIONS } from '../../commonFields';
import { memberUinField } from '../../idFields';
import {
	bindIdFields,
	readBinding,
	readSubmission,
	submissionFields,
	submissionParameters,
} from '../../memberEmailFields';
import { bindingParameters, MEMBER_EMAIL_LOOKUP } from '../../memberEmailLookup';
import { submittedRecord } from '../../record';

export const updateMemberEmail = operation({
	value: 'update',
	name: 'Update',
	action: 'Update member email and send activation mail',
	description:
		'Change the email address and phone that were submitted for a member account, before they are activated (at most three times). SENDS a new activation mail. All three values are needed, also those that stay.',
	kind: 'command',
	calls: ['UpdateOrganizationMemberEmailBind', 'DescribeOrganizationMemberEmailBind'],
	properties: [memberUinField, ...submissionFields, bindIdFields],
	options: COMMON_OPTIONS,
	input: (read, { language }) => ({
		binding: readBinding(read, language),
		submission: readSubmission(read),
	}),
	subject: ({ binding }) => binding.memberUin,
	fetch: async ({ binding, submission }, call) =>
		await call({
			action: 'UpdateOrganizationMemberEmailBind',
			kind: 'command',
			lookup: MEMBER_EMAIL_LOOKUP,
			parameters: {
				...(await bindingParameters(binding, call)),
				...submissionParameters(submission),
			},
			language: binding.language,
			expects: ['RequestId'],
		}),
	output: { ...recordOutput, mailSent: doneOutput('Whether a mail was sent') },
	simplify: (_answer, { binding, submission }) => ({
		...submittedRecord(binding.memberUin, submission),
		mailSent: true,
	}),
});
