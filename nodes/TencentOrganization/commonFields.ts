import { type INodeProperties } from 'n8n-workflow';
import { type OptionName } from '../shared/fields/optionFields';
import { readOptionalText } from '../shared/fields/text';

/** The options that every operation has. */
export const COMMON_OPTIONS: readonly OptionName[] = [
	'includeRaw',
	'language',
	'maxRetries',
	'requestsPerSecond',
	'timeout',
];

/** The collection of the optional parameters. */
export const additionalFields = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options,
});

export const productField: INodeProperties = {
	displayName: 'Trusted Service',
	name: 'product',
	type: 'string',
	default: '',
	placeholder: 'e.g. config',
	description:
		'The short name of a trusted service, needed when the key belongs to its delegated administrator',
};

export const readProduct = (value: unknown): string | undefined =>
	readOptionalText(value, { label: 'The trusted service' });
