// How tencentcloud-sdk-nodejs reacts to every fault: the reference's table, observed.
import { organization } from 'tencentcloud-sdk-nodejs/tencentcloud/services/organization';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { Fault } from '../../sandbox/cloud/faults.mts';
import { tencentClient } from './localCloud.mts';
import { errorCode, useCloud } from './useCloud.mts';

const { cloud } = useCloud({ members: 50 });

type ClientOptions = Parameters<typeof tencentClient>[2];
const lookUp = (options: ClientOptions = {}, uin: string | number = 123) =>
	new organization.v20210331.Client(
		tencentClient(cloud, 'organization', options),
	).DescribeOrganizationMemberEmailBind({ MemberUin: Number(uin) });

type SdkError = Error & { code?: string; httpCode?: number; requestId?: string };
const failure = (options?: ClientOptions): Promise<SdkError> =>
	lookUp(options).then(
		() => Promise.reject(new Error('the call succeeded')),
		(error: SdkError) => error,
	);

it.each([
	[{ kind: 'html' }, 502, 'Bad Gateway'],
	[{ kind: 'html', status: 503 }, 503, 'Service Unavailable'],
	[{ kind: 'status', status: 429, body: '{"Response":{}}' }, 429, 'Too Many Requests'],
	[{ kind: 'status', status: 500 }, 500, 'Internal Server Error'],
	[{ kind: 'code', code: 'InternalError', httpStatus: 400 }, 400, 'Bad Request'],
] as Array<[Fault, number, string]>)(
	'%j: the status, not the body',
	async (fault, status, text) => {
		cloud.faults.add(fault);
		const error = await failure();
		expect([error.httpCode, error.message]).toEqual([status, text]);
		expect(cloud.journal.entries()).toMatchObject([{ status, fault: fault.kind }]);
	},
);

it.each([
	[{ kind: 'html', status: 200 }, /invalid json response body/],
	[{ kind: 'emptyBody' }, /invalid json response body/],
	[{ kind: 'truncate' }, /invalid json response body/],
	[{ kind: 'emptyObject' }, /Cannot read properties of undefined/],
	[{ kind: 'reset' }, /socket hang up|ECONNRESET/],
	[{ kind: 'resetAfter' }, /socket hang up|ECONNRESET/],
] as Array<[Fault, RegExp]>)('%j: no answer that could be read', async (fault, message) => {
	cloud.faults.add(fault);
	expect((await failure()).message).toMatch(message);
	expect(cloud.journal.entries()).toHaveLength(1);
});

it('distinguishes a request that was processed from one that was not', async () => {
	cloud.faults.add({ kind: 'reset', times: 1 });
	cloud.faults.add({ kind: 'resetAfter', times: 1 });
	await failure();
	await failure();
	const [before, after] = cloud.journal.entries();
	expect(before).toMatchObject({ fault: 'reset', account: null, requestId: null, status: null });
	expect(after).toMatchObject({ fault: 'resetAfter', account: '100000000001', status: null });
	expect(after.requestId).not.toBeNull();
});

it('does not answer a request that hangs', async () => {
	cloud.faults.add({ kind: 'hang' });
	expect((await failure({ timeoutS: 0.2 })).message).toMatch(/network timeout/);
	expect(cloud.journal.entries()).toMatchObject([{ status: null, durationMs: null }]);
});

it('gives throttling and other codes in the envelope, to genuine requests only', async () => {
	cloud.faults.add({ kind: 'throttle', times: 1 });
	cloud.faults.add({ kind: 'code', code: 'InternalError', message: 'as told', times: 1 });
	expect(await failure()).toMatchObject({
		code: 'RequestLimitExceeded',
		message: 'The number of requests exceeds the frequency limit.',
	});
	expect(await failure()).toMatchObject({ code: 'InternalError', message: 'as told' });
	expect((await lookUp()).BindId).toBe(1);

	cloud.faults.add({ kind: 'throttle' });
	const credential = { secretId: 'AKIDEXAMPLEUNKNOWN', secretKey: 'wrong' };
	expect(await errorCode(lookUp({ credential }))).toBe('AuthFailure.SecretIdNotFound');
});

it('redirects, and the SDK follows with a signature that is now wrong', async () => {
	const location = `http://organization.tencentcloudapi.com:${cloud.port}/`;
	cloud.faults.add({ kind: 'redirect', location, times: 1 });
	await failure();
	expect(cloud.journal.entries().map(({ method, status }) => [method, status])).toEqual([
		['POST', 302],
		['GET', 200],
	]);
	expect(cloud.journal.entries()[1].code).not.toBeNull();
});

it('adds, removes and empties fields', async () => {
	const outcomes: unknown[] = [];
	for (const fault of [
		{ kind: 'unknownFields' },
		{ kind: 'missingFields', fields: ['BindStatus'] },
		{ kind: 'nullFields', fields: ['BindStatus'] },
		{ kind: 'missingFields' },
	] as Fault[]) {
		cloud.faults.add({ ...fault, times: 1 });
		const { FutureText, BindStatus, RequestId } = (await lookUp()) as unknown as Record<
			string,
			unknown
		>;
		outcomes.push([FutureText, BindStatus, typeof RequestId]);
	}
	expect(outcomes).toEqual([
		['not documented', 'Success', 'string'],
		[undefined, undefined, 'string'],
		[undefined, null, 'string'],
		[undefined, undefined, 'string'],
	]);
});

it('sends ids that JavaScript cannot hold: the SDK rounds them', async () => {
	cloud.settings.tencent.hugeIds = true;
	expect((await lookUp()).BindId).toBe(Number('900000000000000001'));
	cloud.settings.reset();
	cloud.faults.add({ kind: 'numberIds', times: 1 });
	expect((await lookUp()).BindId).toBe(900000000000000000);
	expect((await lookUp()).BindId).toBe(1);
});

it('sends as many bytes as the fault says', async () => {
	cloud.faults.add({ kind: 'hugeBody', bytes: 3_000_000 });
	expect((await lookUp()).BindId).toBe(1);
	const { url } = cloud;
	const response = await fetch(url, { method: 'POST', headers: { 'x-tc-action': 'Any' } });
	expect((await response.text()).length).toBeGreaterThan(3_000_000);
});

it('delays, by service, action, subject, number and chance', async () => {
	const durationOf = async (uin: string) => {
		const begun = performance.now();
		await lookUp({}, uin);
		return performance.now() - begun;
	};
	const { pending, verified } = demoSubjects.tencent;
	cloud.faults.add({ kind: 'latency', ms: 2000, subject: pending, times: 1 });
	cloud.faults.add({ kind: 'latency', ms: 5000, action: 'DescribeOrganization' });
	cloud.faults.add({ kind: 'latency', ms: 5000, service: 'aliyun' });
	cloud.faults.add({ kind: 'latency', ms: 5000, probability: 0 });
	expect(await durationOf(verified)).toBeLessThan(1750);
	expect(await durationOf(pending)).toBeGreaterThanOrEqual(1995);
	expect(await durationOf(pending)).toBeLessThan(1750);
	expect(cloud.journal.entries().map(({ fault }) => fault)).toEqual([null, 'latency', null]);
});
