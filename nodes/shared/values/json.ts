export type JsonValue =
	| string
	| number
	| boolean
	| null
	| JsonValue[]
	| { [key: string]: JsonValue };

export type JsonObject = { [key: string]: JsonValue };

/**
 * A string or a number in a JSON text. Strings are matched as a whole, so that digits inside a string are
 * not taken for a number.
 */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON without losing digits: an integer beyond JavaScript's safe range becomes a string.
 *
 * @throws SyntaxError like `JSON.parse`.
 */
export function parseJson(text: string): JsonValue {
	// An integer beyond the safe range has at least sixteen digits.
	if (!/\d{16}/.test(text)) return JSON.parse(text) as JsonValue;
	const exact = text.replace(TOKENS, (token) =>
		/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);
	return JSON.parse(exact) as JsonValue;
}

/** The JSON text of a request body. A BigInt becomes a number with all its digits. */
export function stringifyJson(value: Record<string, unknown>): string {
	// `JSON.stringify` cannot write a BigInt. It writes a placeholder string, which is replaced afterwards.
	const texts: string[] = [];
	const placeholder = (text: string) => `\u0000${texts.push(text) - 1}`;
	const text = JSON.stringify(value, function (this: Record<string, unknown>, key, entry: unknown) {
		// Read from `this`: a library of n8n gives BigInt a `toJSON`, so that `entry` is already a string.
		if (typeof this[key] === 'bigint') return placeholder(String(this[key]));
		// A string of the user that looks like a placeholder gets a placeholder, too.
		return typeof entry === 'string' && entry.startsWith('\u0000')
			? placeholder(JSON.stringify(entry))
			: entry;
	});
	return text.replace(/"\\u0000(\d+)"/g, (_match, index) => texts[Number(index)]!);
}

export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The value itself, or undefined when it is an object or a list. JavaScript cannot convert every object to
 * a string or a number: `{ toString: null }` makes it throw.
 */
export const scalarOf = (value: unknown): unknown =>
	typeof value === 'object' ? undefined : value;

/** The object at a key; undefined when the service sent none, or another type. */
export function objectAt(value: JsonObject, key: string): JsonObject | undefined {
	const entry = value[key];
	return isJsonObject(entry) ? entry : undefined;
}

/** The count at a key, as a number or written as text; undefined when the service sent none. */
export function countAt(value: JsonObject, key: string): number | undefined {
	const text = textAt(value, key)?.trim() ?? '';
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The text at a key. Null when the service sent none: absent, null and blank mean the same. */
export function textAt(value: JsonObject, key: string): string | null {
	const entry = value[key];
	if (typeof entry === 'number') return String(entry);
	return typeof entry === 'string' && entry.trim() !== '' ? entry : null;
}
