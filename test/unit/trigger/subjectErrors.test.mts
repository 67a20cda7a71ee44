import { Cancelled, ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import {
	endsPoll,
	giveUpFirst,
	SubjectErrors,
} from '../../../nodes/shared/trigger/subjectErrors.ts';

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

describe('a poll in which no lookup was answered fails', () => {
	const check =
		(errors: SubjectErrors, told: string[] = [], isPart = false) =>
		() =>
			errors.assertAnswered(told, isPart);

	it.each([
		['for an outage', errorsOf(REFUSED, DOWN), DOWN],
		['for a missing permission', errorsOf(REFUSED, DENIED), DENIED],
		['for an outage first', errorsOf(DENIED, DOWN), DOWN],
	])('%s', (_name, errors, cause) => {
		expect(check(errors)).toThrow(cause);
		// Not when it tells an event of another subject, nor as a part of a scan.
		expect(check(errors, ['other'])).not.toThrow();
		expect(check(errors, [], true)).not.toThrow();
		errors.addAnswered('other');
		expect(check(errors)).not.toThrow();
	});

	it('though its events show denied subjects as they are listed', () => {
		expect(check(errorsOf(DENIED), ['S0'])).toThrow(DENIED);
		expect(check(errorsOf(DOWN), ['S0'])).not.toThrow();
	});

	it('as a part of a scan, too, when many fail', () => {
		const many = errorsOf(...new Array<ServiceError>(20).fill(DOWN));
		expect(many.isEveryOneFailing).toBe(true);
		expect(check(many, [], true)).toThrow(DOWN);
		const fewer = errorsOf(...new Array<ServiceError>(19).fill(DOWN));
		expect(fewer.isEveryOneFailing).toBe(false);
		many.addAnswered('s0');
		expect(many.isEveryOneFailing).toBe(false);
	});

	it('not for single refusals', () => {
		expect(check(errorsOf(REFUSED))).not.toThrow();
		expect(check(errorsOf())).not.toThrow();
	});
});

it('knows which subjects failed, each with its last error, however they are spelled', () => {
	const errors = errorsOf(REFUSED);
	errors.add({ subject: 'S0', error: DOWN });
	expect(errors.all).toEqual([{ subject: 'S0', error: DOWN }]);
	expect([errors.has('s0'), errors.has('S0'), errors.has('s1')]).toEqual([true, true, false]);
});

it('the error of all is one that may pass, if there is one', () => {
	expect(errorsOf(REFUSED, DOWN).asError()).toMatchObject({
		retry: 'read',
		advice: 'A. Subjects: s0, s1.',
	});
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

it.each<[string, Array<string | undefined>, boolean, Array<string | undefined>]>([
	['was answered', ['a', undefined], true, ['a', undefined]],
	['was not, and others were', [undefined, 'b'], false, ['given up', 'b']],
	['was not, nor were others', [undefined, undefined], false, [undefined, undefined]],
	['was not, and held up the last poll', [undefined, undefined], true, ['given up', undefined]],
	['does not exist', [], true, []],
])('giveUpFirst, where the first %s', (_name, outcomes, isResumed, expected) => {
	giveUpFirst(outcomes, isResumed, () => 'given up');
	expect(outcomes).toEqual(expected);
});
