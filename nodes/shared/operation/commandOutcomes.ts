import { type FailedItem, type ItemPosition } from './itemPosition';

/** The most subjects that a message names. */
const MAX_NAMED_SUBJECTS = 20;

/** The commands of a run that took effect, or may have. A run that ends early reports them. */
export class CommandOutcomes {
	private readonly completedCommands: ItemPosition[] = [];
	private readonly unknownOutcomes: FailedItem[] = [];

	addCompleted(position: ItemPosition): void {
		this.completedCommands.push(position);
	}

	/** Adds a command of which nobody knows whether the service carried it out. */
	addUnknown(failed: FailedItem): void {
		this.unknownOutcomes.push(failed);
	}

	/**
	 * The report, in sentences that each begin with a blank; empty when no command was sent. `shown` is an
	 * item whose own error the message already shows.
	 */
	report(shown?: FailedItem): string {
		return [
			sentence('Already carried out, do not run again', this.completedCommands),
			sentence(
				'Unknown whether carried out, look it up',
				this.unknownOutcomes.filter((failed) => failed !== shown),
			),
		].join('');
	}
}

/** ` Label: item 1, items 3 to 5, a@example.com (of item 6).`; empty without positions. */
function sentence(label: string, unordered: ItemPosition[]): string {
	if (unordered.length === 0) return '';
	// Requests are answered in any order.
	const positions = [...unordered].sort((a, b) => a.index - b.index);
	const items = positions.filter(({ subject }) => subject === undefined);
	const subjects = positions.filter(({ subject }) => subject !== undefined);
	const named = subjects
		.slice(0, MAX_NAMED_SUBJECTS)
		.map(({ index, subject }) => `${subject} (of item ${index})`);
	const unnamed = subjects.length - named.length;
	const parts = [
		...ranges(items.map(({ index }) => index)),
		...named,
		...(unnamed > 0 ? [`and ${unnamed} more`] : []),
	];
	return ` ${label}: ${parts.join(', ')}.`;
}

/** Item indexes, in their order, as `item 1`, `items 3 to 5`. */
function ranges(indexes: number[]): string[] {
	const found: Array<[first: number, last: number]> = [];
	for (const index of indexes) {
		const range = found.at(-1);
		if (range && range[1] === index - 1) range[1] = index;
		else found.push([index, index]);
	}
	return found.map(([first, last]) =>
		first === last ? `item ${first}` : `items ${first} to ${last}`,
	);
}
