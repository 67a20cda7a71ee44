import { scalarOf } from './json';
import { formatOffset, offsetMinutes } from './timeZone';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The end of the year 9998, in epoch milliseconds. A larger number is a time in another unit. */
export const LATEST = Date.UTC(9999, 0);

/** `2019-02-19 16:38:07`, the usual form of all three services. */
const NUMERIC = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;
/** `Dec 25,2017 03:38:46`, an older form. */
const NAMED_MONTH = /^([A-Z][a-z]{2}) (\d{1,2}), ?(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * A time string of a service, which names no time zone, as ISO 8601 with the offset of `timeZone` (an
 * IANA name). Null when the string is no time: it is empty, a date of zeros, or of an unknown form.
 */
export function isoTime(text: string | null, timeZone: string): string | null {
	const local = text === null ? undefined : parseLocal(text.trim());
	if (local === undefined || local <= 0) return null;
	// The offset depends on the instant, and the instant on the offset. The offset at the clock time
	// taken as UTC is a first guess; the offset at the instant of that guess is the result.
	const guess = offsetMinutes(local, timeZone);
	const offset = offsetMinutes(local - guess * 60_000, timeZone);
	return `${new Date(local).toISOString().slice(0, 19)}${formatOffset(offset)}`;
}

/**
 * A time string of a service in a few characters (seconds in base 36), for storage. The time zone does
 * not matter. Empty when the string is no time.
 */
export function shortTime(text: string | null): string {
	const local = text === null ? undefined : parseLocal(text.trim());
	return local === undefined || local <= 0 ? '' : (local / 1000).toString(36);
}

/** The time string that `shortTime` shortened, in the usual form. */
export const longTime = (short: string): string =>
	new Date(parseInt(short, 36) * 1000).toISOString().slice(0, 19);

/**
 * Unix seconds as ISO 8601 with the offset of `timeZone`. Null for 0, and for a value that is no number
 * of seconds.
 */
export function isoTimeOfSeconds(seconds: unknown, timeZone: string): string | null {
	const milliseconds = Number(scalarOf(seconds)) * 1000;
	if (!(milliseconds > 0) || milliseconds > LATEST) return null;
	const offset = offsetMinutes(milliseconds, timeZone);
	const local = new Date(milliseconds + offset * 60_000);
	return `${local.toISOString().slice(0, 19)}${formatOffset(offset)}`;
}

/** The clock time as if it were UTC, in epoch milliseconds; undefined when the text is no date. */
function parseLocal(text: string): number | undefined {
	const fields = fieldsOf(text);
	if (!fields) return undefined;
	const [year, month, day, hour, minute, second] = fields;
	const time = Date.UTC(year, month - 1, day, hour, minute, second);
	// Date.UTC takes 31 February for a day in March.
	const isDate = new Date(time).getUTCMonth() === month - 1;
	return isDate && hour < 24 && minute < 60 && second < 60 ? time : undefined;
}

type DateFields = [
	year: number,
	month: number,
	day: number,
	hour: number,
	minute: number,
	second: number,
];

function fieldsOf(text: string): DateFields | undefined {
	const numeric = NUMERIC.exec(text);
	if (numeric) return numeric.slice(1).map(Number) as DateFields;
	const [, month, day, year, ...clock] = NAMED_MONTH.exec(text) ?? [];
	if (month === undefined) return undefined;
	return [year, MONTHS.indexOf(month) + 1, day, ...clock].map(Number) as DateFields;
}
