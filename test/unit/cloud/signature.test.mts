// The published and the computed samples of both signatures, through the cloud's own checker.
import {
	acs3Signature,
	acs3StringToSign,
	headersToSign,
	parseAcs3,
} from '../../../sandbox/cloud/signature/acs3.mts';
import { parseTc3, tc3Signature, utcDate } from '../../../sandbox/cloud/signature/tc3.mts';
import ACS3_VECTORS from '../signing/vectors/acs3.json';
import TC3_VECTORS from '../signing/vectors/tc3.json';

describe('TC3-HMAC-SHA256', () => {
	it.each(TC3_VECTORS)('accepts $name and nothing that differs from it', (vector) => {
		const request = {
			method: vector.method,
			path: '/',
			rawQuery: vector.query,
			headers: {
				...(vector.headers as Record<string, string>),
				'x-tc-timestamp': String(vector.timestamp),
			},
			rawBody: Buffer.from(vector.body),
		};
		const authorization = parseTc3(vector.authorization)!;
		const { signature } = authorization;
		const signatureOf = (change: Partial<typeof request>, secretKey = vector.secretKey) =>
			tc3Signature({ ...request, ...change }, authorization, secretKey);

		expect(authorization.date).toBe(utcDate(Number(vector.timestamp)));
		expect(signatureOf({})).toBe(signature);
		expect(signatureOf({}, `${vector.secretKey} `)).not.toBe(signature);
		expect(signatureOf({ rawBody: Buffer.from(`${vector.body} `) })).not.toBe(signature);
		expect(signatureOf({ path: '/x' })).not.toBe(signature);
		for (const name of authorization.signedHeaders) {
			const headers = { ...request.headers, [name]: 'changed' };
			expect(signatureOf({ headers })).not.toBe(signature);
		}
	});

	it.each([
		['another algorithm', 'TC3-HMAC-SHA1 Credential=A/2019-02-25/cvm/tc3_request'],
		['no blank after the comma', TC3_VECTORS[0].authorization.replaceAll(', ', ',')],
		['a scope without service', TC3_VECTORS[0].authorization.replace('/cvm/', '/')],
		['a signature in capitals', TC3_VECTORS[0].authorization.toUpperCase()],
		['nothing', ''],
	])('does not read %s', (_what, authorization) => {
		expect(parseTc3(authorization)).toBeNull();
	});

	it('takes the date in UTC, not in Beijing', () => {
		expect(utcDate(1551113065)).toBe('2019-02-25');
	});
});

describe('ACS3-HMAC-SHA256', () => {
	it.each(ACS3_VECTORS)('accepts $name and nothing that differs from it', (vector) => {
		const request = {
			method: vector.method,
			path: vector.path,
			rawQuery: vector.canonicalQuery,
			headers: vector.headers as Record<string, string>,
			rawBody: Buffer.from(vector.body),
		};
		const { signedHeaders, signature } = parseAcs3(vector.authorization)!;
		const signatureOf = (change: Partial<typeof request>) =>
			acs3Signature(
				acs3StringToSign({ ...request, ...change }, signedHeaders),
				vector.accessKeySecret,
			);

		expect([...headersToSign(request.headers)].sort()).toEqual(signedHeaders);
		expect(signatureOf({})).toBe(signature);
		expect(signatureOf({ rawQuery: `${vector.canonicalQuery}&a=` })).not.toBe(signature);
		expect(signatureOf({ method: 'GET' })).not.toBe(signature);
		expect(signatureOf({ rawBody: Buffer.from('{}') })).not.toBe(signature);
		const headers = { ...request.headers, 'x-acs-version': '2000-01-01' };
		expect(signatureOf({ headers })).not.toBe(signature);
	});

	it('sees through how much of the query was escaped and in which order it was sent', () => {
		const base = { method: 'POST', path: '/', headers: {}, rawBody: Buffer.alloc(0) };
		const of = (rawQuery: string) => acs3StringToSign({ ...base, rawQuery }, []);
		const canonical = of('A=d%27arc%2Bnew%20%28a%29%21%2A~%C3%BC%40test.cn&B=');
		expect(of("B=&A=d'arc%2Bnew+(a)!*%7E%c3%bc@test.cn")).toBe(canonical);
		expect(of("B=&A=d'arc+new+(a)!*%7E%c3%bc@test.cn")).not.toBe(canonical);
	});

	it.each([
		['blanks after commas', ACS3_VECTORS[0].authorization.replaceAll(',', ', ')],
		['a missing signature', ACS3_VECTORS[0].authorization.replace(/,Signature.*/, '')],
	])('does not read %s', (_what, authorization) => {
		expect(parseAcs3(authorization)).toBeNull();
	});
});
