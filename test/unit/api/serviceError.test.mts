import {
	Cancelled,
	definitionIn,
	isRefused,
	ServiceError,
} from '../../../nodes/shared/api/serviceError.ts';

const DEFINITION = { message: 'It went wrong', advice: 'Do this.' };

it('is false in everything that its definition leaves out', () => {
	expect(new ServiceError(DEFINITION)).toMatchObject({
		...DEFINITION,
		retry: 'never',
		notFound: false,
		ambiguous: false,
		credentialInvalid: false,
		permissionMissing: false,
		outcomeUnknown: false,
	});
});

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
])('the definition of %j is %j', (code, message) => {
	const catalogue = {
		A: { message: 'own', advice: '' },
		'A.B': { message: 'own B', advice: '' },
	};
	expect(definitionIn(catalogue, code)?.message).toBe(message);
});

it.each([
	[new ServiceError(DEFINITION), true],
	[new ServiceError({ ...DEFINITION, retry: 'read' }), false],
	[new ServiceError({ ...DEFINITION, credentialInvalid: true }), false],
	[new Cancelled(), false],
	[new Error('It went wrong'), false],
])('%p is a refusal: %s', (error, expected) => {
	expect(isRefused(error)).toBe(expected);
});
