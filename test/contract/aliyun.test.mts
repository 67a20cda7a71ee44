// @alicloud/openapi-core, unmodified: answers, refusals and faults as documented.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { Fault } from '../../sandbox/cloud/faults.mts';
import { SAMPLE_EMAIL_VERIFICATION } from '../../sandbox/cloud/samples.mts';
import { aliyunCall } from './localCloud.mts';
import { errorCode, useCloud } from './useCloud.mts';

const UPPER_UUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const EMAILS = 1200;

const { cloud, clock } = useCloud({ emails: EMAILS });

type Credential = Parameters<typeof aliyunCall>[2];
const domain = (action: string, query: Record<string, string>, credential?: Credential) =>
	aliyunCall(cloud, { action, version: '2018-01-29', query }, credential);
const lookUp = async (email: string, credential?: Credential) =>
	(await domain('QueryEmailVerification', { Email: email }, credential)).body;
const list = async (query: Record<string, string> = {}) =>
	(await domain('ListEmailVerification', query)).body as Record<string, unknown> & {
		Data: Array<Record<string, unknown>>;
	};

describe('answers', () => {
	it('gives the published sample field by field', async () => {
		expect(await lookUp(demoSubjects.aliyun.sample)).toEqual({
			...SAMPLE_EMAIL_VERIFICATION,
			RequestId: expect.stringMatching(UPPER_UUID),
		});
	});

	const common =
		'Email EmailVerificationNo GmtCreate GmtModified RequestId UserId VerificationStatus';
	it.each([
		['pending', 0, `${common} SendIp TokenSendTime`],
		['expiredLink', 0, `${common} SendIp TokenSendTime`],
		['verified', 1, `${common} ConfirmIp SendIp TokenSendTime VerificationTime`],
		['imported', 1, `${common} ConfirmIp VerificationTime`],
	] as const)('leaves out what a record that is %s does not have', async (name, status, keys) => {
		const answer = await lookUp(demoSubjects.aliyun[name]);
		expect(answer.VerificationStatus).toBe(status);
		expect(Object.keys(answer).sort()).toEqual(keys.split(' ').sort());
	});

	it('finds every address, however hostile, and whatever its case', async () => {
		const { hostile, percent, unicode } = demoSubjects.aliyun;
		const special = cloud.aliyun.emails().filter((email) => !/^[\w.-]+@/.test(email));
		expect(special.length).toBeGreaterThan(50);
		const addresses = [hostile, percent, unicode, ...special];
		const answers = await Promise.all(addresses.map((address) => lookUp(address)));
		expect(answers.map(({ Email }) => Email)).toEqual(addresses);
		expect((await lookUp('ABC@Aliyun.COM')).Email).toBe('abc@aliyun.com');
	});

	it('pages, counts and filters', async () => {
		const first = await list();
		expect(first).toMatchObject({
			TotalItemNum: EMAILS,
			TotalPageNum: 3,
			CurrentPageNum: 1,
			PageSize: 500,
			PrePage: false,
			NextPage: true,
		});
		const last = await list({ PageNum: '3', PageSize: '500' });
		expect(last).toMatchObject({ PrePage: true, NextPage: false });
		expect(last.Data).toHaveLength(200);
		expect((await list({ PageSize: '5000' })).Data).toHaveLength(EMAILS);

		const pending = await list({ VerificationStatus: '0', PageSize: '5000' });
		expect(pending.Data.every((row) => !('ConfirmIp' in row || 'VerificationTime' in row))).toBe(
			true,
		);
		const verified = await list({ VerificationStatus: '1' });
		expect(Number(pending.TotalItemNum) + Number(verified.TotalItemNum)).toBe(EMAILS);

		const { sample } = demoSubjects.aliyun;
		expect((await list({ Email: sample })).Data).toEqual([SAMPLE_EMAIL_VERIFICATION]);
		expect(await list({ Email: 'nobody@example.com' })).toMatchObject({
			TotalItemNum: 0,
			TotalPageNum: 0,
			Data: [],
		});
		const created = String(Date.parse('2019-02-19T16:38:07+08:00'));
		const inRange = await list({ BeginCreateTime: created, EndCreateTime: created });
		expect(inRange.Data).toEqual([SAMPLE_EMAIL_VERIFICATION]);
		const later = await list({ BeginCreateTime: String(Number(created) + 1) });
		expect(later.TotalItemNum).toBe(EMAILS - 1);
	});

	it('answers GetCallerIdentity for every kind of key', async () => {
		const identity = async (credential: Credential) =>
			(await aliyunCall(cloud, { action: 'GetCallerIdentity', version: '2015-04-01' }, credential))
				.body.IdentityType;
		expect(await identity(demoCredentials.aliyun)).toBe('Account');
		expect(await identity(demoCredentials.aliyunTemporary)).toBe('AssumedRoleUser');
		expect(await identity(demoCredentials.aliyunNoPermission)).toBe('RAMUser');
	});

	it('serves other products in RPC and ROA style', async () => {
		const regions = await aliyunCall(cloud, {
			action: 'DescribeRegions',
			version: '2014-05-26',
			query: { AcceptLanguage: 'en-US' },
		});
		expect(regions.body.Regions).toMatchObject({ Region: [{ RegionId: 'cn-hangzhou' }, {}] });

		const clusters = await aliyunCall(cloud, {
			action: 'DescribeClustersV1',
			version: '2015-12-15',
			style: 'ROA',
			method: 'GET',
			pathname: '/api/v1/clusters',
			query: { name: 'a b*', page_size: '10' },
		});
		expect(clusters.body).toMatchObject({ clusters: [{ name: 'a b*' }] });

		const created = await aliyunCall(cloud, {
			action: 'CreateCluster',
			version: '2015-12-15',
			style: 'ROA',
			pathname: '/clusters',
			body: { name: '集群', region_id: 'cn-hangzhou' },
		});
		expect(created.body.cluster_id).toMatch(/^c[0-9a-f]{32}$/);
		expect(cloud.journal.entries()[2].headers['content-type']).toMatch(/^application\/json/);
	});

	it('takes temporary keys, GET requests and the headers of a retry', async () => {
		await lookUp('abc@aliyun.com', demoCredentials.aliyunTemporary);
		const answer = await aliyunCall(cloud, {
			action: 'QueryEmailVerification',
			version: '2018-01-29',
			method: 'GET',
			query: { Email: 'abc@aliyun.com' },
			headers: { 'x-acs-retry-attempts': '1', 'x-acs-retry-delay': '100' },
		});
		expect(answer.statusCode).toBe(200);
	});
});

