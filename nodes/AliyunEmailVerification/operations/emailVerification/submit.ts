import { type INodeProperties } from 'n8n-workflow';
import { readBoolean } from '../../../shared/fields/boolean';
import { operation } from '../../../shared/operation/operation';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { type AddressInput, batchCommand } from '../../batchCommand';
import { type AddressResult, codeOf, isSuccess, resultFor } from '../../commandResponse';
import { commandedEmail } from '../../record';

const sendIfExistField: INodeProperties = {
	displayName: 'Send Again If Exists',
	name: 'sendIfExist',
	type: 'boolean',
	default: false,
	description:
		'Whether an address that was submitted before gets another verification mail. Without it nothing is sent to such an address.',
};

export const submitEmailVerification = operation<AddressInput>({
	...batchCommand('SubmitEmailVerification', {
		fields: [sendIfExistField],
		parameters: (read) => ({
			SendIfExist: readBoolean(read('sendIfExist', false), 'Send Again If Exists') ?? false,
		}),
	}),
	value: 'submit',
	name: 'Submit',
	action: 'Submit email addresses and send verification mails',
	description:
		'Send a verification mail to new email addresses. This sends mail: each recipient gets a link that is good for 3 days, and the address is pending until it is clicked.',
	output: {
		...recordOutput,
		mailSent: {
			type: ['boolean', 'null'],
			description: 'Whether a mail was sent; null where the service does not say',
		},
	},
	/** Of an address that exists the service does not say whether it waits or is verified. */
	simplify(answer, { email, parameters }) {
		const verdict = resultFor(answer)!;
		const mailSent = isMailSent(verdict, parameters.SendIfExist === true);
		const status = mailSent ? 'pending' : 'unknown';
		return { ...commandedEmail(verdict.entry, email, status), mailSent };
	},
});

/** An entry of an address that exists may lack a code: then it tells no more than that it exists. */
function isMailSent(verdict: AddressResult, sendIfExist: boolean): boolean | null {
	if (verdict.list === 'SuccessList') return true;
	if (!sendIfExist) return false;
	return isSuccess(codeOf(verdict)) || null;
}
