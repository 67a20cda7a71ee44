// @alicloud/openapi-core, unmodified, drives verifications: lists, codes, quotas and the life of a token.
import { MOST_ADDRESSES } from '../../sandbox/cloud/aliyun/commands.mts';
import { ADDRESSES_PER_DAY, MAILS_PER_ADDRESS } from '../../sandbox/cloud/aliyun/mailQuota.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { aliyunCall } from './localCloud.mts';
import { errorCode, useCloud } from './useCloud.mts';

const DAY_MS = 24 * 3600 * 1000;
const UPPER_UUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

const { cloud, clock } = useCloud({ emails: 20 });

let count = 0;
const fresh = (length: number) => Array.from({ length }, () => `person${count++}@new.example.com`);
type Credential = Parameters<typeof aliyunCall>[2];
const domain = async (action: string, query: Record<string, string>, credential?: Credential) =>
	(await aliyunCall(cloud, { action, version: '2018-01-29', query }, credential)).body;
const submit = (Email: string, more = {}) => domain('SubmitEmailVerification', { Email, ...more });
const resend = (Email: string) => domain('ResendEmailVerification', { Email });
const remove = (Email: string) => domain('DeleteEmailVerification', { Email });
const verify = (Token: string, more = {}) => domain('VerifyEmail', { Token, ...more });
const lookUp = (Email: string) => domain('QueryEmailVerification', { Email });

const RequestId: unknown = expect.stringMatching(UPPER_UUID);
const done = (Email: string) => ({ Email, Code: 'Success', Message: 'Success' });
const bad = (Email: string) => ({ Email, Code: 'ParameterIllegall', Message: 'Parameter error' });
const overQuota = (Email: string) => ({
	Email,
	Code: 'SendTokenQuotaExceeded',
	Message:
		'The maximum number of attempts allowed to send the email verification link is exceeded.',
});

describe('SubmitEmailVerification', () => {
	it('takes a list and gives a result for each address', async () => {
		const [a, b] = fresh(2);
		const { pending, verified } = demoSubjects.aliyun;
		const answer = await submit([a, pending, 'no address', verified.toUpperCase(), b].join(','), {
			UserClientIp: '203.0.113.9',
		});
		expect(answer).toEqual({
			RequestId,
			SuccessList: [done(a), done(b)],
			ExistList: [{ Email: pending }, { Email: verified.toUpperCase() }],
			FailList: [bad('no address')],
		});
		const record = await lookUp(a);
		expect(record).toMatchObject({ VerificationStatus: 0, SendIp: '203.0.113.9' });
		expect(record.TokenSendTime).toBe(record.GmtCreate);
		expect(Object.keys(record).join()).not.toMatch(/Token(?!SendTime)/);
	});

	it.each(['SuccessList', 'ExistList'] as const)(
		'sends another mail where asked to, and lists it in %s',
		async (list) => {
			cloud.settings.aliyun.sentAgain = list;
			const [email] = fresh(1);
			await submit(email);
			const token = cloud.aliyun.token(email);
			const before = await lookUp(email);
			clock.aheadMs = 5000;
			const others = { SuccessList: [], ExistList: [], FailList: [] };
			expect(await submit(email, { SendIfExist: 'false' })).toMatchObject({ SuccessList: [] });
			expect(cloud.aliyun.token(email)).toBe(token);
			expect(await submit(email, { SendIfExist: 'true' })).toEqual({
				...others,
				RequestId,
				[list]: [done(email)],
			});
			expect(cloud.aliyun.token(email)).not.toBe(token);
			const after = await lookUp(email);
			expect(after.GmtCreate).toBe(before.GmtCreate);
			expect(after.TokenSendTime).toBe(after.GmtModified);
			expect(after.TokenSendTime).not.toBe(before.TokenSendTime);
		},
	);

	it('counts the mails of an address, and of the account in a day', async () => {
		const [email, late] = fresh(2);
		await submit(email);
		for (let mail = 1; mail < MAILS_PER_ADDRESS; mail++) {
			expect(await resend(email)).toMatchObject({ SuccessList: [done(email)] });
		}
		expect(await resend(email)).toMatchObject({ SuccessList: [], FailList: [overQuota(email)] });
		expect(await submit(email, { SendIfExist: 'true' })).toMatchObject({
			SuccessList: [],
			ExistList: [overQuota(email)],
			FailList: [],
		});

		const others = fresh(ADDRESSES_PER_DAY - 1);
		while (others.length > 0) await submit(others.splice(0, MOST_ADDRESSES).join(','));
		expect(await submit(late)).toMatchObject({ FailList: [overQuota(late)], SuccessList: [] });
		expect(await errorCode(lookUp(late))).toBe('ParameterIllegal');
	});
});

describe('ResendEmailVerification', () => {
	it('renews the link of addresses that wait, and only of them', async () => {
		const { expiredLink, verified } = demoSubjects.aliyun;
		const answer = await resend(`${expiredLink},${verified},nobody@example.com`);
		expect(answer).toEqual({
			RequestId,
			SuccessList: [done(expiredLink)],
			FailList: [bad(verified), bad('nobody@example.com')],
		});
		await verify(cloud.aliyun.token(expiredLink));
		expect(await lookUp(expiredLink)).toMatchObject({ VerificationStatus: 1 });
	});
});

