import { type INodeProperties } from 'n8n-workflow';

/** Simplify, which every operation and every trigger has. */
export const SIMPLIFY_FIELD: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The options that operations share, as the editor shows them. Each operation names those that apply to it. */
export const OPTION_FIELDS = {
	ifNotFound: {
		displayName: 'If Not Found',
		name: 'ifNotFound',
		type: 'options',
		default: 'error',
		description: 'What to do when the service knows no such subject',
		options: [
			{
				name: 'Output a Record with Status Unknown',
				value: 'record',
				description: 'The item goes on, with the status "unknown"',
			},
			{
				name: 'Fail the Item',
				value: 'error',
				description: 'The On Error setting of the node decides what happens next',
			},
		],
	},
	includeRaw: {
		displayName: 'Include Raw Response',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the answer of the service, as it is, under "raw" (applies when Simplify is on)',
	},
	language: {
		displayName: 'Language',
		name: 'language',
		type: 'options',
		default: 'en',
		description: 'The language of the messages that the service writes',
		options: [
			{ name: 'Chinese', value: 'zh' },
			{ name: 'English', value: 'en' },
		],
	},
	lookupStrategy: {
		displayName: 'Lookup Strategy',
		name: 'lookupStrategy',
		type: 'options',
		default: 'automatic',
		description: 'How to look up many subjects at once',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Answer from a list when that takes fewer requests',
			},
			{
				name: 'Individual',
				value: 'individual',
				description: 'Ask for each subject on its own',
			},
		],
	},
	maxRetries: {
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
		default: 3,
		description:
			'How many times to send a request again after a temporary error. What may have been carried out is never sent twice. A throttled request is tried for up to two minutes; with 0 it fails at once.',
	},
	requestsPerSecond: {
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 1000 },
		default: 10,
		description:
			'The most requests to send in one second, in place of the documented quota. Executions with the same key and the same number share it. To leave room for other programs, set it wherever the key is used. Numbers above 1 are rounded down.',
	},
	timeZone: {
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: 'Asia/Shanghai',
		placeholder: 'e.g. Asia/Shanghai',
		description:
			'The zone of the times that the service sends without one. The vendors do not document it; Beijing time is what their samples suggest.',
	},
	timeout: {
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 300_000, numberPrecision: 0 },
		default: 30_000,
		description: 'How many milliseconds to wait for the answer to a request',
	},
} satisfies Record<string, INodeProperties>;

/** The name of an option in saved workflows. */
export type OptionName = keyof typeof OPTION_FIELDS;

/** The collection with an operation's options, sorted by display name, as n8n asks for. */
export const optionsField = (names: readonly OptionName[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: names
		.map((name) => ({ ...OPTION_FIELDS[name] }))
		.sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
});
