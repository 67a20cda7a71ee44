import { readEmail } from '../../../nodes/AliyunEmailVerification/email.ts';
import { InvalidInput } from '../../../nodes/shared/failure.ts';
import { readMemberUin } from '../../../nodes/TencentOrganization/memberUin.ts';
import { EMAIL_REFUSALS, UIN_REFUSALS } from './hostileInputs.mts';

function refusal(read: (value: unknown) => string, value: unknown): InvalidInput {
	try {
		throw new Error(`taken for ${read(value)}`);
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidInput);
		return error as InvalidInput;
	}
}

describe('readMemberUin', () => {
	it.each(UIN_REFUSALS)('refuses %s', (_name, value, message) => {
		const { message: said, advice } = refusal(readMemberUin, value);
		expect(said).toMatch(message);
		expect(advice).toMatch(/\.$/);
	});

	it.each([
		[1, '1'],
		[123, '123'],
		['123', '123'],
		[' 100000000001\n', '100000000001'],
		[9007199254740991, '9007199254740991'],
		['900719925474099312', '900719925474099312'],
		['9223372036854775807', '9223372036854775807'],
		[123n, '123'],
	])('reads %p', (value, uin) => {
		expect(readMemberUin(value)).toBe(uin);
	});

	it('does not repeat endless input', () => {
		expect(refusal(readMemberUin, '9'.repeat(10_000)).message.length).toBeLessThan(80);
	});
});

describe('readEmail', () => {
	it.each(EMAIL_REFUSALS)('refuses %s', (_name, value, message) => {
		const { message: said, advice } = refusal(readEmail, value);
		expect(said).toMatch(message);
		expect(advice).toMatch(/\.$/);
	});

	it.each([
		'a@example.com',
		"o'brien+tag(1)*!@example.com",
		'fifty%off&more=yes@example.com',
		'what?x#/~_^$`{|}@example.com',
		'用户@例子.中国',
		'😀@example.com',
		'postmaster@[192.0.2.1]',
		`${'a'.repeat(242)}@example.com`,
	])('keeps %s as it is', (email) => {
		expect(readEmail(email)).toBe(email);
	});

	it('takes off what copying adds', () => {
		expect(readEmail('  a@example.com\r\n')).toBe('a@example.com');
	});

	it('shows no control characters, and not endlessly many', () => {
		const { message } = refusal(readEmail, `\u202e\u0000${'x'.repeat(10_000)}`);
		expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
		expect(message.length).toBeLessThan(100);
	});
});
