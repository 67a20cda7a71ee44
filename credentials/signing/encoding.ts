/** Percent-encodes by RFC 3986: all characters but `A-Z a-z 0-9 - _ . ~`. */
export const percentEncode = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** One query or form parameter, decoded. */
export type Parameter = [name: string, value: string];

export const encodeParameters = (parameters: Parameter[]): string =>
	parameters.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');

/** Reads a query string as servers do: `+` and `%20` are blanks, invalid escapes stay as they are. */
export const decodeParameters = (query: string): Parameter[] => [...new URLSearchParams(query)];

/** How the entries of a list are named, in the terms of n8n's request options. */
export type ArrayFormat = 'indices' | 'brackets' | 'repeat' | 'comma';

/**
 * Flattens nested values to parameters with the names that n8n itself would send (`a[0]`, `a[b]`).
 * `undefined` is left out; `null` becomes an empty value.
 */
export function flattenParameters(
	values: Record<string, unknown>,
	arrayFormat: ArrayFormat = 'indices',
): Parameter[] {
	const flatten = (name: string, value: unknown): Parameter[] => {
		if (value === undefined) return [];
		if (value === null) return [[name, '']];
		if (value instanceof Date) return [[name, value.toISOString()]];
		if (Array.isArray(value)) {
			if (arrayFormat === 'comma') return value.length ? [[name, value.join(',')]] : [];
			return value.flatMap((entry, index) =>
				flatten(
					{ indices: `${name}[${index}]`, brackets: `${name}[]`, repeat: name }[arrayFormat],
					entry,
				),
			);
		}
		if (typeof value === 'object') {
			return Object.entries(value).flatMap(([key, entry]) => flatten(`${name}[${key}]`, entry));
		}
		return [[name, String(value)]];
	};
	return Object.entries(values).flatMap(([name, value]) => flatten(name, value));
}
