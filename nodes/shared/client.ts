import { type IHttpRequestOptions } from 'n8n-workflow';
import {
	type ErrorCatalogue,
	ServiceError,
	type ServiceErrorFacts,
	type ErrorDefinition,
	definitionIn,
} from './failure';
import { isJsonObject, type JsonObject, parseJson, textAt } from './json';
import { httpError, networkError, retryAfter, TOO_MANY_REQUESTS } from './network';
import { redact, secretsOf } from './redact';
import { type Cancellation, type Clock, type RateLimiter } from './pacer';
import { type RunStats } from './stats';
import { obeyedRetryAfter, retryDelay } from './retry';

/** One request to a service: what differs from call to call. */
export type Call = {
	/** The vendor's name of the operation; quotas are counted by it. */
	action: string;
	/** Named as the vendor names them; a BigInt travels as a number with all its digits. */
	parameters: Record<string, unknown>;
	/** The language of the service's messages. */
	language: 'en' | 'zh';
	/** A success has one of these keys; an answer with none of them is no answer. */
	expects: readonly string[];
	/** Values among the parameters that nobody else may read, should the service repeat them. */
	secrets?: readonly string[];
} & (
	| { kind: 'read' }
	| {
			/** It changes something: it is not sent again when it may have been carried out. */
			kind: 'command';
			lookup: OutcomeCheck;
	  }
);

/**
 * What tells what became of a command: a lookup, as the editor names it, or what to do where none does,
 * in sentences.
 */
export type OutcomeCheck = string | { advice: string };

/** What a service's envelope holds. */
export type Envelope = { answer: JsonObject } | ErrorResponse;

export interface ErrorResponse {
	/** The service's code; undefined when it gave none, and `known` says what is meant. */
	code: string | undefined;
	definition?: ErrorDefinition;
	message: string;
	requestId: string | undefined;
}

/** The fields of a credential, as n8n hands them over. */
export type Credentials = Record<string, unknown>;

/** The facts of a service: data, and how to open its envelope. */
export interface Service {
	credentialType: string;
	/** Requests per second of an action. */
	quota(action: string): number;
	/** What the key must be allowed, in the vendor's access management; undefined where there is none. */
	permission(action: string): string | undefined;
	/** How sure those names are, in a sentence. */
	permissionNote?: string;
	errors: ErrorCatalogue;
	/** The catalogue's entry for a code of a kind that has too many to list. */
	familyOf?(code: string): string | undefined;
	/** What is said of a code that stands in no catalogue. */
	unlisted: ErrorDefinition;
	/**
	 * The HTTP request of a call: address, headers, body, without anything that proves who asks.
	 *
	 * @throws InvalidInput when the credential's settings do not allow the call.
	 */
	request(call: Call, credentials: Credentials): IHttpRequestOptions;
	/** Opens the envelope of a JSON body; undefined when it is none of this service's. */
	parseResponse(body: JsonObject, httpStatus: number): Envelope | undefined;
	/** Reads an error that came as something else than an envelope in JSON. */
	parseNonJsonError?(text: string, httpStatus: number, credentials: Credentials): ErrorResponse | undefined;
	/** The wait that the service asks for in a header of its own, in milliseconds. */
	retryAfter?(headers: Record<string, unknown>): number | undefined;
}

/** The answer of n8n's HTTP client with `returnFullResponse`; its body as text, so that no digit of an ID is lost. */
export interface HttpResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

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
function finalError(call: Call, failure: ServiceError, attempts: number, milliseconds: number): ServiceError {
	const { code, httpStatus, requestId, serviceMessage } = failure;
	const shown =
		call.kind === 'command' && failure.retry === 'read'
			? outcomeUnknown(call.lookup, failure.message, { code, httpStatus, requestId, serviceMessage })
			: failure;
	shown.effort = { attempts, milliseconds };
	return shown;
}

/** Nobody can tell whether a command was carried out: `reason` says what was seen of it. */
export const outcomeUnknown = (lookup: OutcomeCheck, reason: string, facts: ServiceErrorFacts): ServiceError =>
	new ServiceError(
		{
			message: 'It is unknown whether the service carried this out',
			advice: `${reason}. It was not sent a second time. ${outcomeCheckAdvice(lookup)}`,
			outcomeUnknown: true,
		},
		facts,
	);

const outcomeCheckAdvice = (lookup: OutcomeCheck): string =>
	typeof lookup === 'string'
		? `Look up what became of it with ${lookup} before you run it again.`
		: lookup.advice;

/** The execution ended before the request was sent, or answered. */
export class Cancelled extends ServiceError {
	constructor() {
		super({ message: 'The execution was cancelled', advice: 'Run the workflow again.' });
	}
}

/** Did the service refuse what was asked for, and for good? A wrong key would befall anything. */
export const isRefused = (error: unknown): boolean =>
	error instanceof ServiceError &&
	error.retry === 'never' &&
	!error.credentialInvalid &&
	!(error instanceof Cancelled);

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

/** Success or failure, told by the body first: the HTTP status of a service's errors is not reliable. */
export function readResponse(
	service: Service,
	call: Call,
	{ statusCode, headers, body }: HttpResponse,
	credentials: Credentials,
): JsonObject | ServiceError {
	const text = typeof body === 'string' ? body : '';
	const isSuccess = statusCode < 300;
	const hint = service.retryAfter?.(headers) ?? retryAfter(headers);
	const envelope =
		parseEnvelope(service, text, statusCode) ?? service.parseNonJsonError?.(text, statusCode, credentials);
	if (envelope && 'code' in envelope) {
		const { code, definition, message, requestId } = envelope;
		return new ServiceError(definition ?? errorDefinitionFor(service, code ?? '', statusCode), {
			code,
			serviceMessage: redact(message, [...secretsOf(credentials), ...(call.secrets ?? [])]),
			requestId,
			httpStatus: statusCode,
			retryAfter: hint,
		});
	}
	if (!envelope || !isSuccess) return httpError(statusCode, headers, text, hint);
	const { answer } = envelope;
	if (call.expects.some((key) => (answer[key] ?? null) !== null)) return answer;
	return incompleteResponse(statusCode, answer);
}

/** An answer without what was asked for. */
export const incompleteResponse = (httpStatus: number, answer: JsonObject): ServiceError =>
	new ServiceError(
		{
			message: 'The answer lacks what was asked for',
			advice: 'Run the item again. If it stays, give the request ID to the support of the service.',
			retry: 'read',
		},
		{ httpStatus, requestId: textAt(answer, 'RequestId') ?? undefined },
	);

/** What a code of the service means: its own entry of the catalogue, its family's, or none. */
export function errorDefinitionFor(service: Service, code: string, httpStatus: number): ErrorDefinition {
	const listed = definitionIn(service.errors, code);
	if (listed) return listed;
	const family = service.familyOf?.(code);
	if (family) return service.errors[family]!;
	if (httpStatus === 429) return TOO_MANY_REQUESTS;
	return httpStatus >= 500 ? NOT_PROCESSED : service.unlisted;
}

const NOT_PROCESSED: ErrorDefinition = {
	message: 'The service could not process the request',
	advice: 'Run the item again later. If it stays, give the request ID to its support.',
	retry: 'read',
};

function parseEnvelope(service: Service, text: string, statusCode: number): Envelope | undefined {
	let body: unknown;
	try {
		body = parseJson(text);
	} catch {
		return undefined;
	}
	return isJsonObject(body) ? service.parseResponse(body, statusCode) : undefined;
}
