// A credential is sent to its vendor and to the configured endpoint, and to no other host.
import { aliyun, authenticate, refused, tencent } from '../credentials/credentialCases.mts';

describe.each([
	{ credential: tencent, domain: 'tencentcloudapi.com' },
	{ credential: aliyun, domain: 'aliyuncs.com' },
])('$credential.title', ({ credential, domain }) => {
	it.each([
		`https://any.${domain}`,
		`https://any.region.${domain}/`,
		`https://any.${domain}:443/`,
		`https://ANY.${domain.toUpperCase()}`,
		// For a browser and for n8n a backslash ends the host.
		`https://any.${domain}\\@evil.com`,
	])('signs for %s', async (url) => {
		const { headers } = await authenticate(credential, { method: 'POST', url });
		expect(headers).toHaveProperty('Authorization');
	});

	it.each([
		`https://${domain}.evil.com`,
		`https://any.${domain}.evil.com`,
		`https://evil${domain}`,
		`https://any.evil-${domain}`,
		`https://${domain}`,
		`https://any.${domain}.`,
		`https://any.${domain}:8443`,
		`https://any.${domain.replace('c', '\u0441')}`,
		`https://any.${domain.replace('c', 'ⅽ')}x`,
		`https://evil.com/any.${domain}`,
		`https://evil.com?any.${domain}`,
		`https://evil.com#any.${domain}`,
		`https://evil.com\\.${domain}`,
		'https://127.0.0.1',
		'https://[::1]',
		'https://2130706433',
	])('refuses %s and names the host and the allowed hosts', async (url) => {
		const options = { method: 'POST', url, headers: {} };
		const message = await refused(authenticate(credential, options));
		expect(options).toEqual({ method: 'POST', url, headers: {} });
		expect(message).toBe(
			`This credential is not sent to ${new URL(url).host}. It is only used for https://*.${domain}.`,
		);
	});

	it('refuses user info, even in front of the right host', async () => {
		for (const url of [`https://any.${domain}@evil.com`, `https://evil.com@any.${domain}`]) {
			expect(await refused(authenticate(credential, { url }))).toMatch(/user name or password/);
		}
	});

	it('refuses to sign in the open', async () => {
		const url = `http://any.${domain}/`;
		expect(await refused(authenticate(credential, { url }))).toBe(
			`Use https:// for any.${domain}: a signed request is not sent in the open.`,
		);
	});

	describe('with a custom endpoint', () => {
		const endpoint = '\u00a0http://gateway.test:8080/base// ';
		const custom = { site: 'custom', endpoint };
		const headers = { 'X-TC-Service': 'cvm' };

		it('signs for its origin and for the vendor', async () => {
			for (const url of ['http://gateway.test:8080/base', `https://any.${domain}/`]) {
				const signed = await authenticate(credential, { url, headers }, custom);
				expect(signed.headers).toHaveProperty('Authorization');
			}
		});

		it.each([
			'https://gateway.test:8080/',
			'http://gateway.test/',
			'http://gateway.test:8081/',
			'http://gateway.test.evil.com:8080/',
			'http://sub.gateway.test:8080/',
		])('refuses %s', async (url) => {
			const message = await refused(authenticate(credential, { url, headers }, custom));
			expect(message).toBe(
				`This credential is not sent to ${new URL(url).host}. It is only used for https://*.${domain}, http://gateway.test:8080/base.`,
			);
		});

		it('counts only where the site is custom', async () => {
			const url = 'http://gateway.test:8080/base';
			for (const site of ['china', 'international', undefined]) {
				const changes = { site, endpoint };
				expect(await refused(authenticate(credential, { url, headers }, changes))).toContain(
					'gateway.test',
				);
			}
		});

		it.each(['', '  ', 'gateway.test', 'ftp://gateway.test', '//gateway.test', undefined, 5])(
			'refuses the endpoint %j',
			async (value) => {
				const changes = { site: 'custom', endpoint: value };
				const url = `https://any.${domain}`;
				expect(await refused(authenticate(credential, { url }, changes))).toBe(
					'The endpoint must be a URL that starts with https:// or http://',
				);
			},
		);

		it.each(['http://a@gateway.test', 'http://gateway.test?a=b', 'http://gateway.test#a'])(
			'refuses the endpoint %s, which is more than an address',
			async (value) => {
				const changes = { site: 'custom', endpoint: value };
				const url = `https://any.${domain}`;
				expect(await refused(authenticate(credential, { url }, changes))).toContain(
					'must hold nothing but scheme, host, port and path',
				);
			},
		);
	});
});
