// How the cloud handles every request: read, route, apply faults, answer, write, add to the journal.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCall, type Call, type Reply } from './call.mts';
import { numberIds, withNullFields, withoutFields, withUnknownFields } from './distort.mts';
import type { Fault, Faults } from './faults.mts';
import type { Journal, JournalEntry } from './journal.mts';
import { ErrorResponse } from './errorResponse.mts';
import type { Service } from './service.mts';

export interface Exchange {
	now: () => number;
	journal: Journal;
	faults: Faults;
	/** The service that a request addresses; null: none. */
	route(call: Call): Service | null;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };

/** A handler for node:http. */
export function createHandler(exchange: Exchange) {
	let inFlight = 0;
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		inFlight += 1;
		const arrived = performance.now();
		response.once('close', () => {
			inFlight -= 1;
		});
		const { socket } = request;
		const call = await readCall(request, exchange.now());
		const service = exchange.route(call);
		const entry = newEntry(call, service, inFlight);
		exchange.journal.add(entry);
		const reply = await answer(call, service, exchange, entry);
		if (reply === 'hang') return;
		entry.durationMs = performance.now() - arrived;
		if (reply === 'reset') {
			socket.resetAndDestroy();
			return;
		}
		const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
		entry.status = reply.status;
		response.writeHead(reply.status, {
			...reply.headers,
			'content-length': Buffer.byteLength(text),
		});
		response.end(text);
	};
}

async function answer(
	call: Call,
	service: Service | null,
	{ faults }: Exchange,
	entry: JournalEntry,
): Promise<Reply | 'hang' | 'reset'> {
	if (service === null) return plain(404, HTML_TYPE, '<h1>No service of the cloud lives here</h1>');
	const { latencies, other: fault } = faults.strike(service.describe(call));
	entry.fault = fault?.kind ?? latencies[0]?.kind ?? null;
	const delayMs = latencies.reduce(
		(sum, { ms, jitterMs = 0 }) => sum + ms + jitterMs * faults.draw(),
		0,
	);
	if (delayMs > 0) await sleep(delayMs / 2);
	const early = fault === null ? null : withoutProcessing(fault);
	const reply = early ?? process(call, service, fault, entry);
	if (delayMs > 0) await sleep(delayMs / 2);
	return reply;
}

/** The answer of a fault that strikes before the service processes the request; null: no such fault. */
function withoutProcessing(fault: Fault): Reply | 'hang' | 'reset' | null {
	switch (fault.kind) {
		case 'hang':
		case 'reset':
			return fault.kind;
		case 'html': {
			const status = fault.status ?? 502;
			return plain(status, HTML_TYPE, `<html><body><h1>${status} Bad Gateway</h1></body></html>`);
		}
		case 'status':
			return plain(fault.status, { ...JSON_TYPE, ...fault.headers }, fault.body ?? '');
		case 'redirect':
			return plain(fault.status ?? 302, { location: fault.location }, '');
		default:
			return null;
	}
}

function process(call: Call, service: Service, fault: Fault | null, entry: JournalEntry) {
	const reply = service.answer(call, injectedError(service, fault));
	entry.account = reply.account;
	entry.code = reply.code;
	entry.requestId = reply.requestId;
	return fault === null ? reply : afterProcessing(reply, fault);
}

function injectedError({ throttlingCode }: Service, fault: Fault | null): ErrorResponse | null {
	if (fault?.kind === 'throttle') {
		return new ErrorResponse(throttlingCode, { retryAfterMs: fault.retryAfterMs });
	}
	if (fault?.kind === 'code') {
		return new ErrorResponse(fault.code, { message: fault.message, httpStatus: fault.httpStatus });
	}
	return null;
}

/** The service's answer, changed by a fault. */
function afterProcessing(reply: Reply, fault: Fault): Reply | 'reset' {
	const text = () => (typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
	const distorted = (distort: (body: unknown) => unknown) =>
		reply.code === null ? { ...reply, body: distort(reply.body) } : reply;
	switch (fault.kind) {
		case 'resetAfter':
			return 'reset';
		case 'truncate':
			return { ...reply, body: text().slice(0, Math.floor(text().length / 2)) };
		case 'emptyBody':
			return { ...reply, body: '' };
		case 'emptyObject':
			return { ...reply, status: 200, body: {} };
		case 'hugeBody':
			return { ...reply, body: `${text()}${' '.repeat(fault.bytes)}` };
		case 'unknownFields':
			return distorted(withUnknownFields);
		case 'missingFields':
			return distorted((body) => withoutFields(body, fault.fields));
		case 'nullFields':
			return distorted((body) => withNullFields(body, fault.fields));
		case 'numberIds':
			return distorted(numberIds);
		default:
			return reply;
	}
}

function plain(status: number, headers: Record<string, string>, body: string): Reply {
	return { status, headers, body, code: null, requestId: null, account: null };
}

function newEntry(call: Call, service: Service | null, inFlight: number): JournalEntry {
	const target = service?.describe(call);
	return {
		at: call.at,
		service: target?.service ?? null,
		action: target?.action ?? null,
		version: target?.version ?? null,
		method: call.method,
		path: call.path,
		query: call.rawQuery,
		headers: call.headers,
		body: call.body,
		account: null,
		status: null,
		code: null,
		requestId: null,
		fault: null,
		durationMs: null,
		inFlight,
	};
}
