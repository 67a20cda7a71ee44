import {
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type IExecuteFunctions,
	type INode,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { abortedWhile, anyOf, type Cancellation } from './cancellation';
import { type Clock, CLOCK } from './clock';
import { credentialWithoutItems } from './credentials';
import { type RateLimiter } from './rateLimiter';
import { accountKey, sharedRateLimiter } from './rateLimiters';
import { readResponseBody } from './responseBody';
import { type RunStats } from './runStats';
import { type Credentials, type Service } from './service';

/** A response as n8n's HTTP helper returns it for `returnFullResponse`. */
export interface HttpResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	/** Text. It is not parsed yet, so that no digit of a 64-bit ID is lost. */
	body: unknown;
}

/** What sending a request depends on: n8n, the clock, and the execution that waits. Tests replace it. */
export interface Transport {
	send(request: IHttpRequestOptions): Promise<HttpResponse>;
	credentials: Credentials;
	rateLimiter(action: string): RateLimiter;
	/** Its requests wait in one queue of the rate limiter. */
	execution: object;
	/** A trigger or the editor waits: its requests go before those of workflows. */
	isUrgent: boolean;
	clock: Clock;
	random(): number;
	/** Aborted when the user cancels the execution, when an item's error stops it, or when its time is over. */
	signal: Cancellation;
	/** Milliseconds until the execution has to end. */
	timeLeft(): number;
	stats: RunStats;
}

/** For a request without a timeout of its own. */
const DEFAULT_BODY_TIMEOUT_MS = 300_000;

/** What n8n calls a node with. */
type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** The transport of a node that has no items. `timeLeft` is in milliseconds; at 0 nothing more is sent. */
export async function n8nTransport(
	this: ILoadOptionsFunctions | IPollFunctions,
	service: Service,
	stats: RunStats,
	timeLeft: () => number = () => Infinity,
): Promise<Transport> {
	const credentials = await credentialWithoutItems.call(this, service);
	return transportWith.call(this, service, credentials, stats, timeLeft);
}

/**
 * Sends requests through n8n's own HTTP helper: n8n's proxy, SSRF and logging rules apply, and the
 * credential signs each attempt anew. `timeLeft` is in milliseconds; at 0 nothing more is sent.
 */
export function transportWith(
	this: Context,
	service: Service,
	credentials: Credentials,
	stats: RunStats,
	timeLeft: () => number,
): Transport {
	const { credentialType } = service;
	const account = accountKey(service, credentials);
	const signal = 'getExecutionCancelSignal' in this ? this.getExecutionCancelSignal() : undefined;
	return {
		send: async (request) => {
			const response = (await this.helpers.httpRequestWithAuthentication.call(
				this,
				credentialType,
				{ ...request, encoding: 'stream' },
				// Left to itself n8n would resolve the credential again, for the first item.
				{ credentialsDecrypted: decrypted(this.getNode(), credentialType, credentials) },
			)) as HttpResponse;
			return {
				...response,
				body: await readResponseBody(response.body, request.timeout ?? DEFAULT_BODY_TIMEOUT_MS),
			};
		},
		credentials,
		rateLimiter: (action) => sharedRateLimiter(account, action, CLOCK),
		// All requests of a run share its statistics, and no other run does.
		execution: stats,
		isUrgent: !('getInputData' in this),
		clock: CLOCK,
		random: Math.random,
		signal: anyOf(
			signal,
			abortedWhile(() => timeLeft() <= 0),
		),
		timeLeft,
		stats,
	};
}

/** The credential in the form in which n8n's HTTP helper takes it. */
const decrypted = (node: INode, type: string, data: Credentials): ICredentialsDecrypted => {
	const { id, name } = node.credentials?.[type] ?? { id: null, name: type };
	return { id: id ?? '', name, type, data: { ...data } as ICredentialDataDecryptedObject };
};
