import { InvalidParameter } from '../../../nodes/shared/values/invalidParameter.ts';

/** The error with which a value is refused. */
export function refused(read: () => unknown): InvalidParameter {
	try {
		throw new Error(`taken for ${String(read())}`);
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidParameter);
		const { advice } = error as InvalidParameter;
		expect(advice).toMatch(/\.$/);
		return error as InvalidParameter;
	}
}
