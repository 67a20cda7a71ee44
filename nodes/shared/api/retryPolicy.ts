import { type ServiceError } from './serviceError';

/** The retry budget of one call: it may take this long from its first attempt on, waiting included. */
export const RETRY_BUDGET_MS = 120_000;

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 20_000;
/** A pause that the service asks for is obeyed up to a minute, as the vendor's command line tool does. */
const MAX_RETRY_AFTER_MS = 60_000;

/** The attempts of one call so far. */
export interface Attempts {
	kind: 'read' | 'command';
	/** The option Max Retries. It limits `failed` only; throttled attempts are limited by the retry budget. */
	maxRetries: number;
	/** Attempts that failed for another reason than throttling. */
	failed: number;
	/** Attempts that the service throttled. */
	throttled: number;
	/** Milliseconds since the first attempt. */
	elapsed: number;
}

/**
 * The delay before the next attempt, in milliseconds; undefined when the call is not tried again.
 * Exponential backoff with full jitter, unless the service says how long to wait.
 */
export function retryDelay(
	error: ServiceError,
	attempts: Attempts,
	random: () => number,
): number | undefined {
	const { kind, maxRetries, failed, throttled, elapsed } = attempts;
	const isAllowed =
		error.retry === 'throttled' ||
		((error.retry === 'always' || (error.retry === 'read' && kind === 'read')) &&
			failed <= maxRetries);
	if (!isAllowed || maxRetries === 0) return undefined;
	const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (failed + throttled - 1), MAX_BACKOFF_MS);
	const delay = cappedRetryAfter(error) || random() * backoff;
	return elapsed + delay < RETRY_BUDGET_MS ? delay : undefined;
}

/** The pause that the service asks for, in milliseconds, as far as it is obeyed; 0 when it asks for none. */
export const cappedRetryAfter = ({ retryAfter }: ServiceError): number =>
	Math.min(retryAfter ?? 0, MAX_RETRY_AFTER_MS);

/** The header `Retry-After`, which gives seconds or a date, in milliseconds from `now`. */
export function parseRetryAfter(
	headers: Record<string, unknown>,
	now = Date.now(),
): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string') return undefined;
	const wait = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000;
	return wait > 0 ? wait : undefined;
}
