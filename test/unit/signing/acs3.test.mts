import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import OpenApiUtil from '@alicloud/openapi-core/dist/utils';
import fc from 'fast-check';
import { contentSha256, signAcs3 } from '../../../credentials/signing/acs3';
import { signAliyunRequest } from '../../../credentials/signing/aliyun';
import {
	decodeParameters,
	encodeParameters,
	type Parameter,
} from '../../../credentials/signing/encoding';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { authenticate, createNonces } from '../../../sandbox/cloud/aliyun/gate.mts';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import {
	acs3Signature,
	acs3StringToSign,
	parseAcs3,
} from '../../../sandbox/cloud/signature/acs3.mts';
import { forAll, jsonBody, keyPart, plainName, PROTO_FIELD, queryOf, text } from './generators.mts';
import { authorization, gateCall, type Received, received, tampered } from './received.mts';
import acs3Vectors from './vectors/acs3.json';

describe('the samples', () => {
	it.each(acs3Vectors)('$name', (sample) => {
		const query = Object.entries(sample.query as object) as Parameter[];
		const headers = sample.headers as Record<string, string>;
		expect(contentSha256(sample.body)).toBe(sample.hashedPayload);
		expect(encodeParameters(query)).toBe(sample.canonicalQuery);
		for (const order of [query, query.toReversed()]) {
			expect(signAcs3({ ...sample, query: order, headers }, sample)).toBe(sample.authorization);
		}
	});

	it('may have blanks around header values; a repeated name keeps its order', () => {
		const sample = acs3Vectors[0];
		const headers = sample.headers as Record<string, string>;
		const padded = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name, ` ${value} `]),
		);
		const sign = (query: Parameter[], given = headers) =>
			signAcs3({ ...sample, query, headers: given }, sample);
		const query: Parameter[] = [
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

describe('the official SDK signs alike, byte for byte', () => {
	/** Of each of the three properties: over 10,000 requests in all. */
	const RUNS = 3_400;

	beforeAll(() => jest.useFakeTimers());
	afterAll(() => jest.useRealTimers());

	const circumstances = fc.record({
		accessKeyId: keyPart,
		accessKeySecret: keyPart,
		securityToken: fc.option(keyPart, { nil: '' }),
		now: fc.integer({ min: 1_500_000_000_000, max: 4_100_000_000_000 }),
		host: fc.constantFrom('domain.aliyuncs.com', 'ecs.cn-hangzhou.aliyuncs.com', 'cs.aliyuncs.com'),
		action: plainName,
		method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
	});
	type Circumstances = typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;

	/** Lets the SDK sign what is sent. */
	function signWithBoth(given: Circumstances, options: RequestOptions & { path?: string }) {
		const { accessKeyId, accessKeySecret, securityToken, now, host, action, method } = given;
		const { path = '/', ...more } = options;
		jest.setSystemTime(now);
		const signed = signAliyunRequest(
			{ accessKeyId, accessKeySecret, securityToken, site: 'china' },
			{
				method,
				url: `https://${host}${path}`,
				headers: { 'x-acs-action': action, 'X-Acs-Version': '2018-01-29' },
				...more,
			},
		);
		const sent = received(signed);
		const official = OpenApiUtil.getAuthorization(
			{
				method,
				pathname: sent.path,
				query: Object.fromEntries(decodeParameters(sent.rawQuery)),
				headers: sent.headers,
			} as Parameters<typeof OpenApiUtil.getAuthorization>[0],
			'ACS3-HMAC-SHA256',
			contentSha256(sent.rawBody),
			accessKeyId,
			accessKeySecret,
		);
		equal(authorization(signed), official);
		return sent;
	}

	// The SDK does not escape names, the document does: names that need an escape are left to the gate of
	// the local cloud.
	it('RPC requests, with lists as the SDK flattens them', () => {
		forAll(RUNS, fc.tuple(circumstances, queryOf(plainName)), ([given, parameters]) => {
			const qs = OpenApiUtil.query(parameters) as Record<string, string>;
			const sent = signWithBoth(given, { qs });
			deepEqual(Object.fromEntries(decodeParameters(sent.rawQuery)), qs);
		});
	});

	// The SDK escapes only "+" and "*" in paths, so it is given the path that is sent, where by the
	// document every character but the unreserved ones is escaped already.
	it('ROA requests with paths and JSON bodies', () => {
		const segments = fc.array(
			text.filter((segment) => !['', '.', '..'].includes(segment)),
			{ maxLength: 3 },
		);
		const withBody = circumstances.filter(({ method }) => method !== 'GET');
		forAll(RUNS, fc.tuple(withBody, segments, jsonBody), ([given, names, body]) => {
			const path = `/${names.map(encodeURIComponent).join('/')}`;
			const sent = signWithBoth(given, { path, body });
			match(sent.path, /^(\/([\w.~-]|%[0-9A-F]{2})*)+$/);
			deepEqual(sent.path.slice(1).split('/').map(decodeURIComponent).filter(Boolean), names);
		});
	});

	it('temporary keys with their token', () => {
		forAll(RUNS, fc.tuple(circumstances, jsonBody), ([given, body]) => {
			const sent = signWithBoth({ ...given, method: 'POST' }, { body: JSON.stringify(body) });
			equal(sent.headers['x-acs-security-token'] ?? '', given.securityToken);
		});
	});
});

// The gate shares no line with credentials/.
describe('the gate of the local cloud', () => {
	const RUNS = 1_000;
	const headers = { 'x-acs-action': 'DoAnything', 'x-acs-version': '2018-01-29' };
	const sign = (credentials: object, options: RequestOptions) =>
		signAliyunRequest(
			{ ...credentials, site: 'china' },
			{ url: 'https://domain.aliyuncs.com', headers, ...options },
		);
	const anyRequest = fc.record({
		method: fc.constantFrom('POST', 'PUT'),
		qs: queryOf(fc.oneof(plainName, text)),
		body: fc.option(jsonBody, { nil: undefined }),
	}) as fc.Arbitrary<RequestOptions>;

	it.each(['aliyun', 'aliyunTemporary'] as const)('admits any request with the key %s', (name) => {
		const nonces = createNonces();
		forAll(RUNS, anyRequest, (options) => {
			const key = authenticate(gateCall(sign(demoCredentials[name], options)), nonces);
			equal(key.accessKeyId, demoCredentials[name].accessKeyId);
		});
	});

	it('admits a field called "__proto__"', () => {
		const options = { method: 'POST', qs: PROTO_FIELD, body: PROTO_FIELD };
		const call = gateCall(sign(demoCredentials.aliyun, options));
		expect([call.rawQuery, call.body]).toEqual(['__proto__=value', '{"__proto__":"value"}']);
		const { accessKeyId } = demoCredentials.aliyun;
		expect(authenticate(call, createNonces()).accessKeyId).toBe(accessKeyId);
	});

	it('notices every changed byte of body, query, path and signed headers', () => {
		const parts = [
			...['body', 'query', 'path', 'host', 'content-type', ...Object.keys(headers)],
			...['x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256', 'x-acs-security-token'],
		];
		const all = fc.tuple(anyRequest, fc.constantFrom(...parts), fc.nat({ max: 1000 }));
		const key = demoCredentials.aliyunTemporary;
		forAll(RUNS, all, ([options, part, position]) => {
			const original = received(sign(key, options));
			const { signedHeaders, signature } = parseAcs3(original.headers.authorization)!;
			const signatureOf = (request: Received) =>
				acs3Signature(acs3StringToSign(request, signedHeaders), key.accessKeySecret);
			equal(signatureOf(original), signature);
			const other = tampered(original, part, position);
			if (other) notEqual(signatureOf(other), signature);
		});
	});
});
