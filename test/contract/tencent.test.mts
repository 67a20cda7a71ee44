// tencentcloud-sdk-nodejs, unmodified, with production's host names: answers and refusals.
import { cvm } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cvm';
import { organization } from 'tencentcloud-sdk-nodejs/tencentcloud/services/organization';
import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { SAMPLE_BINDING } from '../../sandbox/cloud/samples.mts';
import { tencentClient } from './localCloud.mts';
import { errorCode, useCloud } from './useCloud.mts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MEMBERS = 230;

const { cloud, clock } = useCloud({ members: MEMBERS });

type ClientOptions = NonNullable<Parameters<typeof tencentClient>[2]>;

const organizationClient = (options: ClientOptions = {}) =>
	new organization.v20210331.Client(tencentClient(cloud, 'organization', options));
const stsClient = (options: ClientOptions = {}) =>
	new sts.v20180813.Client(tencentClient(cloud, 'sts', options));
const lookUp = (uin: string | number, options: ClientOptions = {}) =>
	organizationClient(options).DescribeOrganizationMemberEmailBind({ MemberUin: Number(uin) });

describe('answers', () => {
	it('gives the published sample field by field', async () => {
		expect(await lookUp(demoSubjects.tencent.sample)).toEqual({
			...SAMPLE_BINDING,
			RequestId: expect.stringMatching(UUID),
		});
	});

	it.each([
		['unbound', 'Unbound'],
		['pending', 'Valid'],
		['verified', 'Success'],
		['failed', 'Failed'],
		['noValues', null],
		['invited', 'Unbound'],
	] as const)('knows a member that is %s', async (name, status) => {
		expect((await lookUp(demoSubjects.tencent[name])).BindStatus).toBe(status);
	});

	it('gives every field of a member without values as null', async () => {
		const { RequestId, ...fields } = await lookUp(demoSubjects.tencent.noValues);
		expect(RequestId).toMatch(UUID);
		expect(Object.values(fields)).toEqual(Array(9).fill(null));
	});

	it('masks email and phone by a setting', async () => {
		cloud.settings.tencent.masked = true;
		const answer = await lookUp(demoSubjects.tencent.sample);
		expect([answer.Email, answer.Phone]).toEqual(['12***@qq.com', '18***32']);
	});

	it('pages through all members', async () => {
		const rows: Array<Record<string, unknown>> = [];
		for (let offset = 0; ; offset += 50) {
			const { Items, Total } = await organizationClient().DescribeOrganizationMembers({
				Offset: offset,
				Limit: 50,
			});
			expect(Total).toBe(MEMBERS);
			rows.push(...(Items as unknown as Array<Record<string, unknown>>));
			if (Items!.length < 50) break;
		}
		expect(rows).toHaveLength(MEMBERS);
		expect(Object.keys(rows[0]).sort()).toEqual(
			(
				'BindStatus CreateTime IsAllowQuit MemberType MemberUin Name NickName NodeId NodeName ' +
				'OrgIdentity OrgPermission OrgPolicyName OrgPolicyType PayName PayUin PermissionStatus ' +
				'Remark Tags UpdateTime'
			).split(' '),
		);
		const statuses = new Set(rows.map((row) => row.BindStatus));
		expect(statuses).toEqual(new Set(['Unbound', 'Valid', 'Success', 'Failed', null]));
	});

	it('filters members by every documented filter', async () => {
		const list = async (filter: object) => {
			const { Items } = await organizationClient().DescribeOrganizationMembers({
				Offset: 0,
				Limit: 50,
				...filter,
			});
			return Items as unknown as Array<Record<string, unknown>>;
		};
		const uin = demoSubjects.tencent.pending;
		expect((await list({ SearchKey: uin })).map((row) => String(row.MemberUin))).toEqual([uin]);
		const byNode = await list({ NodeId: 1003 });
		expect(byNode.length).toBeGreaterThan(0);
		expect(byNode.every((row) => row.NodeName === 'Research')).toBe(true);
		expect((await list({ NodeName: 'Sales' })).every((row) => row.NodeId === 1002)).toBe(true);
		const tagged = await list({ Tags: [{ TagKey: 'env', TagValue: 'test' }] });
		expect(tagged.length).toBeGreaterThan(0);
		expect(tagged.map((row) => row.Tags)).toEqual(
			tagged.map(() => [{ TagKey: 'env', TagValue: 'test' }]),
		);
		expect(await list({ AuthName: 'nobody' })).toEqual([]);
		expect((await list({ AuthName: '示例' })).length).toBeGreaterThan(0);
	});

	it('describes the organization', async () => {
		const answer = await organizationClient().DescribeOrganization({});
		expect(answer).toMatchObject({ OrgId: 101, IsManager: true, OrgPolicyType: 'Financial' });
		expect(answer.CreateTime).toBe('2021-04-15 21:07:54');
	});

	it('answers GetCallerIdentity for long-term and temporary keys', async () => {
		const own = await stsClient().GetCallerIdentity();
		expect(own).toMatchObject({ AccountId: '100000000001', UserId: '100000000001' });
		const credential = demoCredentials.tencentTemporary;
		const temporary = await stsClient({ credential }).GetCallerIdentity();
		expect(temporary).toMatchObject({ AccountId: '100000000001', Type: 'CAMRole' });
	});

	it('serves another product by POST and GET', async () => {
		for (const method of ['POST', 'GET'] as const) {
			const client = new cvm.v20170312.Client(tencentClient(cloud, 'cvm', { method }));
			const { TotalCount, RegionSet } = await client.DescribeRegions();
			expect(TotalCount).toBe(RegionSet!.length);
		}
	});

	it('takes the parameters of a GET request from its query', async () => {
		const answer = await lookUp(123, { method: 'GET' });
		expect(answer.BindId).toBe(1);
		expect(cloud.journal.entries()[0]).toMatchObject({ method: 'GET', query: 'MemberUin=123' });
		const client = organizationClient({ method: 'GET' });
		const Tags = [{ TagKey: 'env', TagValue: 'production' }];
		const { Total } = await client.DescribeOrganizationMembers({ Offset: 0, Limit: 1, Tags });
		expect(Total).toBeGreaterThan(0);
	});

	it('keeps the sites apart', async () => {
		const credential = demoCredentials.tencentInternational;
		expect(await errorCode(lookUp(123, { credential }))).toBe('AuthFailure.SecretIdNotFound');
		expect((await lookUp(123, { credential, site: 'intl.' })).BindId).toBe(1);
	});
});

