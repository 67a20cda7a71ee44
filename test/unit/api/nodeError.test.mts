import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { nodeError } from '../../../nodes/shared/api/nodeError.ts';
import { definitionIn, ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { InvalidParameter } from '../../../nodes/shared/values/invalidParameter.ts';

const NODE = { name: 'Node', type: 'test', typeVersion: 1, parameters: {} } as unknown as INode;
const KNOWN = { message: 'It went wrong', advice: 'Do this.' };

it.each([
	['A', 'own'],
	['A.B', 'own B'],
	['A.B.C', 'own B'],
	['A.X', 'own'],
	['AB', undefined],
	['', undefined],
	['.', undefined],
	['constructor', undefined],
	['__proto__', undefined],
])('the entry of %j is %j', (code, message) => {
	const catalogue = {
		A: { message: 'own', advice: '' },
		'A.B': { message: 'own B', advice: '' },
	};
	expect(definitionIn(catalogue, code)?.message).toBe(message);
});

it('says what happened, what to do, and the facts', () => {
	const failure = new ServiceError(KNOWN, {
		code: 'Some.Code',
		httpStatus: 400,
		requestId: 'r-1',
		serviceMessage: 'Words.',
	});
	failure.effort = { attempts: 3, milliseconds: 1234 };
	const error = nodeError(NODE, failure, 7);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error).toMatchObject({
		message: 'It went wrong',
		httpCode: '400',
		context: { itemIndex: 7 },
	});
	expect(error.description).toBe(
		'Do this. The service says: "Words". Tried 3 times in 1.2 seconds. Code: Some.Code. Request ID: r-1. Item: 7.',
	);
});

it('leaves out what is not known', () => {
	const failure = new ServiceError(KNOWN);
	expect(failure).toMatchObject({
		retry: 'never',
		notFound: false,
		ambiguous: false,
		credential: false,
		forbidden: false,
		unknownFate: false,
	});
	const error = nodeError(NODE, failure) as NodeApiError;
	expect(error.description).toBe('Do this.');
	expect(error.httpCode).toBeNull();
});

it.each(['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOENT', '404', '500'])(
	'keeps its own words though the code is %s',
	(code) => {
		expect(nodeError(NODE, new ServiceError(KNOWN, { code })).message).toBe('It went wrong');
	},
);

it.each([
	[{ credential: true }, { cause: 'credential-invalid' }],
	[{ retry: 'throttled' as const }, { cause: 'rate-limited' }],
	[{ retry: 'read' as const }, { cause: 'temporarily-unavailable' }],
	[{ retry: 'always' as const }, { cause: 'temporarily-unavailable' }],
	[{}, undefined],
])('%j tells n8n %j', (more, expected) => {
	const facts = { code: 'Code', httpStatus: 200 };
	const error = nodeError(NODE, new ServiceError({ ...KNOWN, ...more }, facts));
	expect((error as { failure?: object }).failure).toEqual(expected);
});

it.each([{ code: 'ENOTFOUND' }, { httpStatus: 200 }])(
	'%j does not prove that it will pass',
	(facts) => {
		const error = nodeError(NODE, new ServiceError({ ...KNOWN, retry: 'read' }, facts));
		expect((error as { failure?: object }).failure).toBeUndefined();
	},
);

it("takes a server's 5xx for a proof that it will pass", () => {
	const failure = new ServiceError({ ...KNOWN, retry: 'read' }, { httpStatus: 500 });
	expect(nodeError(NODE, failure)).toMatchObject({ failure: { cause: 'temporarily-unavailable' } });
});

it('tells n8n how long the service asks to wait', () => {
	const error = nodeError(
		NODE,
		new ServiceError({ ...KNOWN, retry: 'throttled' }, { retryAfter: 900 }),
	);
	expect((error as { failure?: object }).failure).toEqual({
		cause: 'rate-limited',
		retryAfterMs: 900,
	});
});

it.each([
	[new InvalidParameter('Bad value', 'Correct it.'), 'Bad value', 'Correct it. Item: 2.'],
	[new Error('Something else'), 'Something else', undefined],
	['a text', 'a text', undefined],
])('anything but a failure is an operation error: %p', (thrown, message, description) => {
	const error = nodeError(NODE, thrown, 2);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error.message).toBe(message);
	expect(error.description ?? undefined).toBe(description);
	expect(error.context.itemIndex).toBe(2);
});

it.each([
	[{ httpStatus: 502 }, ' HTTP status: 502.'],
	[{ httpStatus: 200 }, ''],
	[{ httpStatus: 502, code: 'A.B' }, ' Code: A.B.'],
	[{ serviceMessage: 'One. Two' }, ' The service says: "One. Two".'],
	[{}, ''],
])('of %j says this: %j', (facts, text) => {
	const failure = new ServiceError(KNOWN, facts);
	failure.effort = { attempts: 1, milliseconds: 5 };
	expect(nodeError(NODE, failure).description).toBe(`Do this.${text}`);
});
