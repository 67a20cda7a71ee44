import { type IHttpRequestOptions } from 'n8n-workflow';
import { type JsonObject } from '../values/json';
import { type Cancellation } from './cancellation';
import { type ErrorCatalogue, type ErrorDefinition, type OutcomeCheck } from './serviceError';

/** One call of an API operation. */
export type Call = {
	/** The vendor's name of the operation. Each action has a quota of its own. */
	action: string;
	/** Under the vendor's names. A BigInt is sent as a number with all its digits. */
	parameters: Record<string, unknown>;
	/** The language of the service's messages. */
	language: 'en' | 'zh';
	/** A successful answer has a value under one of these keys; without any it is incomplete. */
	expects: readonly string[];
	/** Secret values among the parameters: removed from messages of the service that repeat them. */
	secrets?: readonly string[];
} & (
	| { kind: 'read' }
	| {
			/** Changes something. It is not sent again when it may have been carried out. */
			kind: 'command';
			/** How the user finds out whether it was carried out. */
			lookup: OutcomeCheck;
	  }
);

/** The content of a service's envelope: what was asked for, or an error. */
export type Envelope = { answer: JsonObject } | ErrorResponse;

export interface ErrorResponse {
	/** The service's code; undefined when the response has none. */
	code: string | undefined;
	/** In place of the catalogue's entry for the code. */
	definition?: ErrorDefinition;
	message: string;
	requestId: string | undefined;
}

/** The decrypted fields of a credential. */
export type Credentials = Record<string, unknown>;

/** A field of a credential that holds a key or token. */
export interface KeyField {
	name: string;
	/** As the editor names it. */
	label: string;
	/** The token that only temporary keys have: an expression may give none. */
	mayBeEmpty?: boolean;
}

/** What is special about a service: its data, its requests and its envelope. A room in `nodes/` fills it in. */
export interface Service {
	credentialType: string;
	/** The fields of the credential that prove who asks. */
	keyFields: readonly KeyField[];
	/**
	 * Whom the service counts requests for: where the credential leads, and its key or token. There may be
	 * secrets among these values, so they are neither kept nor shown.
	 */
	accountOf(credentials: Credentials): readonly unknown[];
	/** Requests per second that the service allows for an action. */
	quota(action: string): number;
	errors: ErrorCatalogue;
	/** The code whose entry in `errors` stands for a family of codes that are too many to list. */
	familyOf?(code: string): string | undefined;
	/** The definition for codes that are not in `errors`. */
	unlisted: ErrorDefinition;
	/**
	 * The HTTP request of a call: address, headers and body. The credential signs it later.
	 *
	 * @throws InvalidParameter when the settings of the credential do not allow the call.
	 */
	request(call: Call, credentials: Credentials): IHttpRequestOptions;
	/** Reads the envelope of a JSON body; undefined when the body has another form. */
	parseResponse(body: JsonObject, httpStatus: number): Envelope | undefined;
	/** Reads an error from a body that is not JSON: XML, or a login page. */
	parseNonJsonError?(
		text: string,
		httpStatus: number,
		credentials: Credentials,
	): ErrorResponse | undefined;
	/** The pause that the service asks for in a header of its own, in milliseconds. */
	retryAfter?(headers: Record<string, unknown>): number | undefined;
}

/**
 * Sends one call for an operation, rate-limited and retried: `sendWithRetry`, bound to its other arguments.
 * A call whose `cancellation` is aborted is not sent any more.
 */
export type SendRequest = (call: Call, cancellation?: Cancellation) => Promise<JsonObject>;
