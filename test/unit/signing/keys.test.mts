// What copying and pasting does to a key.
import {
	aliyun,
	authenticate,
	type CredentialCase,
	tencent,
	wemakeOpenApi,
	wemakeSession,
} from '../credentials/credentialCases.mts';

type Row = [credential: CredentialCase, field: string, label: string, isOptional?: true];
const FIELDS = (
	[
		[tencent, 'secretId', 'Secret ID'],
		[tencent, 'secretKey', 'Secret Key'],
		[tencent, 'sessionToken', 'Session Token', true],
		[aliyun, 'accessKeyId', 'AccessKey ID'],
		[aliyun, 'accessKeySecret', 'AccessKey Secret'],
		[aliyun, 'securityToken', 'Security Token', true],
		[wemakeOpenApi, 'secretId', 'Secret ID'],
		[wemakeOpenApi, 'secretKey', 'Secret Key'],
		[wemakeOpenApi, 'accessToken', 'Access Token', true],
		[wemakeSession, 'accessToken', 'Access Token'],
	] satisfies Row[] as Row[]
).map(([credential, field, label, isOptional]) => ({
	title: credential.title,
	credential,
	field,
	label,
	isOptional,
}));

beforeAll(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) }));
afterAll(() => jest.useRealTimers());

describe.each(FIELDS)('$title: $field', ({ credential, field, label, isOptional }) => {
	const send = (value: unknown) =>
		authenticate(credential, { method: 'POST', url: credential.host }, { [field]: value });
	/** All headers but those that differ with each nonce. */
	async function headersWith(value: unknown) {
		const headers = { ...(await send(value)).headers };
		if (credential === aliyun) {
			delete headers['x-acs-signature-nonce'];
			delete headers.Authorization;
		}
		return headers;
	}
	const value = credential.data[field] as string;

	it.each([
		['blanks around it', ` ${value}\t`],
		['line breaks', `\r\n${value.slice(0, 3)}\r\n${value.slice(3)}\n`],
		['zero-width characters', `\ufeff${value.slice(0, 2)}\u200b\u200d${value.slice(2)}\u2060`],
		['blanks that do not break', `\u00a0${value}\u3000`],
	])('works when pasted with %s', async (_what, pasted) => {
		expect(await headersWith(pasted)).toEqual(await headersWith(value));
	});

	it.each(['ключ', 'SECRET•••', 'clé', '🔑', 'a\u0000b'])(
		'is refused as %j, without being repeated',
		async (damaged) => {
			const sent = send(damaged);
			await expect(sent).rejects.toThrow(
				`The ${label} holds characters that no key has. Copy it again.`,
			);
			await expect(sent).rejects.not.toThrow(damaged);
		},
	);

	it.each(['', '  \n', '\u200b', undefined, null, 5])(
		isOptional ? 'may be missing (%j)' : 'must not be missing (%j)',
		async (empty) => {
			const sent = send(empty);
			if (!isOptional) {
				await expect(sent).rejects.toThrow(`The credential has no ${label}. Enter it and save.`);
				return;
			}
			const names = Object.keys((await sent).headers!).map((name) => name.toLowerCase());
			expect(names).toContain('authorization');
			expect(names).not.toContain('x-tc-token');
			expect(names).not.toContain('x-acs-security-token');
		},
	);
});
