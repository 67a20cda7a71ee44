import { emailKey } from '../../../nodes/shared/values/emailKey.ts';

it.each([
	['a@example.com', 'a@example.com'],
	['A@Example.COM', 'a@example.com'],
	[' a@example.com\r\n', 'a@example.com'],
	['ÄÖ@例子.中国', 'äö@例子.中国'],
	// Dots and tags tell addresses apart: only a few providers ignore them.
	['a.b+c@example.com', 'a.b+c@example.com'],
])('the key of %j is %j', (address, key) => {
	expect(emailKey(address)).toBe(key);
});
