import { instantOf } from '../../../nodes/shared/fields/dateTime.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
it.each([
	['2026-11-20T12:00:00Z', 'Asia/Shanghai'],
	['2026-11-20T12:00:00.000Z', 'Asia/Shanghai'],
	['2026-11-20T20:00:00+08:00', 'UTC'],
	['2026-11-20T20:00:00.000+0800', 'UTC'],
	['2026-11-20T20:00:00', 'Asia/Shanghai'],
	['2026-11-20T20:00:00.000', 'Asia/Shanghai'],
	['2026-11-20 20:00:00', 'Asia/Shanghai'],
	['2026-11-20T20:00', 'Asia/Shanghai'],
	[' 2026-11-20T20:00 ', 'Asia/Shanghai'],
	['2026-11-20T07:00:00', 'America/New_York'],
	[NOON, 'Asia/Shanghai'],
	[String(NOON), 'Asia/Shanghai'],
	[new Date(NOON), 'Asia/Shanghai'],
	[{ valueOf: () => NOON }, 'Asia/Shanghai'],
])('%s in %s', (value, zone) => {
	expect(instantOf(value, zone)).toBe(NOON);
});

it('a day begins at midnight of the zone', () => {
	expect(instantOf('2026-11-20', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 19, 16));
});

it('a date of the year 1970 is one', () => {
	expect(instantOf('1970-01-02T00:00:00Z', 'UTC')).toBe(86_400_000);
	expect(instantOf(new Date(86_400_000), 'UTC')).toBe(86_400_000);
});

it.each([null, undefined, '', 'soon', '2026-13-01', '2026-11-20T25:00', NaN, {}, [], '12'])(
	'%s is none',
	(value) => {
		expect(instantOf(value, 'UTC')).toBeUndefined();
	},
);

it.each([1769817600, 0, -NOON, NOON * 1000, Infinity])(
	'%d, in seconds or another unit, is none, neither as a number nor as text',
	(number) => {
		expect(instantOf(number, 'UTC')).toBeUndefined();
		expect(instantOf(String(number), 'UTC')).toBeUndefined();
	},
);

it.each([new Date(NaN), { valueOf: () => 'soon' }, { valueOf: 1 }])(
	'%j is none either',
	(value) => {
		expect(instantOf(value, 'UTC')).toBeUndefined();
	},
);
