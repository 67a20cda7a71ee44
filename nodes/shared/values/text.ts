/**
 * Any value as one text: empty for null and undefined. A list with one text or number is read as that
 * value; any other list or object becomes its JSON, which no reader of a single value takes for one.
 */
export function textOf(value: unknown): string {
	const [first, ...more] = Array.isArray(value) ? (value as unknown[]) : [value];
	const isSingle = Array.isArray(value) && more.length === 0 && isTextOrNumber(first);
	const single = isSingle ? first : value;
	if (single === null || single === undefined) return '';
	return typeof single === 'object' ? jsonOf(single) : String(single as string);
}

const isTextOrNumber = (value: unknown): boolean =>
	['string', 'number', 'bigint'].includes(typeof value);

/** An object that refers to itself has no JSON, nor one whose `toJSON` gives nothing. */
function jsonOf(value: object): string {
	try {
		return JSON.stringify(value) ?? '{}';
	} catch {
		return '{}';
	}
}

/** The most characters of a value that a message repeats. */
const MAX_SHOWN = 60;

/**
 * What a message may repeat of a value: no control, format or surrogate characters, which could hide or
 * reorder the message, and a limited length.
 */
export const printable = (value: unknown): string =>
	textOf(value)
		.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd')
		.slice(0, MAX_SHOWN);