describe('refusals', () => {
	const { aliyun, aliyunTemporary } = demoCredentials;
	const unknown = { ...aliyun, accessKeyId: 'LTAIEXAMPLEUNKNOWN' };
	const wrongToken = { ...aliyunTemporary, securityToken: 'x' };
	const noToken = { ...aliyunTemporary, securityToken: undefined };

	it.each([
		['an unknown key', unknown, '404 InvalidAccessKeyId.NotFound'],
		['a disabled key', demoCredentials.aliyunInactive, '400 InvalidAccessKeyId.Inactive'],
		['a wrong secret', { ...aliyun, accessKeySecret: 'wrong' }, '400 SignatureDoesNotMatch'],
		['a wrong token', wrongToken, '400 InvalidSecurityToken.MismatchWithAccessKey'],
		['an expired token', demoCredentials.aliyunExpired, '400 InvalidSecurityToken.Expired'],
		['a temporary key without token', noToken, '400 MissingSecurityToken'],
		['missing rights', demoCredentials.aliyunNoPermission, '403 NoPermission'],
	] as Array<[string, Credential, string]>)('refuses %s', async (_what, key, expected) => {
		const code = await errorCode(lookUp('abc@aliyun.com', key));
		const [sent, ...more] = cloud.journal.entries();
		expect([`${sent.status} ${code}`, sent.code, more]).toEqual([expected, code, []]);
	});

	it('names the missing right', async () => {
		const key = demoCredentials.aliyunNoPermission;
		await expect(lookUp('abc@aliyun.com', key)).rejects.toMatchObject({
			accessDeniedDetail: { AuthAction: 'domain:QueryEmailVerification' },
		});
	});

	it.each([
		[14 * 60_000, null],
		[-14 * 60_000, null],
		[15 * 60_000 + 2000, 'InvalidTimeStamp.Expired'],
		[-15 * 60_000 - 2000, 'InvalidTimeStamp.Expired'],
	])('with a clock that is %d ms off: %s', async (offsetMs, code) => {
		clock.aheadMs = offsetMs;
		expect(await errorCode(lookUp('abc@aliyun.com'))).toBe(code);
	});

	it.each([
		['QueryEmailVerification', {}, 'MissingEmail'],
		['QueryEmailVerification', { Email: '' }, 'MissingEmail'],
		['ListEmailVerification', { PageSize: '5001' }, 'InvalidPageSize'],
		['ListEmailVerification', { PageSize: 'all' }, 'InvalidPageSize'],
		['ListEmailVerification', { PageNum: '0' }, 'InvalidPageNum'],
		['ListEmailVerification', { VerificationStatus: '2' }, 'InvalidVerificationStatus'],
		['DoIt', {}, 'InvalidAction.NotFound'],
	] as Array<[string, Record<string, string>, string]>)(
		'%s %j: %s',
		async (action, query, code) => {
			expect(await errorCode(domain(action, query))).toBe(code);
		},
	);

	it('answers for an unknown address in each of the three ways', async () => {
		expect(await errorCode(lookUp('nobody@example.com'))).toBe('ParameterIllegal');
		cloud.settings.aliyun.unknownEmail = 'empty';
		expect(Object.keys(await lookUp('nobody@example.com'))).toEqual(['RequestId']);
		cloud.settings.aliyun.unknownEmail = 'record';
		expect(await lookUp('nobody@example.com')).toMatchObject({ VerificationStatus: 0 });
	});

	it('throttles, with and without the time to wait', async () => {
		cloud.quotas.set('aliyun', 'QueryEmailVerification', 2);
		await lookUp('abc@aliyun.com');
		await lookUp('abc@aliyun.com', aliyunTemporary);
		await expect(lookUp('abc@aliyun.com')).rejects.toMatchObject({
			code: 'Throttling.User',
			statusCode: 400,
			retryAfter: undefined,
		});
		cloud.settings.aliyun.retryAfterMs = 1500;
		await expect(lookUp('abc@aliyun.com')).rejects.toMatchObject({ retryAfter: 1500 });
		cloud.quotas.reset();
		cloud.faults.add({ kind: 'throttle', retryAfterMs: 700, times: 1 });
		await expect(lookUp('abc@aliyun.com')).rejects.toMatchObject({
			code: 'Throttling.User',
			retryAfter: 700,
		});
	});

	it.each([
		[{ Email: 'nobody@example.com', Lang: 'zh' }, '参数非法。'],
		[{ Email: 'nobody@example.com', Lang: 'en' }, 'Parameter illegal.'],
		[{ Lang: 'zh' }, '缺少参数 Email。'],
		[{}, 'Email is mandatory for this action.'],
	] as Array<[Record<string, string>, string]>)('says to %j: %s', async (query, message) => {
		await expect(domain('QueryEmailVerification', query)).rejects.toMatchObject({
			message: expect.stringContaining(message),
		});
	});
});

