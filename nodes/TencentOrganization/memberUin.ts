import { type INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../shared/failure';

/** The member that an operation is about. */
export const memberUinField: INodeProperties = {
	displayName: 'Member',
	name: 'memberUin',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The member account of the organization',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a member...',
			typeOptions: { searchListMethod: 'searchMembers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 100000000001',
			hint: 'The UIN (account number) of the member',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[1-9][0-9]{0,18}\\s*$',
						errorMessage: 'A UIN holds digits only',
					},
				},
			],
		},
	],
};

/**
 * A member UIN as text, all digits kept.
 *
 * @throws InvalidInput when it is empty, no UIN, or a number that has already lost digits.
 */
export function readMemberUin(value: unknown): string {
	if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
		throw new InvalidInput(
			'The member UIN is a number that JavaScript cannot hold exactly',
			'Hand it over as text, in quotes, so that no digit is lost.',
		);
	}
	const text = String(value ?? '').trim();
	if (!text) {
		throw new InvalidInput(
			'The member UIN is empty',
			'Choose a member, or enter the UIN. With an expression, check that the item has this field.',
		);
	}
	// 64-bit, signed; what is sent as a bare number must be nothing but one.
	if (!/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > 9_223_372_036_854_775_807n) {
		throw new InvalidInput(
			'This is not a member UIN',
			`A UIN is a whole number of up to 19 digits, for example 100000000001. Given was "${text.slice(0, 40)}".`,
		);
	}
	return text;
}
