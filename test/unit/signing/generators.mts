// Random requests: everything that users, and attackers, put into names, values, bodies and keys.
import fc from 'fast-check';
import { runs } from '../../random.mts';

/** Addresses and texts that broke other signers. */
const HOSTILE = [
	"o'brien+tag(1)*!~%&@x.com",
	'a b+c%2B%20=&?#/\\',
	'用户@例子.中国',
	'ümläut ß 🎉👩‍👩‍👧',
	'%41%zz%',
	'',
	' ',
	'null',
	'"quoted"\\\n\t',
	'[]{}',
];

export const text = fc.oneof(
	fc.constantFrom(...HOSTILE),
	fc.string({ maxLength: 12 }),
	// Whole code points only: half of a surrogate pair has no UTF-8 form.
	fc.string({ maxLength: 8, unit: 'binary' }),
);

const word = (characters: string, minLength: number, maxLength: number) =>
	fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Names as the vendors spell them: nothing in them needs an escape. Without "__proto__": Aliyun's
 * SDK copies parameters by assignment and fails on it. Among the texts it stays.
 */
export const plainName = word(`${ALPHANUMERIC}-_.~`, 1, 10).filter((name) => name !== '__proto__');
export const keyPart = word(`${ALPHANUMERIC}*-_`, 8, 40);
export const product = fc.constantFrom('organization', 'sts', 'cvm', 'cam', 'tke');

/** Seconds, with the first and the last ones of UTC days far more often than chance would have it. */
export const timestamp = fc.oneof(
	fc.integer({ min: 1_500_000_000, max: 4_100_000_000 }),
	fc
		.tuple(fc.integer({ min: 17_000, max: 47_000 }), fc.integer({ min: -2, max: 2 }))
		.map(([day, seconds]) => day * 86_400 + seconds),
);

/** JSON objects of such texts: nested objects and lists, empty values. */
export function jsonBodyOf(texts: fc.Arbitrary<string>) {
	const scalar = fc.oneof(texts, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
	const list = fc.array(scalar, { maxLength: 4 });
	const objects = fc.array(fc.dictionary(texts, scalar, { maxKeys: 2, noNullPrototype: true }), {
		maxLength: 3,
	});
	return fc.dictionary(
		fc.oneof(plainName, texts),
		fc.oneof(
			{ arbitrary: scalar, weight: 5 },
			{ arbitrary: list, weight: 1 },
			{ arbitrary: objects, weight: 1 },
		),
		{ maxKeys: 4, noNullPrototype: true },
	);
}

export const jsonBody = jsonBodyOf(text);

const parameter = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));

/** Query parameters with lists and nested values; the names are given. */
export const queryOf = (name: fc.Arbitrary<string>) =>
	fc.dictionary(
		name,
		fc.oneof(
			{ arbitrary: parameter, weight: 4 },
			{ arbitrary: fc.array(parameter, { maxLength: 3 }), weight: 1 },
			{
				arbitrary: fc.dictionary(plainName, parameter, { maxKeys: 2, noNullPrototype: true }),
				weight: 1,
			},
		),
		{ maxKeys: 4, noNullPrototype: true },
	);

/** Random names once were this one. The official SDKs fail on it, so that they cannot judge it. */
export const PROTO_FIELD = JSON.parse('{"__proto__":"value"}') as Record<string, string>;

/**
 * Fails with the smallest value that breaks the rule. The checks use node:assert: jest's `expect`
 * takes longer than a signature.
 */
export const forAll = <Value,>(
	numRuns: number,
	arbitrary: fc.Arbitrary<Value>,
	check: (value: Value) => void,
): void => fc.assert(fc.property(arbitrary, check), { numRuns: runs(numRuns, 1) });
