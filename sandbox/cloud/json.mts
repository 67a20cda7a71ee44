// Newer than TypeScript's library: JSON.rawJSON and the third argument of a JSON.parse reviver.
interface ExactJson {
	rawJSON(text: string): unknown;
	parse(
		text: string,
		reviver: (key: string, value: unknown, context?: { source?: string }) => unknown,
	): unknown;
}
const exactJson = JSON as unknown as ExactJson;

/** A JSON number with exactly these digits, however many there are. */
export function integer(digits: string | number): unknown {
	return exactJson.rawJSON(String(digits));
}

/** JSON.parse, but whole numbers beyond JavaScript's safe range become BigInt, digit for digit. */
export function parseExactly(text: string): unknown {
	return exactJson.parse(text, (_key, value, context) =>
		typeof value === 'number' &&
		!Number.isSafeInteger(value) &&
		/^-?\d+$/.test(context?.source ?? '')
			? BigInt(context?.source ?? '')
			: value,
	);
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
