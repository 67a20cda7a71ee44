import { scalarOf } from './json';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The end of the year 9998: what is later is no time of verification, but another unit. */
const LATEST = Date.UTC(9999, 0);

/** In March 1973: fewer milliseconds are seconds, or no moment at all. */
const LEAST_MILLISECONDS = 1e11;

/** `2019-02-19 16:38:07`, the usual form of all three services. */
const NUMERIC = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;
/** `Dec 25,2017 03:38:46`, an older form. */
const NAMED_MONTH = /^([A-Z][a-z]{2}) (\d{1,2}), ?(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * A service's time string, which carries no zone, as ISO 8601 with the offset of `timeZone` (an IANA
 * name). Null for what is no time: nothing, zero dates, unknown forms.
 */
export function isoTime(text: string | null, timeZone: string): string | null {
	const local = text === null ? undefined : parseLocal(text.trim());
	if (local === undefined || local <= 0) return null;
	// The offset belongs to the instant, which is only known with the offset: the second look settles it.
	const guess = offsetMinutes(local, timeZone);
	const offset = offsetMinutes(local - guess * 60_000, timeZone);
	return `${new Date(local).toISOString().slice(0, 19)}${formatOffset(offset)}`;
}

/**
 * A service's time string in a few characters, whatever its form and its zone; empty for what is no
 * time.
 */
export function shortTime(text: string | null): string {
	const local = text === null ? undefined : parseLocal(text.trim());
	return local === undefined || local <= 0 ? '' : (local / 1000).toString(36);
}

/** What `shortTime` was made from, in the usual form. */
export const longTime = (short: string): string =>
	new Date(parseInt(short, 36) * 1000).toISOString().slice(0, 19);

/**
 * A moment that the user entered: an n8n date, a Date, ISO 8601 or epoch milliseconds. A clock time
 * without offset is one of `timeZone`. In epoch milliseconds; undefined for what is no moment.
 */
export function instantOf(value: unknown, timeZone: string): number | undefined {
	if (typeof value === 'number') {
		return value >= LEAST_MILLISECONDS && value < LATEST ? Math.trunc(value) : undefined;
	}
	if (typeof value === 'object' && value !== null) {
		const { valueOf } = value as { valueOf?: unknown };
		return typeof valueOf === 'function' ? wholeNumber(valueOf.call(value)) : undefined;
	}
	const text = String((value as string | undefined) ?? '').trim();
	if (/^\d+$/.test(text)) return instantOf(Number(text), timeZone);
	const isDate = /^\d{4}-\d{2}-\d{2}/.test(text);
	const hasOffset = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
	if (isDate && hasOffset) return wholeNumber(Date.parse(text));
	const clock = isDate && text.length === 10 ? `${text} 00:00:00` : text.replace(/\.\d+$/, '');
	const iso = isoTime(/^.{14}\d{2}$/.test(clock) ? `${clock}:00` : clock, timeZone);
	return iso === null ? undefined : Date.parse(iso);
}

const wholeNumber = (value: unknown): number | undefined =>
	Number.isFinite(value) ? Math.trunc(value as number) : undefined;

/** Unix seconds as ISO 8601 with the offset of `timeZone`; null for 0 and what is no number. */
export function isoTimeOfSeconds(seconds: unknown, timeZone: string): string | null {
	const milliseconds = Number(scalarOf(seconds)) * 1000;
	if (!(milliseconds > 0) || milliseconds > LATEST) return null;
	const offset = offsetMinutes(milliseconds, timeZone);
	const local = new Date(milliseconds + offset * 60_000);
	return `${local.toISOString().slice(0, 19)}${formatOffset(offset)}`;
}

/** Is this the name of a time zone? */
export function isTimeZone(name: string): boolean {
	try {
		return Boolean(formatOf(name));
	} catch {
		return false;
	}
}

/** The clock time as if it were UTC, in milliseconds; undefined for what is no date. */
function parseLocal(text: string): number | undefined {
	const numeric = NUMERIC.exec(text)?.slice(1).map(Number);
	const named = NAMED_MONTH.exec(text);
	const fields =
		numeric ??
		(named && [
			Number(named[3]),
			MONTHS.indexOf(named[1]!) + 1,
			Number(named[2]),
			...named.slice(4).map(Number),
		]);
	if (!fields) return undefined;
	const [year, month, day, hour, minute, second] = fields as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	const time = Date.UTC(year, month - 1, day, hour, minute, second);
	// Date.UTC carries over: a 31 February would become a March day.
	const isDate = new Date(time).getUTCMonth() === month - 1;
	return isDate && hour < 24 && minute < 60 && second < 60 ? time : undefined;
}

/** To make a format costs more than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const FORMATS_KEPT = 50;

/** @throws RangeError when there is no such zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
	let format = formats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
		if (formats.size >= FORMATS_KEPT) formats.clear();
		formats.set(timeZone, format);
	}
	return format;
}

/** Minutes that the zone's clocks are ahead of UTC at an instant. */
function offsetMinutes(instant: number, timeZone: string): number {
	const format = formatOf(timeZone);
	const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
	const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
	return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function formatOffset(minutes: number): string {
	const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const size = Math.abs(minutes);
	return `${minutes < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
}
