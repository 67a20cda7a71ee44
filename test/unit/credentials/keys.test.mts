// What people paste, what n8n adds, and what happens when signing is impossible.
import { parseAcs3 } from '../../../sandbox/cloud/signature/acs3.mts';
import { parseTc3 } from '../../../sandbox/cloud/signature/tc3.mts';
import {
	aliyun,
	allCases,
	authenticate,
	type CredentialCase,
	tencent,
	wemakeOpenApi,
	wemakeSession,
} from './types.mts';

/** The fields that are typed or pasted, by credential. */
const FIELDS: Array<[CredentialCase, string[]]> = [
	[tencent, ['secretId', 'secretKey', 'sessionToken']],
	[aliyun, ['accessKeyId', 'accessKeySecret', 'securityToken']],
	[wemakeOpenApi, ['secretId', 'secretKey', 'accessToken']],
	[wemakeSession, ['accessToken']],
];
const fields = FIELDS.flatMap(([credential, names]) =>
	names.map((field) => ({ title: credential.title, credential, field })),
);
const OPTIONAL = ['sessionToken', 'securityToken'];

/** What the vendors call them. */
const LABELS: Record<string, string> = {
	secretId: 'Secret ID',
	secretKey: 'Secret Key',
	sessionToken: 'Session Token',
	accessKeyId: 'AccessKey ID',
	accessKeySecret: 'AccessKey Secret',
	securityToken: 'Security Token',
	accessToken: 'Access Token',
};

const send = (credential: CredentialCase, changes: Record<string, unknown> = {}) =>
	authenticate(credential, { method: 'POST', url: credential.host, body: { a: 1 } }, changes);

beforeAll(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) }));
afterAll(() => jest.useRealTimers());

/** The proof without the nonce, which differs every time. */
async function proof(credential: CredentialCase, changes?: Record<string, unknown>) {
	const headers = { ...(await send(credential, changes)).headers };
	if (credential === aliyun) {
		delete headers['x-acs-signature-nonce'];
		delete headers.Authorization;
	}
	return headers;
}

describe.each(fields)('$title: $field', ({ credential, field }) => {
	const value = credential.data[field] as string;

	it.each([
		['blanks around it', ` ${value}\t`],
		['line breaks', `\r\n${value.slice(0, 3)}\r\n${value.slice(3)}\n`],
		['zero-width characters', `\ufeff${value.slice(0, 2)}\u200b\u200d${value.slice(2)}\u2060`],
		['blanks that do not break', `\u00a0${value}\u3000`],
	])('works when pasted with %s', async (_what, pasted) => {
		expect(await proof(credential, { [field]: pasted })).toEqual(await proof(credential));
	});

	it.each(['ключ', 'SECRET•••', 'clé', '🔑', 'a\u0000b'])(
		'is refused as %j, without being repeated',
		async (damaged) => {
			const error = send(credential, { [field]: damaged });
			await expect(error).rejects.toThrow(
				`The ${LABELS[field]} holds characters that no key has. Copy it again.`,
			);
			await expect(error).rejects.not.toThrow(damaged);
		},
	);

	const isOptional =
		OPTIONAL.includes(field) || (field === 'accessToken' && credential === wemakeOpenApi);
	it.each(['', '  \n', '\u200b', undefined, null, 5])(
		isOptional ? 'may be missing (%j)' : 'must not be missing (%j)',
		async (empty) => {
			const sent = send(credential, { [field]: empty });
			if (!isOptional) {
				await expect(sent).rejects.toThrow(
					`The credential has no ${LABELS[field]}. Enter it and save.`,
				);
				return;
			}
			const names = Object.keys((await sent).headers!).map((name) => name.toLowerCase());
			expect(names).toContain('authorization');
			expect(names).not.toContain('x-tc-token');
			expect(names).not.toContain('x-acs-security-token');
		},
	);
});

it.each(['a;b', 'a,b', 'a"b', 'a\\b', 'a; other=1'])(
	'refuses the cookie %j, which would say more than the token',
	async (accessToken) => {
		await expect(send(wemakeSession, { accessToken })).rejects.toThrow('Copy it again');
	},
);

it('sends the login cookie of the side that is asked, and nothing else', async () => {
	const operator = { ...wemakeSession, host: 'https://sp.example.com' };
	expect((await send(wemakeSession)).headers).toMatchObject({ Cookie: 'access_token=TOKEN' });
	expect((await send(operator)).headers).toMatchObject({ Cookie: 'sp_access_token=TOKEN' });
	expect((await send(wemakeSession)).headers).not.toHaveProperty('Authorization');
});

