import fc from 'fast-check';
import {
	countAt,
	objectAt,
	parseJson,
	stringifyJson,
	textAt,
} from '../../../nodes/shared/values/json.ts';
import { runs } from '../../random.mts';

const RUNS = { numRuns: runs(1000) };
const bigInt = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
const isSafe = (value: bigint) =>
	value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);

describe('parseJson', () => {
	it('keeps every digit of every integer, wherever it stands', () => {
		fc.assert(
			fc.property(bigInt, (value) => {
				const expected = isSafe(value) ? Number(value) : String(value);
				const digits = value === 0n ? '0' : String(value);
				expect(parseJson(`{"a": [${digits}, {"b":${digits}}], "c" :${digits}}`)).toEqual({
					a: [expected, { b: expected }],
					c: expected,
				});
			}),
			RUNS,
		);
	});

	it('leaves all other JSON as JSON.parse reads it', () => {
		const longDigits = fc.stringMatching(/^[0-9]{16,24}$/);
		const hostile = fc.oneof(fc.string({ unit: 'binary' }), longDigits, fc.constant('\\"1\\\\'));
		fc.assert(
			fc.property(
				fc.dictionary(hostile, fc.oneof(hostile, fc.double(), fc.jsonValue())),
				(value) => {
					const text = JSON.stringify(value);
					// Doubles of 1e16 and more are written as integers: those are the other property's.
					fc.pre(!/[[:,]-?\d{16,}[,\]}]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')));
					expect(parseJson(text)).toEqual(JSON.parse(text));
				},
			),
			RUNS,
		);
	});

	it.each([
		['{"a":"511008144529233333"}', { a: '511008144529233333' }],
		['{"a":511008144529233333}', { a: '511008144529233333' }],
		['{"a":-9223372036854775808}', { a: '-9223372036854775808' }],
		['{"a":9007199254740991}', { a: 9007199254740991 }],
		['{"a":9007199254740993}', { a: '9007199254740993' }],
		['{"a":"\\"511008144529233333"}', { a: '"511008144529233333' }],
		['{"a":"\\\\","b":511008144529233333}', { a: '\\', b: '511008144529233333' }],
		['{"511008144529233333":1}', { '511008144529233333': 1 }],
		['{"a":1591874496123456.5}', { a: 1591874496123456.5 }],
		['{"a":1000000000000000000e2}', { a: 1e20 }],
		['{"a":"x:511008144529233333,"}', { a: 'x:511008144529233333,' }],
	])('reads %s', (text, expected) => {
		expect(parseJson(text)).toEqual(expected);
	});

	it.each(['', '{', '<html>', '{"a":511008144529233333', '{"a":0511008144529233333x}'])(
		'throws a SyntaxError for %j',
		(text) => expect(() => parseJson(text)).toThrow(SyntaxError),
	);
});

describe('stringifyJson', () => {
	it('writes a BigInt as a bare number, and anything else as JSON.stringify does', () => {
		const text = fc.oneof(fc.string(), fc.constantFrom('\u00000', '\u00001', '"\u00000"'));
		fc.assert(
			fc.property(bigInt, text, fc.jsonValue(), (integer, word, value) => {
				const written = stringifyJson({ word, integer, list: [integer, word], value });
				expect(written).toBe(
					`{"word":${JSON.stringify(word)},"integer":${integer},"list":[${integer},${JSON.stringify(word)}],"value":${JSON.stringify(value)}}`,
				);
			}),
			RUNS,
		);
	});

	it('does so though n8n teaches BigInt to become a string', () => {
		const proto = BigInt.prototype as { toJSON?: () => string };
		const { toJSON } = proto;
		proto.toJSON = function (this: bigint) {
			return this.toString();
		};
		try {
			expect(stringifyJson({ MemberUin: 900719925474099312n })).toBe(
				'{"MemberUin":900719925474099312}',
			);
		} finally {
			if (toJSON) proto.toJSON = toJSON;
			else delete proto.toJSON;
		}
	});
});

it.each([
	[{ a: 'x' }, 'x'],
	[{ a: 7 }, '7'],
	[{ a: 0 }, '0'],
	[{ a: null }, null],
	[{}, null],
	[{ a: '' }, null],
	[{ a: '  ' }, null],
	[{ a: true }, null],
	[{ a: {} }, null],
	[{ a: ['x'] }, null],
])('textAt of %j is %j', (value, expected) => {
	expect(textAt(value, 'a')).toBe(expected);
});

it.each([
	[{ a: { b: 1 } }, { b: 1 }],
	[{ a: [] }, undefined],
	[{ a: null }, undefined],
	[{ a: 'x' }, undefined],
	[{}, undefined],
])('objectAt of %j is %j', (value, expected) => {
	expect(objectAt(value, 'a')).toEqual(expected);
});

it.each([
	[130, 130],
	[0, 0],
	['130', 130],
	[' 0 ', 0],
	[null, undefined],
	[undefined, undefined],
	['', undefined],
	['many', undefined],
	[-1, undefined],
	[1.5, undefined],
	[[3], undefined],
])('countAt reads %j as %j', (count, read) => {
	expect(countAt({ count } as never, 'count')).toBe(read);
});
