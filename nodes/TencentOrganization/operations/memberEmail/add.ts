import { operation } from '../../../shared/operation/operation';
import { textAt } from '../../../shared/values/json';
import { doneOutput, textOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { COMMON_OPTIONS } from '../../commonFields';
import { memberUinField, readMemberUin } from '../../idFields';
import { readSubmission, submissionFields, submissionParameters } from '../../memberEmailFields';
import { MEMBER_EMAIL_LOOKUP } from '../../memberEmailLookup';
import { submittedRecord } from '../../record';

export const addMemberEmail = operation({
	value: 'add',
	name: 'Add',
	action: 'Add member email and send activation mail',
	description:
		'Submit an email address and phone for a member account that has none. SENDS the activation mail to that address, whose link is good for 15 days. Only members that the organization created can have one.',
	kind: 'command',
	calls: ['AddOrganizationMemberEmail'],
	properties: [memberUinField, ...submissionFields],
	options: COMMON_OPTIONS,
	input: (read, { language }) => ({
		memberUin: readMemberUin(read('memberUin')),
		submission: readSubmission(read),
		language,
	}),
	subject: ({ memberUin }) => memberUin,
	fetch: async ({ memberUin, submission, language }, call) =>
		await call({
			action: 'AddOrganizationMemberEmail',
			kind: 'command',
			lookup: MEMBER_EMAIL_LOOKUP,
			parameters: { MemberUin: BigInt(memberUin), ...submissionParameters(submission) },
			language,
			expects: ['RequestId'],
		}),
	output: {
		...recordOutput,
		bindId: textOutput('The ID of the binding, for Resend and Update'),
		mailSent: doneOutput('Whether a mail was sent'),
	},
	simplify: (answer, { memberUin, submission }) => ({
		...submittedRecord(memberUin, submission),
		bindId: textAt(answer, 'BindId'),
		mailSent: true,
	}),
});
