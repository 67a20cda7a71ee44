import { signTencentCloudRequest } from '../../../credentials/signing/tencentCloud';
import { authenticate, refused, tencent } from '../credentials/credentialCases.mts';
import tc3Vectors from './vectors/tc3.json';

afterEach(() => jest.useRealTimers());

it('signs the vendor’s sample from request options', () => {
	const sample = tc3Vectors.find(({ name }) => name === 'organization-post')!;
	const { secretId, secretKey, timestamp, headers, body, authorization } = sample;
	jest.useFakeTimers({ now: timestamp * 1000 + 999 });
	const signed = signTencentCloudRequest(
		{ secretId, secretKey, site: 'china' },
		{ method: 'POST', url: `https://${headers.host}/`, body: JSON.parse(body) },
	);
	expect(signed).toEqual({
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
		method: 'POST',
		url: 'https://organization.tencentcloudapi.com/',
		headers: {
			'Content-Type': 'application/json',
			'X-TC-Timestamp': String(timestamp),
			Authorization: authorization,
		},
		body: Buffer.from(body),
	});
});

it('signs a content type in lower case, with its parameters', async () => {
	const typeOf = async (options: object) =>
		(await authenticate(tencent, { url: tencent.host, ...options })).headers!['Content-Type'];
	const headers = { 'content-type': 'Application/JSON; charset=UTF-8' };
	expect(await typeOf({ method: 'POST', headers })).toBe('application/json; charset=utf-8');
	expect(await typeOf({ method: 'HEAD' })).toBe('application/json');
});

describe('the product', () => {
	it.each([
		['https://cvm.tencentcloudapi.com', 'cvm'],
		['https://organization.intl.tencentcloudapi.com', 'organization'],
	])('of %s is %s, the first label of the vendor’s host', async (url, product) => {
		const { headers } = await authenticate(tencent, { url });
		expect(headers!.Authorization).toContain(`/${product}/tc3_request`);
	});

	it('is not taken from a signature that names none', async () => {
		const headers = { Authorization: 'TC3-HMAC-SHA256 Credential=AKID' };
		const signed = await authenticate(tencent, { url: tencent.host, headers });
		expect(signed.headers!.Authorization).toContain('/cvm/tc3_request');
	});

	describe('behind a custom endpoint', () => {
		const url = 'http://gateway.test/';
		const custom = { site: 'custom', endpoint: 'http://gateway.test' };

		it('is that of X-TC-Service, in any letter case, which is not sent', async () => {
			const headers = { 'x-tc-SERVICE': 'cam' };
			const signed = await authenticate(tencent, { method: 'POST', url, headers }, custom);
			expect(signed.headers!.Authorization).toContain('/cam/tc3_request');
			const names = Object.keys(signed.headers!).map((name) => name.toLowerCase());
			expect(names).not.toContain('x-tc-service');
		});

		it('has to be named', async () => {
			expect(await refused(authenticate(tencent, { url }, custom))).toContain('"X-TC-Service"');
		});
	});
});
