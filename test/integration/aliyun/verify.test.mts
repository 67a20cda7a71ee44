import { inspect } from 'node:util';
import { ERRORS } from '../../../nodes/AliyunEmailVerification/errors.ts';
import { definitionIn } from '../../../nodes/shared/api/serviceError.ts';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import type { Fault } from '../../../sandbox/cloud/faults.mts';
import type { Lookup } from '../harness/world.mts';
import { ALIYUN_CODES } from '../nodes/documentedCodes.mts';
import { CONTINUE, OUTCOME_UNKNOWN } from '../harness/world.mts';
import { adviceOf, fresh, queryOf, useAliyun } from './useAliyun.mts';

const { world, run, stateOf } = useAliyun();

const DONE = { provider: 'aliyun', status: 'verified', isVerified: true };

const ready = (length = 1) =>
	fresh(length).map((email) => {
		world.cloud.aliyun.submit(email);
		return { email, token: world.cloud.aliyun.token(email) };
	});
const verify = async (tokens: unknown[], { parameters, ...lookup }: Lookup = {}) =>
	await run(
		'verify',
		tokens.map((token) => ({ token }) as never),
		{ ...lookup, parameters: { token: '={{ $json.token }}', ...parameters } },
	);

it('each item completes the verification whose token it has', async () => {
	const people = ready(5);
	const result = await verify(people.map(({ token }) => token));
	expect(result.json).toEqual(people.map(() => DONE));
	expect(result.pairs).toEqual([0, 1, 2, 3, 4]);
	expect(result.requests).toHaveLength(5);
	expect(people.map(({ email }) => stateOf(email))).toEqual([1, 1, 1, 1, 1]);
	const { json } = await run('get', [{ subject: people[0].email }]);
	expect(json[0]).toMatchObject({ status: 'verified', subject: people[0].email });
});

it('without Simplify an item is the answer: nothing but the request ID', async () => {
	const [{ token }] = ready();
	const { json, requests } = await verify([` ${token}\n`], { simplify: false });
	expect(json).toEqual([{ RequestId: requests[0].requestId }]);
	expect(queryOf(requests[0]).get('Token')).toBe(token);
	const [other] = ready();
	const raw = await verify([other.token], { options: { includeRaw: true } });
	expect(raw.json).toEqual([{ ...DONE, raw: { RequestId: raw.requests[0].requestId } }]);
});

it('reads the older form of the answer', async () => {
	world.cloud.settings.aliyun.keyCase = 'camel';
	const [{ token }] = ready();
	const { json } = await verify([token]);
	expect(json).toEqual([DONE]);
});

describe('refuses', () => {
	/** The token of a mail after which something else happened to its address. */
	const tokenBefore = (step: 'clickLink' | 'expire' | 'submit') => {
		const [{ email, token }] = ready();
		world.cloud.aliyun[step](email);
		return token;
	};

	it.each([
		['a wrong token', () => 'f'.repeat(32)],
		['a used token', () => tokenBefore('clickLink')],
		['an expired token', () => tokenBefore('expire')],
		['the token of an earlier mail', () => tokenBefore('submit')],
	])('%s', async (_name, tokenOf) => {
		const [good] = ready();
		const { json, requests } = await verify([tokenOf(), good.token], CONTINUE);
		const { message, advice } = ERRORS.ParameterIllegal;
		const code = 'ParameterIllegal';
		const { requestId } = requests.find((request) => request.code === code)!;
		const details = { advice, code, requestId, serviceMessage: 'Parameter illegal.' };
		expect(json[0]).toEqual({ error: message, details });
		expect(advice).toContain('token');
		expect(advice).not.toMatch(/address/i);
		expect(json[1]).toEqual(DONE);
	});

	const codes = [...ALIYUN_CODES, ['ParameterIllegal', 400] as [string, number]];
	it.each(codes)('%s with HTTP status %i', async (code, httpStatus) => {
		const [{ email, token }] = ready();
		const words = `Words of ${code}`;
		world.cloud.faults.add({ kind: 'code', code, httpStatus, message: words });
		const { json, requests } = await verify([token], CONTINUE);
		const { message, advice, retry } = definitionIn(ERRORS, code)!;
		expect(requests).toHaveLength(1);
		expect(json[0].error).toBe(retry === 'read' ? OUTCOME_UNKNOWN : message);
		if (retry === 'read') expect(adviceOf(json[0])).toContain(message);
		else expect(adviceOf(json[0])).toBe(advice);
		const { requestId } = requests[0];
		expect(json[0].details).toMatchObject({ code, requestId, serviceMessage: words });
		expect(stateOf(email)).toBe(0);
	});

	it('a key without the permission, and names it', async () => {
		const [{ token }] = ready();
		const credential = demoCredentials.aliyunNoPermission;
		const { json } = await verify([token], { ...CONTINUE, credential });
		expect(adviceOf(json[0])).toContain('domain:VerifyEmail');
		expect(json[0].details).toMatchObject({
			serviceMessage: expect.stringContaining('Missing RAM action domain:VerifyEmail.') as string,
		});
	});

	it('and stops: what was carried out before is said', async () => {
		const [{ token }] = ready();
		world.cloud.faults.add({ kind: 'latency', ms: 100, times: 1 });
		const { error, output } = await verify([token, 'wrong']);
		expect(output).toEqual([]);
		expect(error).toMatchObject({
			message: ERRORS.ParameterIllegal.message,
			context: { itemIndex: 1 },
		});
		expect(error!.description).toContain('Already carried out, do not run again: item 0.');
	});
});

