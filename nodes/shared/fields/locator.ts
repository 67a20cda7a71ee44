import { type INodeProperties } from 'n8n-workflow';

/** One ID and nothing else, as the editor checks it. */
const ONE_ID = '^\\s*[1-9][0-9]{0,18}\\s*$';

/** A choice of a subject in the editor: from the list, or by ID. */
export function locator(terms: {
	/** With its article: "a member". */
	what: string;
	/** The node's method that fills the list. */
	searchMethod: string;
	example: string;
	hint: string;
	/** What an ID looks like, where it is not a single number. */
	pattern?: string;
	/** What the editor says of anything else. */
	refusal: string;
}): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const { what, searchMethod, example, hint, pattern = ONE_ID, refusal } = terms;
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
				validation: [{ type: 'regex', properties: { regex: pattern, errorMessage: refusal } }],
			},
		],
	};
}
