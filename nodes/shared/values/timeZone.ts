/** Is this the name of an IANA time zone? */
export function isTimeZone(name: string): boolean {
	try {
		return Boolean(formatOf(name));
	} catch {
		return false;
	}
}

/** Minutes by which the clocks of a time zone are ahead of UTC at an instant (epoch milliseconds). */
export function offsetMinutes(instant: number, timeZone: string): number {
	const format = formatOf(timeZone);
	const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
	const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
	return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** An offset from UTC in minutes, as ISO 8601 writes it: `+08:00`. */
export function formatOffset(minutes: number): string {
	const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const size = Math.abs(minutes);
	return `${minutes < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
}

/** Formats by time zone. To create a format takes longer than all work that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 50;

/** @throws RangeError when no time zone has this name. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
	let format = formats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
		if (formats.size >= MAX_FORMATS) formats.clear();
		formats.set(timeZone, format);
	}
	return format;
}
