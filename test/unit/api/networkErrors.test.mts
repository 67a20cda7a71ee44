import { httpError, networkError, retryAfter } from '../../../nodes/shared/api/networkErrors.ts';

const coded = (code: string, message = `connect ${code}`) =>
	Object.assign(new Error(message), { code });

it.each([
	['ECONNREFUSED', 'Nothing answers at the address of the service', 'always'],
	['ENOTFOUND', 'The host of the service is not known', 'always'],
	['EAI_AGAIN', 'The host of the service could not be looked up', 'always'],
	['EHOSTUNREACH', 'The service cannot be reached', 'always'],
	['ENETUNREACH', 'The service cannot be reached', 'always'],
	['ECONNRESET', 'The connection was closed before the answer was complete', 'read'],
	['EPIPE', 'The connection was closed before the request was complete', 'read'],
	['ECONNABORTED', 'The service did not answer in time', 'read'],
	['ETIMEDOUT', 'The service did not answer in time', 'read'],
	['ERR_BAD_RESPONSE', 'The answer broke off', 'read'],
	['CERT_HAS_EXPIRED', 'No secure connection to the service could be made', 'never'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'No secure connection to the service could be made', 'never'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'No secure connection to the service could be made', 'never'],
	['EPROTO_SSL', 'No secure connection to the service could be made', 'never'],
])('%s: %s', (code, message, retry) => {
	const expected = { message, retry, code, httpStatus: undefined };
	expect(networkError(coded(code))).toMatchObject(expected);
	// As n8n hands it over, wrapped.
	expect(networkError(new Error('NodeApiError', { cause: coded(code) }))).toMatchObject(expected);
	// As n8n 1.x does.
	const wrapped = Object.assign(new Error('NodeApiError'), { cause: undefined, httpCode: code });
	expect(networkError(wrapped)).toMatchObject(expected);
});

it.each([
	[new Error('Outer', { cause: new Error('The credential has no Secret Key.') })],
	[new Error('The credential has no Secret Key')],
	['The credential has no Secret Key'],
	[new Error('The credential has no Secret Key', { cause: null })],
	[new Error('The credential has no Secret Key', { cause: new Error('') })],
])('anything else says its own message: %p', (error) => {
	expect(networkError(error)).toMatchObject({
		message: 'The credential has no Secret Key',
		retry: 'never',
		code: undefined,
		advice: 'The request was not sent. Check the credential and its endpoint.',
	});
});

it('takes only the full stop at the end of a message away', () => {
	const error = new Error('No requests to api.example.com from here.');
	expect(networkError(error).message).toBe('No requests to api.example.com from here');
});

it('survives an error that is its own cause', () => {
	const error = new Error('Round and round');
	error.cause = error;
	expect(networkError(error).message).toBe('Round and round');
});

it('a code that nobody knows may have struck after the service had the request', () => {
	expect(networkError(coded('HPE_INVALID_CONSTANT', 'Parse Error'))).toMatchObject({
		message: 'The exchange with the service broke off',
		advice: expect.stringContaining('"Parse Error"'),
		retry: 'read',
		code: 'HPE_INVALID_CONSTANT',
	});
});

it.each([
	[300, '', 'The service redirects elsewhere', 'never'],
	[301, '', 'The service redirects elsewhere', 'never'],
	[308, '', 'The service redirects elsewhere', 'never'],
	[401, '', 'The service does not accept the credential', 'never'],
	[403, '<html>', 'The service does not accept the credential', 'never'],
	[429, '', 'The service takes no more requests at the moment', 'throttled'],
	[503, '', 'The service takes no more requests at the moment', 'read'],
	[500, '', 'A gateway answered in place of the service', 'read'],
	[502, '<html>', 'A gateway answered in place of the service', 'read'],
	[504, '', 'A gateway answered in place of the service', 'read'],
	[200, ' \n', 'The answer is empty', 'read'],
	[200, '\n<html>', 'A web page came back instead of the answer', 'read'],
	[404, '<html>', 'A web page came back instead of the answer', 'never'],
	[200, '{"a":', 'The answer is not one of this service', 'read'],
	[400, 'oops', 'The answer is not one of this service', 'never'],
	[400, 'a < b', 'The answer is not one of this service', 'never'],
])('HTTP %i with %j: %s', (status, text, message, retry) => {
	expect(httpError(status, {}, text, 700)).toMatchObject({
		message,
		retry,
		httpStatus: status,
		code: undefined,
		advice: expect.stringMatching(/^[A-Z].*\.$/),
		retryAfter: 700,
	});
});

it.each([
	['https://other.example.com:8443/login?token=x', 'points to https://other.example.com:8443:'],
	['/login', 'Check the endpoint of the credential.'],
	[['https://other.example.com'], 'Check the endpoint of the credential.'],
	[undefined, 'Check the endpoint of the credential.'],
])('a redirect to %s names the host and nothing else of it', (location, words) => {
	const { advice } = httpError(302, { location }, '', undefined);
	expect(advice).toContain(words);
	expect(advice).not.toContain('token');
});

const NOW = Date.parse('2024-01-01T00:00:00Z');

it.each([
	[{ 'retry-after': '2' }, 2000],
	[{ 'retry-after': '0' }, undefined],
	[{ 'retry-after': 'Mon, 01 Jan 2024 00:00:05 GMT' }, 5000],
	[{ 'retry-after': 'Sun, 31 Dec 2023 23:59:59 GMT' }, undefined],
	[{ 'retry-after': 'later' }, undefined],
	[{ 'retry-after': ['2'] }, undefined],
	[{}, undefined],
])('%j asks to wait %s ms', (headers, expected) => {
	expect(retryAfter(headers, NOW)).toBe(expected);
});
