import { readMemberUin } from '../../../nodes/TencentOrganization/idFields.ts';
import { readEmail } from '../../../nodes/shared/fields/email.ts';
import { InvalidParameter } from '../../../nodes/shared/values/invalidParameter.ts';
import { EMAIL_REFUSALS, UIN_REFUSALS } from '../hostileInputs.mts';

function refusal(read: (value: unknown) => string, value: unknown): InvalidParameter {
	try {
		throw new Error(`taken for ${read(value)}`);
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidParameter);
		return error as InvalidParameter;
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

	it('names the input where n8n does not take it for a network error', () => {
		const { message, advice } = refusal(readMemberUin, 'superEperm');
		expect(message).not.toMatch(/eperm/i);
		expect(advice).toContain('superEperm');
	});

	it('does not repeat endless input', () => {
		expect(refusal(readMemberUin, '9'.repeat(10_000)).advice.length).toBeLessThan(150);
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
		`${'a'.repeat(242)}@example.com`,
	])('keeps %s as it is', (email) => {
		expect(readEmail(email)).toBe(email);
	});

	it('takes off what copying adds', () => {
		expect(readEmail('  a@example.com\r\n')).toBe('a@example.com');
	});

	it('shows no control characters, and not endlessly many', () => {
		const { advice } = refusal(readEmail, `\u202e\u0000${'x'.repeat(10_000)}`);
		expect(advice).not.toMatch(/[\p{Cc}\p{Cf}]/u);
		expect(advice.length).toBeLessThan(150);
	});
});
