import { InvalidParameter } from '../values/invalidParameter';

/** The largest 64-bit ID, signed. */
const MAX_ID = 9_223_372_036_854_775_807n;

/**
 * A numeric ID as text, all digits kept. `name` is what errors call it, without an article: "member
 * UIN".
 *
 * @throws InvalidInput when it is empty, no ID, or a number that has already lost digits.
 */
export function readId(value: unknown, name: string, example: string): string {
	if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
		throw new InvalidParameter(
			`The ${name} is a number that JavaScript cannot hold exactly`,
			'Hand it over as text, in quotes, so that no digit is lost.',
		);
	}
	const text = textOf(value).trim();
	if (!text) {
		throw new InvalidParameter(
			`The ${name} is empty`,
			'Choose it from the list, or enter it. With an expression, check that the item has this field.',
		);
	}
	// What is sent as a bare number must be nothing but one.
	if (!/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > MAX_ID) {
		throw new InvalidParameter(
			`This is not ${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`,
			`It is a whole number of up to 19 digits, for example ${example}. Given was "${printable(text)}".`,
		);
	}
	return text;
}

/** The rules of a text field. */
interface TextRules {
	/** What errors call it, as the editor does. */
	label: string;
	/** Characters, as the service counts them. */
	max?: number;
	/** What it may consist of, and the same in words. */
	form?: { pattern: RegExp; words: string };
}

/**
 * A text that must be there.
 *
 * @throws InvalidInput when it is empty, too long, or holds what the service does not take.
 */
export function readText(value: unknown, rules: TextRules): string {
	const text = readOptionalText(value, rules);
	if (text !== undefined) return text;
	throw new InvalidParameter(
		`${rules.label} is empty`,
		'Enter it. With an expression, check that the item has this field.',
	);
}

/**
 * A text that may be left out; undefined when it is.
 *
 * @throws InvalidInput as `readText` does.
 */
export function readOptionalText(
	value: unknown,
	{ label, max, form }: TextRules,
): string | undefined {
	const text = textOf(value).trim();
	if (!text) return undefined;
	const given = `Given was "${printable(text)}".`;
	const { length } = [...text];
	if (max !== undefined && length > max) {
		throw new InvalidParameter(
			`${label} is too long`,
			`The service takes ${max} characters at most, these are ${length}. ${given}`,
		);
	}
	if (form && !form.pattern.test(text)) {
		throw new InvalidParameter(`${label} is not of the right form`, `${form.words} ${given}`);
	}
	return text;
}

/**
 * A switch; expressions and tables give it as text, too. Undefined when it is not set.
 *
 * @throws InvalidInput when it is neither true nor false.
 */
export function readSwitch(value: unknown, label: string): boolean | undefined {
	const text = readOptionalText(value, { label })?.toLowerCase();
	if (text === undefined || text === 'true' || text === 'false') {
		return text === undefined ? undefined : text === 'true';
	}
	throw new InvalidParameter(`${label} is neither true nor false`, 'Switch it on or off.');
}

/**
 * Several values in one field: an array, or text with commas, semicolons or line breaks between
 * them. Empty ones are left out; a number stays one, so that its reader sees which digits it lost.
 */
export function readList(value: unknown): unknown[] {
	const values = typeof value === 'string' ? value.split(/[,;\n]/) : [value].flat();
	return values
		.map((one: unknown) => (typeof one === 'string' ? one.trim() : one))
		.filter((one) => textOf(one) !== '');
}

/** What a message may show of a value that somebody sent. */
export const printable = (text: string): string =>
	text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd').slice(0, 60);

/** Objects have no text of their own: they show as what they are. */
function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value as string);
}
