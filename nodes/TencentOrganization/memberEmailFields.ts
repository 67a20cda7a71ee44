import { type INodeProperties } from 'n8n-workflow';
import { readEmail } from '../shared/fields/email';
import { readId } from '../shared/fields/id';
import { type ParameterReader } from '../shared/fields/parameterReader';
import { readText } from '../shared/fields/text';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { textOf } from '../shared/values/text';
import { additionalFields } from './commonFields';
import { readMemberUin } from './idFields';
import { type BindingReference } from './memberEmailLookup';

/** An email address and a phone, to be bound to a member. */
export interface Submission {
	email: string;
	/** The dialling code, digits only. */
	countryCode: string;
	/** Without the dialling code, digits only. */
	phone: string;
}

export const submissionFields: readonly INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. name@example.com',
		description:
			'The address to bind, in full. It must not serve another account, and an address whose activation has lapsed is not accepted again.',
	},
	{
		displayName: 'Country Code',
		name: 'countryCode',
		type: 'string',
		default: '86',
		required: true,
		placeholder: 'e.g. 86',
		description: 'The international dialling code of the phone',
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 13800138000',
		description: 'The security phone number of the member, in full, without the country code',
	},
];

/** @throws InvalidParameter when a part is missing, masked, or not of the right form. */
export function readSubmission(read: ParameterReader): Submission {
	const email = readEmail(read('email'));
	// A lookup may show a masked address like `12***@qq.com`. The service would send a mail to that very address.
	if (email.includes('**')) {
		throw new InvalidParameter(
			'The email address is masked',
			'A lookup does not show addresses in full. Take the address from where you keep it.',
		);
	}
	return {
		email,
		countryCode: readText(read('countryCode', '86'), {
			label: 'The country code',
			form: { pattern: /^\+?[1-9]\d{0,3}$/, words: 'It is a dialling code like 86 or +86.' },
		}).replace('+', ''),
		phone: readText(read('phone'), {
			label: 'The phone number',
			form: {
				pattern: /^\d[\d -]{3,24}$/,
				words:
					'It holds digits, without the country code, for example 13800138000. A lookup may show it masked.',
			},
		}).replace(/[ -]/g, ''),
	};
}

/** A submission as request parameters. */
export const submissionParameters = ({ email, countryCode, phone }: Submission) => ({
	Email: email,
	CountryCode: countryCode,
	Phone: phone,
});

/** The binding ID is optional: without it, the binding of the member is looked up. */
export const bindIdFields = additionalFields([
	{
		displayName: 'Binding ID',
		name: 'bindId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12',
		description: 'The ID of the binding. When empty, it is looked up first, with one more request.',
	},
]);

/** @throws InvalidParameter when the member or the binding ID is not valid. */
export function readBinding(read: ParameterReader, language: 'en' | 'zh'): BindingReference {
	const bindId = read('additionalFields.bindId', '');
	return {
		memberUin: readMemberUin(read('memberUin')),
		bindId: textOf(bindId).trim() ? readId(bindId, 'binding ID', '12') : undefined,
		language,
	};
}
