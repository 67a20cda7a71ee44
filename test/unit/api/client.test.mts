import type { IHttpRequestOptions } from 'n8n-workflow';
import { sendWithRetry } from '../../../nodes/shared/api/client.ts';
import {
	type AcquireOptions,
	type Clock,
	RateLimiter,
} from '../../../nodes/shared/api/rateLimiter.ts';
import { type HttpResponse, readResponse } from '../../../nodes/shared/api/readResponse.ts';
import { RETRY_BUDGET_MS } from '../../../nodes/shared/api/retryPolicy.ts';
import { RunStats } from '../../../nodes/shared/api/runStats.ts';
import type { Call, Service } from '../../../nodes/shared/api/service.ts';
import { Cancelled, type ServiceError } from '../../../nodes/shared/api/serviceError.ts';

const service: Service = {
	credentialType: 'someApi',
	quota: () => 10,
	errors: {
		Throttled: { message: 'Slow down', advice: 'Wait.', retry: 'throttled' },
		Broken: { message: 'Broken', advice: 'Ask.', retry: 'read' },
	},
	unlisted: { message: 'Refused', advice: 'Look it up.' },
	request: () => ({ url: 'https://some.example.com' }),
	parseResponse: ({ code, ...rest }) =>
		typeof code === 'string' ? { code, message: '', requestId: undefined } : { answer: rest },
};
const read: Call = {
	action: 'Look',
	kind: 'read',
	parameters: {},
	language: 'en',
	expects: ['found'],
};
const command: Call = { ...read, kind: 'command', lookup: 'Some Node > Get' };

const answer = (body: unknown, statusCode = 200, headers = {}): HttpResponse => ({
	statusCode,
	headers,
	body: JSON.stringify(body),
});
const networkError = (code: string) =>
	Object.assign(new Error('wrapped by n8n'), { cause: Object.assign(new Error(code), { code }) });

/** A pacer that tells what it was asked for and told. */
class WatchedPacer extends RateLimiter {
	readonly slots: AcquireOptions[] = [];
	readonly refusals: number[][] = [];

	override async acquire(options: AcquireOptions): Promise<void> {
		this.slots.push(options);
		await super.acquire(options);
	}

	override onThrottled(startedAt: number, retryAfter?: number): void {
		this.refusals.push([startedAt - START, retryAfter ?? -1]);
		super.onThrottled(startedAt, retryAfter);
	}
}

/** No clock begins at zero. */
const START = 1_000_000;

interface Circumstances {
	maxRetries?: number;
	requestsPerSecond?: number;
	timeLeft?: number;
	/** Does the execution end at its start, or with this request or sleep, counted from 0? */
	endsWith?: (event: 'start' | 'request' | 'sleep', count: number) => boolean;
}

/** Carries out a call against these answers, the last of them for ever, in time that costs nothing. */
async function carry(
	call: Call,
	answers: Array<HttpResponse | Error>,
	{
		maxRetries = 3,
		requestsPerSecond = 1000,
		timeLeft = Infinity,
		endsWith = () => false,
	}: Circumstances = {},
) {
	let now = START;
	let sleeps = 0;
	const signal = { aborted: endsWith('start', 0) };
	const clock: Clock = {
		now: () => now,
		sleep: async (milliseconds) => {
			now += milliseconds;
			if (milliseconds > 0 && endsWith('sleep', sleeps++)) signal.aborted = true;
			await Promise.resolve();
		},
	};
	const pacer = new WatchedPacer(clock);
	const stats = new RunStats();
	const sentAt: number[] = [];
	const requests: IHttpRequestOptions[] = [];
	const outcome = await sendWithRetry(
		service,
		call,
		{ timeout: 1000, maxRetries, requestsPerSecond },
		{
			send: async (request) => {
				const next = answers[Math.min(sentAt.length, answers.length - 1)];
				if (endsWith('request', sentAt.length)) signal.aborted = true;
				sentAt.push(now - START);
				requests.push(request);
				return next instanceof Error ? await Promise.reject(next) : await Promise.resolve(next);
			},
			credentials: {},
			rateLimiter: () => pacer,
			clock,
			random: () => 0.5,
			signal,
			timeLeft: () => timeLeft,
			stats,
		},
	).then(
		(value) => ({ value, failure: undefined }),
		(failure: ServiceError) => ({ value: undefined, failure }),
	);
	return { ...outcome, sentAt, endedAt: now - START, requests, pacer, stats };
}

it('an answer is handed on as it is', async () => {
	const { value, sentAt } = await carry(read, [answer({ found: 1, extra: null })]);
	expect(value).toEqual({ found: 1, extra: null });
	expect(sentAt).toEqual([0]);
});

it('a secret among the parameters is not repeated, whatever the service says', async () => {
	const refusal = { open: () => ({ code: 'No', message: 'no link-4711 here', requestId: 'r' }) };
	const repeating = { ...service, ...refusal };
	const call = { ...command, secrets: ['link-4711'] };
	const failure = readResponse(repeating, call, answer({}), {}) as ServiceError;
	expect(failure.serviceMessage).toBe('no … here');
});

