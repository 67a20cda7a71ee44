/** Says whether somebody still waits for a request: an AbortSignal, reduced to what is read of it. */
export type Cancellation = Pick<AbortSignal, 'aborted'>;

/** Aborted while a condition holds. */
export const abortedWhile = (isAborted: () => boolean): Cancellation => ({
	get aborted() {
		return isAborted();
	},
});

/** Aborted as soon as one of `cancellations` is. */
export const anyOf = (...cancellations: ReadonlyArray<Cancellation | undefined>): Cancellation =>
	abortedWhile(() => cancellations.some((cancellation) => cancellation?.aborted === true));
