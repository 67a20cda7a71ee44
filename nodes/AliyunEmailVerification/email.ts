import { type INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../shared/failure';

/** The address that an operation is about. */
export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. name@example.com',
	description: 'The e-mail address to look up',
};

/** The longest address that can receive mail. Source: RFC 5321, 4.5.3.1, and its erratum 1690. */
const LONGEST = 254;

/**
 * One e-mail address, as it was given.
 *
 * @throws InvalidInput when it is empty, several, or none.
 */
export function readEmail(value: unknown): string {
	const email = String(value ?? '').trim();
	if (!email) {
		throw new InvalidInput(
			'The e-mail address is empty',
			'Enter the address. With an expression, check that the item has this field.',
		);
	}
	const advice = 'Enter one address, like name@example.com, and nothing else.';
	// The service takes lists of addresses, so a comma would ask for something else than one.
	if (/[,;]/.test(email)) throw new InvalidInput('There is more than one e-mail address', advice);
	if (
		email.length > LONGEST ||
		!/^[^\s@<>"\p{Cc}\p{Cf}\p{Cs}]+@[^\s@<>"\p{Cc}\p{Cf}\p{Cs}]+$/u.test(email)
	) {
		throw new InvalidInput(`"${printable(email)}" is not an e-mail address`, advice);
	}
	return email;
}

const printable = (text: string): string =>
	text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd').slice(0, 60);
