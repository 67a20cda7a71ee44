import { InvalidParameter } from '../values/invalidParameter';
import { toText } from '../values/json';
import { printable } from './inputs';

/** The longest address that can receive mail. Source: RFC 5321, 4.5.3.1, and its erratum 1690. */
const MAX_LENGTH = 254;

/**
 * One email address, as it was given.
 *
 * @throws InvalidInput when it is empty, several, or none.
 */
export function readEmail(value: unknown): string {
	const email = toText(value).trim();
	if (!email) {
		throw new InvalidParameter(
			'The email address is empty',
			'Enter the address. With an expression, check that the item has this field.',
		);
	}
	const advice = `Enter one address, like name@example.com, and nothing else. Given was "${printable(email)}".`;
	// Where a service takes lists of addresses, a comma would ask for something else than one.
	if (/[,;]/.test(email))
		throw new InvalidParameter('There is more than one email address', advice);
	if (email.length > MAX_LENGTH || !isAddress(email)) {
		throw new InvalidParameter('This is not an email address', advice);
	}
	return email;
}

/**
 * The form of addresses in use (RFC 5321 without quoted names and address literals; RFC 6531 for
 * letters of any script). Whether it exists is the service's business.
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