describe('other forms', () => {
	it('writes times in words and keys in camel case', async () => {
		cloud.settings.aliyun.dateFormat = 'B';
		expect((await lookUp('abc@aliyun.com')).GmtCreate).toBe('Feb 19,2019 16:38:07');
		cloud.settings.aliyun.keyCase = 'camel';
		const answer = await lookUp('abc@aliyun.com');
		expect(answer).toMatchObject({ email: 'abc@aliyun.com', verificationStatus: 1 });
		expect(Object.keys(answer).every((name) => /^[a-z]/.test(name))).toBe(true);
		await expect(lookUp('nobody@example.com')).rejects.toMatchObject({
			code: 'ParameterIllegal',
			requestId: expect.stringMatching(UPPER_UUID),
		});
	});

	it('refuses in XML, which the SDK reads', async () => {
		cloud.settings.aliyun.format = 'xml';
		await expect(lookUp('nobody@example.com')).rejects.toMatchObject({
			code: 'ParameterIllegal',
			requestId: expect.stringMatching(UPPER_UUID),
		});
	});

	it.each([
		[{ kind: 'html' }, /Unexpected token/],
		[{ kind: 'truncate' }, /JSON/],
		[{ kind: 'reset' }, /ECONNRESET|socket hang up/],
		[{ kind: 'code', code: 'ServiceUnavailable' }, /ServiceUnavailable: code: 503/],
	] as Array<[Fault, RegExp]>)('%j', async (fault, message) => {
		cloud.faults.add(fault);
		await expect(lookUp('abc@aliyun.com')).rejects.toThrow(message);
	});

	it('lets a subject have its own trouble', async () => {
		const { pending, verified } = demoSubjects.aliyun;
		cloud.faults.add({ kind: 'code', code: 'Busy', service: 'aliyun', subject: pending });
		expect(await errorCode(lookUp(pending))).toBe('Busy');
		expect((await lookUp(verified)).VerificationStatus).toBe(1);
	});
});

describe('the life of a record', () => {
	const DAY_MS = 24 * 3600 * 1000;

	it('is submitted, confirmed and removed', async () => {
		const email = 'fresh@example.com';
		cloud.aliyun.submit(email, '203.0.113.9');
		expect(await lookUp(email)).toMatchObject({ VerificationStatus: 0, SendIp: '203.0.113.9' });
		expect((await lookUp(email)).GmtCreate).toBe((await lookUp(email)).TokenSendTime);
		cloud.aliyun.clickLink(email, '203.0.113.7');
		const verified = await lookUp(email);
		expect(verified).toMatchObject({ VerificationStatus: 1, ConfirmIp: '203.0.113.7' });
		expect(verified.VerificationTime).toBe(verified.GmtModified);
		cloud.aliyun.delete(email);
		expect(await errorCode(lookUp(email))).toBe('ParameterIllegal');
	});

	it('stays pending when its link has expired, until a new mail goes out', async () => {
		const email = 'late@example.com';
		cloud.aliyun.submit(email);
		clock.aheadMs = 3 * DAY_MS + 1000;
		expect(() => cloud.aliyun.clickLink(email)).toThrow('expired');
		expect(cloud.aliyun.get(email)).toMatchObject({ status: 0, verifiedAt: null });
		const { createdAt } = cloud.aliyun.get(email)!;
		cloud.aliyun.submit(email);
		cloud.aliyun.clickLink(email);
		expect(cloud.aliyun.get(email)).toMatchObject({ status: 1, createdAt });
	});

	it('can be made to expire at once', () => {
		const { pending } = demoSubjects.aliyun;
		cloud.aliyun.expire(pending);
		expect(() => cloud.aliyun.clickLink(pending)).toThrow('expired');
	});
});
