// n8n's request options -> body, content type and headers of the request that travels.
import { Readable } from 'node:stream';
import {
	readRequest,
	type RequestOptions,
	writeRequest,
} from '../../../credentials/signing/outgoingRequest';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const url = 'https://api.test/';

/** The body that would travel, and its content type. */
function travels(options: RequestOptions, emptyBody: '' | '{}' = '') {
	const all = { method: 'POST', url, ...options };
	const written = writeRequest(all, readRequest(all, { emptyBody }));
	const headers = Object.entries(written.headers!).map(([name, value]) => [
		name.toLowerCase(),
		value,
	]);
	return { body: written.body, type: Object.fromEntries(headers)['content-type'] };
}

const typed = (type: string) => ({ headers: { 'Content-Type': type } });

describe('a body', () => {
	it.each<[string, RequestOptions, string, string]>([
		['an object', { body: { a: 'ü', b: [1, null] } }, '{"a":"ü","b":[1,null]}', JSON_TYPE],
		['a list', { body: [1, 2] }, '[1,2]', JSON_TYPE],
		['an empty list', { body: [] }, '[]', JSON_TYPE],
		['zero', { body: 0 }, '0', JSON_TYPE],
		['JSON as text', { body: '{"a": 1}' }, '{"a": 1}', JSON_TYPE],
		['JSON with blanks around', { body: ' {"a":1}\n' }, ' {"a":1}\n', JSON_TYPE],
		['JSON in a Buffer', { body: Buffer.from('{}'), ...typed(JSON_TYPE) }, '{}', JSON_TYPE],
		['text of a given type', { body: 'ü', ...typed('text/plain') }, 'ü', 'text/plain'],
		[
			'an object of a given JSON type',
			{ body: { a: 1 }, headers: { 'content-TYPE': 'application/json; charset=utf-8' } },
			'{"a":1}',
			'application/json; charset=utf-8',
		],
	])('%s travels as these bytes', (_what, options, text, type) => {
		expect(travels(options)).toEqual({ body: Buffer.from(text), type });
	});

	it.each([Buffer.from([0, 255, 13, 10]), new Uint8Array([0, 255, 13, 10])])(
		'of bytes travels unchanged',
		(body) => {
			expect(travels({ body })).toEqual({
				body: Buffer.from([0, 255, 13, 10]),
				type: 'application/octet-stream',
			});
		},
	);

	const encoded = 'a%20b=%2B%21%27%28%29%2A~&c=%C3%BC%F0%9F%8E%89&d=';
	const fields = { 'a b': "+!'()*~", c: 'ü🎉', d: '' };
	it.each<[string, RequestOptions, string]>([
		['the legacy option form', { form: fields }, encoded],
		['an object of the form type', { body: fields, ...typed(FORM_TYPE) }, encoded],
		['URLSearchParams', { body: new URLSearchParams(fields) }, encoded],
		['text', { body: 'a=b+c' }, 'a=b+c'],
		['text that only holds a list', { body: 'a=[1]' }, 'a=[1]'],
		['text of the form type', { body: '{"a":1}', ...typed(FORM_TYPE) }, '{"a":1}'],
		['a Buffer of the form type', { body: Buffer.from('a=1'), ...typed(FORM_TYPE) }, 'a=1'],
		['text in the option form', { form: 'a=1' }, 'a=1'],
		['lists', { form: { a: [1, 2], b: { c: null } } }, 'a%5B0%5D=1&a%5B1%5D=2&b%5Bc%5D='],
		['form wins over another type', { form: { a: 1 }, ...typed(JSON_TYPE) }, 'a=1'],
		[
			'URLSearchParams win over another type',
			{ body: new URLSearchParams('a=1'), ...typed(JSON_TYPE) },
			'a=1',
		],
		['body and form together', { body: { a: 1, b: 2 }, form: { b: 3 } }, 'a=1&b=3'],
	])('of form fields, as %s, travels as text by RFC 3986', (_what, options, text) => {
		expect(travels(options)).toEqual({ body: text, type: FORM_TYPE });
	});

	it.each([`${FORM_TYPE}; charset=utf-8`, 'Application/X-WWW-Form-URLEncoded'])(
		'of the form type %s keeps it, and travels as text',
		(type) => {
			for (const options of [{ body: { a: 1 } }, { form: { a: 1 } }, { body: 'a=1' }]) {
				expect(travels({ ...options, ...typed(type) })).toEqual({ body: 'a=1', type });
			}
		},
	);

	it.each<[string, RequestOptions]>([
		['none', {}],
		['undefined', { body: undefined }],
		['null', { body: null }],
		['an empty object', { body: {} }],
		['an empty text', { body: '' }],
		['an empty Buffer', { body: Buffer.alloc(0) }],
		['empty bytes', { body: new Uint8Array(0) }],
		['empty URLSearchParams', { body: new URLSearchParams() }],
		['an empty form', { form: {} }],
		['a form whose fields come to nothing', { form: { a: [], b: undefined, c: {} } }],
		['an empty object of the form type', { body: {}, ...typed(FORM_TYPE) }],
	])('that is empty (%s) is what the service wants it to be', (_what, options) => {
		const withType = { ...options, headers: { 'Content-Type': JSON_TYPE, ...options.headers } };
		expect(travels(options)).toEqual({ body: undefined, type: undefined });
		expect(travels(withType)).toEqual({ body: undefined, type: undefined });
		expect(travels(options, '{}')).toEqual({ body: Buffer.from('{}'), type: JSON_TYPE });
	});

	it('that stands for no parameters keeps its given type', () => {
		const type = 'application/json; charset=utf-8';
		expect(travels({ body: {}, ...typed(type) }, '{}')).toEqual({ body: Buffer.from('{}'), type });
	});

	it.each(['GET', 'get', 'HEAD'])('does not travel with %s', (method) => {
		for (const body of [undefined, {}, '']) {
			expect(travels({ method, body, ...typed(JSON_TYPE) }, '{}').body).toBeUndefined();
			expect(travels({ method, body, ...typed(JSON_TYPE) }, '{}').type).toBeUndefined();
		}
		expect(() => travels({ method, body: { a: 1 } })).toThrow('cannot carry a body. Use POST');
	});

	it('travels with DELETE and PUT', () => {
		for (const method of ['delete', 'PUT', 'PATCH']) {
			expect(travels({ method, body: { a: 1 } }).body).toEqual(Buffer.from('{"a":1}'));
		}
		expect(travels({ method: 'DELETE' })).toEqual({ body: undefined, type: undefined });
	});

	it.each<[string, RequestOptions]>([
		['formData of the HTTP Request node', { formData: { a: 1 } }],
		[
			'text that says it is multipart',
			{ body: '--b', ...typed('Multipart/form-data; boundary=b') },
		],
		['form-data', { body: { getHeaders: () => ({}), append: () => undefined } }],
		['FormData', { body: new FormData() }],
		['a stream', { body: Readable.from(['a']) }],
		['a web stream', { body: new Blob(['a']).stream() }],
		['a blob', { body: new Blob(['a']) }],
	])('whose bytes are not known (%s) is refused', (_what, options) => {
		expect(() => travels(options)).toThrow(/cannot be signed. Send the body as JSON/);
	});

	it('that JSON cannot hold is refused', () => {
		const circle: unknown[] = [];
		circle.push(circle);
		for (const body of [{ id: 1n }, circle]) expect(() => travels({ body })).toThrow(TypeError);
	});
});

