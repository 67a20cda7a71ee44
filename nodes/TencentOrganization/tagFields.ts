import { type INodeProperties } from 'n8n-workflow';
import { readOptionalText, readText } from '../shared/fields/text';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { isJsonObject } from '../shared/values/json';

/** Tags in a request. Source: the pages of CreateOrganizationMember and of the lists. */
const MAX_TAGS = 10;

export interface Tag {
	TagKey: string;
	TagValue?: string;
}

export const tagsField = (description: string): INodeProperties => ({
	displayName: 'Tags',
	name: 'tags',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Tag',
	default: {},
	description,
	options: [
		{
			displayName: 'Tag',
			name: 'tag',
			values: [
				{ displayName: 'Key', name: 'key', type: 'string', default: '' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
});

/**
 * Tags as a request parameter; undefined when there are none.
 *
 * @throws InvalidParameter for a tag without a key, and for too many tags.
 */
export function readTags(value: unknown): Tag[] | undefined {
	const tags: unknown = isJsonObject(value) ? value.tag : value;
	if (!Array.isArray(tags) || tags.length === 0) return undefined;
	if (tags.length > MAX_TAGS) {
		throw new InvalidParameter(
			'There are too many tags',
			`The service takes ${MAX_TAGS} at most, these are ${tags.length}.`,
		);
	}
	return tags.map((tag: unknown) => {
		const { key, value: text } = isJsonObject(tag) ? tag : { key: undefined, value: undefined };
		const TagKey = readText(key, { label: 'The key of a tag' });
		const TagValue = readOptionalText(text, { label: 'The value of a tag' });
		return { TagKey, ...(TagValue !== undefined && { TagValue }) };
	});
}
