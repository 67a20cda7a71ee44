import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();
const { tencent, aliyun, wemake } = demoSubjects;

const KEYS = [
	'provider',
	'subject',
	'status',
	'isVerified',
	'email',
	'phone',
	'emailStatus',
	'phoneStatus',
	'verifiedAt',
	'reason',
];
/** What Aliyun's lookup adds. */
const TIMES = ['createdAt', 'mailSentAt'];
const EMPTY: IDataObject = {
	email: null,
	phone: null,
	emailStatus: null,
	phoneStatus: null,
	verifiedAt: null,
	reason: null,
};

describe('Tencent', () => {
	it.each<[unknown, string, string | null]>([
		['Unbound', 'unverified', null],
		['Valid', 'pending', null],
		['Success', 'verified', null],
		['Failed', 'failed', 'link expired'],
		['success', 'verified', null],
		[null, 'unknown', null],
		[undefined, 'unknown', null],
		['Paused', 'unknown', null],
		['', 'unknown', null],
	])('BindStatus %j is %s', async (BindStatus, status, reason) => {
		world.serve({
			Response: {
				BindStatus,
				Email: '12***@qq.com',
				Phone: '18***32',
				PhoneBind: 1,
				BindTime: '2022-01-13 18:09:08',
				Description: 'link expired',
				RequestId: 'r',
			},
		});
		const { json } = await world.lookup('tencent', ['123']);
		expect(json).toEqual([
			{
				provider: 'tencentOrganization',
				subject: '123',
				status,
				isVerified: status === 'verified',
				email: '12***@qq.com',
				phone: '18***32',
				emailStatus: status,
				phoneStatus: 'verified',
				verifiedAt: status === 'verified' ? '2022-01-13T18:09:08+08:00' : null,
				reason,
			},
		]);
		expect(Object.keys(json[0])).toEqual(KEYS);
	});

	it.each([
		[0, 'unverified'],
		[1, 'verified'],
		[2, 'unknown'],
		[null, 'unknown'],
	])('PhoneBind %j is %s', async (PhoneBind, phoneStatus) => {
		world.serve({ Response: { BindStatus: 'Valid', PhoneBind, RequestId: 'r' } });
		const { json } = await world.lookup('tencent', ['123']);
		expect(json[0]).toMatchObject({ status: 'pending', phoneStatus });
	});

	it.each([
		[tencent.unbound, 'unverified'],
		[tencent.pending, 'pending'],
		[tencent.verified, 'verified'],
		[tencent.failed, 'failed'],
		[tencent.noValues, 'unknown'],
		[tencent.invited, 'unverified'],
	])('member %s is %s', async (uin, status) => {
		const { json } = await world.lookup('tencent', [uin]);
		expect(json[0]).toMatchObject({ subject: uin, status, emailStatus: status });
		expect(json[0].reason === null).toBe(status !== 'failed');
	});

	it('has nothing but nulls where the service has', async () => {
		const { json } = await world.lookup('tencent', [tencent.noValues]);
		expect(json[0]).toMatchObject({ ...EMPTY, emailStatus: 'unknown', phoneStatus: 'unknown' });
	});
});

describe('Aliyun', () => {
	it.each<[unknown, string]>([
		[0, 'pending'],
		[1, 'verified'],
		['1', 'verified'],
		[2, 'unknown'],
		[-1, 'unknown'],
	])('VerificationStatus %j is %s', async (VerificationStatus, status) => {
		const VerificationTime = '2019-02-19 16:40:38';
		const mail = { GmtCreate: '2019-02-18 16:38:07', TokenSendTime: '2019-02-19 16:38:07' };
		world.serve({
			VerificationStatus,
			Email: 'abc@aliyun.com',
			VerificationTime,
			...mail,
			RequestId: 'r',
		});
		const { json } = await world.lookup('aliyun', ['abc@aliyun.com']);
		expect(json).toEqual([
			{
				...EMPTY,
				provider: 'aliyun',
				subject: 'abc@aliyun.com',
				status,
				isVerified: status === 'verified',
				email: 'abc@aliyun.com',
				emailStatus: status,
				verifiedAt: status === 'verified' ? '2019-02-19T16:40:38+08:00' : null,
				createdAt: '2019-02-18T16:38:07+08:00',
				mailSentAt: '2019-02-19T16:38:07+08:00',
			},
		]);
		expect(Object.keys(json[0])).toEqual([...KEYS, ...TIMES]);
	});

	it.each([
		['A', 'pascal'],
		['A', 'camel'],
		['B', 'pascal'],
		['B', 'camel'],
	] as const)('is the same with dates of form %s and keys in %s case', async (date, keyCase) => {
		Object.assign(world.cloud.settings.aliyun, { dateFormat: date, keyCase });
		const { json } = await world.lookup('aliyun', [aliyun.sample, aliyun.pending]);
		expect(json).toEqual([
			expect.objectContaining({
				status: 'verified',
				email: aliyun.sample,
				verifiedAt: '2019-02-19T16:40:38+08:00',
			}),
			expect.objectContaining({ status: 'pending', email: aliyun.pending, verifiedAt: null }),
		]);
	});

	describe.each(['error', 'empty'] as const)('an unknown address, answered by "%s"', (way) => {
		beforeEach(() => {
			world.cloud.settings.aliyun.unknownEmail = way;
		});

		it('is an error by default', async () => {
			const { error } = await world.lookup('aliyun', ['nobody@example.com']);
			expect(error).toMatchObject({
				name: 'NodeApiError',
				message: 'This Alibaba Cloud account does not know the email address',
			});
			expect(error!.description).toContain('If Not Found');
		});

		it('is a record if asked for', async () => {
			const { json } = await world.lookup('aliyun', ['nobody@example.com'], {
				options: { ifNotFound: 'record', includeRaw: true },
			});
			expect(json).toEqual([
				{
					...EMPTY,
					provider: 'aliyun',
					subject: 'nobody@example.com',
					status: 'unknown',
					isVerified: false,
					emailStatus: 'unknown',
					createdAt: null,
					mailSentAt: null,
					raw: null,
				},
			]);
		});
	});

	it('an unknown address, answered by a record, is as that record says', async () => {
		world.cloud.settings.aliyun.unknownEmail = 'record';
		const { json } = await world.lookup('aliyun', ['nobody@example.com']);
		expect(json[0]).toMatchObject({ status: 'pending', email: 'nobody@example.com' });
	});

	it('a known address that the lookup refuses is found in the list', async () => {
		const action = 'QueryEmailVerification';
		world.cloud.faults.add({ kind: 'code', code: 'Strange.Code', action });
		const { json, requests } = await world.lookup('aliyun', ['ABC@aliyun.com']);
		expect(json[0]).toMatchObject({ status: 'verified', subject: 'ABC@aliyun.com' });
		expect(requests.map((request) => request.action)).toEqual([action, 'ListEmailVerification']);
	});
});

