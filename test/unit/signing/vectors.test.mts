// The published and the computed samples of both signatures, through the package's own signers.
import { contentSha256, signAcs3 } from '../../../credentials/signing/acs3';
import { encodeParameters } from '../../../credentials/signing/encoding';
import { signAliyunRequest } from '../../../credentials/signing/aliyun';
import { signedService, signTc3 } from '../../../credentials/signing/tc3';
import { signTencentCloudRequest } from '../../../credentials/signing/tencentCloud';
import { authenticateWemakeRequest } from '../../../credentials/signing/wemakeIam';
import acs3Vectors from './vectors/acs3.json';
import tc3Vectors from './vectors/tc3.json';

const vector = (name: string) => tc3Vectors.find((one) => one.name === name)!;

describe('TC3-HMAC-SHA256', () => {
	it.each(tc3Vectors)('signs $name', (sample) => {
		const headers = sample.headers as Record<string, string>;
		expect(contentSha256(sample.body)).toBe(sample.hashedPayload);
		expect(signTc3({ ...sample, headers }, sample)).toBe(sample.authorization);
		expect(signTc3({ ...sample, headers, body: Buffer.from(sample.body) }, sample)).toBe(
			sample.authorization,
		);
		expect(signedService(sample.authorization)).toBe(sample.service);
	});

	it('takes headers in any order and lower-cases their values in the canonical form only', () => {
		const sample = vector('cvm-post-signed-action');
		const headers = {
			'x-tc-action': 'DescribeInstances',
			host: sample.headers.host,
			'content-type': ` ${sample.headers['content-type']} `,
		};
		expect(signTc3({ ...sample, headers }, sample)).toBe(sample.authorization);
	});

	it('keeps the derived keys of different secrets, days and services apart', () => {
		const headers = vector('organization-post').headers as Record<string, string>;
		const base = { ...vector('organization-post'), headers };
		const sign = (change: Partial<typeof base>) =>
			signTc3({ ...base, ...change }, { ...base, ...change });
		const variants = [
			{},
			{ secretKey: `${base.secretKey}2` },
			{ service: 'cvm' },
			{ timestamp: base.timestamp + 86_400 },
		];
		const first = variants.map(sign);
		expect(new Set(first).size).toBe(variants.length);
		// More keys than are kept come between; the second round derives them afresh.
		for (let count = 0; count < 40; count++) sign({ service: `product-${count}` });
		expect(variants.map(sign)).toEqual(first);
		expect(first[0]).toBe(base.authorization);
	});

	it('finds no service in what it did not write', () => {
		for (const foreign of [
			undefined,
			'',
			'Bearer x',
			'TC3-HMAC-SHA256 x',
			acs3Vectors[0].authorization,
		]) {
			expect(signedService(foreign)).toBeUndefined();
		}
	});
});

describe('ACS3-HMAC-SHA256', () => {
	it.each(acs3Vectors)('signs $name', (sample) => {
		const query = Object.entries(sample.query as object) as Array<[string, string]>;
		const headers = sample.headers as Record<string, string>;
		expect(contentSha256(sample.body)).toBe(sample.hashedPayload);
		expect(encodeParameters(query)).toBe(sample.canonicalQuery);
		for (const order of [query, query.toReversed()]) {
			expect(signAcs3({ ...sample, query: order, headers }, sample)).toBe(sample.authorization);
		}
	});

	it('trims what it signs, keeps a repeated name in its order, and leaves its input alone', () => {
		const sample = acs3Vectors[0];
		const headers = sample.headers as Record<string, string>;
		const padded = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name, ` ${value} `]),
		);
		const sign = (query: Array<[string, string]>, given = headers) =>
			signAcs3({ ...sample, query, headers: given }, sample);
		const query: Array<[string, string]> = [
			['b', '2'],
			['a', '2'],
			['b', '1'],
			['a', '1'],
		];
		const before = structuredClone(query);
		expect(sign(query, padded)).toBe(sign(query));
		expect(query).toEqual(before);
		expect(sign(query)).toBe(sign([query[1], query[3], query[0], query[2]]));
		expect(sign(query)).not.toBe(sign(query.toReversed()));
	});
});

describe('whole requests at the time of the samples', () => {
	const at = (seconds: number) => jest.useFakeTimers({ now: seconds * 1000 + 999 });
	afterEach(() => jest.useRealTimers());

	it('signs the Tencent Cloud sample from request options', () => {
		const { secretId, secretKey, timestamp, headers, body, authorization } =
			vector('organization-post');
		at(timestamp);
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

	it('signs the WeMake sample from request options', () => {
		const { secretId, secretKey, timestamp, body, authorization } =
			vector('wemake-describe-account');
		at(timestamp);
		const signed = authenticateWemakeRequest(
			{ secretId, secretKey, accessToken: 'token', domain: 'example.com', protocol: 'http' },
			{
				method: 'POST',
				baseURL: 'http://iam-app-api.example.com',
				url: '/',
				body: JSON.parse(body),
			},
		);
		expect(signed.headers).toMatchObject({ Authorization: authorization, 'X-TC-Token': 'token' });
		expect(signed.body).toEqual(Buffer.from(body));
	});

	it('dates an Aliyun request in UTC without milliseconds and never uses a nonce twice', () => {
		jest.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5, 678) });
		const sign = () =>
			signAliyunRequest(
				{ accessKeyId: 'id', accessKeySecret: 'secret' },
				{ method: 'POST', url: 'https://domain.aliyuncs.com/' },
			).headers!;
		const signed = Array.from({ length: 100 }, sign);
		expect(new Set(signed.map((headers) => headers['x-acs-date']))).toEqual(
			new Set(['2026-01-02T03:04:05Z']),
		);
		expect(new Set(signed.map((headers) => headers['x-acs-signature-nonce'])).size).toBe(100);
	});
});