describe('headers', () => {
	const read = (headers: RequestOptions['headers']) =>
		readRequest({ url, headers }, { emptyBody: '' }).headers;

	it('are found in any letter case and written in the case they came in', () => {
		const headers = read({ 'X-Tc-ACTION': 'Do', n: 1 });
		expect(headers.get('x-tc-action')).toBe('Do');
		expect(headers.toObject()).toEqual({ 'X-Tc-ACTION': 'Do', n: '1' });
	});

	it('exist once, whatever their case: the last one counts', () => {
		expect(read({ Accept: 'a', ACCEPT: 'b' }).toObject()).toEqual({ ACCEPT: 'b' });
	});

	it('are left out when they have no value, and when Node.js writes them', () => {
		const own = { Host: 'evil.test', 'content-length': 5, 'Transfer-Encoding': 'chunked' };
		expect(read({ a: undefined, b: null, c: false, d: '', ...own }).toObject()).toEqual({ d: '' });
	});

	it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\0b', '用户', 'x\u2028y'])(
		'of the value %j are refused',
		(value) => {
			expect(() => read({ 'X-TC-Action': value })).toThrow(
				'The header "X-TC-Action" holds characters that HTTP does not allow',
			);
		},
	);

	it.each(['X-A\r\nX-Evil', 'a b', 'a:', '', 'ü', '(a)'])('of the name %j are refused', (name) => {
		expect(() => read({ [name]: 'a' })).toThrow('no name of a header');
	});

	it('lose blanks and line breaks around their values', () => {
		expect(read({ a: ' b \r\n' }).toObject()).toEqual({ a: 'b' });
	});
});

describe('the options', () => {
	it('stay as they are: input is never changed, foreign options are kept', () => {
		const freeze = <Value,>(value: Value): Value => {
			if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
				Object.values(value).forEach(freeze);
				Object.freeze(value);
			}
			return value;
		};
		const options = freeze({
			method: 'post',
			uri: `${url}?a=1`,
			qs: { b: [1] },
			headers: { 'x-a': '1' },
			form: { c: { d: 2 } },
			timeout: 5,
			encoding: 'text',
			disableFollowRedirect: true,
		});
		const before = structuredClone(options);
		const written = writeRequest(options, readRequest(options, { emptyBody: '' }));
		expect(options).toEqual(before);
		expect(written).toMatchObject({ timeout: 5, encoding: 'text', disableFollowRedirect: true });
	});

	it('lose auth, which n8n would turn into an Authorization header', () => {
		const options = { url, auth: { username: 'u', password: 'p' } };
		expect(writeRequest(options, readRequest(options, { emptyBody: '' }))).not.toHaveProperty(
			'auth',
		);
	});
});
