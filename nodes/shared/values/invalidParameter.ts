/**
 * A parameter that no request can carry, found before any request is sent. `message` says what is wrong,
 * without a final period. `advice` says what to do, in sentences.
 */
export class InvalidParameter extends Error {
	readonly advice: string;

	constructor(message: string, advice: string) {
		super(message);
		this.advice = advice;
	}
}
