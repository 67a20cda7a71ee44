// n8n's request options -> URL and query of the request that is sent.
import { readUrl } from '../../../credentials/signing/requestUrl';
import {
	readRequest,
	type RequestOptions,
	writeRequest,
} from '../../../credentials/signing/outgoingRequest';

const HOST = 'https://api.test';

/** The URL that is sent. */
const sentUrl = (options: RequestOptions) => writeRequest(options, readRequest(options, '')).url;

describe('the address', () => {
	it.each<[string, RequestOptions, string]>([
		['url', { url: `${HOST}/a` }, '/a'],
		['uri, as the HTTP Request node writes it', { uri: `${HOST}/a` }, '/a'],
		['both: url wins, as in n8n', { url: `${HOST}/url`, uri: `${HOST}/uri` }, '/url'],
		['no path', { url: HOST }, '/'],
		['blanks around it', { url: ` ${HOST}/a\n` }, '/a'],
		['a blank that does not break behind it', { url: `${HOST}/a\u00a0` }, '/a'],
		['baseURL and /', { baseURL: HOST, url: '/' }, '/'],
		['baseURL alone', { baseURL: `${HOST}/v1`, url: '' }, '/v1'],
		['baseURL with a path, joined as text', { baseURL: `${HOST}/v1`, url: '/x' }, '/v1/x'],
		['one slash between the parts', { baseURL: `${HOST}/v1/`, url: '/x' }, '/v1/x'],
		['any number of slashes as one', { baseURL: `${HOST}/v1//`, url: '//x' }, '/v1/x'],
		['slashes within the parts', { baseURL: `${HOST}/v1`, url: '/x//y' }, '/v1/x//y'],
		[
			'an address in a query',
			{ baseURL: HOST, url: `/a?b=${HOST}` },
			'/a?b=https%3A%2F%2Fapi.test',
		],
		['a slash between the parts', { baseURL: `${HOST}/v1`, url: 'x/y' }, '/v1/x/y'],
		['baseURL and uri', { baseURL: `${HOST}/v1`, uri: '/x' }, '/v1/x'],
		['an absolute url beside a baseURL', { baseURL: 'https://no.test', url: `${HOST}/a` }, '/a'],
		['a port', { url: 'https://api.test:443/a' }, '/a'],
		['an upper-case scheme and host', { url: 'HTTPS://API.test/A' }, '/A'],
		['a fragment', { url: `${HOST}/a#b?c=d` }, '/a'],
		['dots in the path', { url: `${HOST}/a/../b/./c` }, '/b/c'],
		['a backslash', { url: `${HOST}\\@evil.test` }, '/@evil.test'],
	])('takes %s', (_what, options, path) => {
		expect(sentUrl(options)).toBe(`${HOST}${path}`);
	});

	it('keeps a port that is not the standard one', () => {
		expect(sentUrl({ url: 'http://127.0.0.1:8080' })).toBe('http://127.0.0.1:8080/');
	});

	it.each<[string, RequestOptions]>([
		['nothing', {}],
		['an empty one', { url: '' }],
		['only a path', { url: '/path' }],
		['no scheme', { url: 'api.test/path' }],
		['another scheme', { url: 'ftp://api.test' }],
		['another scheme beside a baseURL', { baseURL: HOST, url: 's3://api.test' }],
		['a script', { url: 'javascript:alert(1)' }],
		['a file', { url: 'file:///etc/passwd' }],
		['no host', { url: 'https://' }],
		['a broken port', { url: 'https://api.test:port' }],
		['a line break in the host', { url: 'https://api\u0000.test' }],
	])('refuses %s by a message, not by a code', (_what, options) => {
		let error: unknown;
		try {
			sentUrl(options);
		} catch (caught) {
			error = caught;
		}
		expect(error).toMatchObject({ message: expect.stringContaining('no valid address') });
		// n8n would show the code alone.
		expect(error).not.toHaveProperty('code');
	});

	it.each(['https://user@api.test', 'https://user:secret@api.test', 'https://:secret@api.test'])(
		'refuses the user info of %s without repeating it',
		(url) => {
			expect(() => sentUrl({ url })).toThrow(
				'The URL holds a user name or password. Remove everything before the @ sign.',
			);
		},
	);
});

