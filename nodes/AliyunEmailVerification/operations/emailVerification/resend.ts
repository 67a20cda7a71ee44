import { operation } from '../../../shared/operation/operation';
import { doneOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { type AddressInput, batchCommand } from '../../batchCommand';
import { resultFor } from '../../commandResponse';
import { recordAfterCommand } from '../../record';

export const resendEmailVerification = operation<AddressInput>({
	...batchCommand('ResendEmailVerification'),
	value: 'resend',
	name: 'Resend',
	action: 'Resend verification mails',
	description:
		'Send the verification mail again to email addresses that wait to be verified, for example because the link has expired. This sends mail: each recipient gets a new link that is good for 3 days.',
	output: { ...recordOutput, mailSent: doneOutput('Whether a mail was sent') },
	simplify: (answer, { email }) => ({
		...recordAfterCommand(resultFor(answer)!.entry, email, 'pending'),
		mailSent: true,
	}),
});
