import { type Failure } from './failure';

/** How long a request may be tried, in milliseconds from its first sending, waiting included. */
export const PATIENCE = 120_000;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 20_000;
/** The vendor's own word is obeyed up to a minute, as its command line tool does. */
const LONGEST_HINT = 60_000;

/** How long the service asks to wait, as far as it is obeyed; 0 when it says nothing. */
export const obeyedHint = ({ retryAfter }: Failure): number =>
	Math.min(retryAfter ?? 0, LONGEST_HINT);

export interface Attempts {
	kind: 'read' | 'command';
	/** Retries of the user's choice for faults; a throttled request only knows the time budget. */
	maxRetries: number;
	/** Attempts made so far that failed for another reason than throttling. */
	faults: number;
	/** Attempts made so far that were throttled. */
	throttled: number;
	/** Milliseconds since the first attempt. */
	elapsed: number;
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there shall be none.
 * Exponential with full jitter, unless the service says how long.
 */
export function retryDelay(
	failure: Failure,
	attempts: Attempts,
	random: () => number,
): number | undefined {
	const { kind, maxRetries, faults, throttled, elapsed } = attempts;
	const allowed =
		failure.retry === 'throttled' ||
		((failure.retry === 'always' || (failure.retry === 'read' && kind === 'read')) &&
			faults <= maxRetries);
	if (!allowed || maxRetries === 0) return undefined;
	const ceiling = Math.min(FIRST_DELAY * 2 ** (faults + throttled - 1), LONGEST_DELAY);
	const delay = obeyedHint(failure) || random() * ceiling;
	return elapsed + delay < PATIENCE ? delay : undefined;
}