describe('WeMake', () => {
	it.each<[unknown, string]>([
		[0, 'unverified'],
		[1, 'pending'],
		[2, 'verified'],
		[3, 'failed'],
		[4, 'unknown'],
		[null, 'unknown'],
	])('AuthStatus %j is %s', async (AuthStatus, status) => {
		world.serve({
			Account: { AccountId: '1', AuthStatus, AuthTime: 1591874496, FailedReason: 'blurred' },
			RequestId: 'r',
		});
		const { json } = await world.lookup('wemake', [{}]);
		expect(json).toEqual([
			{
				...EMPTY,
				provider: 'wemakeIam',
				subject: '1',
				status,
				isVerified: status === 'verified',
				emailStatus: 'unknown',
				phoneStatus: 'unknown',
				verifiedAt: status === 'verified' ? '2020-06-11T19:21:36+08:00' : null,
				reason: status === 'failed' ? 'blurred' : null,
			},
		]);
		expect(Object.keys(json[0])).toEqual(KEYS);
	});

	it.each<[unknown, string]>([
		[0, 'unverified'],
		[1, 'pending'],
		[2, 'verified'],
		[3, 'unknown'],
	])('ContactMailStatus and ContactMobileStatus %j are %s', async (value, status) => {
		const contacts = { ContactMailStatus: value, ContactMobileStatus: value };
		world.serve({ Account: { AccountId: '1', AuthStatus: 0, ...contacts }, RequestId: 'r' });
		const { json } = await world.lookup('wemake', [{}]);
		expect(json[0]).toMatchObject({ emailStatus: status, phoneStatus: status });
	});

	it.each(Object.entries(wemake))('the %s account is found by its token', async (name, account) => {
		const { accessToken } = account;
		const { json } = await world.lookup('wemake', [{}], { credential: { accessToken } });
		expect(json[0]).toMatchObject({
			subject: account.accountId,
			status: name === 'operator' ? 'verified' : name,
		});
	});
});

describe('options', () => {
	it.each([
		['UTC', '2022-01-13T18:09:08+00:00'],
		['America/New_York', '2022-01-13T18:09:08-05:00'],
	])('timeZone %s', async (timeZone, verifiedAt) => {
		const { json } = await world.lookup('tencent', [tencent.sample], { options: { timeZone } });
		expect(json[0].verifiedAt).toBe(verifiedAt);
	});

	it('includeRaw adds the documented object, as simplify: false gives it', async () => {
		const options = { includeRaw: true };
		for (const [service, subject] of [
			['tencent', tencent.sample],
			['aliyun', aliyun.sample],
			['wemake', ''],
		] as const) {
			const [simple] = (await world.lookup(service, [subject], { options })).json;
			const [raw] = (await world.lookup(service, [subject], { simplify: false })).json;
			const own = service === 'aliyun' ? TIMES : [];
			expect(Object.keys(simple)).toEqual([...KEYS, ...own, 'raw']);
			expect(simple.raw).toEqual({ ...raw, RequestId: expect.any(String) as string });
		}
	});

	it('ifNotFound: record stands for an unknown member, but not for a wrong account', async () => {
		const options = { ifNotFound: 'record' };
		for (const code of ['OrganizationMemberNotExist', 'UserNotExist']) {
			const remove = world.cloud.faults.add({ kind: 'code', code: `ResourceNotFound.${code}` });
			const { json } = await world.lookup('tencent', ['123'], { options });
			expect(json[0]).toMatchObject({ subject: '123', status: 'unknown', isVerified: false });
			remove();
		}
		world.cloud.faults.add({ kind: 'code', code: 'ResourceNotFound.OrganizationNotExist' });
		const { error } = await world.lookup('tencent', ['123'], { options });
		expect(error?.message).toBe('The account of the key has no organization');
	});
});