describe('the login cookie where both sides stand on one host', () => {
	const cookieOf = async (url: string, changes: Record<string, unknown>) =>
		(await authenticate(wemakeSession, { url }, changes)).headers!.Cookie;
	const apart = {
		webEndpoint: 'http://gateway.test:8080',
		operatorEndpoint: ' http://GATEWAY.test:8080/sp/ ',
	};
	const tenant = 'access_token=TOKEN';
	const operator = 'sp_access_token=TOKEN';

	it.each([
		['/sp/iam/subaccounts?Limit=10', operator],
		['/sp/', operator],
		['/sp', operator],
		['/x/../sp/iam', operator],
		['/sp/%2e%2e/iam', tenant],
		['/spx/iam', tenant],
		['/sp%2fiam', tenant],
		['/SP/iam', tenant],
		['/iam/sp/', tenant],
		['/iam/subaccounts?to=http://gateway.test:8080/sp/', tenant],
		['/', tenant],
		['', tenant],
	])('%s is sent %s', async (path, cookie) => {
		expect(await cookieOf(apart.webEndpoint + path, apart)).toBe(cookie);
	});

	it('is the other way round where the tenant side has the longer path', async () => {
		const changes = {
			webEndpoint: 'http://gateway.test/www',
			operatorEndpoint: 'http://gateway.test',
		};
		expect(await cookieOf('http://gateway.test/www/iam', changes)).toBe(tenant);
		expect(await cookieOf('http://gateway.test/iam', changes)).toBe(operator);
	});

	it('is the tenant’s where nothing tells the sides apart', async () => {
		const same = { webEndpoint: 'http://gateway.test', operatorEndpoint: 'http://gateway.test/' };
		const paths = {
			webEndpoint: 'http://gateway.test/a',
			operatorEndpoint: 'http://gateway.test/b',
		};
		expect(await cookieOf('http://gateway.test/iam', same)).toBe(tenant);
		expect(await cookieOf('http://gateway.test/iam', paths)).toBe(tenant);
	});

	it('knows a host by its standard port, written out or not', async () => {
		const changes = { domain: 'example.com:443' };
		expect(await cookieOf('https://sp.example.com/iam', changes)).toBe(operator);
		expect(await cookieOf('https://www.example.com/iam', changes)).toBe(tenant);
	});
});

it('sends the web site nothing that names an OpenAPI operation', async () => {
	const operation = ['X-TC-Service', 'X-TC-Action', 'X-TC-Version', 'X-TC-Region', 'X-TC-Language'];
	const headers = Object.fromEntries([...operation, 'X-Kept'].map((name) => [name, 'any']));
	const sent = await authenticate(wemakeSession, { url: wemakeSession.host, headers });
	expect(sent.headers).toEqual({ 'X-Kept': 'any', Cookie: 'access_token=TOKEN' });
});

describe('a request without parameters', () => {
	const bare = async (credential: CredentialCase) => {
		const { headers, body } = await authenticate(credential, {
			method: 'POST',
			url: credential.host,
		});
		return { type: headers!['Content-Type'], accept: headers!.Accept, body: body && String(body) };
	};

	it('is empty for Aliyun, and asks for JSON', async () => {
		expect(await bare(aliyun)).toEqual({ accept: 'application/json' });
		const sent = await authenticate(aliyun, { url: aliyun.host, headers: { accept: 'text/xml' } });
		expect(sent.headers).toMatchObject({ accept: 'text/xml' });
		expect(sent.headers).not.toHaveProperty('Accept');
	});

	it.each([tencent, wemakeOpenApi, wemakeSession])('is {} for $title', async (credential) => {
		expect(await bare(credential)).toEqual({ type: 'application/json', body: '{}' });
	});
});

it('signs a type for Tencent in lower case, with all it says', async () => {
	const typeOf = async (options: object) =>
		(await authenticate(tencent, { url: tencent.host, ...options })).headers!['Content-Type'];
	const headers = { 'content-type': 'Application/JSON; charset=UTF-8' };
	expect(await typeOf({ method: 'POST', headers })).toBe('application/json; charset=utf-8');
	expect(await typeOf({ method: 'HEAD' })).toBe('application/json');
});

it('encodes a path for Aliyun once, and refuses escapes that are no UTF-8', async () => {
	const sent = (path: string) => authenticate(aliyun, { url: `${aliyun.host}${path}` });
	expect((await sent('/a%20b/%C3%BC/100%/(x)')).url).toBe(
		`${aliyun.host}/a%20b/%C3%BC/100%25/%28x%29`,
	);
	await expect(sent('/a%ff')).rejects.toThrow(
		'The path holds escapes that are no UTF-8. Encode it as UTF-8.',
	);
});

it('names the key that signed, and only its public half', async () => {
	const tc3 = parseTc3(String((await send(tencent)).headers!.Authorization));
	const acs3 = parseAcs3(String((await send(aliyun)).headers!.Authorization));
	expect(tc3).toMatchObject({ secretId: 'AKIDEXAMPLE', service: 'cvm', date: '2026-01-02' });
	expect(acs3).toMatchObject({ accessKeyId: 'LTAIEXAMPLE' });
	for (const credential of [tencent, aliyun, wemakeOpenApi]) {
		expect(JSON.stringify(await send(credential))).not.toContain('SECRETKEY');
	}
});

it('reads only its own fields: what n8n adds changes nothing', async () => {
	const added = {
		allowedHttpRequestDomains: 'domains',
		allowedDomains: '*.evil.com',
		method: 'DELETE',
		__proto__: { site: 'custom' },
	};
	for (const credential of allCases) {
		expect(await proof(credential, added)).toEqual(await proof(credential));
	}
});

it('never lets a request pass unsigned', async () => {
	const unsignable = [
		{ url: 'nowhere' },
		{ body: { id: 1n } },
		{ formData: {} },
		{ headers: { 'X-A': 'a\nb' } },
		{ method: 'GET', body: { a: 1 } },
	];
	for (const credential of allCases) {
		for (const options of unsignable) {
			const sent = authenticate(credential, { method: 'POST', url: credential.host, ...options });
			await expect(sent).rejects.toThrow(Error);
		}
	}
});

it('signs interleaved requests of two accounts with the key of each', async () => {
	const other = { secretId: 'AKIDOTHER', secretKey: 'OTHERKEY' };
	const apart = [await proof(tencent), await proof(tencent, other)];
	const environment = { ...process.env };
	const mixed = await Promise.all(
		Array.from({ length: 50 }, (_, index) => proof(tencent, index % 2 ? other : {})),
	);
	mixed.forEach((headers, index) => expect(headers).toEqual(apart[index % 2]));
	expect(apart[0]).not.toEqual(apart[1]);
	expect(process.env).toEqual(environment);
});