describe('refusals', () => {
	const { tencent, tencentTemporary: temporary } = demoCredentials;
	const blank = { ...tencent, secretKey: `${tencent.secretKey} ` };

	it.each([
		['an unknown key', { ...tencent, secretId: 'AKIDEXAMPLEUNKNOWN' }, 'SecretIdNotFound'],
		['a wrong secret', { ...tencent, secretKey: 'wrong' }, 'SignatureFailure'],
		['a blank behind the secret', blank, 'SignatureFailure'],
		['an expired token', demoCredentials.tencentExpired, 'TokenFailure'],
		['a wrong token', { ...temporary, sessionToken: 'x' }, 'TokenFailure'],
		['a temporary key without token', { ...temporary, sessionToken: undefined }, 'TokenFailure'],
		['a token with a long-term key', { ...tencent, sessionToken: 'x' }, 'TokenFailure'],
		['missing rights', demoCredentials.tencentNoPermission, 'UnauthorizedOperation'],
	])('refuses %s', async (_what, credential, code) => {
		await expect(lookUp(123, { credential })).rejects.toMatchObject({
			code: `AuthFailure.${code}`,
			requestId: expect.stringMatching(UUID),
		});
		expect(cloud.journal.entries()[0]).toMatchObject({ status: 200, code: `AuthFailure.${code}` });
	});

	it('lets a key without rights ask who it is', async () => {
		const credential = demoCredentials.tencentNoPermission;
		const answer = await stsClient({ credential }).GetCallerIdentity();
		expect(answer.AccountId).toBe('100000000001');
	});

	it.each([
		[299_000, null],
		[-299_000, null],
		[302_000, 'AuthFailure.SignatureExpire'],
		[-302_000, 'AuthFailure.SignatureExpire'],
	])('with a clock that is %d ms off: %s', async (offsetMs, code) => {
		clock.aheadMs = offsetMs;
		expect(await errorCode(lookUp(123))).toBe(code);
	});

	it.each([
		['an unknown parameter', { MemberUin: 123, Color: 'red' }, 'UnknownParameter'],
		['a missing parameter', {}, 'MissingParameter'],
		['a string for an integer', { MemberUin: '123' }, 'InvalidParameter'],
		['a fraction', { MemberUin: 1.5 }, 'InvalidParameter'],
		['a value out of range', { MemberUin: 0 }, 'InvalidParameterValue'],
		['an unknown member', { MemberUin: 5 }, 'ResourceNotFound.OrganizationMemberNotExist'],
	])('refuses %s', async (_what, parameters, code) => {
		const request = parameters as unknown as { MemberUin: number };
		const call = organizationClient().DescribeOrganizationMemberEmailBind(request);
		expect(await errorCode(call)).toBe(code);
	});

	it.each([
		['no offset', { Offset: undefined }, 'MissingParameter'],
		['a limit above 50', { Limit: 51 }, 'InvalidParameterValue'],
		['an offset that is no multiple', { Offset: 7 }, 'InvalidParameterValue'],
		['more than 10 tags', { Tags: Array(11).fill({ TagKey: 'a' }) }, 'InvalidParameterValue'],
		['a tag with an unknown field', { Tags: [{ TagKey: 'a', X: 1 }] }, 'UnknownParameter'],
		['an unknown department', { NodeId: 5 }, 'ResourceNotFound.OrganizationNodeNotExist'],
		['an unknown service', { Product: 'x' }, 'ResourceNotFound.OrganizationServiceNotExist'],
	])('refuses a list with %s', async (_what, change, code) => {
		const request = { Offset: 0, Limit: 10, ...change } as { Offset: number; Limit: number };
		expect(await errorCode(organizationClient().DescribeOrganizationMembers(request))).toBe(code);
	});

	it('refuses a key whose account has no organization', async () => {
		const call = lookUp(123, { credential: demoCredentials.tencentNoOrganization });
		expect(await errorCode(call)).toBe('ResourceNotFound.OrganizationNotExist');
	});

	it('speaks the language that is asked for', async () => {
		const messageIn = (language: 'en-US' | 'zh-CN') =>
			lookUp(5, { language }).catch((error: Error) => error.message);
		expect(await messageIn('en-US')).toBe('The organization member does not exist.');
		expect(await messageIn('zh-CN')).toBe('组织成员不存在。');
	});

	it.each([
		['DescribeOrganizationMemberEmailBind', 20],
		['DescribeOrganization', 40],
	] as const)('allows %s %d times a second', async (action, limit) => {
		const call = () =>
			action === 'DescribeOrganization'
				? organizationClient().DescribeOrganization({})
				: lookUp(123);
		await Promise.allSettled(Array.from({ length: 2 * limit }, call));
		const entries = cloud.journal.entries();
		const codes = entries.map(({ code }) => code);
		expect(codes.slice(0, limit)).toEqual(Array(limit).fill(null));
		expect(codes).toContain('RequestLimitExceeded');
		// On a slow machine the burst may last longer than a second; each second allows the limit anew.
		const seconds = Math.ceil((entries[entries.length - 1].at - entries[0].at + 1) / 1000);
		expect(codes.filter((code) => code === null).length).toBeLessThanOrEqual(limit * seconds);
	});
});
