// The three credential tests over REST, as the editor runs them: every kind of wrong key is told apart.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import type { CredentialTestResult } from '../../sandbox/n8n/session.mts';
import type { World } from './world.mts';

const HOUR_MS = 3_600_000;

/** Wrong secrets, which must not leak either. */
export const WRONG_SECRETS = [
	'WRONGSECRETWRONGSECRETWRONGSECRET',
	'WRONGTOKENWRONGTOKENWRONGTOKEN',
];
const [wrongSecret, wrongToken] = WRONG_SECRETS;

interface Wrong {
	data: Record<string, unknown>;
	message: RegExp;
}

/** What each type calls its fields, and what each wrong key must be told. */
const TYPES = {
	tencentCloudTc3Api: {
		endpoint: (url: string) => ({ endpoint: url }),
		more: { 'temporary key': demoCredentials.tencentTemporary },
		wrong: {
			'unknown key': {
				data: { secretId: 'AKIDEXAMPLENOBODY' },
				message: /does not know.*Secret ID/,
			},
			'wrong secret': { data: { secretKey: wrongSecret }, message: /Secret Key does not belong/ },
			'expired token': {
				data: demoCredentials.tencentExpired,
				message: /Session Token is wrong or has expired/,
			},
			'wrong token': {
				data: { ...demoCredentials.tencentTemporary, sessionToken: wrongToken },
				message: /Session Token is wrong or has expired/,
			},
		},
	},
	aliyunAcs3Api: {
		endpoint: (url: string) => ({ endpoint: url }),
		more: { 'temporary key': demoCredentials.aliyunTemporary },
		wrong: {
			'unknown key': {
				data: { accessKeyId: 'LTAIEXAMPLENOBODY' },
				message: /does not know.*AccessKey ID/,
			},
			'wrong secret': { data: { accessKeySecret: wrongSecret }, message: /Secret does not belong/ },
			'expired token': {
				data: demoCredentials.aliyunExpired,
				message: /Security Token has expired/,
			},
			'disabled key': { data: demoCredentials.aliyunInactive, message: /disabled/ },
		},
	},
	wemakeIamApi: {
		endpoint: (url: string) => ({ appEndpoint: url }),
		more: {},
		wrong: {
			'unknown key': {
				data: { secretId: 'AKIDEXAMPLENOBODY' },
				message: /does not know.*Secret ID/,
			},
			'wrong secret': { data: { secretKey: wrongSecret }, message: /Secret Key does not belong/ },
			'expired token': {
				data: demoCredentials.wemakeExpiredToken,
				message: /Access Token.*expired/,
			},
		},
	},
} satisfies Record<
	string,
	{
		endpoint(url: string): Record<string, string>;
		more: Record<string, Record<string, unknown>>;
		wrong: Record<string, Wrong>;
	}
>;

export function describeCredentialTests(world: () => World): void {
	let website: Server;
	const websiteUrl = () => `http://127.0.0.1:${(website.address() as AddressInfo).port}`;

	beforeAll(async () => {
		website = createServer((_request, response) => {
			response.setHeader('content-type', 'text/html');
			response.end('<!doctype html><title>Some other product</title>');
		});
		await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => website.close());

	describe.each(Object.entries(TYPES))(
		'the test of %s over REST',
		(type, { endpoint, more, wrong }) => {
			const messages: string[] = [];
			const test = (data?: Record<string, unknown>) => testCredential(world(), type, data);
			const expectRefusal = async (data: Record<string, unknown>, message: RegExp) => {
				const result = await test(data);
				expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
				messages.push(result.message);
			};

			it('accepts the right key', async () => {
				expect((await test()).status).toBe('OK');
				for (const data of Object.values(more)) expect((await test(data)).status).toBe('OK');
			});

			it.each(Object.entries(wrong))('says what is wrong: %s', async (_kind, { data, message }) => {
				await expectRefusal(data, message);
			});

			it('says that the clock is off', async () => {
				world().clock.aheadMs = HOUR_MS;
				try {
					await expectRefusal({}, /clock.*minutes/);
				} finally {
					world().clock.aheadMs = 0;
				}
			});

			it('says that the host cannot be reached', async () => {
				const nobody = `http://127.0.0.1:${await freePort()}`;
				await expectRefusal(endpoint(nobody), /ECONNREFUSED|refused/i);
			});

			it('says that another product answers', async () => {
				await expectRefusal(endpoint(websiteUrl()), /endpoint|web page/);
			});

			it('has told all of them apart', () => {
				// Two kinds share a message only where the service itself answers both alike.
				const patterns = new Set(Object.values(wrong).map(({ message }) => String(message)));
				expect(messages).toHaveLength(Object.keys(wrong).length + 3);
				expect(new Set(messages).size).toBe(patterns.size + 3);
			});
		},
	);

	describe('the test of wemakeIamApi in a session', () => {
		const test = (data: Record<string, unknown> = {}) =>
			testCredential(world(), 'wemakeIamApi', { authentication: 'session', ...data });

		it('accepts a token that is valid', async () => {
			expect((await test()).status).toBe('OK');
		});

		it.each(['code', 'unauthorized', 'redirect', 'html'] as const)(
			'says that the token has expired, however the platform says it: %s',
			async (badCookie) => {
				world().cloud.settings.wemake.badCookie = badCookie;
				expect(await test(demoCredentials.wemakeExpiredToken)).toEqual({
					status: 'Error',
					message: expect.stringMatching(/Access Token.*expired/),
				});
			},
		);
	});
}

/** Tests the stored right credential with some of its data replaced, as when a user edits it. */
async function testCredential(
	{ credentials, session }: World,
	type: string,
	data: Record<string, unknown> = {},
): Promise<CredentialTestResult> {
	const right = credentials.find((credential) => credential.type === type)!;
	return await session.testCredential({ ...right, data: { ...right.data, ...data } });
}
