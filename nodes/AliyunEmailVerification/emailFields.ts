import { type INodeProperties } from 'n8n-workflow';
import { readEmail } from '../shared/fields/email';
import { readNonEmptyList } from '../shared/fields/valueList';
import { emailKey } from '../shared/values/emailKey';

/** The address that an operation is about. */
export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. name@example.com',
	description: 'The email address to look up',
};

/** The addresses that a command is about. */
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
 * Email addresses as they were given, each once, whatever its case.
 *
 * @throws InvalidInput when there is none, or one of them is none.
 */
export const readEmails = (value: unknown): string[] =>
	readNonEmptyList(value, readEmail, emailKey);
