import { type INodeProperties } from 'n8n-workflow';
import { readBoolean } from '../../../shared/fields/boolean';
import { operation } from '../../../shared/operation/operation';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { type AddressInput, batchCommand } from '../../batchCommand';
import { type AddressResult, codeOf, isSuccess, resultFor } from '../../commandResponse';
import { recordAfterCommand } from '../../record';

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
	/** The service does not say whether an existing address is pending or verified. */
	simplify(answer, { email, parameters }) {
		const result = resultFor(answer)!;
		const mailSent = isMailSent(result, parameters.SendIfExist === true);
		const status = mailSent ? 'pending' : 'unknown';
		return { ...recordAfterCommand(result.entry, email, status), mailSent };
	},
});

/** Null when the service does not say: the entry of an existing address may lack a code. */
function isMailSent(result: AddressResult, sendIfExist: boolean): boolean | null {
	if (result.list === 'SuccessList') return true;
	if (!sendIfExist) return false;
	return isSuccess(codeOf(result)) || null;
}
