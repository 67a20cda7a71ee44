import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	sleep,
} from 'n8n-workflow';
import { type Options } from '../fields/options';
import { type JsonObject } from '../values/json';
import { sendWithRetry, type Transport } from './client';
import { nodeError } from './nodeError';
import { type Clock, sharedRateLimiter } from './rateLimiter';
import { type HttpResponse } from './readResponse';
import { readResponseBody } from './responseBody';
import { RunStats } from './runStats';
import { type Call, type Service } from './service';

/** Milliseconds for a body whose request named no time. */
const DEFAULT_BODY_TIMEOUT_MS = 300_000;

export const CLOCK: Clock = { now: () => performance.now(), sleep };

/**
 * Requests through n8n's own HTTP helper: its proxy, SSRF and logging rules hold, and the credential
 * signs each attempt afresh. `timeLeft` is in milliseconds: without any, the transport stops.
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
			const answer = (await this.helpers.httpRequestWithAuthentication.call(this, credentialType, {
				...request,
				encoding: 'stream',
			})) as HttpResponse;
			return {
				...answer,
				body: await readResponseBody(answer.body, request.timeout ?? DEFAULT_BODY_TIMEOUT_MS),
			};
		},
		credentials,
		rateLimiter: (action) => sharedRateLimiter(`${credentialType}/${account}/${action}`, CLOCK),
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

/** One call while a user edits a node: what goes wrong is shown in the list. */
export async function callFromEditor(
	this: ILoadOptionsFunctions,
	service: Service,
	call: Call,
	options: Options,
): Promise<JsonObject> {
	const transport = await n8nTransport.call(this, service, new RunStats());
	return await sendWithRetry(service, call, options, transport).catch((error: unknown) => {
		throw nodeError(this.getNode(), error);
	});
}
