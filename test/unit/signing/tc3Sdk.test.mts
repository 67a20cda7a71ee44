// Our TC3 signatures equal those of the official SDK, byte for byte, on random requests.
import { equal } from 'node:assert/strict';
import fc from 'fast-check';
import Sign from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { signTencentCloudRequest } from '../../../credentials/signing/tencentCloud';
import {
	forAll,
	jsonBody,
	jsonBodyOf,
	keyPart,
	plainName,
	product,
	queryOf,
	text,
	timestamp,
} from './generators.mts';
import { authorization, received } from './received.mts';

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

interface Request {
	circumstances: typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;
	options: RequestOptions;
	/** What the SDK is given: an object, which it serialises itself, or the bytes. */
	payload: unknown;
}

/** Signs with both; the SDK gets the URL and the content type that travel. */
function signWithBoth({ circumstances, options, payload }: Request) {
	const { secretId, secretKey, timestamp, service, zone, contentType } = circumstances;
	nowMs = timestamp * 1000 + 500;
	const signed = signTencentCloudRequest({ secretId, secretKey, site: 'china' }, {
		url: `https://${service}${zone}.tencentcloudapi.com/`,
		headers: contentType && { 'Content-Type': contentType },
		...options,
	} as RequestOptions);
	const { method, headers } = received(signed);
	const official = Sign.sign3({
		method: method as 'GET' | 'POST',
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

describe('TC3 signatures and the official SDK', () => {
	// The SDK writes some rare characters (soft hyphen, zero-width joiner) as \u escapes, which is the
	// same JSON in other bytes. Of these characters both sides write the very same text.
	const COMMON = /^[ -~À-ɏ一-鿿😀-🙏]*$/u;
	const common = text.filter((value) => COMMON.test(value));

	it('agree on objects that each side serialises itself', () => {
		forAll(RUNS, fc.tuple(circumstances, jsonBodyOf(common)), ([circumstances, body]) => {
			const { signed, official } = signWithBoth({
				circumstances,
				options: { method: 'POST', body },
				payload: body,
			});
			equal(authorization(signed), official);
		});
	});

	it('agree on the bytes of any body, whichever form n8n hands it over in', () => {
		const forms: Array<(json: string) => unknown> = [JSON.parse, String, Buffer.from];
		const body = fc.tuple(jsonBody, fc.constantFrom(...forms));
		forAll(RUNS, fc.tuple(circumstances, body), ([circumstances, [value, form]]) => {
			const json = JSON.stringify(value);
			const { signed, official } = signWithBoth({
				circumstances: { ...circumstances, contentType: 'application/json' },
				options: { method: 'POST', body: form(json) },
				payload: Buffer.from(json),
			});
			equal(received(signed).rawBody.toString(), json);
			equal(authorization(signed), official);
		});
	});

	it('agree on GET with a query', () => {
		const query = queryOf(fc.oneof(plainName, text));
		forAll(RUNS, fc.tuple(circumstances, query), ([circumstances, qs]) => {
			const { signed, official } = signWithBoth({
				circumstances,
				options: { method: 'GET', qs },
				payload: undefined,
			});
			equal(authorization(signed), official);
		});
	});
});
