import { equal, notEqual } from 'node:assert/strict';
import fc from 'fast-check';
import Sign from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign';
import { contentSha256 } from '../../../credentials/signing/acs3';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { signedService, signTc3 } from '../../../credentials/signing/tc3';
import { signTencentCloudRequest } from '../../../credentials/signing/tencentCloud';
import { authenticateWemakeRequest } from '../../../credentials/signing/wemakeIam';
import { admit } from '../../../sandbox/cloud/api3/gate.mts';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import { parseTc3, tc3Signature } from '../../../sandbox/cloud/signature/tc3.mts';
import {
	forAll,
	jsonBody,
	jsonBodyOf,
	keyPart,
	plainName,
	product,
	PROTO_FIELD,
	queryOf,
	text,
	timestamp,
} from './generators.mts';
import { authorization, gateCall, received, tampered } from './received.mts';
import acs3Vectors from './vectors/acs3.json';
import tc3Vectors from './vectors/tc3.json';

describe('the vendor’s samples', () => {
	const vector = (wanted: string) => tc3Vectors.find(({ name }) => name === wanted)!;

	it.each(tc3Vectors)('$name', (sample) => {
		const headers = sample.headers as Record<string, string>;
		expect(contentSha256(sample.body)).toBe(sample.hashedPayload);
		for (const body of [sample.body, Buffer.from(sample.body)]) {
			expect(signTc3({ ...sample, headers, body }, sample)).toBe(sample.authorization);
		}
		expect(signedService(sample.authorization)).toBe(sample.service);
	});

	it('may have their headers in any order, with blanks around values in any letter case', () => {
		const sample = vector('cvm-post-signed-action');
		const headers = {
			'x-tc-action': 'DescribeInstances',
			host: sample.headers.host,
			'content-type': ` ${sample.headers['content-type']} `,
		};
		expect(signTc3({ ...sample, headers }, sample)).toBe(sample.authorization);
	});

	it('differ by secret, day and service, whichever keys are cached', () => {
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
		// More keys than the cache holds: the second round derives its keys again.
		for (let count = 0; count < 40; count++) sign({ service: `product-${count}` });
		expect(variants.map(sign)).toEqual(first);
		expect(first[0]).toBe(base.authorization);
	});
});

it.each([undefined, '', 'Bearer x', 'TC3-HMAC-SHA256 x', acs3Vectors[0].authorization])(
	'finds no service in %j',
	(header) => {
		expect(signedService(header)).toBeUndefined();
	},
);

describe('the official SDK signs alike, byte for byte', () => {
	/** Of each of the three properties: over 10,000 requests in all. */
	const RUNS = 3_400;

	let nowMs = 0;
	beforeAll(() => void jest.spyOn(Date, 'now').mockImplementation(() => nowMs));
	afterAll(() => jest.restoreAllMocks());

	const circumstances = fc.record({
		secretId: keyPart,
		secretKey: keyPart,
		timestamp,
		service: product,
		zone: fc.constantFrom('', '.intl', '.ap-guangzhou'),
		contentType: fc.constantFrom(undefined, 'application/json', 'application/json; charset=utf-8'),
	});
	type Circumstances = typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;

	/** `payload` is what the SDK gets: an object, which it serialises itself, or the bytes. */
	function signWithBoth(given: Circumstances, options: RequestOptions, payload: unknown) {
		const { secretId, secretKey, timestamp, service, zone, contentType } = given;
		nowMs = timestamp * 1000 + 500;
		const signed = signTencentCloudRequest({ secretId, secretKey, site: 'china' }, {
			url: `https://${service}${zone}.tencentcloudapi.com/`,
			headers: contentType && { 'Content-Type': contentType },
			...options,
		} as RequestOptions);
		const { method, headers } = received(signed);
		const official = Sign.sign3({
			method,
			url: signed.url,
			payload,
			timestamp,
			service,
			secretId,
			secretKey,
			headers: { 'Content-Type': headers['content-type'] },
		} as unknown as Parameters<typeof Sign.sign3>[0]);
		return { signed, official };
	}

	// The SDK writes some rare characters (soft hyphen, zero-width joiner) as \u escapes, which is the
	// same JSON in other bytes. Of these characters both sides write the very same text.
	const COMMON = /^[ -~À-ɏ一-鿿😀-🙏]*$/u;
	const common = text.filter((value) => COMMON.test(value));

	it('objects that each side serialises itself', () => {
		forAll(RUNS, fc.tuple(circumstances, jsonBodyOf(common)), ([given, body]) => {
			const { signed, official } = signWithBoth(given, { method: 'POST', body }, body);
			equal(authorization(signed), official);
		});
	});

	it('the bytes of any body, whichever form n8n hands it over in', () => {
		const forms: Array<(json: string) => unknown> = [JSON.parse, String, Buffer.from];
		const body = fc.tuple(jsonBody, fc.constantFrom(...forms));
		forAll(RUNS, fc.tuple(circumstances, body), ([given, [value, form]]) => {
			const json = JSON.stringify(value);
			const { signed, official } = signWithBoth(
				{ ...given, contentType: 'application/json' },
				{ method: 'POST', body: form(json) },
				Buffer.from(json),
			);
			equal(received(signed).rawBody.toString(), json);
			equal(authorization(signed), official);
		});
	});

	it('GET with a query', () => {
		const query = queryOf(fc.oneof(plainName, text));
		forAll(RUNS, fc.tuple(circumstances, query), ([given, qs]) => {
			const { signed, official } = signWithBoth(given, { method: 'GET', qs }, undefined);
			equal(authorization(signed), official);
		});
	});
});

