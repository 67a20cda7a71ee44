import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';

it.each([
	['1500', 1500],
	['0', undefined],
	['-5', undefined],
	['soon', undefined],
	['', undefined],
])('x-acs-retry-after %j asks to wait %s ms', (value, expected) => {
	const headers = { 'x-acs-retry-after': value };
	expect(aliyunEmailVerificationService.retryAfter!(headers)).toBe(expected);
});
