import { httpError } from '../../../nodes/shared/api/httpErrors.ts';

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
])('status %i with %j: %s', (status, text, message, retry) => {
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
])('a redirect to %s shows its origin and nothing else of it', (location, words) => {
	const { advice } = httpError(302, { location }, '', undefined);
	expect(advice).toContain(words);
	expect(advice).not.toContain('token');
});
