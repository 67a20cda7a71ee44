import { isoTime } from '../../../nodes/shared/values/time.ts';
import { formatOffset, isTimeZone, offsetMinutes } from '../../../nodes/shared/values/timeZone.ts';

it.each([
	['Asia/Shanghai', true],
	['UTC', true],
	['America/Argentina/Buenos_Aires', true],
	['', false],
	['Beijing', false],
	['Mars/Olympus', false],
])('%j is a time zone: %s', (name, expected) => {
	expect(isTimeZone(name)).toBe(expected);
});

it.each([
	['Asia/Shanghai', 480, '+08:00'],
	['UTC', 0, '+00:00'],
	['Asia/Kolkata', 330, '+05:30'],
	['America/St_Johns', -210, '-03:30'],
])('in winter the clocks of %s are %d minutes ahead: %s', (zone, minutes, offset) => {
	expect(offsetMinutes(Date.UTC(2024, 0, 15), zone)).toBe(minutes);
	expect(formatOffset(minutes)).toBe(offset);
});

it('knows more zones than it keeps', () => {
	const zones = Intl.supportedValuesOf('timeZone');
	expect(zones.length).toBeGreaterThan(100);
	for (const zone of zones) expect(isTimeZone(zone)).toBe(true);
	expect(isoTime('2024-07-15 12:00:00', 'Europe/Berlin')).toBe('2024-07-15T12:00:00+02:00');
});