describe('the query', () => {
	const nested = { list: ['a', 'b'], deep: { x: [1, { y: 2 }] } };

	it.each<[string, RequestOptions, string]>([
		['none', {}, ''],
		['an empty qs', { qs: {} }, ''],
		['numbers and booleans', { qs: { n: 1.5, t: true, f: false } }, 'n=1.5&t=true&f=false'],
		['null, and not undefined', { qs: { a: null, b: undefined, c: '' } }, 'a=&c='],
		['a date', { qs: { at: new Date(0) } }, 'at=1970-01-01T00%3A00%3A00.000Z'],
		['nothing for an empty list', { qs: { list: [] } }, ''],
		['lists as n8n writes them', { qs: { a: ['x', null] } }, 'a%5B0%5D=x&a%5B1%5D='],
		[
			'nested values',
			{ qs: nested },
			'list%5B0%5D=a&list%5B1%5D=b&deep%5Bx%5D%5B0%5D=1&deep%5Bx%5D%5B1%5D%5By%5D=2',
		],
		['lists with brackets', { qs: { a: [1, 2] }, arrayFormat: 'brackets' }, 'a%5B%5D=1&a%5B%5D=2'],
		['lists with indices', { qs: { a: [1] }, arrayFormat: 'indices' }, 'a%5B0%5D=1'],
		['repeated names', { qs: { a: [1, 2] }, arrayFormat: 'repeat' }, 'a=1&a=2'],
		['lists with commas', { qs: { a: [1, 2] }, arrayFormat: 'comma' }, 'a=1%2C2'],
		['no empty list with commas', { qs: { a: [] }, arrayFormat: 'comma' }, ''],
		[
			'the legacy option of lists',
			{ qs: { a: [1, 2] }, qsStringifyOptions: { arrayFormat: 'brackets' } },
			'a%5B%5D=1&a%5B%5D=2',
		],
		['the older legacy option', { qs: { a: [1, 2] }, useQuerystring: true }, 'a=1&a=2'],
		[
			'reserved characters',
			{ qs: { Email: "o'brien+tag(1)*!~%&@x.com" } },
			'Email=o%27brien%2Btag%281%29%2A%21~%25%26%40x.com',
		],
		['blanks', { qs: { 'a b': ' c' } }, 'a%20b=%20c'],
		['unicode', { qs: { 用户: 'ü🎉' } }, '%E7%94%A8%E6%88%B7=%C3%BC%F0%9F%8E%89'],
		['a query in the URL', { url: `${HOST}/?a=1&b=x%20y` }, 'a=1&b=x%20y'],
		['one plus sign as a blank', { url: `${HOST}/?a=x+y%2B` }, 'a=x%20y%2B'],
		['escapes in lower case', { url: `${HOST}/?a=%c3%bc` }, 'a=%C3%BC'],
		['names without a value', { url: `${HOST}/?a&b=` }, 'a=&b='],
		['broken escapes as text', { url: `${HOST}/?a=100%&b=%zz` }, 'a=100%25&b=%25zz'],
		['URL and qs together', { url: `${HOST}/?a=1`, qs: { b: 2 } }, 'a=1&b=2'],
		['the same name twice', { url: `${HOST}/?a=1`, qs: { a: 2 } }, 'a=1&a=2'],
		['a query before a fragment', { url: `${HOST}/?a=1#b=2` }, 'a=1'],
	])('takes %s', (_what, options, query) => {
		expect(sentUrl({ url: HOST, ...options })).toBe(`${HOST}/${query && `?${query}`}`);
	});

	it('is read apart from the address', () => {
		const { url, query } = readUrl({ url: `${HOST}/a?b=1#c` });
		expect(url.href).toBe(`${HOST}/a`);
		expect(query).toEqual([['b', '1']]);
	});
});
