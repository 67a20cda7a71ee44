// n8n's own helpers send what the credentials signed, byte for byte, and the local cloud accepts it.
import { startSenders, type HelperName, type Options, type Senders } from './senders.mts';
import { startCloud, type Cloud } from '../../../sandbox/cloud/cloud.mts';
import { queryParameters } from '../../../sandbox/cloud/call.mts';
import { credentialFor, SAMPLES, type Sample } from './requests.mts';

let cloud: Cloud;
let senders: Senders;

beforeAll(async () => {
	cloud = await startCloud({ members: 10, emails: 10, accounts: 10 });
	senders = await startSenders();
});
afterAll(async () => {
	senders.stop();
	await cloud.close();
});
beforeEach(() => cloud.reset());

const HELPERS: HelperName[] = ['httpRequestWithAuthentication', 'requestWithAuthentication'];

/** The options with the address where the helper expects it. */
const addressed = (helper: HelperName, { options, path = '/' }: Sample): Options =>
	helper === 'requestWithAuthentication'
		? { ...options, uri: cloud.url + path, json: true }
		: { ...options, baseURL: cloud.url, url: path };

const send = (helper: HelperName, sample: Sample, more: Options = {}) =>
	senders.send(helper, sample.type, credentialFor(sample, cloud.url), {
		...addressed(helper, sample),
		...more,
	});

const sample = (title: string) => SAMPLES.find((one) => one.title === title)!;

describe.each(HELPERS)('%s', (helper) => {
	it.each(SAMPLES)('$title: is accepted and arrives as it was signed', async (request) => {
		const { signed, error } = await send(helper, request);
		expect(error).toBeUndefined();
		const [arrived] = cloud.journal.entries();
		expect(arrived).toMatchObject({ status: 200, code: null });
		expect(signed).toHaveLength(1);

		const [{ method, url, headers, body }] = signed;
		const target = new URL(url);
		expect(arrived.method).toBe(method);
		expect(arrived.path).toBe(target.pathname);
		expect(arrived.query).toBe(target.search.slice(1));
		expect(arrived.body).toBe(String(body ?? ''));
		expect(arrived.headers.host).toBe(target.host);
		for (const [name, value] of Object.entries(headers)) {
			expect(arrived.headers[name.toLowerCase()]).toBe(value);
		}
		// What says where a request is signed for, never travels.
		expect(arrived.headers).not.toHaveProperty('x-tc-service');
	});

	it.each(SAMPLES.filter(({ options }) => options.qs))(
		'$title: has the parameters that n8n itself would send',
		async (request) => {
			await send(helper, request);
			// The cloud refuses the bare request, and notes it down all the same.
			await senders.sendBare(helper, addressed(helper, request)).catch(() => undefined);
			const [signed, bare] = cloud.journal.entries().map(({ query }) => queryParameters(query));
			expect(signed).toEqual(bare);
		},
	);

	it('keeps the options that decide about the answer', async () => {
		const wanted =
			helper === 'requestWithAuthentication'
				? { resolveWithFullResponse: true, json: false }
				: { returnFullResponse: true, encoding: 'text' as const };
		const { answer } = await send(helper, sample('tencentCloudTc3Api: no body'), wanted);
		expect(answer).toMatchObject({
			statusCode: 200,
			body: expect.stringContaining('"TotalCount"'),
		});
	});

	it('sends nothing when signing is impossible, and says why', async () => {
		const foreign = { url: 'http://127.0.0.1:1/', uri: 'http://127.0.0.1:1/' };
		const broken = { headers: { 'X-A': 'a\nb' } };
		for (const [more, message] of [
			[foreign, 'is not sent to 127.0.0.1:1'],
			[broken, 'holds characters that HTTP does not allow'],
		] as const) {
			const { error, signed } = await send(helper, sample('tencentCloudTc3Api: no body'), more);
			expect(`${error!.message} ${(error as { description?: string }).description}`).toContain(
				message,
			);
			expect(signed).toHaveLength(0);
		}
		expect(cloud.journal.entries()).toHaveLength(0);
	});
});

describe('after a 401', () => {
	const AGAIN = [
		'tencentCloudTc3Api: an object',
		'tencentCloudTc3Api: GET with a query',
		'tencentCloudTc3Api: temporary keys',
		'aliyunAcs3Api: the option form',
		'aliyunAcs3Api: lists and nested values',
		'aliyunAcs3Api: ROA with a body',
		'wemakeIamApi: OpenAPI',
		'wemakeIamApi: session',
	].map(sample);

	it.each(AGAIN)('$title is signed again, from what was signed already', async (request) => {
		cloud.faults.add({ kind: 'status', status: 401, times: 1 });
		const { error, signed } = await send('httpRequestWithAuthentication', request);
		expect(error).toBeUndefined();
		expect(signed).toHaveLength(2);
		const [first, second] = cloud.journal.entries();
		expect([first.status, second.status, second.code]).toEqual([401, 200, null]);
		expect(second).toMatchObject({
			method: first.method,
			path: first.path,
			query: first.query,
			body: first.body,
		});
		expect(Object.keys(second.headers)).toEqual(Object.keys(first.headers));
		const nonce = 'x-acs-signature-nonce';
		if (first.headers[nonce]) expect(second.headers[nonce]).not.toBe(first.headers[nonce]);
	});

	it('is not sent again by the helper of the HTTP Request node', async () => {
		cloud.faults.add({ kind: 'status', status: 401, times: 1 });
		const request = sample('tencentCloudTc3Api: an object');
		const { error } = await send('requestWithAuthentication', request);
		expect(error).toMatchObject({ httpCode: '401' });
		expect(cloud.journal.entries()).toHaveLength(1);
	});
});

it('tells a wrong key, a wrong secret and a wrong token apart by what the cloud answers', async () => {
	const request = sample('tencentCloudTc3Api: temporary keys');
	const code = async (credential: Record<string, string>) => {
		cloud.journal.clear();
		await send('httpRequestWithAuthentication', {
			...request,
			credential: { ...request.credential, ...credential },
		});
		return cloud.journal.entries()[0].code;
	};
	expect(await code({ secretId: 'AKIDNOBODY' })).toBe('AuthFailure.SecretIdNotFound');
	expect(await code({ secretKey: 'other' })).toBe('AuthFailure.SignatureFailure');
	expect(await code({ sessionToken: 'other' })).toBe('AuthFailure.TokenFailure');
	expect(await code({ secretKey: ` ${request.credential!.secretKey}\n` })).toBeNull();
});
