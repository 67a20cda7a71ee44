import {
	ADDRESSES_PER_DAY,
	createMailQuota,
	MAILS_PER_ADDRESS,
} from '../../../sandbox/cloud/aliyun/mailQuota.mts';

const MIDNIGHT_IN_BEIJING = Date.parse('2026-03-01T00:00:00+08:00');

const takeMany = (count: number, take: (index: number) => boolean) =>
	Array.from({ length: count }, (_, index) => take(index)).filter(Boolean).length;

it('an address gets only so many mails a day, whatever its case', () => {
	const { take } = createMailQuota(() => MIDNIGHT_IN_BEIJING);
	const names = ['a@example.com', 'A@example.com'];
	expect(takeMany(20, (index) => take(names[index % 2]))).toBe(MAILS_PER_ADDRESS);
	expect(take('b@example.com')).toBe(true);
});

it('an account only so many addresses, and a refused mail does not count', () => {
	const { take, reset } = createMailQuota(() => MIDNIGHT_IN_BEIJING);
	expect(takeMany(600, (index) => take(`${index}@example.com`))).toBe(ADDRESSES_PER_DAY);
	// One that had a mail today gets another.
	expect([take('0@example.com'), take('new@example.com')]).toEqual([true, false]);
	reset();
	expect(take('new@example.com')).toBe(true);
});

it('the day is one of Beijing', () => {
	let now = MIDNIGHT_IN_BEIJING - 1;
	const { take } = createMailQuota(() => now);
	takeMany(MAILS_PER_ADDRESS, () => take('a@example.com'));
	expect(take('a@example.com')).toBe(false);
	now++;
	expect(take('a@example.com')).toBe(true);
});
