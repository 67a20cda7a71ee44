import {
	readRequest,
	type RequestOptions,
	writeRequest,
} from '../../../credentials/signing/outgoingRequest';

const url = 'https://api.test/';

const written = (options: RequestOptions) => writeRequest(options, readRequest(options, ''));

describe('headers', () => {
	const headersOf = (headers: RequestOptions['headers']) =>
		readRequest({ url, headers }, '').headers.toObject();

	it('keep their letter case, as text without blanks and line breaks around it', () => {
		expect(headersOf({ 'X-Tc-ACTION': ' Do \r\n', n: 1 })).toEqual({ 'X-Tc-ACTION': 'Do', n: '1' });
	});

	it('are left out when they have no value, and when Node.js writes them', () => {
		const ofNode = { Host: 'evil.test', 'content-length': 5, 'Transfer-Encoding': 'chunked' };
		expect(headersOf({ a: undefined, b: null, c: false, d: '', ...ofNode })).toEqual({ d: '' });
	});
});

it('changes no input and keeps options about the response', () => {
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
	expect(written(options)).toMatchObject({
		timeout: 5,
		encoding: 'text',
		disableFollowRedirect: true,
	});
	expect(options).toEqual(before);
});

it('removes every option that n8n would apply a second time, and auth', () => {
	const options: RequestOptions = {
		baseURL: 'https://api.test',
		uri: '/a',
		qs: { a: [1] },
		arrayFormat: 'repeat',
		qsStringifyOptions: { arrayFormat: 'repeat' },
		useQuerystring: true,
		auth: { username: 'u', password: 'p' },
	};
	expect(written(options)).toEqual({
		method: 'GET',
		url: 'https://api.test/a?a=1',
		headers: {},
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	});
});
