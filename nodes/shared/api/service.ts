import { type IHttpRequestOptions } from 'n8n-workflow';
import { type JsonObject } from '../values/json';
import { type ErrorCatalogue, type ErrorDefinition, type OutcomeCheck } from './serviceError';

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
	parseNonJsonError?(
		text: string,
		httpStatus: number,
		credentials: Credentials,
	): ErrorResponse | undefined;
	/** The wait that the service asks for in a header of its own, in milliseconds. */
	retryAfter?(headers: Record<string, unknown>): number | undefined;
}

/** Sends one request of an operation, paced and retried. */
export type SendRequest = (call: Call) => Promise<JsonObject>;
