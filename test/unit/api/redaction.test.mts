import { redact, secretsOf } from '../../../nodes/shared/api/redaction.ts';

it.each([
	[
		'Specified signature is not matched. server StringToSign is [ACS3-HMAC-SHA256\nabc]',
		'Specified signature is not matched. server StringToSign …',
	],
	['string to sign: x', 'string to sign …'],
	['Canonical Request was POST /', 'Canonical Request …'],
	['CanonicalRequest: POST /', 'CanonicalRequest …'],
	[`hash ${'ab'.repeat(32)} differs`, 'hash … differs'],
	['The address name@example.com is taken', 'The address … is taken'],
	['token eyJhbGciOiJub25l.abc.def expired', 'token … expired'],
	['phone 13800138000 or +86 187 9876 5432 is bound', 'phone … or … is bound'],
	['member 100000000001 of 511008144529233333', 'member 100000000001 of 511008144529233333'],
	['key my-own-secret is wrong', 'key … is wrong'],
	['two\n lines', 'two lines'],
	[' blanks around\n', 'blanks around'],
	['x'.repeat(1000), 'x'.repeat(300)],
])('of %j it shows %j', (message, shown) => {
	expect(redact(message, ['my-own-secret'])).toBe(shown);
});

it('reads 2,000 characters of a message without end', () => {
	expect(redact(`${' '.repeat(1999)}xx${'a@'.repeat(2_000_000)}`, [])).toBe('x');
});

it('knows which fields of a credential are secret', () => {
	const secrets = secretsOf({
		site: 'china',
		secretId: 'AKIDEXAMPLE',
		secretKey: ' some-secret\n',
		sessionToken: '',
		// Not worth hiding: it would tear holes into words.
		shortSecret: 'abc',
		longerSecret: 'abcd',
		numberToken: 12345,
		allowedHttpRequestDomains: 'all',
	});
	expect(secrets).toEqual(['AKIDEXAMPLE', 'some-secret', 'abcd']);
});
