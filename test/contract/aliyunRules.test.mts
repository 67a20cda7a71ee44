// What no SDK sends: every rule of the strict gate, one by one.
import { createNonces } from '../../sandbox/cloud/aliyun/gate.mts';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { acs3Request, type RawRequest, send, withHeader } from './rawRequest.mts';
import { useCloud } from './useCloud.mts';

const VERSION = '2018-01-29';

const { cloud } = useCloud({ emails: 20 });

type Options = Parameters<typeof acs3Request>[4];
const lookup = (
	options: Options = {},
	query: Record<string, string> = { Email: 'abc@aliyun.com' },
) => acs3Request(demoCredentials.aliyun, 'QueryEmailVerification', VERSION, query, options);
const outcome = async (request: RawRequest): Promise<string> => {
	const { status, text, headers } = await send(cloud, request);
	const body = JSON.parse(text) as Record<string, string>;
	expect(headers['x-acs-request-id']).toBe(body.RequestId);
	return body.Code === undefined ? String(status) : `${status} ${body.Code}`;
};
const host = (name: string) => lookup({ more: { host: name } });

it('accepts what is signed by the rules, at a custom endpoint and at the vendor host', async () => {
	expect(await outcome(lookup())).toBe('200');
	expect(await outcome(host('domain.aliyuncs.com'))).toBe('200');
	expect(await outcome(host(`localhost:${cloud.port}`))).toBe('200');
	const contentType = { 'content-type': 'application/x-www-form-urlencoded' };
	expect(await outcome(lookup({ more: contentType }))).toBe('200');
});

it('refuses the same nonce twice, and nothing else', async () => {
	const request = lookup();
	expect(await outcome(request)).toBe('200');
	expect(await outcome(request)).toBe('400 SignatureNonceUsed');
	const nonce = request.headers['x-acs-signature-nonce'];
	const repeated = lookup({ more: { 'x-acs-signature-nonce': nonce } });
	expect(await outcome(repeated)).toBe('400 SignatureNonceUsed');
	expect(await outcome(lookup())).toBe('200');
});

it('remembers a nonce for as long as its request could be repeated', () => {
	const MINUTE_MS = 60_000;
	const nonces = createNonces();
	expect(nonces.use('a', 0)).toBe(true);
	expect(nonces.use('b', 20 * MINUTE_MS)).toBe(true);
	expect(nonces.use('a', 30 * MINUTE_MS)).toBe(false);
	expect(nonces.use('a', 30 * MINUTE_MS + 1)).toBe(true);
	expect(nonces.use('b', 30 * MINUTE_MS + 1)).toBe(false);
});

it('does not use up the nonce of a request whose signature is wrong', async () => {
	const request = lookup();
	const old = withHeader(request, 'x-acs-date', '2020-01-01T00:00:00Z');
	expect(await outcome(old)).toBe('400 InvalidTimeStamp.Expired');
	const forged = { ...request, path: '/?Email=other%40aliyun.com' };
	expect(await outcome(forged)).toBe('400 SignatureDoesNotMatch');
	expect(await outcome(request)).toBe('200');
});

it.each([
	['the action', 'x-acs-action', '400 MissingAction'],
	['the version', 'x-acs-version', '400 MissingVersion'],
	['the date', 'x-acs-date', '400 InvalidTimeStamp.Format'],
	['the nonce', 'x-acs-signature-nonce', '400 MissingSignatureNonce'],
	['the content hash', 'x-acs-content-sha256', '400 IncompleteSignature'],
])('misses %s', async (_what, name, code) => {
	expect(await outcome(lookup({ more: { [name]: null } }))).toBe(code);
});

it.each([
	['no proof', () => '', '400 IncompleteSignature'],
	['another method', () => 'ACS3-HMAC-SM3 Credential=a', '400 InvalidSignatureMethod'],
	['blanks', (proof: string) => proof.replaceAll(',', ', '), '400 IncompleteSignature'],
])('refuses an authorization with %s', async (_what, change, code) => {
	const request = lookup();
	const authorization = change(request.headers.authorization);
	expect(await outcome(withHeader(request, 'authorization', authorization))).toBe(code);
});

it.each<[string, Record<string, string>]>([
	['x-acs-extra', { 'x-acs-extra': '1' }],
	['content-type', { 'content-type': 'text/plain' }],
	['host', {}],
	['x-acs-content-sha256', {}],
])('refuses a request that sends %s unsigned', async (unsigned, more) => {
	const request = lookup({ more, isSigned: (name) => name !== unsigned });
	expect(await outcome(request)).toBe('400 IncompleteSignature');
});

