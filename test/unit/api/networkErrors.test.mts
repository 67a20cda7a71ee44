import { networkError } from '../../../nodes/shared/api/networkErrors.ts';

const errorWithCode = (code: string, message = `connect ${code}`) =>
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
	['TOO_LARGE', 'The answer is too large', 'read'],
	['CERT_HAS_EXPIRED', 'No secure connection to the service could be made', 'never'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'No secure connection to the service could be made', 'never'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'No secure connection to the service could be made', 'never'],
	['EPROTO_SSL', 'No secure connection to the service could be made', 'never'],
])('%s: %s', (code, message, retry) => {
	const expected = { message, retry, code, httpStatus: undefined };
	const bare = errorWithCode(code);
	const wrappedByN8n = new Error('NodeApiError', { cause: bare });
	const wrappedByN8n1 = Object.assign(new Error('NodeApiError'), {
		cause: undefined,
		httpCode: code,
	});
	for (const error of [bare, wrappedByN8n, wrappedByN8n1]) {
		expect(networkError(error)).toMatchObject(expected);
	}
});

it('a code that is not listed may have struck after the service had the request', () => {
	expect(networkError(errorWithCode('HPE_INVALID_CONSTANT', 'Parse Error'))).toMatchObject({
		message: 'The exchange with the service broke off',
		advice: expect.stringContaining('"Parse Error"'),
		retry: 'read',
		code: 'HPE_INVALID_CONSTANT',
	});
});

it.each([
	[new Error('Outer', { cause: new Error('The credential has no Secret Key.') })],
	[new Error('The credential has no Secret Key')],
	['The credential has no Secret Key'],
	[new Error('The credential has no Secret Key', { cause: null })],
	[new Error('The credential has no Secret Key', { cause: new Error('') })],
])('an error without a code keeps its own message: %p', (error) => {
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
