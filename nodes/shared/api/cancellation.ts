/** Says whether somebody still waits for a request: an AbortSignal, reduced to what is read of it. */
export type Cancellation = Pick<AbortSignal, 'aborted'>;

/** Aborted as soon as one of `cancellations` is. */
export const anyOf = (...cancellations: ReadonlyArray<Cancellation | undefined>): Cancellation => ({
	get aborted() {
		return cancellations.some((cancellation) => cancellation?.aborted === true);
	},
});
