import { statusOf, verificationRecord } from '../../../nodes/shared/values/verificationRecord.ts';

it('has every key, null where nothing is known', () => {
	const known = { provider: 'p', subject: 's', status: 'pending' as const };
	expect(verificationRecord(known)).toEqual({
		isVerified: false,
		email: null,
		phone: null,
		emailStatus: null,
		phoneStatus: null,
		verifiedAt: null,
		reason: null,
		...known,
	});
});

it.each(['unverified', 'pending', 'verified', 'failed', 'unknown'] as const)(
	'is verified only with the status verified: %s',
	(status) => {
		const { isVerified } = verificationRecord({ provider: 'p', subject: 's', status });
		expect(isVerified).toBe(status === 'verified');
	},
);

it.each([
	['a', 'verified'],
	['A', 'verified'],
	[1, 'failed'],
	['1', 'failed'],
	[null, 'unknown'],
	[undefined, 'unknown'],
	['', 'unknown'],
	['b', 'unknown'],
	[true, 'unknown'],
	[{}, 'unknown'],
	['constructor', 'unknown'],
	['toString', 'unknown'],
	// Not every object can be made a text.
	[{ toString: 'a' }, 'unknown'],
	[['a'], 'unknown'],
])('statusOf %j is %s', (value, expected) => {
	expect(statusOf(value as never, { a: 'verified', '1': 'failed' })).toBe(expected);
});