it('follows no redirect, takes every status, and hands the request out afresh each time', async () => {
	const { requests } = await carry(read, [answer({ code: 'Broken' }), answer({ found: 1 })]);
	expect(requests).toEqual(
		[1, 2].map(() => ({
			url: 'https://some.example.com',
			headers: {},
			timeout: 1000,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})),
	);
	expect(requests[0]).not.toBe(requests[1]);
	expect(requests[0].headers).not.toBe(requests[1].headers);
});

it.each([
	[5000, 1000],
	[300.2, 301],
	[0, 1],
])('with %d ms left of the time an attempt may take %d', async (timeLeft, timeout) => {
	const { requests } = await carry(read, [answer({ found: 1 })], { timeLeft });
	expect(requests).toMatchObject([{ timeout }]);
});

it('counts its requests, its retries and its waiting', async () => {
	const answers = [answer({ code: 'Broken' }), answer({ found: 1 })];
	const { stats, sentAt, pacer } = await carry(read, answers, { requestsPerSecond: 1 });
	expect(sentAt).toEqual([0, 1025]);
	expect(stats).toMatchObject({ requests: 2, retries: 1, waited: 775 });
	expect(pacer.slots).toMatchObject([
		{ perSecond: 1, repeated: false },
		{ perSecond: 1, repeated: true },
	]);
});

it('tells the pacer of refusals for the quota, and of nothing else', async () => {
	const { pacer } = await carry(read, [
		answer({ code: 'Throttled' }, 429, { 'retry-after': '2' }),
		answer({ code: 'Broken' }),
		answer({ code: 'Throttled' }),
		answer({ found: 1 }),
	]);
	expect(pacer.refusals).toEqual([
		[0, 2000],
		[2500, 0],
	]);
});

describe('when the execution ends', () => {
	const CANCELLED = { message: 'The execution was cancelled', advice: 'Run the workflow again.' };

	it('before the slot, nothing is sent', async () => {
		const { failure, sentAt } = await carry(read, [answer({ found: 1 })], {
			endsWith: (event) => event === 'start',
		});
		expect(failure).toBeInstanceOf(Cancelled);
		expect(failure).toMatchObject(CANCELLED);
		expect(sentAt).toEqual([]);
	});

	it('in the wait before a retry, that ends within half a second', async () => {
		const slow = answer({ code: 'Throttled' }, 429, { 'retry-after': '30' });
		const { failure, sentAt, endedAt } = await carry(read, [slow], {
			endsWith: (event, count) => event === 'sleep' && count === 1,
		});
		expect(failure).toBeInstanceOf(Cancelled);
		expect({ sentAt, endedAt }).toEqual({ sentAt: [0], endedAt: 1000 });
	});

	const endsWith: Circumstances['endsWith'] = (event) => event === 'request';

	it('while it is asked, an answer that arrives counts', async () => {
		const { value } = await carry(read, [answer({ found: 1 })], { endsWith });
		expect(value).toEqual({ found: 1 });
		const { failure } = await carry(read, [answer({ code: 'Other' })], { endsWith });
		expect(failure).toMatchObject({ message: 'Refused', code: 'Other' });
	});

	it('while it is asked, a lookup that was cut off tells nothing', async () => {
		for (const maxRetries of [0, 3]) {
			const { failure, sentAt } = await carry(read, [networkError('ECONNRESET')], {
				endsWith,
				maxRetries,
			});
			expect(failure).toBeInstanceOf(Cancelled);
			expect(sentAt).toEqual([0]);
		}
	});

	it('while it is asked, nothing is sent again', async () => {
		for (const call of [read, command]) {
			const { failure, sentAt } = await carry(call, [answer({ code: 'Throttled' })], { endsWith });
			expect(failure).toBeInstanceOf(Cancelled);
			expect(sentAt).toEqual([0]);
		}
	});

	it('while it is carried out, a command may have been', async () => {
		const { failure } = await carry(command, [networkError('ECONNRESET')], { endsWith });
		expect(failure).toMatchObject({ unknownFate: true, code: 'ECONNRESET' });
	});
});

it.each<[Call & { kind: 'command' }, string]>([
	[command, 'Look up what became of it with Some Node > Get before you run it again.'],
	[{ ...command, lookup: { advice: 'Ask by phone.' } }, 'Ask by phone.'],
])(
	'of a command whose fate is unknown it says how to tell, and what was seen',
	async (call, how) => {
		const outcome = await carry(call, [answer({ code: 'Broken' }, 502)]);
		expect(outcome.failure).toMatchObject({
			message: 'It is unknown whether the service carried this out',
			advice: `Broken. It was not sent a second time. ${how}`,
			unknownFate: true,
			code: 'Broken',
			httpStatus: 502,
		});
	},
);

