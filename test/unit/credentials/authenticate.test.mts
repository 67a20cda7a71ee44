// What holds for every credential type: n8n may authenticate the same options twice (after a 401), keys
// do not mix, and no request is sent unsigned.
import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { parseAcs3 } from '../../../sandbox/cloud/signature/acs3.mts';
import { parseTc3 } from '../../../sandbox/cloud/signature/tc3.mts';
import { runs } from '../../random.mts';
import { jsonBody, plainName, queryOf, text } from '../signing/generators.mts';
import {
	aliyun,
	allCases,
	authenticate,
	type CredentialCase,
	tencent,
	wemakeOpenApi,
	wemakeSession,
} from './credentialCases.mts';

const send = (credential: CredentialCase, changes: Record<string, unknown> = {}) =>
	authenticate(credential, { method: 'POST', url: credential.host, body: { a: 1 } }, changes);

/** The signed options without what must differ each time: date, nonce and signature. */
function lasting({ headers, ...options }: RequestOptions) {
	const fresh = ['authorization', 'x-tc-timestamp', 'x-acs-date', 'x-acs-signature-nonce'];
	const kept = Object.entries(headers!)
		.map(([name, value]) => [name.toLowerCase(), value] as const)
		.filter(([name]) => !fresh.includes(name));
	return { ...options, headers: Object.fromEntries(kept) };
}

describe('signed a second time', () => {
	const RUNS = 500;

	const letterCase = fc.constantFrom(
		(name: string) => name,
		(name: string) => name.toLowerCase(),
		(name: string) => name.toUpperCase(),
	);

	/** Every form in which n8n hands over a body. */
	const payload = fc.tuple(jsonBody, fc.nat({ max: 7 })).map(([value, form]): RequestOptions => {
		const json = JSON.stringify(value);
		const forms: RequestOptions[] = [
			{ method: 'GET' },
			{ method: 'POST' },
			{ method: 'POST', body: {} },
			{ method: 'POST', body: value },
			{ method: 'POST', body: json },
			{ method: 'POST', body: Buffer.from(json) },
			{ method: 'POST', form: value },
			{
				method: 'POST',
				body: value,
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			},
		];
		return forms[form];
	});

	const target = fc
		.tuple(queryOf(fc.oneof(plainName, text)), text, fc.nat({ max: 2 }))
		.map(([qs, value, form]) => (host: string): RequestOptions => {
			const query = `?q=${encodeURIComponent(value)}`;
			return [
				{ url: `${host}/${query}`, qs },
				{ uri: `${host}/`, qs, useQuerystring: true },
				{ baseURL: host, url: `/${query}`, qs },
			][form] as RequestOptions;
		});

	describe.each(allCases)('$title', (credential) => {
		it('gives the same request, and leaves its input alone', async () => {
			const property = fc.asyncProperty(payload, target, letterCase, async (body, at, spell) => {
				const headers = { [spell('X-TC-Action')]: 'Any', [spell('x-acs-action')]: 'Any' };
				const options = {
					...body,
					...at(credential.host),
					headers: { ...headers, ...body.headers },
					timeout: 5,
				};
				const before = structuredClone(options);
				const first = await authenticate(credential, options);
				deepEqual(structuredClone(options), before);
				const copy = structuredClone({ ...first, body: String(first.body) });
				const second = await authenticate(credential, first);
				deepEqual(structuredClone({ ...first, body: String(first.body) }), copy);
				deepEqual(lasting(second), lasting(first));
				equal(Object.keys(second.headers!).length, Object.keys(first.headers!).length);
			});
			await fc.assert(property, { numRuns: runs(RUNS, 20) });
		}, 60_000);

		it.each([(name: string) => name.toLowerCase(), (name: string) => name.toUpperCase()])(
			'replaces the headers of the first time in any letter case',
			async (spell) => {
				const first = await authenticate(credential, { method: 'POST', url: credential.host });
				const headers = Object.fromEntries(
					Object.entries(first.headers!).map(([name, value]) => [spell(name), value]),
				);
				const second = await authenticate(credential, { ...first, headers });
				expect(lasting(second)).toEqual(lasting(first));
			},
		);
	});

	it.each([
		{ credential: tencent, field: 'sessionToken', header: 'X-TC-Token' },
		{ credential: aliyun, field: 'securityToken', header: 'x-acs-security-token' },
	])('drops the $header that the credential no longer has', async (given) => {
		const { credential, field, header } = given;
		const first = await authenticate(credential, { url: credential.host });
		const second = await authenticate(credential, first, { [field]: '' });
		expect(first.headers).toHaveProperty(header);
		expect(second.headers).not.toHaveProperty(header);
	});

	it.each([
		{ credential: tencent, product: 'cam' },
		{ credential: wemakeOpenApi, product: 'iam' },
	])('keeps the product $product, which the address does not contain', async (given) => {
		const { credential, product } = given;
		const endpoint = 'http://gateway.test';
		const changes = { site: 'custom', endpoint, appEndpoint: endpoint, apiEndpoint: endpoint };
		const headers = { 'X-TC-Service': product };
		const first = await authenticate(credential, { url: endpoint, headers }, changes);
		const second = await authenticate(credential, first, changes);
		for (const signed of [first, second]) {
			expect(signed.headers!.Authorization).toContain(`/${product}/tc3_request`);
		}
	});
});

