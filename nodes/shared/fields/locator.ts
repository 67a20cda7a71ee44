import { type INodeProperties } from 'n8n-workflow';

/** The pattern by which the editor checks an ID: one number of up to 19 digits. */
const ONE_ID = '^\\s*[1-9][0-9]{0,18}\\s*$';

/** A resource locator of n8n: the user chooses a subject from a list, or enters its ID. */
export function locator(terms: {
	/** The subject with its article: "a member". */
	what: string;
	/** The name of the node's `listSearch` method that fills the list. */
	searchMethod: string;
	example: string;
	hint: string;
	/** The pattern of an ID, when the field takes more than a single number. */
	pattern?: string;
	/** The message of the editor when the ID does not match the pattern. */
	errorMessage: string;
}): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const { what, searchMethod, example, hint, pattern = ONE_ID, errorMessage } = terms;
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select ${what}...`,
				typeOptions: { searchListMethod: searchMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				hint,
				validation: [{ type: 'regex', properties: { regex: pattern, errorMessage } }],
			},
		],
	};
}
