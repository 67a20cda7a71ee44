// The three credential tests over REST, as the editor runs them: every kind of wrong key has a message of its own.
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import type { CredentialTestResult } from '../../sandbox/n8n/session.mts';
import { type HttpServer, startHttpServer } from '../httpServer.mts';
import type { World } from './world.mts';

const HOUR_MS = 3_600_000;

/** Wrong secrets, which must not leak either. */
export const WRONG_SECRETS = [
	'WRONGSECRETWRONGSECRETWRONGSECRET',
	'WRONGTOKENWRONGTOKENWRONGTOKEN',
];
const [wrongSecret, wrongToken] = WRONG_SECRETS;

type Data = Record<string, unknown>;

interface CredentialType {
	type: string;
	/** The field that names the endpoint. */
	endpoint: string;
	/** Other keys that work. */
	more: Data[];
	/** Keys that do not work, and the message that each must get. */
	wrong: Array<[kind: string, data: Data, message: RegExp]>;
}

const { tencentTemporary, aliyunTemporary } = demoCredentials;
const NO_SUCH_TOKEN = { ...tencentTemporary, sessionToken: wrongToken };
const TYPES: CredentialType[] = [
	{
		type: 'tencentCloudTc3Api',
		endpoint: 'endpoint',
		more: [tencentTemporary],
		wrong: [
			['unknown key', { secretId: 'AKIDEXAMPLENOBODY' }, /does not know.*Secret ID/],
			['wrong secret', { secretKey: wrongSecret }, /Secret Key does not belong/],
			['expired token', demoCredentials.tencentExpired, /Session Token is wrong or has expired/],
			['wrong token', NO_SUCH_TOKEN, /Session Token is wrong or has expired/],
		],
	},
	{
		type: 'aliyunAcs3Api',
		endpoint: 'endpoint',
		more: [aliyunTemporary],
		wrong: [
			['unknown key', { accessKeyId: 'LTAIEXAMPLENOBODY' }, /does not know.*AccessKey ID/],
			['wrong secret', { accessKeySecret: wrongSecret }, /Secret does not belong/],
			['expired token', demoCredentials.aliyunExpired, /Security Token has expired/],
			['disabled key', demoCredentials.aliyunInactive, /disabled/],
		],
	},
	{
		type: 'wemakeIamApi',
		endpoint: 'appEndpoint',
		more: [],
		wrong: [
			['unknown key', { secretId: 'AKIDEXAMPLENOBODY' }, /does not know.*Secret ID/],
			['wrong secret', { secretKey: wrongSecret }, /Secret Key does not belong/],
			['expired token', demoCredentials.wemakeExpiredToken, /Access Token.*expired/],
		],
	},
];

export function describeCredentialTests(world: () => World): void {
	let website: HttpServer;

	beforeAll(async () => {
		website = await startHttpServer((_request, response) => {
			response.setHeader('content-type', 'text/html');
			response.end('<!doctype html><title>Some other product</title>');
		});
	});
	afterAll(() => website.close());

	describe.each(TYPES)('the test of $type over REST', ({ type, endpoint, more, wrong }) => {
		const messages: string[] = [];
		const test = (data?: Data) => testCredential(world(), type, data);
		const expectRefusal = async (data: Data, message: RegExp) => {
			const result = await test(data);
			expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
			messages.push(result.message);
		};

		it('accepts the right key', async () => {
			expect((await test()).status).toBe('OK');
			for (const data of more) expect((await test(data)).status).toBe('OK');
		});

		it.each(wrong)('says what is wrong: %s', async (_kind, data, message) => {
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
			await expectRefusal({ [endpoint]: nobody }, /ECONNREFUSED|refused/i);
		});

		it('says that another product answers', async () => {
			await expectRefusal({ [endpoint]: website.url }, /endpoint|web page/);
		});

		it('has a message of its own for each', () => {
			// Two kinds share a message only where the service itself answers both alike.
			const patterns = new Set(wrong.map(([, , message]) => String(message)));
			expect(messages).toHaveLength(wrong.length + 3);
			expect(new Set(messages).size).toBe(patterns.size + 3);
		});
	});

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
