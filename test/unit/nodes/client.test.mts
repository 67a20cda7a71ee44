import {
	type Call,
	carryOut,
	type HttpAnswer,
	readAnswer,
	type Service,
} from '../../../nodes/shared/client.ts';
import { type Failure } from '../../../nodes/shared/failure.ts';
import { Pacer, type Clock } from '../../../nodes/shared/pacer.ts';
import { Stats } from '../../../nodes/shared/stats.ts';
import { PATIENCE } from '../../../nodes/shared/retry.ts';

const service: Service = {
	credentialType: 'someApi',
	quota: () => 10,
	permission: () => undefined,
	errors: {
		Throttled: { message: 'Slow down', advice: 'Wait.', retry: 'throttled' },
		Broken: { message: 'Broken', advice: 'Ask.', retry: 'read' },
	},
	unlisted: { message: 'Refused', advice: 'Look it up.' },
	request: () => ({ url: 'https://some.example.com' }),
	open: ({ code, ...rest }) =>
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

const answer = (body: unknown, statusCode = 200, headers = {}): HttpAnswer => ({
	statusCode,
	headers,
	body: JSON.stringify(body),
});
const networkError = (code: string) =>
	Object.assign(new Error('wrapped by n8n'), { cause: Object.assign(new Error(code), { code }) });

/** Carries out a call against these answers, the last of them for ever, in time that costs nothing. */
async function carry(call: Call, answers: Array<HttpAnswer | Error>, maxRetries = 3) {
	let now = 0;
	const clock: Clock = {
		now: () => now,
		sleep: async (milliseconds) => {
			now += milliseconds;
			await Promise.resolve();
		},
	};
	const sentAt: number[] = [];
	const outcome = await carryOut(
		service,
		call,
		{ timeout: 1000, maxRetries, requestsPerSecond: 1000 },
		{
			send: async () => {
				const next = answers[Math.min(sentAt.length, answers.length - 1)];
				sentAt.push(now);
				return next instanceof Error ? await Promise.reject(next) : await Promise.resolve(next);
			},
			credentials: {},
			pacer: () => new Pacer(clock),
			clock,
			random: () => 0.5,
			signal: { aborted: false },
			timeLeft: () => Infinity,
			stats: new Stats(),
		},
	).then(
		(value) => ({ value, failure: undefined }),
		(failure: Failure) => ({ value: undefined, failure }),
	);
	return { ...outcome, sentAt, endedAt: now };
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
	const failure = readAnswer(repeating, call, answer({}), {}) as Failure;
	expect(failure.serviceMessage).toBe('no … here');
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
	expect(endedAt).toBeLessThan(PATIENCE);
	expect(endedAt).toBeGreaterThan(PATIENCE - 20_000);
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
		1,
	);
	expect(value).toEqual({ found: 1 });
	expect(sentAt).toHaveLength(4);
});

it('nothing is sent again with maxRetries 0', async () => {
	for (const code of ['Broken', 'Throttled']) {
		expect((await carry(read, [answer({ code })], 0)).sentAt).toEqual([0]);
	}
});

it('an answer without what was asked for is not taken for one', async () => {
	const { failure } = await carry(read, [answer({ RequestId: 'r', found: null })], 0);
	expect(failure).toMatchObject({
		message: 'The answer lacks what was asked for',
		requestId: 'r',
		httpStatus: 200,
	});
});