describe('the token is a secret', () => {
	const SECRET = 'Very-Secret_Token.4711~x';

	it.each([
		['nothing', undefined, 'The token is empty'],
		['null', null, 'The token is empty'],
		['blanks', ' \n', 'The token is empty'],
		['blanks inside', `${SECRET} ${SECRET}`, 'This is not a token'],
		['a line break inside', `${SECRET}\nx`, 'This is not a token'],
		['an invisible character', `${SECRET}\u200b.`, 'This is not a token'],
		['the whole link', `https://example.com/verify?token=${SECRET}`, 'This is not a token'],
		['a whole mail', SECRET.repeat(50), 'This is not a token'],
		['the whole item', { token: SECRET }, 'This is not a token'],
		['several', [SECRET, SECRET], 'This is not a token'],
	])('%s is refused before any request, unseen', async (_name, token, message) => {
		const [good] = ready();
		const { json, requests } = await verify([token, good.token], CONTINUE);
		expect(json[0]).toEqual({
			error: message,
			details: {
				advice: expect.stringMatching(/\.$/) as string,
				code: null,
				requestId: null,
				serviceMessage: null,
			},
		});
		expect(inspect(json)).not.toContain(SECRET);
		expect(json[1]).toEqual(DONE);
		expect(requests).toHaveLength(1);
	});

	it.each<Fault>([
		{ kind: 'code', code: 'InvalidToken', message: `The token ${SECRET} is not valid.` },
		{ kind: 'code', code: 'InternalError', message: SECRET },
		{ kind: 'html' },
		{ kind: 'reset' },
		{ kind: 'resetAfter' },
		{ kind: 'hang' },
		{ kind: 'redirect', location: `http://elsewhere.invalid/?Token=${SECRET}` },
		{ kind: 'truncate' },
		{ kind: 'emptyObject' },
	])('and stands in no error, log or output: %j', async (fault) => {
		world.cloud.faults.add(fault);
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			const options = { timeout: fault.kind === 'hang' ? 2000 : 60_000 };
			const { requests, ...shown } = await verify([SECRET], { onError, options });
			expect(requests).toHaveLength(1);
			expect(queryOf(requests[0]).get('Token')).toBe(SECRET);
			expect(shown.logs.length).toBeGreaterThan(5);
			const text = inspect(shown, { depth: 20, maxStringLength: null, showHidden: true });
			expect(text).not.toContain(SECRET);
		}
	});

	it('nor where it is good', async () => {
		const [{ token }] = ready();
		const { requests, ...shown } = await verify([token], { options: { includeRaw: true } });
		expect(requests).toHaveLength(1);
		expect(shown.json).toHaveLength(1);
		expect(inspect(shown, { depth: 20, maxStringLength: null })).not.toContain(token);
	});
});
