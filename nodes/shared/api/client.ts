import { type IHttpRequestOptions } from 'n8n-workflow';
import { type JsonObject } from '../values/json';
import { anyOf, type Cancellation } from './cancellation';
import { networkError } from './networkErrors';
import { type Permit, type RateLimiter } from './rateLimiter';
import { readResponse } from './readResponse';
import { type Attempts, cappedRetryAfter, retryDelay } from './retryPolicy';
import { type Call, type Credentials, type Service } from './service';
import { Cancelled, outcomeUnknown, ServiceError } from './serviceError';
import { type HttpResponse, type Transport } from './transport';

export interface CallOptions {
	/** Milliseconds for one attempt. */
	timeout: number;
	maxRetries: number;
	/** The user's own figure; without it the service's quota counts. */
	requestsPerSecond?: number;
}

/** A pause ends within this time after the execution is cancelled. */
const MAX_SLEEP_MS = 500;

/**
 * Carries out one call: waits for a permit of the rate limiter, sends, reads the response, and retries
 * where the error and the kind of the call allow it.
 *
 * @throws ServiceError with the number and the duration of the attempts.
 */
export async function sendWithRetry(
	service: Service,
	call: Call,
	options: CallOptions,
	runTransport: Transport,
	cancellation?: Cancellation,
): Promise<JsonObject> {
	const signal = anyOf(runTransport.signal, cancellation);
	const transport = { ...runTransport, signal };
	const { clock, random, stats } = transport;
	const { kind, action } = call;
	const request = httpRequest(service, call, transport.credentials);
	const rateLimiter = transport.rateLimiter(action);
	const perSecond = options.requestsPerSecond ?? service.quota(action);
	const attempts = noAttempts(kind, options);
	let firstSentAt: number | undefined;
	for (;;) {
		const isRetry = firstSentAt !== undefined;
		const permit = await waitForPermit(rateLimiter, perSecond, isRetry, transport);
		// Checked in the same step as the request is sent, so that nothing can abort in between.
		if (!permit || signal.aborted) throw new Cancelled();
		firstSentAt ??= permit.sentAt;
		stats.requests++;
		if (isRetry) stats.retries++;
		const attempt = { ...request, timeout: attemptTimeout(options, transport) };
		const outcome = await sendOnce(service, call, attempt, transport);
		if (!(outcome instanceof ServiceError)) return outcome;
		if (isInterrupted(call, outcome, transport)) throw new Cancelled();
		if (outcome.retry === 'throttled') {
			attempts.throttled++;
			rateLimiter.onThrottled(permit, cappedRetryAfter(outcome));
		} else {
			attempts.failed++;
		}
		attempts.elapsed = clock.now() - firstSentAt;
		const delay = retryDelay(outcome, attempts, random);
		if (delay === undefined) throw finalError(call, outcome, attempts);
		await pause(delay, transport);
	}
}

const noAttempts = (kind: Call['kind'], { maxRetries }: CallOptions): Attempts => ({
	kind,
	maxRetries,
	failed: 0,
	throttled: 0,
	elapsed: 0,
});

const httpRequest = (
	service: Service,
	call: Call,
	credentials: Credentials,
): IHttpRequestOptions => ({
	...service.request(call, credentials),
	// n8n must not throw for an HTTP status: the body says which error it is.
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
});

/** Waits until the rate limiter lets the request start, or the execution is cancelled. */
async function waitForPermit(
	rateLimiter: RateLimiter,
	perSecond: number,
	isRetry: boolean,
	{ clock, execution, isUrgent, signal, stats }: Transport,
): Promise<Permit | undefined> {
	stats.beginWait(clock.now());
	const permit = await rateLimiter.acquire({ perSecond, execution, isUrgent, signal, isRetry });
	stats.endWait(clock.now());
	return permit;
}

const attemptTimeout = ({ timeout }: CallOptions, { timeLeft }: Transport): number =>
	Math.max(1, Math.min(timeout, Math.ceil(timeLeft())));

async function sendOnce(
	service: Service,
	call: Call,
	request: IHttpRequestOptions,
	transport: Transport,
): Promise<JsonObject | ServiceError> {
	let response: HttpResponse;
	try {
		// A copy, because n8n changes the options that it is given.
		response = await transport.send({ ...request, headers: { ...request.headers } });
	} catch (error) {
		return networkError(error);
	}
	return readResponse(service, call, response, transport.credentials);
}

/**
 * Did the end of the execution break off a lookup? Its error then says nothing about the service. A
 * response that did arrive counts, and a command may have been carried out: both are reported.
 */
const isInterrupted = (
	{ kind }: Call,
	{ httpStatus }: ServiceError,
	{ signal }: Transport,
): boolean => signal.aborted && kind === 'read' && httpStatus === undefined;

/** The error to report: a command with an unknown outcome must not look like a refused one. */
function finalError(
	call: Call,
	error: ServiceError,
	{ failed, throttled, elapsed }: Attempts,
): ServiceError {
	const { code, httpStatus, requestId, serviceMessage, message } = error;
	const reported =
		call.kind === 'command' && error.retry === 'read'
			? outcomeUnknown(call.lookup, message, { code, httpStatus, requestId, serviceMessage })
			: error;
	reported.attempts = { count: failed + throttled, milliseconds: elapsed };
	return reported;
}

/** Sleeps in short steps, so that a cancelled execution ends soon. */
async function pause(milliseconds: number, { clock, signal }: Transport): Promise<void> {
	const end = clock.now() + milliseconds;
	for (let rest = milliseconds; rest > 0 && !signal.aborted; rest = end - clock.now()) {
		await clock.sleep(Math.min(rest, MAX_SLEEP_MS));
	}
}
