import { type ServiceError } from './serviceError';

/** How long a request may be tried, in milliseconds from its first sending, waiting included. */
export const RETRY_BUDGET_MS = 120_000;

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 20_000;
/** The vendor's own word is obeyed up to a minute, as its command line tool does. */
const MAX_RETRY_AFTER_MS = 60_000;

/** How long the service asks to wait, as far as it is obeyed; 0 when it says nothing. */
export const obeyedRetryAfter = ({ retryAfter }: ServiceError): number =>
	Math.min(retryAfter ?? 0, MAX_RETRY_AFTER_MS);

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
	failure: ServiceError,
	attempts: Attempts,
	random: () => number,
): number | undefined {
	const { kind, maxRetries, faults, throttled, elapsed } = attempts;
	const allowed =
		failure.retry === 'throttled' ||
		((failure.retry === 'always' || (failure.retry === 'read' && kind === 'read')) &&
			faults <= maxRetries);
	if (!allowed || maxRetries === 0) return undefined;
	const ceiling = Math.min(FIRST_BACKOFF_MS * 2 ** (faults + throttled - 1), MAX_BACKOFF_MS);
	const delay = obeyedRetryAfter(failure) || random() * ceiling;
	return elapsed + delay < RETRY_BUDGET_MS ? delay : undefined;
}
