import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';
import { redact, secretsOf } from '../../../nodes/shared/redact.ts';

it.each([
	[
		'Specified signature is not matched. server StringToSign is [ACS3-HMAC-SHA256\nabc]',
		'Specified signature is not matched. server StringToSign …',
	],
	['string to sign: x', 'string to sign …'],
	['Canonical Request was POST /', 'Canonical Request …'],
	[`hash ${'ab'.repeat(32)} differs`, 'hash … differs'],
	['The address name@example.com is taken', 'The address … is taken'],
	['token eyJhbGciOiJub25l.abc.def expired', 'token … expired'],
	['phone 13800138000 or +86 187 9876 5432 is bound', 'phone … or … is bound'],
	['member 100000000001 of 511008144529233333', 'member 100000000001 of 511008144529233333'],
	['key my-own-secret is wrong', 'key … is wrong'],
	['two\n lines', 'two lines'],
	['x'.repeat(1000), 'x'.repeat(300)],
])('of %j it shows %j', (message, shown) => {
	expect(redact(message, ['my-own-secret'])).toBe(shown);
});

it('takes no time for a message without end', () => {
	const start = performance.now();
	redact('x'.repeat(5_000_000), []);
	redact('a@'.repeat(2_000_000), []);
	expect(performance.now() - start).toBeLessThan(500);
});

it('knows which fields of a credential are secret', () => {
	const secrets = secretsOf({
		site: 'china',
		secretId: 'AKIDEXAMPLE',
		secretKey: ' some-secret\n',
		sessionToken: '',
		allowedHttpRequestDomains: 'all',
	});
	expect(secrets).toEqual(['AKIDEXAMPLE', 'some-secret']);
});

it.each([
	['1500', 1500],
	['0', undefined],
	['-5', undefined],
	['soon', undefined],
	['', undefined],
])('Aliyun asks with x-acs-retry-after %j to wait %s ms', (value, expected) => {
	const headers = { 'x-acs-retry-after': value };
	expect(aliyunEmailVerificationService.retryAfter!(headers)).toBe(expected);
});
