/** A parameter that cannot be sent, found before any request. */
export class InvalidParameter extends Error {
	readonly advice: string;

	constructor(message: string, advice: string) {
		super(message);
		this.advice = advice;
	}
}
