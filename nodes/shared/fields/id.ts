import { InvalidParameter } from '../values/invalidParameter';
import { printable, textOf } from '../values/text';

/** The largest 64-bit ID, signed. */
const MAX_ID = 9_223_372_036_854_775_807n;

/**
 * A numeric ID as text, with all its digits. `name` is the name of the ID in error messages, without an
 * article: "member UIN". `example` is an ID that the message shows.
 *
 * @throws InvalidParameter when the value is empty, no ID, or a number that has already lost digits.
 */
export function readId(value: unknown, name: string, example: string): string {
	if ([value].flat().some(isInexact)) {
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
	// Services take the ID as a JSON number: nothing but digits may get into the request body.
	if (!/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > MAX_ID) {
		throw new InvalidParameter(
			`This is not ${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`,
			`It is a whole number of up to 19 digits, for example ${example}. Given was "${printable(text)}".`,
		);
	}
	return text;
}

/** Beyond 2^53 a number may stand for an ID whose last digits were rounded. */
const isInexact = (value: unknown): boolean =>
	typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
