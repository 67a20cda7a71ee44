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

/** The entry of a code: its own, or that of its family (`AuthFailure` for `AuthFailure.X`). */
export function definitionIn(catalogue: ErrorCatalogue, code: string): ErrorDefinition | undefined {
	for (let name = code; name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
		if (Object.hasOwn(catalogue, name)) return catalogue[name];
	}
	return undefined;
}

/**
 * What tells what became of a command: a lookup, as the editor names it, or what to do where none does,
 * in sentences.
 */
export type OutcomeCheck = string | { advice: string };

/** Nobody can tell whether a command was carried out: `reason` says what was seen of it. */
export const outcomeUnknown = (
	lookup: OutcomeCheck,
	reason: string,
	facts: ServiceErrorFacts,
): ServiceError =>
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
