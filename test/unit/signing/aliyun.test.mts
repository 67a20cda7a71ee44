import { signAliyunRequest } from '../../../credentials/signing/aliyun';
import { aliyun, authenticate } from '../credentials/credentialCases.mts';

it('dates a request in UTC without milliseconds and never uses a nonce twice', () => {
	jest.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5, 678) });
	const sign = () =>
		signAliyunRequest(
			{ accessKeyId: 'id', accessKeySecret: 'secret' },
			{ method: 'POST', url: 'https://domain.aliyuncs.com/' },
		).headers!;
	const signed = Array.from({ length: 100 }, sign);
	jest.useRealTimers();
	expect(new Set(signed.map((headers) => headers['x-acs-date']))).toEqual(
		new Set(['2026-01-02T03:04:05Z']),
	);
	expect(new Set(signed.map((headers) => headers['x-acs-signature-nonce'])).size).toBe(100);
});

it('takes a new nonce and the current date when a signed request is signed again', async () => {
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

it('asks for JSON, unless the request asks for something else', async () => {
	const acceptOf = async (headers: Record<string, string>) =>
		(await authenticate(aliyun, { url: aliyun.host, headers })).headers;
	expect(await acceptOf({})).toMatchObject({ Accept: 'application/json' });
	const xml = await acceptOf({ accept: 'text/xml' });
	expect(xml).toMatchObject({ accept: 'text/xml' });
	expect(xml).not.toHaveProperty('Accept');
});

it('encodes a path once, and refuses escapes that are no UTF-8', async () => {
	const sent = (path: string) => authenticate(aliyun, { url: `${aliyun.host}${path}` });
	expect((await sent('/a%20b/%C3%BC/100%/(x)')).url).toBe(
		`${aliyun.host}/a%20b/%C3%BC/100%25/%28x%29`,
	);
	await expect(sent('/a%ff')).rejects.toThrow(
		'The path holds escapes that are no UTF-8. Encode it as UTF-8.',
	);
});
