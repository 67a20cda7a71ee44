import type { INodeProperties } from 'n8n-workflow';
import { type OptionName, optionsField } from '../../../nodes/shared/fields/optionFields.ts';
import { readOptions } from '../../../nodes/shared/fields/options.ts';
import { InvalidParameter } from '../../../nodes/shared/values/invalidParameter.ts';

const DEFAULTS = {
	ifNotFound: 'error',
	includeRaw: false,
	language: 'en',
	lookupStrategy: 'automatic',
	maxRetries: 3,
	requestsPerSecond: undefined,
	timeZone: 'Asia/Shanghai',
	timeout: 30_000,
};

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

it('has a default for everything', () => {
	expect(readOptions({})).toEqual(DEFAULTS);
});

it.each([
	[{ ifNotFound: 'record' }, { ifNotFound: 'record' }],
	[{ ifNotFound: 'whatever' }, {}],
	[{ includeRaw: true }, { includeRaw: true }],
	[{ includeRaw: 'true' }, {}],
	[{ language: 'zh' }, { language: 'zh' }],
	[{ maxRetries: 0 }, { maxRetries: 0 }],
	[{ maxRetries: '5' }, { maxRetries: 5 }],
	[{ maxRetries: null, timeout: '', timeZone: '' }, {}],
	[{ requestsPerSecond: 0.1 }, { requestsPerSecond: 0.1 }],
	[{ timeout: 1 }, { timeout: 1 }],
	[{ timeZone: ' UTC ' }, { timeZone: 'UTC' }],
])('reads %j', (values, expected) => {
	expect(readOptions(values)).toEqual({ ...DEFAULTS, ...expected });
});

it.each([
	[{ maxRetries: -1 }, 'Max Retries'],
	[{ maxRetries: 'many' }, 'Max Retries'],
	[{ requestsPerSecond: 0 }, 'Requests per Second'],
	[{ requestsPerSecond: Infinity }, 'Requests per Second'],
	[{ timeout: 0 }, 'Timeout'],
	[{ timeout: [1, 2] }, 'Timeout'],
	[{ timeout: {} }, 'Timeout'],
	[{ timeout: { toString: null } }, 'Timeout'],
	[{ timeZone: 'Beijing' }, 'Time Zone'],
	[{ timeZone: { toString: null } }, 'Time Zone'],
])('refuses %j', (values, words) => {
	expect(() => readOptions(values)).toThrow(InvalidParameter);
	expect(() => readOptions(values)).toThrow(words);
});

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
		if (name !== 'requestsPerSecond') expect(DEFAULTS).toHaveProperty([name], shown);
	}
});

it('gives no two nodes one object: n8n writes into descriptions', () => {
	const [a] = optionsField(['timeout']).options!;
	const [b] = optionsField(['timeout']).options!;
	expect(a).toEqual(b);
	expect(a).not.toBe(b);
});
