import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { nodeError } from '../../../nodes/shared/api/nodeError.ts';
import { type RetryClass, ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { InvalidParameter } from '../../../nodes/shared/values/invalidParameter.ts';

const NODE = { name: 'Node', type: 'test', typeVersion: 1, parameters: {} } as unknown as INode;
const DEFINITION = { message: 'It went wrong', advice: 'Do this.' };

it('says what happened, what to do, and the facts', () => {
	const serviceError = new ServiceError(DEFINITION, {
		code: 'Some.Code',
		httpStatus: 400,
		requestId: 'r-1',
		serviceMessage: 'Words.',
	});
	serviceError.attempts = { count: 3, milliseconds: 1234 };
	const error = nodeError(NODE, serviceError, 7, ' Others: 2.');
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error).toMatchObject({
		message: 'It went wrong',
		httpCode: '400',
		context: { itemIndex: 7 },
	});
	expect(error.description).toBe(
		'Do this. The service says: "Words". Tried 3 times in 1.2 seconds. Code: Some.Code. Request ID: r-1. Item: 7. Others: 2.',
	);
});

it.each([
	[{ httpStatus: 502 }, ' HTTP status: 502.', '502'],
	[{ httpStatus: 200 }, '', '200'],
	[{ httpStatus: 502, code: 'A.B' }, ' Code: A.B.', '502'],
	[{ serviceMessage: 'One. Two' }, ' The service says: "One. Two".', null],
	[{}, '', null],
])('leaves out what is not known: of %j it says %j', (facts, text, httpCode) => {
	const serviceError = new ServiceError(DEFINITION, facts);
	for (const attempts of [undefined, { count: 1, milliseconds: 5 }]) {
		serviceError.attempts = attempts;
		const error = nodeError(NODE, serviceError) as NodeApiError;
		expect(error.description).toBe(`Do this.${text}`);
		expect(error.httpCode).toBe(httpCode);
	}
});

it.each(['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOENT', '404', '500'])(
	'keeps its own words though the code is %s',
	(code) => {
		expect(nodeError(NODE, new ServiceError(DEFINITION, { code })).message).toBe('It went wrong');
	},
);

describe('the cause that n8n is told', () => {
	const causeOf = (definition: object, facts: object) =>
		(
			nodeError(NODE, new ServiceError({ ...DEFINITION, ...definition }, facts)) as {
				failure?: object;
			}
		).failure;
	const FACTS = { code: 'Code', httpStatus: 200 };
	const MAY_PASS = { cause: 'temporarily-unavailable' };

	it.each<[{ credentialInvalid?: boolean; retry?: RetryClass }, object, object | undefined]>([
		[{ credentialInvalid: true }, FACTS, { cause: 'credential-invalid' }],
		[{ retry: 'throttled' }, FACTS, { cause: 'rate-limited' }],
		[{ retry: 'throttled' }, { retryAfter: 900 }, { cause: 'rate-limited', retryAfterMs: 900 }],
		[{ retry: 'read' }, FACTS, MAY_PASS],
		[{ retry: 'always' }, FACTS, MAY_PASS],
		[{}, FACTS, undefined],
		[{ retry: 'read' }, { httpStatus: 500 }, MAY_PASS],
		[{ retry: 'read' }, { httpStatus: 200 }, undefined],
		[{ retry: 'read' }, { code: 'ENOTFOUND' }, undefined],
	])('of %j with %j is %j', (definition, facts, cause) => {
		expect(causeOf(definition, facts)).toEqual(cause);
	});
});

it.each([
	[new InvalidParameter('Bad value', 'Correct it.'), 'Bad value', 'Correct it. Item: 2.'],
	[new Error('Something else'), 'Something else', undefined],
	['a text', 'a text', undefined],
])('anything but a ServiceError is an operation error: %p', (thrown, message, description) => {
	const error = nodeError(NODE, thrown, 2);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error.message).toBe(message);
	expect(error.description ?? undefined).toBe(description);
	expect(error.context.itemIndex).toBe(2);
});
