// A credential goes to its vendor and to the configured endpoint, and to nobody else.
import { aliyun, authenticate, tencent, wemakeOpenApi, wemakeSession } from './types.mts';

const refused = async (promise: Promise<unknown>): Promise<string> => {
	const error = await promise.then(
		() => undefined,
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(Error);
	// n8n shows the code in place of the message.
	expect(error).not.toHaveProperty('code');
	return (error as Error).message;
};

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
	])('refuses %s and names the host and what is allowed', async (url) => {
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

describe('Tencent Cloud behind a custom endpoint', () => {
	const custom = { site: 'custom', endpoint: 'http://gateway.test' };
	const url = 'http://gateway.test/';

	it('takes the product from X-TC-Service, in any letter case, and sends no such header', async () => {
		const { headers } = await authenticate(
			tencent,
			{ method: 'POST', url, headers: { 'x-tc-SERVICE': 'cam' } },
			custom,
		);
		expect(headers!.Authorization).toContain('/cam/tc3_request');
		expect(Object.keys(headers!).map((name) => name.toLowerCase())).not.toContain('x-tc-service');
	});

	it('asks for the product when nothing tells it', async () => {
		expect(await refused(authenticate(tencent, { url }, custom))).toContain('"X-TC-Service"');
	});

	it('takes no product from a proof that names none', async () => {
		const headers = { Authorization: 'TC3-HMAC-SHA256 Credential=AKID' };
		const signed = await authenticate(tencent, { url: tencent.host, headers });
		expect(signed.headers!.Authorization).toContain('/cvm/tc3_request');
	});

	it('knows the product by the first label of a vendor host', async () => {
		const { headers } = await authenticate(tencent, {
			url: 'https://organization.intl.tencentcloudapi.com',
		});
		expect(headers!.Authorization).toContain('/organization/tc3_request');
	});
});

describe('WeMake', () => {
	it.each([
		{ credential: wemakeOpenApi, url: 'https://iam-app-api.example.com' },
		{ credential: wemakeOpenApi, url: 'https://iam-api.example.com' },
		{ credential: wemakeSession, url: 'https://www.example.com' },
		{ credential: wemakeSession, url: 'https://sp.example.com' },
	])('$credential.title goes to its own host $url only', async ({ credential, url }) => {
		const others = ['https://example.com', `${url}:8443`, url.replace('https', 'http')];
		const ofTheOtherKind = credential === wemakeOpenApi ? 'www' : 'iam-api';
		others.push(`https://${ofTheOtherKind}.example.com`, `${url}.evil.com`);
		expect((await authenticate(credential, { url })).url).toBe(`${url}/`);
		for (const other of others) {
			expect(await refused(authenticate(credential, { url: other }))).toContain('is not sent to');
		}
	});

	it.each([
		'evil.com#',
		'evil.com?',
		'evil.com\\',
		'a@evil.com',
		'a:b@evil.com',
		'evil.com:port',
		'evil com',
		'.evil.com',
		'evil..com',
		'-evil.com',
		'ev\u0456l.com',
		'{evil}.com',
		'evil.com\nx',
		'ftp://evil.com',
		'evil.https://com',
		'evil.-.com',
		'evil-',
		`${'a'.repeat(250)}.com`,
		'',
		undefined,
	])('refuses the domain %j', async (domain) => {
		for (const credential of [wemakeOpenApi, wemakeSession]) {
			const url = 'https://iam-app-api.evil.com';
			expect(await refused(authenticate(credential, { url }, { domain }))).toContain(
				'must be a host name such as example.com',
			);
		}
	});

	it.each([
		'https://www.example.com/',
		'http://example.com/login?to=/iam',
		'example.com/',
		'WWW.Example.com',
		' example.com\n',
	])('takes the pasted address %j', async (domain) => {
		const url = 'https://iam-app-api.example.com/';
		expect((await authenticate(wemakeOpenApi, { url }, { domain })).url).toBe(url);
	});

	it.each([
		'localhost',
		'localhost:8080',
		'a.b',
		'my-cloud.a1.b-2.example.com',
		'eu.www.example.com',
	])('knows the domain %s', async (domain) => {
		const url = `https://iam-app-api.${domain}/`;
		expect((await authenticate(wemakeOpenApi, { url }, { domain })).url).toBe(url);
	});

	it('signs for the product of the host; where both stand on one, for the account’s own', async () => {
		const productOf = async (url: string, changes = {}) =>
			/\/([^/]+)\/tc3_request/.exec(
				String((await authenticate(wemakeOpenApi, { url }, changes)).headers!.Authorization),
			)![1];
		const gateway = 'http://gateway.test';
		const oneHost = { appEndpoint: `${gateway}/app`, apiEndpoint: `${gateway}/api` };
		expect(await productOf('https://iam-app-api.example.com')).toBe('iam-app');
		expect(await productOf('https://iam-api.example.com')).toBe('iam');
		expect(await productOf(`${gateway}/api`, oneHost)).toBe('iam-app');
		expect(await productOf(gateway, { apiEndpoint: gateway })).toBe('iam');
	});

	it('asks the deployment’s own hosts where an endpoint is blank', async () => {
		const blank = {
			appEndpoint: ' ',
			apiEndpoint: '\n',
			webEndpoint: '',
			operatorEndpoint: undefined,
		};
		for (const credential of [wemakeOpenApi, wemakeSession]) {
			const url = `${credential.host}/`;
			expect((await authenticate(credential, { url }, blank)).url).toBe(url);
		}
	});

	it('sends to an endpoint in place of the host that it overrides', async () => {
		const changes = { appEndpoint: 'https://gateway.test/app', domain: 'example.com' };
		const url = 'https://gateway.test/app';
		expect((await authenticate(wemakeOpenApi, { url }, changes)).url).toBe(url);
		const old = authenticate(wemakeOpenApi, { url: wemakeOpenApi.host }, changes);
		expect(await refused(old)).toContain('is not sent to');
	});

	it('overrides each side of the web site for itself', async () => {
		for (const [field, side, otherSide] of [
			['webEndpoint', 'www', 'sp'],
			['operatorEndpoint', 'sp', 'www'],
		]) {
			const changes = { [field]: 'https://gateway.test/base' };
			for (const url of ['https://gateway.test/base/iam', `https://${otherSide}.example.com/`]) {
				expect((await authenticate(wemakeSession, { url }, changes)).url).toBe(url);
			}
			const old = authenticate(wemakeSession, { url: `https://${side}.example.com/` }, changes);
			expect(await refused(old)).toContain('is not sent to');
		}
	});

	it('the web endpoints are none for signed requests, nor the signed ones for the cookie', async () => {
		const endpoint = 'https://gateway.test';
		const web = { webEndpoint: endpoint, operatorEndpoint: endpoint };
		const signed = { appEndpoint: endpoint, apiEndpoint: endpoint };
		expect(await refused(authenticate(wemakeOpenApi, { url: endpoint }, web))).toContain(
			'is not sent to',
		);
		expect(await refused(authenticate(wemakeSession, { url: endpoint }, signed))).toContain(
			'is not sent to',
		);
	});

	it.each(['gateway.test', 'ftp://gateway.test', 'http://a@gateway.test', 'http://gateway.test?a'])(
		'refuses the endpoint %s and names the field',
		async (endpoint) => {
			for (const [field, label] of [
				['appEndpoint', 'app'],
				['apiEndpoint', 'API'],
				['webEndpoint', 'web'],
				['operatorEndpoint', 'operator'],
			]) {
				const sent = authenticate(
					wemakeSession,
					{ url: wemakeSession.host },
					{ [field]: endpoint },
				);
				expect(await refused(sent)).toMatch(new RegExp(`^The ${label} endpoint must`));
			}
		},
	);
});
