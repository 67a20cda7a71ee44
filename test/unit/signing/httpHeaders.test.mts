import { HttpHeaders } from '../../../credentials/signing/httpHeaders';

const headersOf = (entries: Array<[name: string, value: string]>) => {
	const headers = new HttpHeaders();
	for (const [name, value] of entries) headers.set(name, value);
	return headers;
};

it('are found in any letter case and written in the case they were set in', () => {
	const headers = headersOf([['X-Tc-ACTION', 'Do']]);
	expect(headers.get('x-tc-action')).toBe('Do');
	expect(headers.get('x-tc-other')).toBeUndefined();
	expect(headers.toObject()).toEqual({ 'X-Tc-ACTION': 'Do' });
	expect(headers.list()).toEqual([['x-tc-action', 'Do']]);
});

it('exist once, whatever their case: the last one counts', () => {
	const headers = headersOf([
		['Accept', 'a'],
		['ACCEPT', 'b'],
	]);
	expect(headers.toObject()).toEqual({ ACCEPT: 'b' });
	headers.delete('x-none', 'Accept');
	expect(headers.toObject()).toEqual({});
});

it.each([
	[[], 'default'],
	[[['A', 'own']], 'own'],
	[[['A', '']], 'default'],
] as Array<[Array<[string, string]>, string]>)('%j: a default makes it %j', (entries, value) => {
	const headers = headersOf(entries);
	headers.setDefault('a', 'default');
	expect(headers.get('A')).toBe(value);
});

it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\0b', '用户', 'x\u2028y'])(
	'of the value %j are refused',
	(value) => {
		expect(() => headersOf([['X-TC-Action', value]])).toThrow(
			'The header "X-TC-Action" holds characters that HTTP does not allow',
		);
	},
);

it.each(['X-A\r\nX-Evil', 'a b', 'a:', '', 'ü', '(a)'])('of the name %j are refused', (name) => {
	expect(() => headersOf([[name, 'a']])).toThrow('no name of a header');
});
