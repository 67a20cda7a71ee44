import { InvalidParameter } from '../values/invalidParameter';
import { textOf } from '../values/text';

/**
 * The value of a switch; undefined when it is empty. Expressions and tables give it as text, too: `true`
 * and `false`, in any case. `label` is the name of the field in error messages.
 *
 * @throws InvalidParameter when the value is neither true nor false. A list or an object never is.
 */
export function readBoolean(value: unknown, label: string): boolean | undefined {
	const isScalar = typeof value !== 'object' || value === null;
	const text = textOf(value).trim().toLowerCase();
	if (isScalar && text === '') return undefined;
	if (isScalar && (text === 'true' || text === 'false')) return text === 'true';
	throw new InvalidParameter(`${label} is neither true nor false`, 'Switch it on or off.');
}
