import { type INodeProperties } from 'n8n-workflow';
import { readEmail } from '../shared/fields/email';
import { readNonEmptyList } from '../shared/fields/valueList';
import { emailKey } from '../shared/values/emailKey';

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
export const readEmails = (value: unknown): string[] =>
	readNonEmptyList(value, readEmail, emailKey);
