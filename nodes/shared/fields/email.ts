import { InvalidParameter } from '../values/invalidParameter';
import { printable, textOf } from '../values/text';

/** The longest address that can receive mail. Source: RFC 5321, 4.5.3.1, and its erratum 1690. */
const MAX_LENGTH = 254;

/**
 * One email address as the user entered it, without surrounding blanks.
 *
 * @throws InvalidParameter when the value is empty, several addresses, or no address.
 */
export function readEmail(value: unknown): string {
	const email = textOf(value).trim();
	if (!email) {
		throw new InvalidParameter(
			'The email address is empty',
			'Enter the address. With an expression, check that the item has this field.',
		);
	}
	const advice = `Enter one address, like name@example.com, and nothing else. Given was "${printable(email)}".`;
	// Some requests take a comma-separated list of addresses: a comma in one address would make it two.
	const isObject = typeof value === 'object' && !Array.isArray(value);
	if (!isObject && /[,;]/.test(email)) {
		throw new InvalidParameter('There is more than one email address', advice);
	}
	if (email.length > MAX_LENGTH || !isAddress(email)) {
		throw new InvalidParameter('This is not an email address', advice);
	}
	return email;
}

/**
 * Does the text have the form of an email address? The form is RFC 5321 without quoted names and address
 * literals, and RFC 6531 for letters of any script. Whether the address exists is not checked.
 */
function isAddress(email: string): boolean {
	const at = email.lastIndexOf('@');
	const name = email.slice(0, at);
	const domain = email.slice(at + 1);
	return (
		at > 0 &&
		name.split('.').every((part) => /^[^\s@"<>[\]:;,\\\p{C}\u2800]+$/u.test(part)) &&
		domain.includes('.') &&
		domain
			.split('.')
			.every((label) => /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label))
	);
}
