/** An input item of a run, or one of the subjects that the item names. */
export interface ItemPosition {
	/** The index of the item in the input. */
	index: number;
	/** The subject, when the item names several; otherwise undefined. */
	subject: string | undefined;
}

/** An item, or one of its subjects, that failed. */
export interface FailedItem extends ItemPosition {
	error: unknown;
}
