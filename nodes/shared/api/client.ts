import { type IHttpRequestOptions } from 'n8n-workflow';
import { type JsonObject } from '../values/json';
import { networkError } from './networkErrors';
import { type Cancellation, type Clock, type RateLimiter } from './rateLimiter';
import { type HttpResponse, readResponse } from './readResponse';
import { obeyedRetryAfter, retryDelay } from './retryPolicy';
import { type RunStats } from './runStats';
import { type Call, type Credentials, type Service } from './service';
import { Cancelled, outcomeUnknown, ServiceError } from './serviceError';

/** How a request travels, and the world around it. */
export interface Transport {
	send(request: IHttpRequestOptions): Promise<HttpResponse>;
	credentials: Credentials;
	rateLimiter(action: string): RateLimiter;
	clock: Clock;
	random(): number;
	/** Aborted when the user cancels the execution, or an item's failure ends it. */
	signal: Cancellation;
	/** Milliseconds until everything must be done. */
	timeLeft(): number;
	stats: RunStats;
}

export interface CallOptions {
	/** Milliseconds for one attempt. */
	timeout: number;
	maxRetries: number;
	/** In place of the service's quota. */
	requestsPerSecond?: number;
}

/**
 * Carries out one call: take a slot, send, read, and try again where that can help.
 *
 * @throws Failure that tells how often and how long it was tried.
 */
export async function sendWithRetry(
	service: Service,
	call: Call,
	options: CallOptions,
	transport: Transport,
): Promise<JsonObject> {
	const { clock, signal, stats } = transport;
	const request: IHttpRequestOptions = {
		...service.request(call, transport.credentials),
		// Every status, as errors are told by the body.
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	const pacer = transport.rateLimiter(call.action);
	const perSecond = options.requestsPerSecond ?? service.quota(call.action);
	let firstSent: number | undefined;
	let faults = 0;
	let throttled = 0;
	for (;;) {
		const repeated = firstSent !== undefined;
		stats.beginWait(clock.now());
		await pacer.acquire({ perSecond, signal, repeated });
		stats.endWait(clock.now());
		// Also what would be sent again: nothing but the end of the execution keeps it from that.
		if (signal.aborted) throw new Cancelled();
		const sent = clock.now();
		firstSent ??= sent;
		stats.requests++;
		if (repeated) stats.retries++;
		const outcome = await sendOnce(
			service,
			call,
			{ ...request, timeout: timeoutOf(options, transport) },
			transport,
		);
		if (!(outcome instanceof ServiceError)) return outcome;
		// A lookup that was cut off tells nothing; an answer that did arrive does, and so does a command
		// that may have been carried out.
		if (signal.aborted && call.kind === 'read' && outcome.httpStatus === undefined) {
			throw new Cancelled();
		}
		if (outcome.retry === 'throttled') {
			throttled++;
			pacer.onThrottled(sent, obeyedRetryAfter(outcome));
		} else {
			faults++;
		}
		const elapsed = clock.now() - firstSent;
		const { kind } = call;
		const { maxRetries } = options;
		const delay = retryDelay(
			outcome,
			{ kind, maxRetries, faults, throttled, elapsed },
			transport.random,
		);
		if (delay === undefined) throw finalError(call, outcome, faults + throttled, elapsed);
		await pause(delay, transport);
	}
}

const timeoutOf = ({ timeout }: CallOptions, { timeLeft }: Transport): number =>
	Math.max(1, Math.min(timeout, Math.ceil(timeLeft())));

/** The failure to show: a command whose fate is unknown must not look like one that was refused. */
function finalError(
	call: Call,
	failure: ServiceError,
	attempts: number,
	milliseconds: number,
): ServiceError {
	const { code, httpStatus, requestId, serviceMessage } = failure;
	const shown =
		call.kind === 'command' && failure.retry === 'read'
			? outcomeUnknown(call.lookup, failure.message, {
					code,
					httpStatus,
					requestId,
					serviceMessage,
				})
			: failure;
	shown.effort = { attempts, milliseconds };
	return shown;
}

/** Waits in slices, so that a cancelled execution ends within a second. */
async function pause(milliseconds: number, { clock, signal }: Transport): Promise<void> {
	const end = clock.now() + milliseconds;
	for (let rest = milliseconds; rest > 0 && !signal.aborted; rest = end - clock.now()) {
		await clock.sleep(Math.min(rest, 500));
	}
}

async function sendOnce(
	service: Service,
	call: Call,
	request: IHttpRequestOptions,
	transport: Transport,
): Promise<JsonObject | ServiceError> {
	let response: HttpResponse;
	try {
		// A copy: n8n writes into the options it is given.
		response = await transport.send({ ...request, headers: { ...request.headers } });
	} catch (error) {
		return networkError(error);
	}
	return readResponse(service, call, response, transport.credentials);
}
