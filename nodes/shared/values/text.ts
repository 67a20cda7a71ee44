/**
 * Any value as one text: empty for null and undefined, a list as its values with commas between them.
 * An object is shown as its JSON, never as "[object Object]".
 */
export function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(textOf).join(',');
	return typeof value === 'object' ? JSON.stringify(value) : String(value as string);
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
