// What expressions may bring, and no request may carry: name, value, what the error says.
type Refusal = [name: string, value: unknown, message: RegExp];

const EMPTY_UIN = /^The member UIN is empty$/;
const NO_UIN = /^This is not a member UIN$/;
const INEXACT = /^The member UIN is a number that JavaScript cannot hold exactly$/;

export const UIN_REFUSALS: Refusal[] = [
	['nothing', undefined, EMPTY_UIN],
	['null', null, EMPTY_UIN],
	['an empty text', '', EMPTY_UIN],
	['blanks', ' \t\n', EMPTY_UIN],
	['letters', 'abc', NO_UIN],
	['zero', 0, NO_UIN],
	['a negative number', -5, NO_UIN],
	['a negative text', '-5', NO_UIN],
	['decimals', 1.5, NO_UIN],
	['decimals as text', '100000000001.0', NO_UIN],
	['an exponent', '1e21', NO_UIN],
	['a number with exponent', 1e21, INEXACT],
	['a number beyond 2^53', Number('900719925474099312'), INEXACT],
	['leading zeros', '0100000000001', NO_UIN],
	['a plus sign', '+100000000001', NO_UIN],
	['hexadecimal', '0x7b', NO_UIN],
	['a list', '123,456', NO_UIN],
	['an array', [123, 456], NO_UIN],
	['an object', { uin: 123 }, NO_UIN],
	['a boolean', true, NO_UIN],
	['blanks inside', '123 456', NO_UIN],
	['a line break inside', '123\n456', NO_UIN],
	['JSON in disguise', '123,"Action":"DeleteOrganizationMembers"', NO_UIN],
	['digits of another script', '１２３', NO_UIN],
	['an invisible character', '123\u200b', NO_UIN],
	['more than 64 bits', '9223372036854775808', NO_UIN],
	['twenty digits', '12345678901234567890', NO_UIN],
];

const EMPTY_EMAIL = /^The email address is empty$/;
const SEVERAL = /^There is more than one email address$/;
const NO_EMAIL = /^This is not an email address$/;

export const EMAIL_REFUSALS: Refusal[] = [
	['nothing', undefined, EMPTY_EMAIL],
	['null', null, EMPTY_EMAIL],
	['an empty text', '', EMPTY_EMAIL],
	['blanks', ' \t\n', EMPTY_EMAIL],
	['a list with commas', 'a@example.com,b@example.com', SEVERAL],
	['a list with semicolons', 'a@example.com;b@example.com', SEVERAL],
	['an array', ['a@example.com', 'b@example.com'], SEVERAL],
	['a list with blanks', 'a@example.com b@example.com', NO_EMAIL],
	['a name', 'example', NO_EMAIL],
	['a number', 42, NO_EMAIL],
	['a boolean', false, NO_EMAIL],
	['an object', { email: 'a@example.com' }, NO_EMAIL],
	['nothing before the at sign', '@example.com', NO_EMAIL],
	['nothing behind the at sign', 'a@', NO_EMAIL],
	['two at signs', 'a@b@example.com', NO_EMAIL],
	['a name with address', 'A <a@example.com>', NO_EMAIL],
	['quotes', '"a"@example.com', NO_EMAIL],
	['a line break', 'a@example.com\nBcc: b@example.org', NO_EMAIL],
	['a carriage return', 'a\r@example.com', NO_EMAIL],
	['a null character', 'a\u0000@example.com', NO_EMAIL],
	['a control character', 'a\u0007@example.com', NO_EMAIL],
	['a character that turns the text around', 'a\u202e@example.com', NO_EMAIL],
	['an invisible character', 'a\u200b@example.com', NO_EMAIL],
	['half a surrogate pair', 'a\ud83d@example.com', NO_EMAIL],
	['an address literal', 'postmaster@[192.0.2.1]', NO_EMAIL],
	['a mail link', 'mailto:a@example.com', NO_EMAIL],
	['a URL', 'https://a@example.com', NO_EMAIL],
	['a host without a domain', 'a@localhost', NO_EMAIL],
	['a path behind the domain', 'a@example.com/x?y=1&z', NO_EMAIL],
	['a dot at the end', 'a@example.com.', NO_EMAIL],
	['two dots in the domain', 'a@example..com', NO_EMAIL],
	['two dots in the name', 'a..b@example.com', NO_EMAIL],
	['a dot at the beginning', '.a@example.com', NO_EMAIL],
	['a label that begins with a hyphen', 'a@-example.com', NO_EMAIL],
	['a closing bracket', 'a@example.com)', NO_EMAIL],
	['an ideographic full stop', 'a@example.com。', NO_EMAIL],
	['a blank of another script', 'a\u2800@example.com', NO_EMAIL],
	['255 characters', `${'a'.repeat(243)}@example.com`, NO_EMAIL],
];
