import { Cancelled, ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { endsPoll, SubjectErrors } from '../../../nodes/shared/trigger/subjectErrors.ts';

const error = (more: object = {}) => new ServiceError({ message: 'M', advice: 'A.', ...more });
const REFUSED = error();
const DOWN = error({ retry: 'read' });
const DENIED = error({ permissionMissing: true });

it.each([
	['a refusal', REFUSED, false],
	['a missing permission', DENIED, false],
	['an outage', DOWN, false],
	['a wrong key', error({ credentialInvalid: true }), true],
	['the end of the time', new Cancelled(), true],
	['any other error', new Error('x'), true],
])('%s ends a poll: %#', (_name, cause, expected) => {
	expect(endsPoll(cause)).toBe(expected);
});

function errorsOf(...causes: ServiceError[]): SubjectErrors {
	const errors = new SubjectErrors();
	causes.forEach((cause, index) => errors.add({ subject: `s${index}`, error: cause }));
	return errors;
}

it('an outage is one when no lookup was answered, and nothing is told', () => {
	const errors = errorsOf(REFUSED, DOWN);
	expect(() => errors.assertAnswered([], false)).toThrow(DOWN);
	expect(() => errors.assertAnswered(['s9'], false)).not.toThrow();
	errors.addAnswered('s9');
	expect(() => errors.assertAnswered([], false)).not.toThrow();
	expect(() => errorsOf(REFUSED).assertAnswered([], false)).not.toThrow();
});

it('few failures are no outage where a poll reads a part of the subjects, and many are', () => {
	expect(() => errorsOf(DOWN).assertAnswered([], true)).not.toThrow();
	const many = errorsOf(...new Array<ServiceError>(20).fill(DOWN));
	expect(() => many.assertAnswered([], true)).toThrow(DOWN);
});

it('a permission is missing when no lookup was answered', () => {
	const errors = errorsOf(REFUSED, DENIED);
	expect(() => errors.assertAnswered([], false)).toThrow(DENIED);
	expect(() => errors.assertAnswered(['s1'], false)).toThrow(DENIED);
	errors.addAnswered('s9');
	expect(() => errors.assertAnswered([], false)).not.toThrow();
});

it('knows which subjects failed, each with its last error', () => {
	const errors = errorsOf(REFUSED);
	errors.add({ subject: 's0', error: DOWN });
	expect(errors.all).toEqual([{ subject: 's0', error: DOWN }]);
	expect([errors.has('s0'), errors.has('s1')]).toEqual([true, false]);
});

it.each([
	[1, 'A. Subjects: s0.'],
	[20, / s18, s19\.$/],
	[23, / s18, s19, and 3 more\.$/],
])('as one error it names %i subjects', (count, advice) => {
	const cause = new ServiceError(
		{ message: 'M', advice: 'A.', retry: 'read', permissionMissing: true },
		{ code: 'C', httpStatus: 503, requestId: 'r', serviceMessage: 'W' },
	);
	const whole = errorsOf(...new Array<ServiceError>(count).fill(cause)).asError();
	if (typeof advice === 'string') expect(whole.advice).toBe(advice);
	else expect(whole.advice).toMatch(advice);
	expect(whole).toMatchObject({
		message: 'M',
		retry: 'read',
		permissionMissing: true,
		code: 'C',
		httpStatus: 503,
		requestId: 'r',
		serviceMessage: 'W',
	});
});