describe('DeleteEmailVerification', () => {
	it('forgets verified addresses; those that wait only if set so', async () => {
		const [a, b] = fresh(2);
		for (const email of [a, b]) cloud.aliyun.submit(email);
		cloud.aliyun.clickLink(a);
		const list = `${a.toUpperCase()},${b},nobody@example.com`;
		expect(await remove(list)).toEqual({
			RequestId,
			SuccessList: [done(a.toUpperCase())],
			FailList: [bad(b), bad('nobody@example.com')],
		});
		expect(await errorCode(lookUp(a))).toBe('ParameterIllegal');
		cloud.settings.aliyun.deletesPending = true;
		expect(await remove(b)).toMatchObject({ SuccessList: [done(b)] });
	});
});

describe('VerifyEmail', () => {
	it('completes a verification once, and says nothing of the address', async () => {
		const [email] = fresh(1);
		await submit(email);
		const token = cloud.aliyun.token(email);
		expect(token).toMatch(/^[0-9a-f]{32}$/);
		expect(await verify(token, { UserClientIp: '203.0.113.7' })).toEqual({ RequestId });
		const record = await lookUp(email);
		expect(record).toMatchObject({ VerificationStatus: 1, ConfirmIp: '203.0.113.7' });
		expect(record.VerificationTime).toBe(record.GmtModified);
		expect(await errorCode(verify(token))).toBe('ParameterIllegal');
		expect(() => cloud.aliyun.token(email)).toThrow('no pending');
	});

	it('takes the token of the latest mail only, for three days', async () => {
		const [email] = fresh(1);
		await submit(email);
		const old = cloud.aliyun.token(email);
		await resend(email);
		expect(await errorCode(verify(old))).toBe('ParameterIllegal');
		/** A mail of some time ago. */
		const tokenSent = (agoMs: number) => {
			clock.aheadMs = -agoMs;
			cloud.aliyun.submit(email);
			clock.aheadMs = 0;
			return cloud.aliyun.token(email);
		};
		const expired = tokenSent(3 * DAY_MS + 1000);
		expect(await errorCode(verify(expired))).toBe('ParameterIllegal');
		await verify(tokenSent(3 * DAY_MS - 5000));
		expect(await lookUp(email)).toMatchObject({ VerificationStatus: 1 });
	});

	it('every address that waits has a token, and no other', () => {
		const records = cloud.aliyun.records();
		expect(records.map(({ token }) => token !== null)).toEqual(
			records.map(({ status }) => status === 0),
		);
	});
});

describe('all of them', () => {
	const tooMany = new Array(MOST_ADDRESSES + 1).fill('a@example.com').join(',');

	it.each([
		['SubmitEmailVerification', {}, 'MissingEmail'],
		['ResendEmailVerification', {}, 'MissingEmail'],
		['DeleteEmailVerification', { Email: '' }, 'MissingEmail'],
		['VerifyEmail', {}, 'MissingToken'],
		['SubmitEmailVerification', { Email: 'a@example.com', SendIfExist: '1' }, 'InvalidSendIfExist'],
		['SubmitEmailVerification', { Email: tooMany }, 'ParameterIllegal'],
	] as Array<[string, Record<string, string>, string]>)(
		'%s refuses %j: %s',
		async (action, query, code) => {
			expect(await errorCode(domain(action, query))).toBe(code);
		},
	);

	it.each([
		['SubmitEmailVerification', 'domain:EmailVerificationOperation'],
		['ResendEmailVerification', 'domain:EmailVerificationOperation'],
		['DeleteEmailVerification', 'domain:EmailVerificationOperation'],
		['VerifyEmail', 'domain:VerifyEmail'],
	])('%s needs %s', async (action, AuthAction) => {
		const query = { Email: 'a@example.com', Token: 'x' };
		await expect(domain(action, query, demoCredentials.aliyunNoPermission)).rejects.toMatchObject({
			code: 'NoPermission',
			accessDeniedDetail: { AuthAction },
		});
	});

	it('may refuse a whole request for one address: then nothing is done', async () => {
		cloud.settings.aliyun.badAddressFails = 'request';
		const [email] = fresh(1);
		const call = submit(`${email},${'x'.repeat(65)}@example.com`);
		expect(await errorCode(call)).toBe('ParameterIllegal');
		expect(cloud.aliyun.get(email)).toBeUndefined();
	});

	it('have an older form: camel case, successes without a code', async () => {
		cloud.settings.aliyun.keyCase = 'camel';
		const [email] = fresh(1);
		const { pending } = demoSubjects.aliyun;
		expect(await submit(`${email},${pending},bad`)).toEqual({
			requestId: RequestId,
			successList: [{ email }],
			existList: [{ email: pending }],
			failList: [{ email: 'bad', code: 'ParameterIllegall', message: 'Parameter error' }],
		});
	});

	it('speak Chinese', async () => {
		const query = { Email: 'nobody@example.com', Lang: 'zh' };
		const answer = await domain('DeleteEmailVerification', query);
		expect(answer.FailList).toMatchObject([{ Message: '参数错误' }]);
	});

	it('are executed although the connection is cut after it', async () => {
		const [email] = fresh(1);
		cloud.faults.add({ kind: 'resetAfter' });
		await expect(submit(email)).rejects.toThrow(/ECONNRESET|socket hang up/);
		expect(cloud.aliyun.get(email)).toMatchObject({ status: 0 });
	});
});

it('ListEmailVerification may filter by parts of an address', async () => {
	const list = async () =>
		(await domain('ListEmailVerification', { Email: 'BC@aliyun.co' })).TotalItemNum;
	expect(await list()).toBe(0);
	cloud.settings.aliyun.emailFilter = 'partial';
	expect(await list()).toBe(1);
});
