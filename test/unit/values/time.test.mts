import fc from 'fast-check';
import {
	isoTime,
	isoTimeOfSeconds,
	longTime,
	shortTime,
} from '../../../nodes/shared/values/time.ts';
import { runs } from '../../random.mts';

it.each([
	['2019-02-19 16:38:07', 'Asia/Shanghai', '2019-02-19T16:38:07+08:00'],
	['2019-02-19T16:38:07', 'Asia/Shanghai', '2019-02-19T16:38:07+08:00'],
	[' 2019-02-19 16:38:07 ', 'UTC', '2019-02-19T16:38:07+00:00'],
	['2019-02-19 16:38:07', 'Asia/Kolkata', '2019-02-19T16:38:07+05:30'],
	['2019-02-19 16:38:07', 'America/St_Johns', '2019-02-19T16:38:07-03:30'],
	['2024-02-29 00:00:00', 'UTC', '2024-02-29T00:00:00+00:00'],
	['Dec 25,2017 03:38:46', 'Asia/Shanghai', '2017-12-25T03:38:46+08:00'],
	['Feb 9,2019 16:38:07', 'Asia/Shanghai', '2019-02-09T16:38:07+08:00'],
	['Feb 09, 2019 16:38:07', 'Asia/Shanghai', '2019-02-09T16:38:07+08:00'],
	// Daylight saving time: winter, summer, and both sides of the changes.
	['2024-01-15 12:00:00', 'Europe/Berlin', '2024-01-15T12:00:00+01:00'],
	['2024-07-15 12:00:00', 'Europe/Berlin', '2024-07-15T12:00:00+02:00'],
	['2024-03-31 01:59:59', 'Europe/Berlin', '2024-03-31T01:59:59+01:00'],
	['2024-03-31 03:00:00', 'Europe/Berlin', '2024-03-31T03:00:00+02:00'],
	['2024-10-27 01:59:59', 'Europe/Berlin', '2024-10-27T01:59:59+02:00'],
	['2024-10-27 03:00:00', 'Europe/Berlin', '2024-10-27T03:00:00+01:00'],
	['2024-03-10 01:59:59', 'America/New_York', '2024-03-10T01:59:59-05:00'],
	['2024-03-10 03:00:00', 'America/New_York', '2024-03-10T03:00:00-04:00'],
	['1990-07-15 12:00:00', 'Asia/Shanghai', '1990-07-15T12:00:00+09:00'],
])('%s in %s is %s', (text, zone, expected) => {
	expect(isoTime(text, zone)).toBe(expected);
});

it.each([
	null,
	'',
	' ',
	'0000-00-00 00:00:00',
	'0001-01-01 00:00:00',
	'1970-01-01 00:00:00',
	'2019-02-31 16:38:07',
	'2023-02-29 16:38:07',
	'2019-13-01 16:38:07',
	'2019-02-19 24:00:00',
	'2019-02-19 10:60:00',
	'2019-02-00 16:38:07',
	'2019-01-32 16:38:07',
	'2019-02-19 10:00:60',
	'2019-02-19',
	'19.02.2019 16:38:07',
	'Foo 25,2017 03:38:46',
	'1591874496',
	'never',
])('%j is no time', (text) => {
	expect(isoTime(text, 'Asia/Shanghai')).toBeNull();
});

it('names the instant at which the clocks of the zone show that time', () => {
	const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC');
	const seconds = fc.integer({ min: 86_400, max: 4_000_000_000 });
	fc.assert(
		fc.property(zone, seconds, (timeZone, instant) => {
			const shown = new Intl.DateTimeFormat('sv-SE', {
				timeZone,
				dateStyle: 'short',
				timeStyle: 'medium',
			}).format(instant * 1000);
			const iso = isoTime(shown, timeZone)!;
			expect(iso.slice(0, 19)).toBe(shown.replace(' ', 'T'));
			// The hour that occurs twice may be either.
			expect([0, 3600]).toContain(Math.abs(Date.parse(iso) / 1000 - instant));
			expect(isoTimeOfSeconds(instant, timeZone)!.slice(0, 19)).toBe(iso.slice(0, 19));
			expect(Date.parse(isoTimeOfSeconds(instant, timeZone)!) / 1000).toBe(instant);
		}),
		{ numRuns: runs(500) },
	);
});

it.each([
	[1591874496, 'Asia/Shanghai', '2020-06-11T19:21:36+08:00'],
	['1591874496', 'UTC', '2020-06-11T11:21:36+00:00'],
	[0, 'UTC', null],
	[-1, 'UTC', null],
	[null, 'UTC', null],
	[undefined, 'UTC', null],
	['soon', 'UTC', null],
	[1e13, 'UTC', null],
	[{}, 'UTC', null],
	[{ valueOf: 1, toString: '1' }, 'UTC', null],
])('%j seconds in %s are %j', (seconds, zone, expected) => {
	expect(isoTimeOfSeconds(seconds, zone)).toBe(expected);
});

it.each([
	['2019-02-19 16:38:07', '2019-02-19T16:38:07'],
	[' Dec 25,2017 03:38:46 ', '2017-12-25T03:38:46'],
	['1970-01-01 00:00:01', '1970-01-01T00:00:01'],
])('%j in a few characters, and back', (text, long) => {
	const short = shortTime(text);
	expect(short).toMatch(/^[0-9a-z]{1,6}$/);
	expect(longTime(short)).toBe(long);
});

it.each([null, '', 'never', '1970-01-01 00:00:00', '0001-01-01 00:00:00'])(
	'%j has no short form',
	(text) => {
		expect(shortTime(text)).toBe('');
	},
);
