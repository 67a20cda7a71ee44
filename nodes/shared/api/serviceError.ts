/** Which requests may be sent again after an error. */
export type RetryClass =
	/** None: the request cannot succeed. */
	| 'never'
	/** Lookups only: the request may have been carried out. */
	| 'read'
	/** Commands, too: the request surely was not carried out. */
	| 'always'
	/** As `always`. The quota is exceeded, so the rate limiter slows down. */
	| 'throttled';

/** What an error code of a service means for the user: one entry of the service's error catalogue. */
export interface ErrorDefinition {
	/** What happened, without a final period. */
	message: string;
	/** What to do about it, in sentences. */
	advice: string;
	/** Default `never`. */
	retry?: RetryClass;
	/** The subject of the lookup does not exist at the service. */
	notFound?: boolean;
	/** The code is not documented. It may mean that the subject does not exist. */
	ambiguous?: boolean;
	/** The credential is wrong, expired or disabled: every request with it fails. */
	credentialInvalid?: boolean;
	/** The credential lacks the permission for the operation, for every subject. */
	permissionMissing?: boolean;
	/** Something refused access without an error code of the service; perhaps to other requests, too. */
	accessRefused?: boolean;
	/** It is unknown whether the command was carried out. */
	outcomeUnknown?: boolean;
}

export type ErrorCatalogue = Record<string, ErrorDefinition>;

/** What the response says of an error; the properties of `ServiceError` of the same names. */
export interface ServiceErrorFacts {
	code?: string;
	httpStatus?: number;
	requestId?: string;
	serviceMessage?: string;
	retryAfter?: number;
}

/** Why a call failed. `nodeError` makes the error that n8n shows of it. */
export class ServiceError extends Error {
	/** The service's code, or that of Node.js where there was no response. */
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
	readonly accessRefused: boolean;
	readonly outcomeUnknown: boolean;
	/** How long the service asks to wait, in milliseconds. */
	readonly retryAfter: number | undefined;
	/** How often and how long the call was tried. */
	attempts: { count: number; milliseconds: number } | undefined;

	constructor(definition: ErrorDefinition, facts: ServiceErrorFacts = {}) {
		super(definition.message);
		this.advice = definition.advice;
		this.retry = definition.retry ?? 'never';
		this.notFound = definition.notFound ?? false;
		this.ambiguous = definition.ambiguous ?? false;
		this.credentialInvalid = definition.credentialInvalid ?? false;
		this.permissionMissing = definition.permissionMissing ?? false;
		this.accessRefused = definition.accessRefused ?? false;
		this.outcomeUnknown = definition.outcomeUnknown ?? false;
		this.code = facts.code;
		this.httpStatus = facts.httpStatus;
		this.requestId = facts.requestId;
		this.serviceMessage = facts.serviceMessage || undefined;
		this.retryAfter = facts.retryAfter;
	}
}

/** The catalogue's entry for a code: its own, or that of its family (`AuthFailure` for `AuthFailure.X`). */
export function definitionIn(catalogue: ErrorCatalogue, code: string): ErrorDefinition | undefined {
	for (let name = code; name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
		if (Object.hasOwn(catalogue, name)) return catalogue[name];
	}
	return undefined;
}

/**
 * How to find out whether a command was carried out: the lookup that shows it, as the editor names it.
 * Where no lookup does, the advice, in sentences.
 */
export type OutcomeCheck = string | { advice: string };

/** The error of a command that may or may not have been carried out. `reason` is the error that left it open. */
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

/** The execution ended before the request was sent or answered. */
export class Cancelled extends ServiceError {
	constructor() {
		super({ message: 'The execution was cancelled', advice: 'Run the workflow again.' });
	}
}

/** The request was not sent: the service had refused the credential, or the permission, for earlier ones. */
export class NotSent extends ServiceError {
	constructor(refusal: ServiceError) {
		const { credentialInvalid, permissionMissing, accessRefused } = refusal;
		super(
			{
				message: refusal.message,
				advice: `${refusal.advice} This item was not sent, because the service had refused earlier items for the same reason.`,
				credentialInvalid,
				permissionMissing,
				accessRefused,
			},
			refusal,
		);
	}
}

/** Did the service refuse this request for good? An invalid credential does not count: every request fails with it. */
export const isRefused = (error: unknown): boolean =>
	error instanceof ServiceError &&
	error.retry === 'never' &&
	!error.credentialInvalid &&
	!(error instanceof Cancelled);
