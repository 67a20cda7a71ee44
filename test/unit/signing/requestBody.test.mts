// n8n's request options -> body and content type of the request that is sent.
import { Readable } from 'node:stream';
import {
	readRequest,
	type RequestOptions,
	writeRequest,
} from '../../../credentials/signing/outgoingRequest';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const url = 'https://api.test/';

/** The body that is sent, and its content type. */
function sent(options: RequestOptions, emptyBody: '' | '{}' = '') {
	const all = { method: 'POST', url, ...options };
	const written = writeRequest(all, readRequest(all, emptyBody));
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
	])('%s is sent as these bytes', (_what, options, text, type) => {
		expect(sent(options)).toEqual({ body: Buffer.from(text), type });
	});

	it.each([Buffer.from([0, 255, 13, 10]), new Uint8Array([0, 255, 13, 10])])(
		'of bytes is sent unchanged',
		(body) => {
			expect(sent({ body })).toEqual({
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
	])('of form fields, as %s, is sent as text by RFC 3986', (_what, options, text) => {
		expect(sent(options)).toEqual({ body: text, type: FORM_TYPE });
	});

	it.each([`${FORM_TYPE}; charset=utf-8`, 'Application/X-WWW-Form-URLEncoded'])(
		'of the form type %s keeps it, and is sent as text',
		(type) => {
			for (const options of [{ body: { a: 1 } }, { form: { a: 1 } }, { body: 'a=1' }]) {
				expect(sent({ ...options, ...typed(type) })).toEqual({ body: 'a=1', type });
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
		expect(sent(options)).toEqual({ body: undefined, type: undefined });
		expect(sent(withType)).toEqual({ body: undefined, type: undefined });
		expect(sent(options, '{}')).toEqual({ body: Buffer.from('{}'), type: JSON_TYPE });
	});

	it('that stands for no parameters keeps its given type', () => {
		const type = 'application/json; charset=utf-8';
		expect(sent({ body: {}, ...typed(type) }, '{}')).toEqual({ body: Buffer.from('{}'), type });
	});

	it.each(['GET', 'get', 'HEAD'])('is not sent with %s', (method) => {
		for (const body of [undefined, {}, '']) {
			expect(sent({ method, body, ...typed(JSON_TYPE) }, '{}').body).toBeUndefined();
			expect(sent({ method, body, ...typed(JSON_TYPE) }, '{}').type).toBeUndefined();
		}
		expect(() => sent({ method, body: { a: 1 } })).toThrow('cannot carry a body. Use POST');
	});

	it('is sent with DELETE, PUT and PATCH', () => {
		for (const method of ['delete', 'PUT', 'PATCH']) {
			expect(sent({ method, body: { a: 1 } }).body).toEqual(Buffer.from('{"a":1}'));
		}
		expect(sent({ method: 'DELETE' })).toEqual({ body: undefined, type: undefined });
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
		expect(() => sent(options)).toThrow(/cannot be signed. Send the body as JSON/);
	});

	it('that JSON cannot hold is refused', () => {
		const circle: unknown[] = [];
		circle.push(circle);
		for (const body of [{ id: 1n }, circle]) expect(() => sent({ body })).toThrow(TypeError);
	});
});
