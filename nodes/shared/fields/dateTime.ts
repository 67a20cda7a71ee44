import { textOf } from '../values/text';
import { isoTime, LATEST } from '../values/time';

/** In March 1973. A smaller number counts seconds, or is no time. */
const EARLIEST = 1e11;

/**
 * The instant that a user entered, in epoch milliseconds; undefined when the value is no date. It may be a
 * date of n8n (Luxon), a Date, ISO 8601, or epoch milliseconds. A clock time without an offset is a clock
 * time in `timeZone`.
 */
export function instantOf(value: unknown, timeZone: string): number | undefined {
	if (typeof value === 'number') {
		return value >= EARLIEST && value < LATEST ? Math.trunc(value) : undefined;
	}
	if (typeof value === 'object' && value !== null) {
		const { valueOf } = value as { valueOf?: unknown };
		return typeof valueOf === 'function' ? wholeNumber(valueOf.call(value)) : undefined;
	}
	const text = textOf(value).trim();
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
