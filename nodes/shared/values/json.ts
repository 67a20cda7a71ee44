export type JsonValue =
	| string
	| number
	| boolean
	| null
	| JsonValue[]
	| { [key: string]: JsonValue };

export type JsonObject = { [key: string]: JsonValue };

/** A string or a number of a JSON text; inside strings nothing is to be found. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON without losing digits: integers beyond JavaScript's safe range become strings.
 *
 * @throws SyntaxError like `JSON.parse`.
 */
export function parseJson(text: string): JsonValue {
	// Without sixteen digits in a row there is nothing to lose.
	if (!/\d{16}/.test(text)) return JSON.parse(text) as JsonValue;
	const exact = text.replace(TOKENS, (token) =>
		/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);
	return JSON.parse(exact) as JsonValue;
}

/** JSON text of a request body; a BigInt becomes a bare number with all its digits. */
export function stringifyJson(value: Record<string, unknown>): string {
	const texts: string[] = [];
	const mark = (text: string) => `\u0000${texts.push(text) - 1}`;
	const text = JSON.stringify(value, function (this: Record<string, unknown>, key, entry: unknown) {
		// Taken from its holder: some library of n8n gives BigInt a toJSON that makes it a string.
		if (typeof this[key] === 'bigint') return mark(String(this[key]));
		// What looks like a mark is not taken for one.
		return typeof entry === 'string' && entry.startsWith('\u0000')
			? mark(JSON.stringify(entry))
			: entry;
	});
	return text.replace(/"\\u0000(\d+)"/g, (_match, index) => texts[Number(index)]!);
}

export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined in place of an object or a list: not every one of those can be made a text or a number. */
export const scalarOf = (value: unknown): unknown =>
	typeof value === 'object' ? undefined : value;

/** Any value as text, also an object that has none: it shows as what it is. */
export function toText(value: unknown): string {
	try {
		return String(value ?? '');
	} catch {
		return JSON.stringify(value);
	}
}

/** The object at a key, or undefined where the service sent something else. */
export function objectAt(value: JsonObject, key: string): JsonObject | undefined {
	const entry = value[key];
	return isJsonObject(entry) ? entry : undefined;
}

/** The count at a key, also one written as text; undefined where the service gives none. */
export function countAt(value: JsonObject, key: string): number | undefined {
	const text = textAt(value, key)?.trim() ?? '';
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The text at a key, or null where the service has none: absent, null and blank count alike. */
export function textAt(value: JsonObject, key: string): string | null {
	const entry = value[key];
	if (typeof entry === 'number') return String(entry);
	return typeof entry === 'string' && entry.trim() !== '' ? entry : null;
}
