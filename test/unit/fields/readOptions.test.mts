import { optionsReader, readOptions } from '../../../nodes/shared/fields/readOptions.ts';
import { refused } from './refused.mts';

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
	expect(refused(() => readOptions(values)).message).toContain(words);
});

it('gives items with equal options one object, and others their own', () => {
	const read = optionsReader();
	const first = read({ timeout: 5 });
	expect(read({ timeout: 5 })).toBe(first);
	expect(read({ timeout: 6 })).toEqual({ ...DEFAULTS, timeout: 6 });
	expect(read({ timeout: 5 })).toBe(first);
});
