import type { IHttpRequestOptions } from 'n8n-workflow';
import { sendWithRetry } from '../../../nodes/shared/api/client.ts';
import type { Clock } from '../../../nodes/shared/api/clock.ts';
import {
	type AcquireOptions,
	type Permit,
	RateLimiter,
} from '../../../nodes/shared/api/rateLimiter.ts';
import { RETRY_BUDGET_MS } from '../../../nodes/shared/api/retryPolicy.ts';
import { RunStats } from '../../../nodes/shared/api/runStats.ts';
import type { Call } from '../../../nodes/shared/api/service.ts';
import { Cancelled, type ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { HttpResponse } from '../../../nodes/shared/api/transport.ts';
import { command, lookup, response, service } from './sampleService.mts';

/** As n8n throws it. */
const networkError = (code: string) =>
	Object.assign(new Error('wrapped by n8n'), { cause: Object.assign(new Error(code), { code }) });

const FOUND = response({ found: 1 });
const BROKEN = response({ code: 'Broken' });
const THROTTLED = response({ code: 'Throttled' });

/** A rate limiter that records its calls. */
class RecordingLimiter extends RateLimiter {
	readonly acquired: AcquireOptions[] = [];
	readonly throttled: number[][] = [];

	override async acquire(options: AcquireOptions): Promise<Permit | undefined> {
		this.acquired.push(options);
		return await super.acquire(options);
	}

	override onThrottled(permit: Permit, retryAfter?: number): void {
		this.throttled.push([permit.sentAt - START, retryAfter ?? -1]);
		super.onThrottled(permit, retryAfter);
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

/** Sends a call that gets these responses, the last of them for ever, in time that costs nothing. */
async function send(
	call: Call,
	responses: Array<HttpResponse | Error>,
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
	const limiter = new RecordingLimiter(clock);
	const stats = new RunStats();
	const sentAt: number[] = [];
	const requests: IHttpRequestOptions[] = [];
	const outcome = await sendWithRetry(
		service,
		call,
		{ timeout: 1000, maxRetries, requestsPerSecond },
		{
			send: async (request) => {
				const next = responses[Math.min(sentAt.length, responses.length - 1)];
				if (endsWith('request', sentAt.length)) signal.aborted = true;
				sentAt.push(now - START);
				requests.push(request);
				// An answer takes a while.
				await new Promise((resolve) => setImmediate(resolve));
				return next instanceof Error ? await Promise.reject(next) : await Promise.resolve(next);
			},
			credentials: {},
			rateLimiter: () => limiter,
			execution: stats,
			isUrgent: false,
			clock,
			random: () => 0.5,
			signal,
			timeLeft: () => timeLeft,
			stats,
		},
	).then(
		(value) => ({ value, error: undefined }),
		(error: ServiceError) => ({ value: undefined, error }),
	);
	return { ...outcome, sentAt, endedAt: now - START, requests, limiter, stats };
}

it('hands an answer on as it is', async () => {
	const { value, sentAt } = await send(lookup, [response({ found: 1, extra: null })]);
	expect(value).toEqual({ found: 1, extra: null });
	expect(sentAt).toEqual([0]);
});

it('follows no redirect, takes every status, and hands the request out afresh each time', async () => {
	const { requests } = await send(lookup, [BROKEN, FOUND]);
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
	const { requests } = await send(lookup, [FOUND], { timeLeft });
	expect(requests).toMatchObject([{ timeout }]);
});

it('counts its requests, its retries and its waiting', async () => {
	const { stats, sentAt, limiter } = await send(lookup, [BROKEN, FOUND], { requestsPerSecond: 1 });
	expect(sentAt).toEqual([0, 1015]);
	expect(stats).toMatchObject({ requests: 2, retries: 1, waited: 765 });
	expect(limiter.acquired).toMatchObject([
		{ perSecond: 1, isRetry: false },
		{ perSecond: 1, isRetry: true },
	]);
});

it('tells the rate limiter of throttling, and of nothing else', async () => {
	const slowDown = response({ code: 'Throttled' }, 429, { 'retry-after': '2' });
	const { limiter } = await send(lookup, [slowDown, BROKEN, THROTTLED, FOUND]);
	expect(limiter.throttled).toEqual([
		[0, 2000],
		[2500, 0],
	]);
});

describe('retries', () => {
	it.each([
		['an error of the service', BROKEN],
		['a gateway’s error', response('bad gateway', 502)],
		['an unlisted server error', response({ code: 'Other' }, 500)],
		['a closed connection', networkError('ECONNRESET')],
		['no answer in time', networkError('ECONNABORTED')],
	])('a lookup after %s, but no command: it may have been carried out', async (_name, last) => {
		expect((await send(command, [last])).sentAt).toHaveLength(1);
		expect((await send(lookup, [last])).sentAt).toHaveLength(4);
	});

	it.each([
		['refused connections', networkError('ECONNREFUSED')],
		['an unknown host', networkError('ENOTFOUND')],
		['throttling', THROTTLED],
	])('a command after %s: it surely was not carried out', async (_name, first) => {
		const { value, sentAt } = await send(command, [first, FOUND]);
		expect(value).toEqual({ found: 1 });
		expect(sentAt).toHaveLength(2);
	});

	it('after a delay each, and waits no more after the last', async () => {
		const { error, sentAt, endedAt } = await send(lookup, [BROKEN]);
		expect(sentAt).toEqual([0, 250, 750, 1750]);
		expect(endedAt).toBe(1750);
		expect(error).toMatchObject({
			message: 'Broken',
			code: 'Broken',
			attempts: { count: 4, milliseconds: 1750 },
		});
	});

	it('throttled requests within the retry budget', async () => {
		const { error, endedAt, sentAt } = await send(lookup, [THROTTLED]);
		expect(endedAt).toBeLessThan(RETRY_BUDGET_MS);
		expect(endedAt).toBeGreaterThan(RETRY_BUDGET_MS - 20_000);
		expect(error!.attempts).toEqual({ count: sentAt.length, milliseconds: endedAt });
	});

	it('after Retry-After, up to a minute, and within the retry budget', async () => {
		const hour = response({ code: 'Throttled' }, 429, { 'retry-after': '3600' });
		const { error, sentAt } = await send(lookup, [hour]);
		expect(sentAt).toEqual([0, 60_000]);
		expect(error!.retryAfter).toBe(3_600_000);
	});

	it('count throttled attempts apart from failed ones', async () => {
		const responses = [THROTTLED, BROKEN, THROTTLED, FOUND];
		const { value, sentAt } = await send(lookup, responses, { maxRetries: 1 });
		expect(value).toEqual({ found: 1 });
		expect(sentAt).toHaveLength(4);
	});

	it('nothing with maxRetries 0', async () => {
		for (const last of [BROKEN, THROTTLED]) {
			expect((await send(lookup, [last], { maxRetries: 0 })).sentAt).toEqual([0]);
		}
	});
});

describe('when the execution ends', () => {
	const CANCELLED = { message: 'The execution was cancelled', advice: 'Run the workflow again.' };

	it('before the permit, nothing is sent', async () => {
		const { error, sentAt } = await send(lookup, [FOUND], {
			endsWith: (event) => event === 'start',
		});
		expect(error).toBeInstanceOf(Cancelled);
		expect(error).toMatchObject(CANCELLED);
		expect(sentAt).toEqual([]);
	});

	it('in the delay before a retry, the delay ends within half a second', async () => {
		const slowDown = response({ code: 'Throttled' }, 429, { 'retry-after': '30' });
		const { error, sentAt, endedAt } = await send(lookup, [slowDown], {
			endsWith: (event, count) => event === 'sleep' && count === 1,
		});
		expect(error).toBeInstanceOf(Cancelled);
		expect({ sentAt, endedAt }).toEqual({ sentAt: [0], endedAt: 1000 });
	});

	const endsWith: Circumstances['endsWith'] = (event) => event === 'request';

	it('during a request, a response that arrives counts', async () => {
		expect((await send(lookup, [FOUND], { endsWith })).value).toEqual({ found: 1 });
		const { error } = await send(lookup, [response({ code: 'Other' })], { endsWith });
		expect(error).toMatchObject({ message: 'Refused', code: 'Other' });
	});

	it.each([0, 3])(
		'during a lookup without a response, it is cancelled: maxRetries %i',
		async (maxRetries) => {
			const closed = networkError('ECONNRESET');
			const { error, sentAt } = await send(lookup, [closed], { endsWith, maxRetries });
			expect(error).toBeInstanceOf(Cancelled);
			expect(sentAt).toEqual([0]);
		},
	);

	it('during a request, nothing is sent again', async () => {
		for (const call of [lookup, command]) {
			const { error, sentAt } = await send(call, [THROTTLED], { endsWith });
			expect(error).toBeInstanceOf(Cancelled);
			expect(sentAt).toEqual([0]);
		}
	});

	it('during a command, it may have been carried out', async () => {
		const { error } = await send(command, [networkError('ECONNRESET')], { endsWith });
		expect(error).toMatchObject({ outcomeUnknown: true, code: 'ECONNRESET' });
	});
});

it.each<[Call & { kind: 'command' }, string]>([
	[command, 'Look up what became of it with Some Node > Get before you run it again.'],
	[{ ...command, lookup: { advice: 'Ask by phone.' } }, 'Ask by phone.'],
])(
	'says of a command with unknown outcome how to find it out, and the error',
	async (call, advice) => {
		const { error } = await send(call, [response({ code: 'Broken' }, 502)]);
		expect(error).toMatchObject({
			message: 'It is unknown whether the service carried this out',
			advice: `Broken. It was not sent a second time. ${advice}`,
			outcomeUnknown: true,
			code: 'Broken',
			httpStatus: 502,
			attempts: { count: 1, milliseconds: 0 },
		});
	},
);
