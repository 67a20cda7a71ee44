import { readResponse } from '../../../nodes/shared/api/readResponse.ts';
import { command, lookup, response, service } from './sampleService.mts';

const read = (body: unknown, status = 200, changes = {}) =>
	readResponse(service, { ...lookup, ...changes }, response(body, status), {});

it.each([200, 204, 299])('status %i may be a success', (status) => {
	expect(read({ found: 1 }, status)).toEqual({ found: 1 });
});

it.each([300, 404, 500])('status %i is an error, whatever the body holds', (status) => {
	expect(read({ found: 1 }, status)).toMatchObject({
		httpStatus: status,
		advice: expect.any(String) as string,
	});
});

it('an answer needs a value under one of the expected keys', () => {
	expect(read({ others: 0 }, 200, { expects: ['found', 'others'] })).toEqual({ others: 0 });
	expect(read({ RequestId: 'r', found: null })).toMatchObject({
		message: 'The answer lacks what was asked for',
		advice: expect.stringContaining('give the request ID to the support of the service') as string,
		requestId: 'r',
		httpStatus: 200,
	});
});

it.each([undefined, null, Buffer.from('{"found":1}')])(
	'a body that is no text is empty: %p',
	(body) => {
		expect(readResponse(service, lookup, { statusCode: 200, headers: {}, body }, {})).toMatchObject(
			{
				message: 'The answer is empty',
			},
		);
	},
);

it.each([
	['Broken', 400, 'Broken'],
	['Family.Member', 400, 'Broken'],
	['Other', 400, 'Refused'],
	['Other', 429, 'The service takes no more requests at the moment'],
	['Other', 500, 'The service could not process the request'],
])('the code %s with status %i means: %s', (code, status, message) => {
	const familyOf = (name: string) => (name.startsWith('Family.') ? 'Broken' : undefined);
	const error = readResponse({ ...service, familyOf }, lookup, response({ code }, status), {});
	expect(error).toMatchObject({ message, code, httpStatus: status });
});

it('a message repeats no secret, neither of the parameters nor of the credential', () => {
	const call = { ...command, secrets: ['link-4711'] };
	const body = { code: 'No', message: 'no link-4711 and no key-0815 here' };
	expect(readResponse(service, call, response(body), { secretKey: 'key-0815' })).toMatchObject({
		serviceMessage: 'no … and no … here',
	});
});

it.each([
	[{ 'retry-after': '2' }, 2000],
	[{ 'x-wait': '5', 'retry-after': '2' }, 5],
	[{}, undefined],
])('the service asks with %j to wait %s ms', (headers, expected) => {
	const retryAfter = ({ 'x-wait': wait }: Record<string, unknown>) =>
		wait === undefined ? undefined : Number(wait);
	const body = response({ code: 'Throttled' }, 429, headers);
	expect(readResponse({ ...service, retryAfter }, lookup, body, {})).toMatchObject({
		retryAfter: expected,
	});
});
