import type { INodeProperties } from 'n8n-workflow';
import { type OptionName, optionsField } from '../../../nodes/shared/fields/optionFields.ts';
import { readOptions } from '../../../nodes/shared/fields/readOptions.ts';

const ALL: OptionName[] = [
	'timeout',
	'ifNotFound',
	'includeRaw',
	'language',
	'lookupStrategy',
	'maxRetries',
	'requestsPerSecond',
	'timeZone',
];

it('shows the options it is asked for, sorted by what the user reads', () => {
	const shown = optionsField(ALL).options as INodeProperties[];
	expect(shown.map(({ displayName }) => displayName)).toEqual([
		'If Not Found',
		'Include Raw Response',
		'Language',
		'Lookup Strategy',
		'Max Retries',
		'Requests per Second',
		'Time Zone',
		'Timeout',
	]);
	const few = optionsField(['timeout', 'language']).options as INodeProperties[];
	expect(few.map(({ name }) => name)).toEqual(['language', 'timeout']);
});

it('asks for one more option as n8n does', () => {
	expect(optionsField(ALL).placeholder).toBe('Add Option');
});

it('shows the defaults that hold', () => {
	for (const { name, default: shown } of optionsField(ALL).options as INodeProperties[]) {
		// Each action has a quota of its own; the figure of the field is where a user starts.
		if (name !== 'requestsPerSecond') expect(readOptions({})).toHaveProperty([name], shown);
	}
});

it('gives no two nodes one object: n8n writes into descriptions', () => {
	const [a] = optionsField(['timeout']).options!;
	const [b] = optionsField(['timeout']).options!;
	expect(a).toEqual(b);
	expect(a).not.toBe(b);
});
