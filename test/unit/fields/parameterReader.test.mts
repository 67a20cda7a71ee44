import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { parameterReader } from '../../../nodes/shared/fields/parameterReader.ts';

/** A node with these parameters, and how often n8n is asked for each. */
function reader(parameters: INodeParameters) {
	const asked: string[] = [];
	const read = parameterReader.call({
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, index: number, fallback: unknown) => {
			asked.push(`${name} ${index}`);
			return parameters[name] ?? fallback;
		},
	} as unknown as IExecuteFunctions);
	return { read, asked };
}

it.each<[string, INodeParameters[string]]>([
	['a text', 'text'],
	['an empty text', ''],
	['a text with an equals sign within', 'a={{ $json.x }}'],
	['a switch', false],
	['nothing', null as never],
	['a list', ['a', 'b']],
	['options', { timeout: 5, language: 'en' }],
	['a resource locator', { __rl: true, mode: 'id', value: '123' }],
])('%s is read once for all items', (_name, value) => {
	const { read, asked } = reader({ value });
	const values = [0, 1, 2, 3].map((index) => read('value', index));
	expect(asked).toEqual(['value 0']);
	expect(new Set(values)).toEqual(new Set([values[0]]));
});

it('what is not set is read once, with its fallback', () => {
	const { read, asked } = reader({});
	expect([0, 1].map((index) => read('absent', index, 'fallback'))).toEqual([
		'fallback',
		'fallback',
	]);
	expect(asked).toEqual(['absent 0']);
});

it.each<[string, INodeParameters[string]]>([
	['an expression', '={{ $json.email }}'],
	['a text with an expression', '=user {{ $json.email }}'],
	['options with one', { timeout: 5, language: '={{ $json.language }}' }],
	['options that are one', '={{ $json.options }}'],
	['a resource locator with one', { __rl: true, mode: 'id', value: '={{ $json.uin }}' }],
	['one deep within', { a: [{ b: { c: '={{ $json.c }}' } }] }],
])('%s is read for every item', (_name, value) => {
	const { read, asked } = reader({ value });
	for (const index of [0, 1, 2]) read('value', index);
	expect(asked).toEqual(['value 0', 'value 1', 'value 2']);
});
