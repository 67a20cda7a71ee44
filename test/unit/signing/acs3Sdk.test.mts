// Our ACS3 signatures equal those of the official SDK, byte for byte, on random requests.
import { deepEqual, equal, match } from 'node:assert/strict';
import OpenApiUtil from '@alicloud/openapi-core/dist/utils';
import fc from 'fast-check';
import { signAliyunRequest } from '../../../credentials/signing/aliyun';
import { contentSha256 } from '../../../credentials/signing/acs3';
import { decodeParameters } from '../../../credentials/signing/encoding';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { forAll, jsonBody, keyPart, plainName, queryOf, text } from './generators.mts';
import { authorization, received } from './received.mts';

/** Of each of the three properties: over 10,000 requests in all. */
const RUNS = 3_400;

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

/** Signs with ours, and lets the SDK sign what then travels. */
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
	const travelling = received(signed);
	const official = OpenApiUtil.getAuthorization(
		{
			method,
			pathname: travelling.path,
			query: Object.fromEntries(decodeParameters(travelling.rawQuery)),
			headers: travelling.headers,
		} as Parameters<typeof OpenApiUtil.getAuthorization>[0],
		'ACS3-HMAC-SHA256',
		contentSha256(travelling.rawBody),
		accessKeyId,
		accessKeySecret,
	);
	return { signed, travelling, official };
}

describe('ACS3 signatures and the official SDK', () => {
	beforeAll(() => jest.useFakeTimers());
	afterAll(() => jest.useRealTimers());

	// The SDK does not escape names, the document does: names that need an escape are left to the
	// local cloud's checker (checker.test.mts).
	it('agree on RPC requests whose lists the SDK has flattened', () => {
		forAll(RUNS, fc.tuple(circumstances, queryOf(plainName)), ([given, parameters]) => {
			const qs = OpenApiUtil.query(parameters) as Record<string, string>;
			const { signed, travelling, official } = signWithBoth(given, { qs });
			equal(authorization(signed), official);
			deepEqual(Object.fromEntries(decodeParameters(travelling.rawQuery)), qs);
		});
	});

	// The SDK escapes only "+" and "*" in paths, so it is given the path that travels, where by the
	// document every character but the unreserved ones is escaped already.
	it('agree on ROA requests with paths and JSON bodies', () => {
		const segments = fc.array(
			text.filter((segment) => !['', '.', '..'].includes(segment)),
			{ maxLength: 3 },
		);
		const withBody = circumstances.filter(({ method }) => method !== 'GET');
		forAll(RUNS, fc.tuple(withBody, segments, jsonBody), ([given, names, body]) => {
			const path = `/${names.map(encodeURIComponent).join('/')}`;
			const { signed, travelling, official } = signWithBoth(given, { path, body });
			equal(authorization(signed), official);
			match(travelling.path, /^(\/([\w.~-]|%[0-9A-F]{2})*)+$/);
			deepEqual(travelling.path.slice(1).split('/').map(decodeURIComponent).filter(Boolean), names);
		});
	});

	it('sign temporary keys with their token', () => {
		forAll(RUNS, fc.tuple(circumstances, jsonBody), ([given, body]) => {
			const { signed, travelling, official } = signWithBoth(
				{ ...given, method: 'POST' },
				{ body: JSON.stringify(body) },
			);
			equal(authorization(signed), official);
			equal(travelling.headers['x-acs-security-token'] ?? '', given.securityToken);
		});
	});
});
