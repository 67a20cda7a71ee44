import {
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { type Cancellation } from './cancellation';
import { type Clock, CLOCK } from './clock';
import { type RateLimiter, sharedRateLimiter } from './rateLimiter';
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

/**
 * Sends requests through n8n's own HTTP helper: n8n's proxy, SSRF and logging rules apply, and the
 * credential signs each attempt anew. `timeLeft` is in milliseconds; at 0 nothing more is sent.
 */
export async function n8nTransport(
	this: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	{ credentialType }: Service,
	stats: RunStats,
	timeLeft: () => number = () => Infinity,
): Promise<Transport> {
	const credentials = await this.getCredentials(credentialType);
	const account = this.getNode().credentials?.[credentialType]?.id ?? '';
	const signal = 'getExecutionCancelSignal' in this ? this.getExecutionCancelSignal() : undefined;
	return {
		send: async (request) => {
			const response = (await this.helpers.httpRequestWithAuthentication.call(
				this,
				credentialType,
				{ ...request, encoding: 'stream' },
			)) as HttpResponse;
			return {
				...response,
				body: await readResponseBody(response.body, request.timeout ?? DEFAULT_BODY_TIMEOUT_MS),
			};
		},
		credentials,
		rateLimiter: (action) => sharedRateLimiter(`${credentialType}/${account}/${action}`, CLOCK),
		execution: stats,
		isUrgent: !('getInputData' in this),
		clock: CLOCK,
		random: Math.random,
		signal: {
			get aborted() {
				return signal?.aborted === true || timeLeft() <= 0;
			},
		},
		timeLeft,
		stats,
	};
}