it('refuses what was changed on the way', async () => {
	const request = lookup();
	for (const changed of [
		{ ...request, method: 'GET' },
		{ ...request, body: 'x' },
		withHeader(request, 'x-acs-signature-nonce', 'other'),
		withHeader(request, 'host', 'localhost'),
	]) {
		expect(await outcome(changed)).toBe('400 SignatureDoesNotMatch');
	}
	const { text } = await send(cloud, { ...request, body: 'x' });
	expect(JSON.parse(text).Message).toContain('server StringToSign is [ACS3-HMAC-SHA256\n');
});

it('hashes the body itself', async () => {
	const hashOfNothing = lookup().headers['x-acs-content-sha256'];
	const more = { 'x-acs-content-sha256': hashOfNothing };
	expect(await outcome(lookup({ body: 'x', more }))).toBe('400 SignatureDoesNotMatch');
	expect(await outcome(lookup({ body: 'x' }))).toBe('200');
});

it('reads parameters from the query only', async () => {
	const options = {
		body: 'Email=abc%40aliyun.com',
		more: { 'content-type': 'application/x-www-form-urlencoded' },
	};
	expect(await outcome(lookup(options, {}))).toBe('400 MissingEmail');
});

it.each([
	['2026-01-02T03:04:05.678Z', '400 InvalidTimeStamp.Format'],
	['2026-01-02 03:04:05', '400 InvalidTimeStamp.Format'],
	['2026-13-02T03:04:05Z', '400 InvalidTimeStamp.Format'],
	['2026-01-02T03:04:05+08:00', '400 InvalidTimeStamp.Format'],
	['2020-01-02T03:04:05Z', '400 InvalidTimeStamp.Expired'],
])('reads the date %s: %s', async (date, code) => {
	expect(await outcome(lookup({ more: { 'x-acs-date': date } }))).toBe(code);
});

it('knows what each host serves', async () => {
	expect(await outcome(host('ecs.cn-hangzhou.aliyuncs.com'))).toBe('404 InvalidAction.NotFound');
	expect(await outcome(host('oss.aliyuncs.com'))).toBe('404 InvalidProduct.NotFound');
	expect(await outcome(host('domain-intl.aliyuncs.com'))).toBe('404 InvalidAccessKeyId.NotFound');
	const action = 'QueryEmailVerification';
	const query = { Email: 'abc@aliyun.com' };
	const key = demoCredentials.aliyunInternational;
	const more = { host: 'domain-intl.aliyuncs.com' };
	expect(await outcome(acs3Request(key, action, VERSION, query, { more }))).toBe('200');
	expect(await outcome(acs3Request(key, action, '2014-05-26', query))).toBe('400 InvalidVersion');
	expect(await outcome(lookup({ method: 'PUT' }))).toBe('400 UnsupportedHTTPMethod');
	expect(await outcome(lookup({ path: '/x' }))).toBe('404 InvalidApi.NotFound');
});

it('refuses a token with a long-term key', async () => {
	const more = { 'x-acs-security-token': 'x' };
	expect(await outcome(lookup({ more }))).toBe('400 InvalidSecurityToken.MismatchWithAccessKey');
});

it('refuses a malformed body of an ROA operation', async () => {
	const more = { 'content-type': 'application/json' };
	const create = (body: string) => {
		const options = { path: '/clusters', body, more };
		return acs3Request(demoCredentials.aliyun, 'CreateCluster', '2015-12-15', {}, options);
	};
	expect(await outcome(create('{"name":"a"}'))).toBe('200');
	expect(await outcome(create('{"name":'))).toBe('400 InvalidParameter');
	expect(await outcome(create('{}'))).toBe('400 MissingName');
});

it('gives errors their documented shape', async () => {
	const ofNobody = () => lookup({}, { Email: 'nobody@example.com' });
	const { text, headers } = await send(cloud, ofNobody());
	const body = JSON.parse(text);
	expect(body).toEqual({
		RequestId: headers['x-acs-request-id'],
		HostId: 'api.example.test',
		Code: 'ParameterIllegal',
		Message: 'Parameter illegal.',
		Recommend: expect.stringContaining(body.RequestId),
	});
	cloud.settings.aliyun.format = 'xml';
	const xml = await send(cloud, ofNobody());
	expect(xml.headers['content-type']).toBe('text/xml;charset=utf-8');
	expect(xml.text).toMatch(/^<\?xml .*\?><Error><RequestId>.*<Code>ParameterIllegal<\/Code>/);
});
