import { InvalidParameter } from '../values/invalidParameter';
import { printable, textOf } from '../values/text';

/** The rules of a text field. */
interface TextRules {
	/** The name of the field in error messages, with its article: "The name". */
	label: string;
	/** The most characters (Unicode code points) that the service accepts. */
	max?: number;
	/** The characters that the service accepts, as a pattern and in words. */
	form?: { pattern: RegExp; words: string };
}

/**
 * The text of a required field, without surrounding blanks.
 *
 * @throws InvalidParameter when the text is empty, too long, or not of the form.
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
 * The text of an optional field, without surrounding blanks; undefined when the field is empty.
 *
 * @throws InvalidParameter when the text is too long, or not of the form.
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
