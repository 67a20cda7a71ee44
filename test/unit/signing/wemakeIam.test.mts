import { authenticateWemakeRequest } from '../../../credentials/signing/wemakeIam';
import {
	authenticate,
	refused,
	wemakeOpenApi,
	wemakeSession,
} from '../credentials/credentialCases.mts';
import tc3Vectors from './vectors/tc3.json';

const NOT_SENT = 'is not sent to';

it('signs the sample from request options', () => {
	const sample = tc3Vectors.find(({ name }) => name === 'wemake-describe-account')!;
	const { secretId, secretKey, timestamp, body, authorization } = sample;
	jest.useFakeTimers({ now: timestamp * 1000 + 999 });
	const signed = authenticateWemakeRequest(
		{ secretId, secretKey, accessToken: 'token', domain: 'example.com', protocol: 'http' },
		{
			method: 'POST',
			baseURL: 'http://iam-app-api.example.com',
			url: '/',
			body: JSON.parse(body),
		},
	);
	jest.useRealTimers();
	expect(signed.headers).toMatchObject({ Authorization: authorization, 'X-TC-Token': 'token' });
	expect(signed.body).toEqual(Buffer.from(body));
});

it('signs for the product of the host; where both products share a host, for iam-app', async () => {
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

describe('the hosts', () => {
	it.each([
		{ credential: wemakeOpenApi, url: 'https://iam-app-api.example.com' },
		{ credential: wemakeOpenApi, url: 'https://iam-api.example.com' },
		{ credential: wemakeSession, url: 'https://www.example.com' },
		{ credential: wemakeSession, url: 'https://sp.example.com' },
	])('of $credential.title: $url, and no other', async ({ credential, url }) => {
		expect((await authenticate(credential, { url })).url).toBe(`${url}/`);
		const hostOfOtherAuthentication = credential === wemakeOpenApi ? 'www' : 'iam-api';
		for (const other of [
			'https://example.com',
			`${url}:8443`,
			url.replace('https', 'http'),
			`https://${hostOfOtherAuthentication}.example.com`,
			`${url}.evil.com`,
		]) {
			expect(await refused(authenticate(credential, { url: other }))).toContain(NOT_SENT);
		}
	});

	it('are those of the domain where an endpoint is blank', async () => {
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
});

describe('the domain', () => {
	const signed = (domain: unknown, url: string) => authenticate(wemakeOpenApi, { url }, { domain });

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
	])('%j is refused', async (domain) => {
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
	])('is found in the pasted address %j', async (domain) => {
		const url = 'https://iam-app-api.example.com/';
		expect((await signed(domain, url)).url).toBe(url);
	});

	it.each([
		'localhost',
		'localhost:8080',
		'a.b',
		'my-cloud.a1.b-2.example.com',
		'eu.www.example.com',
	])('may be %s', async (domain) => {
		const url = `https://iam-app-api.${domain}/`;
		expect((await signed(domain, url)).url).toBe(url);
	});
});

describe('an endpoint', () => {
	it('replaces the host that it overrides', async () => {
		const changes = { appEndpoint: 'https://gateway.test/app', domain: 'example.com' };
		const url = 'https://gateway.test/app';
		expect((await authenticate(wemakeOpenApi, { url }, changes)).url).toBe(url);
		const overridden = authenticate(wemakeOpenApi, { url: wemakeOpenApi.host }, changes);
		expect(await refused(overridden)).toContain(NOT_SENT);
	});

	it.each([
		['webEndpoint', 'www', 'sp'],
		['operatorEndpoint', 'sp', 'www'],
	])('%s replaces the web site %s only', async (field, site, otherSite) => {
		const changes = { [field]: 'https://gateway.test/base' };
		for (const url of ['https://gateway.test/base/iam', `https://${otherSite}.example.com/`]) {
			expect((await authenticate(wemakeSession, { url }, changes)).url).toBe(url);
		}
		const overridden = authenticate(
			wemakeSession,
			{ url: `https://${site}.example.com/` },
			changes,
		);
		expect(await refused(overridden)).toContain(NOT_SENT);
	});

	it('of the web sites is none for signed requests, nor the other way round', async () => {
		const url = 'https://gateway.test';
		const web = { webEndpoint: url, operatorEndpoint: url };
		const openApi = { appEndpoint: url, apiEndpoint: url };
		expect(await refused(authenticate(wemakeOpenApi, { url }, web))).toContain(NOT_SENT);
		expect(await refused(authenticate(wemakeSession, { url }, openApi))).toContain(NOT_SENT);
	});

	it.each(['gateway.test', 'ftp://gateway.test', 'http://a@gateway.test', 'http://gateway.test?a'])(
		'%s is refused by the name of its field',
		async (endpoint) => {
			for (const [field, label] of [
				['appEndpoint', 'app'],
				['apiEndpoint', 'API'],
				['webEndpoint', 'web'],
				['operatorEndpoint', 'operator'],
			]) {
				const { host } = wemakeSession;
				const signed = authenticate(wemakeSession, { url: host }, { [field]: endpoint });
				expect(await refused(signed)).toMatch(new RegExp(`^The ${label} endpoint must`));
			}
		},
	);
});

describe('the login cookie', () => {
	const TENANT = 'access_token=TOKEN';
	const OPERATOR = 'sp_access_token=TOKEN';
	const headersOf = async (url: string, changes: Record<string, unknown> = {}, headers = {}) =>
		(await authenticate(wemakeSession, { url, headers }, changes)).headers!;
	const cookieOf = async (url: string, changes: Record<string, unknown> = {}) =>
		(await headersOf(url, changes)).Cookie;

	it.each(['a;b', 'a,b', 'a"b', 'a\\b', 'a; other=1'])(
		'is refused as %j, which would say more than the token',
		async (accessToken) => {
			await expect(headersOf(wemakeSession.host, { accessToken })).rejects.toThrow('Copy it again');
		},
	);

	it('is that of the web site, and all that is sent: no header of an OpenAPI operation', async () => {
		const names = ['X-TC-Service', 'X-TC-Action', 'X-TC-Version', 'X-TC-Region', 'X-TC-Language'];
		const given = Object.fromEntries([...names, 'X-Kept'].map((name) => [name, 'any']));
		const headers = await headersOf(wemakeSession.host, {}, given);
		expect(headers).toEqual({ 'X-Kept': 'any', Cookie: TENANT });
		expect(await cookieOf('https://sp.example.com')).toBe(OPERATOR);
	});

	describe('where both web sites share a host', () => {
		const sameHost = {
			webEndpoint: 'http://gateway.test:8080',
			operatorEndpoint: ' http://GATEWAY.test:8080/sp/ ',
		};

		it.each([
			['/sp/iam/subaccounts?Limit=10', OPERATOR],
			['/sp/', OPERATOR],
			['/sp', OPERATOR],
			['/x/../sp/iam', OPERATOR],
			['/sp/%2e%2e/iam', TENANT],
			['/spx/iam', TENANT],
			['/sp%2fiam', TENANT],
			['/SP/iam', TENANT],
			['/iam/sp/', TENANT],
			['/iam/subaccounts?to=http://gateway.test:8080/sp/', TENANT],
			['/', TENANT],
			['', TENANT],
		])('%s is sent %s', async (path, cookie) => {
			expect(await cookieOf(sameHost.webEndpoint + path, sameHost)).toBe(cookie);
		});

		it.each([
			['the tenant’s path is longer', '/www', '', '/www/iam', TENANT],
			['the tenant’s path is longer', '/www', '', '/iam', OPERATOR],
			['the endpoints are the same', '', '/', '/iam', TENANT],
			['the address is below neither', '/a', '/b', '/iam', TENANT],
		])('%s (%j, %j): %s is sent %s', async (_what, web, operator, path, cookie) => {
			const gateway = 'http://gateway.test';
			const changes = { webEndpoint: gateway + web, operatorEndpoint: gateway + operator };
			expect(await cookieOf(gateway + path, changes)).toBe(cookie);
		});

		it('knows a host by its standard port, written out or not', async () => {
			const changes = { domain: 'example.com:443' };
			expect(await cookieOf('https://sp.example.com/iam', changes)).toBe(OPERATOR);
			expect(await cookieOf('https://www.example.com/iam', changes)).toBe(TENANT);
		});
	});
});