describe('an answer', () => {
	it.each([200, 204, 299])('of status %i may be a success', (status) => {
		expect(readResponse(service, read, answer({ found: 1 }, status), {})).toEqual({ found: 1 });
	});

	it.each([300, 404, 500])('of status %i is none, whatever it holds', (status) => {
		const failure = readResponse(service, read, answer({ found: 1 }, status), {});
		expect(failure).toMatchObject({ httpStatus: status, advice: expect.any(String) as string });
	});

	it('needs one of the keys that a success has', () => {
		const call = { ...read, expects: ['found', 'others'] };
		expect(readResponse(service, call, answer({ others: 0 }), {})).toEqual({ others: 0 });
	});

	it.each([undefined, null, Buffer.from('{"found":1}')])('that is no text is none: %p', (body) => {
		const failure = readResponse(service, read, { statusCode: 200, headers: {}, body }, {});
		expect(failure).toMatchObject({ message: 'The answer is empty' });
	});

	it.each([
		['Broken', 400, 'Broken'],
		['Family.Member', 400, 'Broken'],
		['Other', 400, 'Refused'],
		['Other', 429, 'The service takes no more requests at the moment'],
		['Other', 500, 'The service could not process the request'],
	])('with the code %s and status %i means: %s', (code, status, message) => {
		const familyOf = (name: string) => (name.startsWith('Family.') ? 'Broken' : undefined);
		const failure = readResponse({ ...service, familyOf }, read, answer({ code }, status), {});
		expect(failure).toMatchObject({ message, code, httpStatus: status });
	});
});

it('waits before each retry, and not after the last', async () => {
	const { failure, sentAt, endedAt } = await carry(read, [answer({ code: 'Broken' })]);
	expect(sentAt).toEqual([0, 250, 750, 1750]);
	expect(endedAt).toBe(1750);
	expect(failure).toMatchObject({
		message: 'Broken',
		code: 'Broken',
		effort: { attempts: 4, milliseconds: 1750 },
	});
});

it.each([
	['an error of the service', answer({ code: 'Broken' })],
	['a gateway’s error', answer('bad gateway', 502)],
	['an unlisted server error', answer({ code: 'Other' }, 500)],
	['a closed connection', networkError('ECONNRESET')],
	['no answer in time', networkError('ECONNABORTED')],
])('a command is sent once after %s: it may have been carried out', async (_name, last) => {
	expect((await carry(command, [last])).sentAt).toHaveLength(1);
	expect((await carry(read, [last])).sentAt).toHaveLength(4);
});

it.each([
	['refused connections', networkError('ECONNREFUSED')],
	['an unknown host', networkError('ENOTFOUND')],
	['a throttled request', answer({ code: 'Throttled' })],
])('a command is sent again after %s: it surely was not carried out', async (_name, first) => {
	const { value, sentAt } = await carry(command, [first, answer({ found: 1 })]);
	expect(value).toEqual({ found: 1 });
	expect(sentAt).toHaveLength(2);
});

it('throttling for ever ends within the patience of an item', async () => {
	const { failure, endedAt, sentAt } = await carry(read, [answer({ code: 'Throttled' })]);
	expect(endedAt).toBeLessThan(RETRY_BUDGET_MS);
	expect(endedAt).toBeGreaterThan(RETRY_BUDGET_MS - 20_000);
	expect(failure!.effort).toEqual({ attempts: sentAt.length, milliseconds: endedAt });
});

it('a hint is obeyed up to a minute, and not beyond the patience', async () => {
	const hour = answer({ code: 'Throttled' }, 429, { 'retry-after': '3600' });
	const { failure, sentAt } = await carry(read, [hour]);
	expect(sentAt).toEqual([0, 60_000]);
	expect(failure!.retryAfter).toBe(3_600_000);
});

it('faults and throttling are counted apart', async () => {
	const { value, sentAt } = await carry(
		read,
		[
			answer({ code: 'Throttled' }),
			answer({ code: 'Broken' }),
			answer({ code: 'Throttled' }),
			answer({ found: 1 }),
		],
		{ maxRetries: 1 },
	);
	expect(value).toEqual({ found: 1 });
	expect(sentAt).toHaveLength(4);
});

it('nothing is sent again with maxRetries 0', async () => {
	for (const code of ['Broken', 'Throttled']) {
		expect((await carry(read, [answer({ code })], { maxRetries: 0 })).sentAt).toEqual([0]);
	}
});

it('an answer without what was asked for is not taken for one', async () => {
	const lacking = answer({ RequestId: 'r', found: null });
	const { failure } = await carry(read, [lacking], { maxRetries: 0 });
	expect(failure).toMatchObject({
		message: 'The answer lacks what was asked for',
		advice: expect.stringContaining('give the request ID to the support of the service') as string,
		requestId: 'r',
		httpStatus: 200,
	});
});
