// The typed client of tencentcloud-sdk-nodejs drives members and their email bindings.
import { organization } from 'tencentcloud-sdk-nodejs/tencentcloud/services/organization';
import { startCloud, type Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { tencentClient } from './localCloud.mts';
import { errorCode } from './useCloud.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MANAGER = '100000000001';
const subjects = demoSubjects.tencent;

let cloud: Cloud;
let client: InstanceType<typeof organization.v20210331.Client>;

beforeEach(async () => {
	cloud = await startCloud({ members: 60, emails: 1, accounts: 1 });
	client = newClient();
});
afterEach(() => cloud.close());

const newClient = (credential?: (typeof demoCredentials)['tencentReadOnly']) =>
	new organization.v20210331.Client(tencentClient(cloud, 'organization', { credential }));

const submission = (name: string) => ({
	Email: `${name}@example.com`,
	CountryCode: '86',
	Phone: '13800138000',
});
const unbound = { MemberUin: Number(subjects.unbound) };
const add = async (name: string, uin: string | number = subjects.unbound) =>
	(await client.AddOrganizationMemberEmail({ MemberUin: Number(uin), ...submission(name) }))
		.BindId!;
const update = (BindId: number, name: string, uin: string | number = subjects.unbound) =>
	client.UpdateOrganizationMemberEmailBind({
		MemberUin: Number(uin),
		BindId,
		...submission(name),
	});
const resend = (BindId: number) => client.SendOrgMemberAccountBindEmail({ ...unbound, BindId });
const look = (uin: string | number) =>
	client.DescribeOrganizationMemberEmailBind({ MemberUin: Number(uin) });
/** Lets time pass for the subjects, not for signatures. */
const pass = (ms: number) => {
	const { binding } = cloud.tencent.get(subjects.unbound)!;
	binding!.mailedAt -= ms;
	binding!.resentAt = binding!.resentAt.map((at) => at - ms);
};

describe('email bindings', () => {
	it('add gives the ID of the binding, which then waits', async () => {
		const BindId = await add('a');
		expect(await look(subjects.unbound)).toMatchObject({
			...submission('a'),
			BindId,
			BindStatus: 'Valid',
			BindTime: null,
			PhoneBind: 0,
		});
	});

	it('update changes the address and keeps the binding, three times', async () => {
		const BindId = await add('a');
		for (const name of ['b', 'c', 'd']) {
			await update(BindId, name);
		}
		expect(await look(subjects.unbound)).toMatchObject({ BindId, ...submission('d') });
		expect(await errorCode(update(BindId, 'e'))).toBe('LimitExceeded.UpdateEmailBindOverLimit');
		expect(await look(subjects.unbound)).toMatchObject(submission('d'));
	});

	it('resend sends another mail: within limits, in an hour and in all', async () => {
		const BindId = await add('a');
		for (let hour = 0; hour < 3; hour++) {
			for (let mail = 0; mail < 3; mail++) await resend(BindId);
			expect(await errorCode(resend(BindId))).toBe('LimitExceeded.SendEmailWithinOneHourLimit');
			pass(HOUR_MS + 1000);
		}
		await resend(BindId);
		pass(HOUR_MS + 1000);
		expect(await errorCode(resend(BindId))).toBe('LimitExceeded.SendEmailLimit');
	});

	it('a lapsed binding takes no mail, and its address is spent', async () => {
		const BindId = await add('a');
		pass(15 * DAY_MS + 1000);
		expect(await look(subjects.unbound)).toMatchObject({ BindStatus: 'Failed' });
		const invalid = 'FailedOperation.EmailBindRecordInvalid';
		const used = 'FailedOperation.EmailAlreadyUsed';
		expect(await errorCode(resend(BindId))).toBe(invalid);
		expect(await errorCode(add('a'))).toBe(used);
		expect(await errorCode(update(BindId, 'A'))).toBe(used);
		expect(await add('b')).not.toBe(BindId);
		expect(await errorCode(add('a', subjects.noValues))).toBe(used);
		expect(await errorCode(resend(BindId))).toBe(invalid);
	});

	it.each([
		['add', ['FailedOperation.EmailBindRecordInvalid', null]],
		['update', [null, 'FailedOperation.MemberEmailExist']],
		['both', [null, null]],
	] as const)('a failed binding begins anew by %s', async (resubmit, expected) => {
		cloud.settings.tencent.resubmit = resubmit;
		const BindId = (await look(subjects.failed)).BindId!;
		const updated = await errorCode(update(BindId, 'new', subjects.failed));
		cloud.tencent.fail(subjects.pending, 'no');
		expect([updated, await errorCode(add('other', subjects.pending))]).toEqual(expected);
	});

	it.each([
		['a member that was invited', subjects.invited, 'UnsupportedOperation'],
		['a member that waits', subjects.pending, 'FailedOperation.MemberEmailExist'],
		['a verified member', subjects.verified, 'FailedOperation.MemberEmailExist'],
		['nobody', '5', 'ResourceNotFound.OrganizationMemberNotExist'],
	])('add refuses %s', async (_who, uin, code) => {
		expect(await errorCode(add('a', uin))).toBe(code);
	});

	it.each([
		[{ Email: 'no address' }, 'InvalidParameter'],
		[{ CountryCode: '+86' }, 'InvalidParameter'],
		[{ Phone: '18***32' }, 'InvalidParameter'],
		[{ Email: '123@QQ.com' }, 'FailedOperation.EmailAlreadyUsed'],
		[{ Email: undefined }, 'MissingParameter'],
		[{ BindId: 1 }, 'UnknownParameter'],
	])('add refuses %j', async (change, code) => {
		const request = { ...unbound, ...submission('a'), ...change } as never;
		expect(await errorCode(client.AddOrganizationMemberEmail(request))).toBe(code);
		expect(await look(subjects.unbound)).toMatchObject({ BindStatus: 'Unbound' });
	});

	it('limits the members of a phone, and the submissions of a day', async () => {
		cloud.settings.tencent.limits.membersPerPhone = 1;
		await add('a');
		expect(await errorCode(add('b', subjects.noValues))).toBe('LimitExceeded.PhoneNumBound');
		cloud.settings.reset();
		cloud.settings.tencent.limits.submissionsPerDay = 1;
		expect(await errorCode(add('b', subjects.noValues))).toBe('LimitExceeded.EmailBindOverLimit');
		cloud.settings.reset();
		await add('b', subjects.noValues);
	});

	it.each([
		['without a binding', subjects.unbound, 1, 'ResourceNotFound.EmailBindRecordNotExist'],
		['with another', subjects.pending, 1, 'ResourceNotFound.EmailBindRecordNotExist'],
		['that is verified', subjects.sample, 1, 'UnsupportedOperation'],
	])('update refuses a member %s', async (_who, uin, BindId, code) => {
		expect(await errorCode(update(BindId, 'a', uin))).toBe(code);
	});

	it('takes long binding IDs as it gives them, digit for digit', async () => {
		cloud.settings.tencent.hugeIds = true;
		const send = (BindId: bigint) =>
			client.SendOrgMemberAccountBindEmail({
				MemberUin: Number(subjects.pending),
				BindId: BindId as unknown as number,
			});
		const { bindId } = cloud.tencent.get(subjects.pending)!.binding!;
		const long = BigInt(`9${String(bindId).padStart(17, '0')}`);
		await send(long);
		const code = 'ResourceNotFound.EmailBindRecordNotExist';
		expect(await errorCode(send(long + 1n))).toBe(code);
	});
});

describe('members', () => {
	const request = {
		Name: 'new-member',
		AccountName: 'new-account',
		PolicyType: 'Financial',
		PermissionIds: [1, 2],
		NodeId: 1002,
	};
	const row = async (uin: number) => {
		const filter = { Offset: 0, Limit: 50, SearchKey: String(uin) };
		return (await client.DescribeOrganizationMembers(filter)).Items![0];
	};
	const refusedUpdate = (change: object) =>
		errorCode(client.UpdateOrganizationMember({ ...unbound, ...change }));

	it('create makes a member without binding, to be found and bound', async () => {
		const Tags = [{ TagKey: 'env', TagValue: 'test' }];
		const { Uin } = await client.CreateOrganizationMember({
			...request,
			PermissionIds: [1, 2, 7],
			PayUin: MANAGER,
			Remark: 'made by the SDK',
			Tags,
			IdentityRoleID: [2],
			AuthRelationId: 1,
		});
		expect(await row(Uin!)).toMatchObject({
			MemberUin: Uin,
			Name: 'new-member',
			MemberType: 'Create',
			NodeId: 1002,
			NodeName: 'Sales',
			Remark: 'made by the SDK',
			PayUin: MANAGER,
			BindStatus: 'Unbound',
			NickName: 'new-account',
			Tags,
		});
		await add('a', Uin);
		expect(await row(Uin!)).toMatchObject({ BindStatus: 'Valid' });
	});

	it.each([
		[{ Name: 'with blank' }, 'InvalidParameter'],
		[{ AccountName: 'a'.repeat(26) }, 'InvalidParameter'],
		[{ PolicyType: 'Other' }, 'FailedOperation.OrganizationPolicyIllegal'],
		[{ PermissionIds: [1] }, 'FailedOperation.OrganizationPermissionIllegal'],
		[{ PermissionIds: [1, 2, 3] }, 'FailedOperation.OrganizationPermissionIllegal'],
		[{ PermissionIds: [1, 2, 11] }, 'FailedOperation.OrganizationPermissionIllegal'],
		[{ PermissionIds: [1, 2, 7] }, 'FailedOperation.PayUinIllegal'],
		[{ PayUin: '5' }, 'FailedOperation.PayUinIllegal'],
		[{ NodeId: 5 }, 'ResourceNotFound.OrganizationNodeNotExist'],
		[{ AuthRelationId: 9 }, 'ResourceNotFound.OrganizationAuthRelationNotExist'],
		[{ IdentityRoleID: [99] }, 'InvalidParameter'],
		[{ RecordId: 9 }, 'FailedOperation.CreateRecordNotExist'],
		[{ Tags: [{ TagKey: '', TagValue: '' }] }, 'InvalidParameter.TagError'],
		[{ Tags: Array(11).fill({ TagKey: 'a' }) }, 'InvalidParameterValue'],
		[{ NodeId: undefined }, 'MissingParameter'],
	])('create refuses %j', async (change, code) => {
		const call = client.CreateOrganizationMember({ ...request, ...change } as never);
		expect(await errorCode(call)).toBe(code);
		expect(cloud.tencent.members()).toHaveLength(60);
	});

	it('names are unique, creation records are remembered, the organization has an end', async () => {
		await client.CreateOrganizationMember(request);
		cloud.settings.tencent.limits.members = 61;
		for (const [change, code] of [
			[{ Name: 'other' }, 'FailedOperation.MemberNameUsed'],
			[{ AccountName: 'other' }, 'FailedOperation.OrganizationMemberNameUsed'],
			[{ RecordId: 1 }, 'FailedOperation.CreateRecordAlreadySuccess'],
			[{ Name: 'other', AccountName: 'other' }, 'LimitExceeded.OrganizationMemberOverLimit'],
		] as const) {
			const again = client.CreateOrganizationMember({ ...request, ...change });
			expect(await errorCode(again)).toBe(code);
		}
	});

	it('update changes what it names and nothing else', async () => {
		const before = await row(unbound.MemberUin);
		await client.UpdateOrganizationMember({
			...unbound,
			Name: '新名字',
			IsModifyNickName: 1,
			IsAllowQuit: 'allow',
		});
		expect(await row(unbound.MemberUin)).toEqual({
			...before,
			Name: '新名字',
			NickName: '新名字',
			IsAllowQuit: 'Allow',
			UpdateTime: expect.any(String) as string,
		});
		Object.assign(cloud.tencent.get(subjects.unbound)!, { permissionStatus: 'Confirmed' });
		const PermissionIds = [1, 2, 7];
		const policy = { PolicyType: 'Financial', PermissionIds, PayUin: MANAGER };
		await client.UpdateOrganizationMember({ ...unbound, ...policy });
		expect((await row(unbound.MemberUin)).OrgPermission!.map(({ Id }) => Id)).toEqual([1, 2, 7]);
	});

	it.each([
		[{ MemberUin: 5 }, 'ResourceNotFound.MemberNotExist'],
		[{ Name: "O'Brien" }, 'InvalidParameterValue'],
		[{ Remark: 'a'.repeat(41) }, 'InvalidParameterValue'],
		[{ PermissionIds: [1, 2] }, 'FailedOperation.OrganizationPolicyIllegal'],
		[{ PolicyType: 'Financial' }, 'FailedOperation.OrganizationPermissionIllegal'],
		[{ PayUin: '5' }, 'FailedOperation.PayUinIllegal'],
		[{ PayUin: MANAGER, IsAllowQuit: 'Allow' }, 'InvalidParameter.AllowQuitIllegal'],
		[{ IsAllowQuit: 'Perhaps' }, 'InvalidParameterValue'],
		[{ IsModifyNickName: 2 }, 'InvalidParameterValue'],
	])('update refuses %j', async (change, code) => {
		const before = await row(unbound.MemberUin);
		expect(await refusedUpdate({ Remark: 'x', ...change })).toBe(code);
		expect(await row(unbound.MemberUin)).toEqual(before);
	});

	it('update refuses a taken name, and permissions while a change waits', async () => {
		Object.assign(cloud.tencent.get(subjects.pending)!, { name: 'taken-name' });
		const nameUsed = 'FailedOperation.OrganizationMemberNameUsed';
		expect(await refusedUpdate({ Name: 'taken-name' })).toBe(nameUsed);
		Object.assign(cloud.tencent.get(subjects.unbound)!, { permissionStatus: 'UnConfirmed' });
		const policy = { PolicyType: 'Financial', PermissionIds: [1, 2] };
		expect(await refusedUpdate(policy)).toBe('FailedOperation.ChangePermissionRecordExist');
	});

	it('move takes a list of members, all or none', async () => {
		const uins = [subjects.unbound, subjects.pending].map(Number);
		const nodes = () => uins.map((uin) => cloud.tencent.get(String(uin))!.nodeId);
		const move = (NodeId: number, MemberUin: unknown) =>
			errorCode(client.MoveOrganizationNodeMembers({ NodeId, MemberUin: MemberUin as never }));
		expect(await move(1004, uins)).toBeNull();
		expect(nodes()).toEqual([1004, 1004]);
		expect(await move(1003, [...uins, 5])).toBe('FailedOperation.SomeUinsNotInOrganization');
		expect(await move(5, uins)).toBe('ResourceNotFound.OrganizationNodeNotExist');
		expect(await move(1003, [])).toBe('InvalidParameter');
		expect(await move(1003, uins[0])).toBe('InvalidParameter');
		expect(nodes()).toEqual([1004, 1004]);
	});
});

describe('departments', () => {
	it('are listed with the documented fields, root first', async () => {
		const { Total, Items } = await client.DescribeOrganizationNodes({ Offset: 0, Limit: 50 });
		expect(Total).toBe(4);
		expect(Items![0]).toEqual({
			NodeId: 1001,
			Name: 'Root',
			ParentNodeId: 0,
			Remark: '',
			CreateTime: '2021-04-15 21:07:54',
			UpdateTime: '2021-04-15 21:07:54',
			Tags: [],
		});
		expect(Items!.slice(1).map(({ ParentNodeId }) => ParentNodeId)).toEqual([1001, 1001, 1001]);
	});

	it('are filtered by tags and paged by offset', async () => {
		const Tags = [{ TagKey: 'kind', TagValue: 'field' }];
		const tagged = await client.DescribeOrganizationNodes({ Offset: 0, Limit: 50, Tags });
		expect(tagged.Items!.map(({ Name }) => Name)).toEqual(['Sales', '客户服务']);
		const last = await client.DescribeOrganizationNodes({ Offset: 3, Limit: 3 });
		expect(last.Items!.map(({ NodeId }) => NodeId)).toEqual([1004]);
		for (const page of [
			{ Offset: 1, Limit: 3 },
			{ Offset: 0, Limit: 51 },
		]) {
			const call = client.DescribeOrganizationNodes(page);
			expect(await errorCode(call)).toBe('InvalidParameterValue');
		}
	});
});

it('a key that may only look up changes nothing', async () => {
	client = newClient(demoCredentials.tencentReadOnly);
	expect(await look(subjects.pending)).toMatchObject({ BindStatus: 'Valid' });
	const code = 'AuthFailure.UnauthorizedOperation';
	await expect(add('a')).rejects.toMatchObject({
		code,
		message: expect.stringContaining('organization:AddOrganizationMemberEmail') as string,
	});
	const request = { NodeId: 1003, MemberUin: [unbound.MemberUin] };
	expect(await errorCode(client.MoveOrganizationNodeMembers(request))).toBe(code);
});

it('a key whose account has no organization gets nowhere', async () => {
	client = newClient(demoCredentials.tencentNoOrganization as never);
	const code = 'ResourceNotFound.OrganizationNotExist';
	expect(await errorCode(add('a'))).toBe(code);
	expect(await errorCode(client.DescribeOrganizationNodes({ Offset: 0, Limit: 1 }))).toBe(code);
	expect(await errorCode(client.UpdateOrganizationMember({ ...unbound, Name: 'a' }))).toBe(code);
});
