import { printable, textOf } from '../../../nodes/shared/values/text.ts';

const circular: Record<string, unknown> = {};
circular.self = circular;

it.each([
	[' a ', ' a '],
	[12, '12'],
	[12n, '12'],
	[false, 'false'],
	[null, ''],
	[undefined, ''],
	[[], '[]'],
	[['a'], 'a'],
	[[12], '12'],
	[['a', 'b'], '["a","b"]'],
	[[null], '[null]'],
	[[true], '[true]'],
	[[[12]], '[[12]]'],
	[{ toString: null }, '{"toString":null}'],
	[{ a: [1] }, '{"a":[1]}'],
	[[{ a: 1 }], '[{"a":1}]'],
	[{ toJSON: () => undefined }, '{}'],
	[circular, '{}'],
])('%p as text is %j', (value, text) => {
	expect(textOf(value)).toBe(text);
});

it.each([
	['a\u0000b\u202ec\ud83d', 'a\ufffdb\ufffdc\ufffd'],
	['x'.repeat(61), 'x'.repeat(60)],
	[{ a: 1 }, '{"a":1}'],
	['用户 😀', '用户 😀'],
])('of %j a message repeats %j', (value, text) => {
	expect(printable(value)).toBe(text);
});
