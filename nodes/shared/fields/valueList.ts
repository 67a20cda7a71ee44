/**
 * The values of a field that takes several: those of a list, or of a text with commas, semicolons or line
 * breaks between the values. Empty values are left out.
 */
export function splitList(value: unknown): unknown[] {
	const values = typeof value === 'string' ? value.split(/[,;\n]/) : [value].flat();
	return (
		values
			// Only texts are trimmed. A number stays a number: `readId` detects the ones that lost digits.
			.map((entry: unknown) => (typeof entry === 'string' ? entry.trim() : entry))
			.filter((entry) => entry !== '' && entry !== null && entry !== undefined)
	);
}

/**
 * The values of a field that takes several, each read by `readValue`. Values with equal keys count once,
 * at the place of the first.
 *
 * @throws InvalidParameter as `readValue` does.
 */
export function readList<T>(
	value: unknown,
	readValue: (entry: unknown) => T,
	keyOf: (read: T) => unknown = (read) => read,
): T[] {
	const values = new Map<unknown, T>();
	for (const entry of splitList(value)) {
		const read = readValue(entry);
		const key = keyOf(read);
		if (!values.has(key)) values.set(key, read);
	}
	return [...values.values()];
}

/**
 * As `readList`, for a field with at least one value. An empty field is read as one empty value: then
 * `readValue` throws the same error as for an empty field with a single value.
 *
 * @throws InvalidParameter as `readValue` does.
 */
export function readNonEmptyList<T>(
	value: unknown,
	readValue: (entry: unknown) => T,
	keyOf?: (read: T) => unknown,
): T[] {
	const values = readList(value, readValue, keyOf);
	return values.length > 0 ? values : [readValue('')];
}
