import { type INodeProperties } from 'n8n-workflow';
import { readEmail } from '../shared/fields/email';
import { readList } from '../shared/fields/inputs';

/** The address to look up. */
export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. name@example.com',
	description: 'The email address to look up',
};

/** The addresses of a command. */
export const emailsField: INodeProperties = {
	displayName: 'Emails',
	name: 'emails',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ann@example.com, bob@example.com',
	description:
		'One email address, or several separated by commas, or an array by expression. Each becomes an output item of its own.',
};

/**
 * Email addresses as they were entered. Of addresses that differ only in case the first is kept.
 *
 * @throws InvalidParameter when the list is empty, or a value is not an email address.
 */
export function readEmails(value: unknown): string[] {
	const values = readList(value);
	const emails = new Map<string, string>();
	// An empty list is refused in the words for an empty address.
	for (const entry of values.length > 0 ? values : ['']) {
		const email = readEmail(entry);
		const key = email.toLowerCase();
		if (!emails.has(key)) emails.set(key, email);
	}
	return [...emails.values()];
}