it.each([
	{ ...aliyun, expected: { accept: 'application/json' } },
	...[tencent, wemakeOpenApi, wemakeSession].map((credential) => ({
		...credential,
		expected: { body: '{}', contentType: 'application/json' },
	})),
])('a POST without parameters to $title has $expected', async ({ expected, ...credential }) => {
	const options = { method: 'POST', url: credential.host };
	const { headers, body } = await authenticate(credential, options);
	const { 'Content-Type': contentType, Accept: accept } = headers!;
	expect({ accept, contentType, body: body && String(body) }).toEqual(expected);
});

describe('a key', () => {
	beforeAll(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) }));
	afterAll(() => jest.useRealTimers());

	it('is named by its public half only', async () => {
		const tc3 = parseTc3(String((await send(tencent)).headers!.Authorization));
		const acs3 = parseAcs3(String((await send(aliyun)).headers!.Authorization));
		expect(tc3).toMatchObject({ secretId: 'AKIDEXAMPLE', service: 'cvm', date: '2026-01-02' });
		expect(acs3).toMatchObject({ accessKeyId: 'LTAIEXAMPLE' });
		for (const credential of [tencent, aliyun, wemakeOpenApi]) {
			expect(JSON.stringify(await send(credential))).not.toContain('SECRETKEY');
		}
	});

	it('is read from its own fields: what n8n adds changes nothing', async () => {
		const added = {
			allowedHttpRequestDomains: 'domains',
			allowedDomains: '*.evil.com',
			method: 'DELETE',
			__proto__: { site: 'custom' },
		};
		for (const credential of allCases) {
			const signed = await send(credential, added);
			expect(lasting(signed)).toEqual(lasting(await send(credential)));
			if (credential !== aliyun) {
				expect(signed.headers).toEqual((await send(credential)).headers);
			}
		}
	});

	it('signs its own requests where those of two accounts interleave', async () => {
		const other = { secretId: 'AKIDOTHER', secretKey: 'OTHERKEY' };
		const headersOf = async (changes: object) => (await send(tencent, { ...changes })).headers;
		const apart = [await headersOf({}), await headersOf(other)];
		const environment = { ...process.env };
		const mixed = await Promise.all(
			Array.from({ length: 50 }, (_, index) => headersOf(index % 2 ? other : {})),
		);
		mixed.forEach((headers, index) => expect(headers).toEqual(apart[index % 2]));
		expect(apart[0]).not.toEqual(apart[1]);
		expect(process.env).toEqual(environment);
	});
});

it.each(allCases)('never lets a request pass unsigned: $title', async (credential) => {
	const unsignable = [
		{ url: 'nowhere' },
		{ body: { id: 1n } },
		{ formData: {} },
		{ headers: { 'X-A': 'a\nb' } },
		{ method: 'GET', body: { a: 1 } },
	];
	for (const options of unsignable) {
		const sent = authenticate(credential, { method: 'POST', url: credential.host, ...options });
		await expect(sent).rejects.toThrow(Error);
	}
});
