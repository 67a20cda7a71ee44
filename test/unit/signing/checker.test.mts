// The local cloud's gates, which share no line with credentials/, let our requests pass, and nothing
// that differs from them in a byte.
import { equal, notEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { signAliyunRequest } from '../../../credentials/signing/aliyun';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { signTencentCloudRequest } from '../../../credentials/signing/tencentCloud';
import { authenticateWemakeRequest } from '../../../credentials/signing/wemakeIam';
import { authenticate, createNonces } from '../../../sandbox/cloud/aliyun/gate.mts';
import { admit } from '../../../sandbox/cloud/api3/gate.mts';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import {
	acs3Signature,
	acs3StringToSign,
	parseAcs3,
} from '../../../sandbox/cloud/signature/acs3.mts';
import { parseTc3, tc3Signature } from '../../../sandbox/cloud/signature/tc3.mts';
import { forAll, jsonBody, keyPart, plainName, product, queryOf, text } from './generators.mts';
import { type Received, received } from './received.mts';

const RUNS = 2_000;

/** A request as the cloud's gates take it, arriving in the second in which it was signed. */
const arriving = (options: RequestOptions) => {
	const request = received(options);
	const hostname = new URL(options.url!).hostname;
	return { ...request, hostname, body: request.rawBody.toString(), at: Date.now() };
};

/** The same request with one character of one part changed; nothing when the part is empty. */
function tampered(request: Received, part: string, position: number): Received | undefined {
	const change = (value: string) => {
		if (value === '') return undefined;
		const at = position % value.length;
		return value.slice(0, at) + (value[at] === 'x' ? 'y' : 'x') + value.slice(at + 1);
	};
	if (part === 'query') {
		const rawQuery = change(request.rawQuery);
		return rawQuery === undefined ? undefined : { ...request, rawQuery };
	}
	if (part === 'body') {
		if (request.rawBody.length === 0) return undefined;
		const rawBody = Buffer.from(request.rawBody);
		rawBody[position % rawBody.length] ^= 1 << position % 8;
		return { ...request, rawBody };
	}
	if (part === 'path') return { ...request, path: change(request.path)! };
	const value = change(request.headers[part] ?? '');
	return value === undefined
		? undefined
		: { ...request, headers: { ...request.headers, [part]: value } };
}

/** Random names once were this one. The official SDKs fail on it, so that they cannot judge it. */
const PROTO_FIELD = JSON.parse('{"__proto__":"value"}') as Record<string, string>;

const anyPosition = fc.nat({ max: 1000 });
const postOrGet = fc.oneof(
	fc.record({ method: fc.constant('POST'), body: jsonBody }),
	// Of a POST the query is no part of the signature.
	fc.record({ method: fc.constant('POST'), qs: queryOf(plainName) }),
	fc.record({ method: fc.constant('GET'), qs: queryOf(fc.oneof(plainName, text)) }),
) as fc.Arbitrary<RequestOptions>;

describe('TC3', () => {
	const action = { version: '2021-03-31', action: 'DoAnything' };
	const headers = { 'X-TC-Action': action.action, 'x-tc-version': action.version };

	const tencent = (service: string, secretId: string, secretKey: string, more: RequestOptions) =>
		signTencentCloudRequest(
			{ secretId, secretKey, site: 'china' },
			{ url: `https://${service}.tencentcloudapi.com`, headers, ...more },
		);

	it('passes the gate for any request to any product', () => {
		const all = fc.tuple(product, keyPart, keyPart, postOrGet);
		forAll(RUNS, all, ([service, secretId, secretKey, options]) => {
			const call = arriving(tencent(service, secretId, secretKey, options));
			const admitted = admit(call, {
				actions: [{ ...action, product: service }],
				productOf: (hostname) => hostname.split('.')[0],
				findKey: (id) => (id === secretId ? { secretId, secretKey } : undefined),
			});
			equal(admitted.key.secretId, secretId);
		});
	});

	it('passes the gate with a field called "__proto__"', () => {
		for (const options of [
			{ method: 'POST', body: PROTO_FIELD },
			{ method: 'GET', qs: PROTO_FIELD },
		]) {
			const call = arriving(tencent('cvm', 'id', 'secret', options));
			expect(call.body + call.rawQuery).toMatch(/^\{"__proto__":"value"\}$|^__proto__=value$/);
			const admitted = admit(call, {
				actions: [{ ...action, product: 'cvm' }],
				productOf: () => 'cvm',
				findKey: () => ({ secretId: 'id', secretKey: 'secret' }),
			});
			expect(admitted.key.secretId).toBe('id');
		}
	});

	it('covers every byte of body, query, content type, host and timestamp', () => {
		const parts = ['body', 'query', 'content-type', 'host', 'x-tc-timestamp'];
		const all = fc.tuple(postOrGet, fc.constantFrom(...parts), anyPosition);
		forAll(RUNS / 2, all, ([options, part, position]) => {
			const secretKey = 'secret';
			const request = received(tencent('cvm', 'id', secretKey, options));
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
	])('passes the gate for WeMake’s service %s', (service, baseURL) => {
		const { secretId, secretKey } = demoCredentials.wemake;
		const credentials = { secretId, secretKey, domain: 'example.com', protocol: 'http' };
		forAll(RUNS / 2, jsonBody, (body) => {
			const options = { method: 'POST', baseURL, url: '/', headers, body };
			const call = arriving(authenticateWemakeRequest(credentials, options));
			admit(call, {
				actions: [{ ...action, product: service }],
				productOf: () => null,
				findKey: () => ({ secretId, secretKey }),
			});
		});
	});
});

describe('ACS3', () => {
	const headers = { 'x-acs-action': 'DoAnything', 'x-acs-version': '2018-01-29' };
	const aliyun = (credentials: object, more: RequestOptions) =>
		signAliyunRequest(
			{ ...credentials, site: 'china' },
			{ url: 'https://domain.aliyuncs.com', headers, ...more },
		);
	const request = fc.record({
		method: fc.constantFrom('POST', 'PUT'),
		qs: queryOf(fc.oneof(plainName, text)),
		body: fc.option(jsonBody, { nil: undefined }),
	}) as fc.Arbitrary<RequestOptions>;

	it.each(['aliyun', 'aliyunTemporary'] as const)('passes the gate with the key %s', (name) => {
		const nonces = createNonces();
		forAll(RUNS / 2, request, (options) => {
			const key = authenticate(arriving(aliyun(demoCredentials[name], options)), nonces);
			equal(key.accessKeyId, demoCredentials[name].accessKeyId);
		});
	});

	it('passes the gate with a field called "__proto__"', () => {
		const options = { method: 'POST', qs: PROTO_FIELD, body: PROTO_FIELD };
		const call = arriving(aliyun(demoCredentials.aliyun, options));
		expect([call.rawQuery, call.body]).toEqual(['__proto__=value', '{"__proto__":"value"}']);
		const { accessKeyId } = demoCredentials.aliyun;
		expect(authenticate(call, createNonces()).accessKeyId).toBe(accessKeyId);
	});

	it('covers every byte of body, query, path and signed headers', () => {
		const parts = ['body', 'query', 'path', 'host', 'content-type', ...Object.keys(headers)];
		parts.push('x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256');
		parts.push('x-acs-security-token');
		const all = fc.tuple(request, fc.constantFrom(...parts), anyPosition);
		const key = demoCredentials.aliyunTemporary;
		forAll(RUNS / 2, all, ([options, part, position]) => {
			const original = received(aliyun(key, options));
			const { signedHeaders, signature } = parseAcs3(original.headers.authorization)!;
			const signatureOf = (other: Received) =>
				acs3Signature(acs3StringToSign(other, signedHeaders), key.accessKeySecret);
			equal(signatureOf(original), signature);
			const other = tampered(original, part, position);
			if (other) notEqual(signatureOf(other), signature);
		});
	});
});
