import { type INodeProperties } from 'n8n-workflow';
import { operation } from '../../../shared/operation/operation';
import { InvalidParameter } from '../../../shared/values/invalidParameter';
import { textOf } from '../../../shared/values/text';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { EMAIL_VERIFICATION_LOOKUP } from '../../emailLookup';
import { PROVIDER } from '../../record';

const tokenField: INodeProperties = {
	displayName: 'Token',
	name: 'token',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	description: 'The token code that the link in the verification mail carries, without the link',
};

/** Characters. No document says how long a token is; the tokens of the samples have 32. */
const LONGEST_TOKEN = 500;

export const verifyEmail = operation<{ token: string; language: 'en' | 'zh' }>({
	value: 'verify',
	name: 'Verify',
	action: 'Complete email verification with its token',
	description:
		'Complete a verification with the token of the mailed link, as a click on the link would. This changes the account: the email address becomes verified. It sends no mail.',
	kind: 'command',
	calls: ['VerifyEmail'],
	properties: [tokenField],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeout'],
	input: (read, { language }) => ({ token: readToken(read('token')), language }),
	fetch: async ({ token, language }, call) =>
		await call({
			action: 'VerifyEmail',
			kind: 'command',
			lookup: EMAIL_VERIFICATION_LOOKUP,
			parameters: { Token: token },
			secrets: [token],
			language,
			expects: ['RequestId', 'requestId'],
		}),
	output: {
		provider: recordOutput.provider,
		status: recordOutput.status,
		isVerified: recordOutput.isVerified,
	},
	// The service does not say which address was verified.
	simplify: () => ({ provider: PROVIDER, status: 'verified', isVerified: true }),
});

/**
 * A token. It is a secret: no error repeats it.
 *
 * @throws InvalidParameter when it is empty, or not of the form of a token.
 */
function readToken(value: unknown): string {
	const token = textOf(value).trim();
	if (!token) {
		throw new InvalidParameter(
			'The token is empty',
			'Enter it. With an expression, check that the item has this field.',
		);
	}
	// The JSON of an object or a list is refused, too: an expression gave the item in place of its field.
	if (token.length > LONGEST_TOKEN || /^[{[]|[\s\p{C}]|:\/\//u.test(token)) {
		throw new InvalidParameter(
			'This is not a token',
			'Enter only the code that the link in the verification mail carries: no blanks, and not the whole link.',
		);
	}
	return token;
}
