import {
	type INode,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
	type NodeError,
} from 'n8n-workflow';

/** When a failed request may be sent again. */
export type RetryClass =
	/** It cannot succeed. */
	| 'never'
	/** It may have been carried out: only what changes nothing is sent again. */
	| 'read'
	/** It surely was not carried out: anything may be sent again. */
	| 'always'
	/** As `always`, and the quota is exceeded: slow down. */
	| 'throttled';

/** What a code of a service means for the user. One entry of a service's error catalogue. */
export interface ErrorDefinition {
	/** What happened, without a final period. */
	message: string;
	/** What to do about it, in sentences. */
	advice: string;
	/** Default `never`. */
	retry?: RetryClass;
	/** The service knows no such subject. */
	notFound?: boolean;
	/** No document says what it means: the service may just not know the subject. */
	ambiguous?: boolean;
	/** The credential itself is at fault. */
	credentialInvalid?: boolean;
	/** The credential is not allowed the operation, whatever it is about. */
	permissionMissing?: boolean;
	/** A command that may have been carried out. */
	outcomeUnknown?: boolean;
	/** The service's operations that document the code; without it any may answer so. */
	actions?: readonly string[];
}

export type ErrorCatalogue = Record<string, ErrorDefinition>;

export interface ServiceErrorFacts {
	code?: string;
	httpStatus?: number;
	requestId?: string;
	serviceMessage?: string;
	retryAfter?: number;
}

/** Why a request got no answer: plain facts, from which the item's error is made. */
export class ServiceError extends Error {
	/** The service's code, or Node.js's for what never reached the service. */
	readonly code: string | undefined;
	readonly httpStatus: number | undefined;
	readonly requestId: string | undefined;
	/** The service's own words, redacted. */
	readonly serviceMessage: string | undefined;
	readonly advice: string;
	readonly retry: RetryClass;
	readonly notFound: boolean;
	readonly ambiguous: boolean;
	readonly credentialInvalid: boolean;
	readonly permissionMissing: boolean;
	readonly outcomeUnknown: boolean;
	/** How long the service asks to wait, in milliseconds. */
	readonly retryAfter: number | undefined;
	/** What was done before giving up. */
	effort: { attempts: number; milliseconds: number } | undefined;

	constructor(known: ErrorDefinition, facts: ServiceErrorFacts = {}) {
		super(known.message);
		this.advice = known.advice;
		this.retry = known.retry ?? 'never';
		this.notFound = known.notFound ?? false;
		this.ambiguous = known.ambiguous ?? false;
		this.credentialInvalid = known.credentialInvalid ?? false;
		this.permissionMissing = known.permissionMissing ?? false;
		this.outcomeUnknown = known.outcomeUnknown ?? false;
		this.code = facts.code;
		this.httpStatus = facts.httpStatus;
		this.requestId = facts.requestId;
		this.serviceMessage = facts.serviceMessage || undefined;
		this.retryAfter = facts.retryAfter;
	}
}

/** A parameter that cannot be sent, found before any request. */
export class InvalidParameter extends Error {
	readonly advice: string;

	constructor(message: string, advice: string) {
		super(message);
		this.advice = advice;
	}
}

/** The entry of a code: its own, or that of its family (`AuthFailure` for `AuthFailure.X`). */
export function definitionIn(catalogue: ErrorCatalogue, code: string): ErrorDefinition | undefined {
	for (let name = code; name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
		if (Object.hasOwn(catalogue, name)) return catalogue[name];
	}
	return undefined;
}

/**
 * The error that n8n shows for an item: what happened, what to do, the vendor's code and request ID,
 * and a note on the rest of the run.
 */
export function nodeError(node: INode, error: unknown, itemIndex?: number, note = ''): NodeError {
	const item = (itemIndex === undefined ? '' : ` Item: ${itemIndex}.`) + note;
	if (error instanceof ServiceError) {
		const { advice, serviceMessage, effort, code, httpStatus, requestId } = error;
		const description = [
			advice,
			// Its own full stop would make two.
			serviceMessage && ` The service says: "${serviceMessage.replace(/\.$/, '')}".`,
			effort &&
				effort.attempts > 1 &&
				` Tried ${effort.attempts} times in ${(effort.milliseconds / 1000).toFixed(1)} seconds.`,
			code && ` Code: ${code}.`,
			!code && httpStatus && httpStatus !== 200 && ` HTTP status: ${httpStatus}.`,
			requestId && ` Request ID: ${requestId}.`,
			item,
		]
			.filter(Boolean)
			.join('');
		// Under a key "code", or as httpCode, n8n would take ENOTFOUND and its like for a cue to its own words.
		const facts: JsonObject = {
			serviceCode: error.code ?? null,
			requestId: error.requestId ?? null,
			httpStatus: error.httpStatus ?? null,
		};
		return new NodeApiError(node, facts, {
			message: error.message,
			description,
			httpCode: error.httpStatus === undefined ? undefined : String(error.httpStatus),
			itemIndex,
			...declaredCause(error),
		});
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
		description: error instanceof InvalidParameter ? `${error.advice}${item}` : undefined,
	});
}

/** What n8n's scheduler may conclude; only what the answer proves (n8n-workflow 2.37 and newer). */
function declaredCause({ credentialInvalid, retry, retryAfter, httpStatus, code }: ServiceError): object {
	if (credentialInvalid) return { failure: { cause: 'credential-invalid' } };
	if (retry === 'throttled') {
		return { failure: { cause: 'rate-limited', ...(retryAfter && { retryAfterMs: retryAfter }) } };
	}
	// A service that says so itself, or a server's 5xx; a host that cannot be reached proves nothing.
	const isSaid = httpStatus !== undefined && (httpStatus >= 500 || code !== undefined);
	return retry !== 'never' && isSaid ? { failure: { cause: 'temporarily-unavailable' } } : {};
}
