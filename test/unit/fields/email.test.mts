import { readEmail } from '../../../nodes/shared/fields/email.ts';
import { EMAIL_REFUSALS } from './hostileInputs.mts';
import { refused } from './refused.mts';

it.each([...EMAIL_REFUSALS, ['an empty list', [], /^This is not an email address$/]])(
	'refuses %s',
	(_name, value, message) => {
		expect(refused(() => readEmail(value)).message).toMatch(message);
	},
);

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
	expect(readEmail([email])).toBe(email);
});

it('takes off what copying adds', () => {
	expect(readEmail('  a@example.com\r\n')).toBe('a@example.com');
});

it('shows no control characters, and not endlessly many', () => {
	const { advice } = refused(() => readEmail(`\u202e\u0000${'x'.repeat(10_000)}`));
	expect(advice).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	expect(advice.length).toBeLessThan(150);
});
