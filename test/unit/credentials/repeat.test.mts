// n8n authenticates options that are signed already: after a 401 it sends the same ones again.
import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { runs } from '../../random.mts';
import { jsonBody, plainName, queryOf, text } from '../signing/generators.mts';
import { aliyun, allCases, authenticate, tencent, wemakeOpenApi } from './types.mts';

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

/** Everything but what must differ: date, nonce and signature. */
function lasting({ headers, ...options }: RequestOptions) {
	const fresh = ['authorization', 'x-tc-timestamp', 'x-acs-date', 'x-acs-signature-nonce'];
	const kept = Object.entries(headers!)
		.map(([name, value]) => [name.toLowerCase(), value] as const)
		.filter(([name]) => !fresh.includes(name));
	return { ...options, headers: Object.fromEntries(kept) };
}

describe.each(allCases)('$title', (credential) => {
	it('gives the same request the second time, and leaves its input alone', async () => {
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
		await fc.assert(property, { numRuns: runs(RUNS) });
	}, 60_000);

	it.each([(name: string) => name.toLowerCase(), (name: string) => name.toUpperCase()])(
		'replaces the traces of the first time in any letter case',
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

it('takes a fresh nonce and the present date', async () => {
	jest.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
	const first = await authenticate(aliyun, { method: 'POST', url: aliyun.host });
	jest.setSystemTime(Date.UTC(2026, 0, 1, 0, 0, 1));
	const second = await authenticate(aliyun, first);
	jest.useRealTimers();
	expect(first.headers!['x-acs-date']).toBe('2026-01-01T00:00:00Z');
	expect(second.headers!['x-acs-date']).toBe('2026-01-01T00:00:01Z');
	for (const name of ['x-acs-signature-nonce', 'Authorization']) {
		expect(second.headers![name]).not.toBe(first.headers![name]);
	}
});

it('drops a token that the credential does not have', async () => {
	for (const [credential, field, header] of [
		[tencent, 'sessionToken', 'X-TC-Token'],
		[aliyun, 'securityToken', 'x-acs-security-token'],
	] as const) {
		const first = await authenticate(credential, { url: credential.host });
		const second = await authenticate(credential, first, { [field]: '' });
		expect(first.headers).toHaveProperty(header);
		expect(second.headers).not.toHaveProperty(header);
	}
});

it.each([
	{ credential: tencent, service: 'cam' },
	{ credential: wemakeOpenApi, service: 'iam' },
])('remembers the product $service, which the address does not tell', async (given) => {
	const { credential, service } = given;
	const endpoint = 'http://gateway.test';
	const changes = { site: 'custom', endpoint, appEndpoint: endpoint, apiEndpoint: endpoint };
	const headers = { 'X-TC-Service': service };
	const first = await authenticate(credential, { url: endpoint, headers }, changes);
	const second = await authenticate(credential, first, changes);
	for (const signed of [first, second]) {
		expect(signed.headers!.Authorization).toContain(`/${service}/tc3_request`);
	}
});