// The gate shares no line with credentials/.
describe('the gate of the local cloud', () => {
	const RUNS = 2_000;
	const action = { version: '2021-03-31', action: 'DoAnything' };
	const headers = { 'X-TC-Action': action.action, 'x-tc-version': action.version };
	const anyRequest = fc.oneof(
		fc.record({ method: fc.constant('POST'), body: jsonBody }),
		// Of a POST the query is no part of the signature.
		fc.record({ method: fc.constant('POST'), qs: queryOf(plainName) }),
		fc.record({ method: fc.constant('GET'), qs: queryOf(fc.oneof(plainName, text)) }),
	) as fc.Arbitrary<RequestOptions>;

	const sign = (service: string, secretId: string, secretKey: string, options: RequestOptions) =>
		signTencentCloudRequest(
			{ secretId, secretKey, site: 'china' },
			{ url: `https://${service}.tencentcloudapi.com`, headers, ...options },
		);

	it('admits any request to any product', () => {
		const all = fc.tuple(product, keyPart, keyPart, anyRequest);
		forAll(RUNS, all, ([service, secretId, secretKey, options]) => {
			const admitted = admit(gateCall(sign(service, secretId, secretKey, options)), {
				actions: [{ ...action, product: service }],
				productOf: (hostname) => hostname.split('.')[0],
				findKey: (id) => (id === secretId ? { secretId, secretKey } : undefined),
			});
			equal(admitted.key.secretId, secretId);
		});
	});

	it.each([
		{ method: 'POST', body: PROTO_FIELD },
		{ method: 'GET', qs: PROTO_FIELD },
	])('admits a field called "__proto__": $method', (options) => {
		const call = gateCall(sign('cvm', 'id', 'secret', options));
		expect(call.body + call.rawQuery).toMatch(/^\{"__proto__":"value"\}$|^__proto__=value$/);
		const admitted = admit(call, {
			actions: [{ ...action, product: 'cvm' }],
			productOf: () => 'cvm',
			findKey: () => ({ secretId: 'id', secretKey: 'secret' }),
		});
		expect(admitted.key.secretId).toBe('id');
	});

	it('notices every changed byte of body, query, content type, host and timestamp', () => {
		const parts = ['body', 'query', 'content-type', 'host', 'x-tc-timestamp'];
		const all = fc.tuple(anyRequest, fc.constantFrom(...parts), fc.nat({ max: 1000 }));
		forAll(RUNS / 2, all, ([options, part, position]) => {
			const secretKey = 'secret';
			const request = received(sign('cvm', 'id', secretKey, options));
			const proof = parseTc3(request.headers.authorization)!;
			equal(tc3Signature(request, proof, secretKey), proof.signature);
			if (part === 'query' && request.method === 'POST') return;
			const other = tampered(request, part, position);
			if (other) notEqual(tc3Signature(other, proof, secretKey), proof.signature);
		});
	});

	it.each([
		['iam-app', 'http://iam-app-api.example.com'],
		['iam', 'http://iam-api.example.com'],
	])('admits requests to WeMake’s service %s', (service, baseURL) => {
		const { secretId, secretKey } = demoCredentials.wemake;
		const credentials = { secretId, secretKey, domain: 'example.com', protocol: 'http' };
		forAll(RUNS / 2, jsonBody, (body) => {
			const options = { method: 'POST', baseURL, url: '/', headers, body };
			admit(gateCall(authenticateWemakeRequest(credentials, options)), {
				actions: [{ ...action, product: service }],
				productOf: () => null,
				findKey: () => ({ secretId, secretKey }),
			});
		});
	});
});
