// The typed client of tencentcloud-sdk-nodejs drives members and their email bindings.
import { organization } from 'tencentcloud-sdk-nodejs/tencentcloud/services/organization';
import { startCloud, type Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { tencentClient } from './localCloud.mts';

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

const code = (code: string) => ({ code });
const submission = (name: string) => ({
	Email: `${name}@example.com`,
	CountryCode: '86',
	Phone: '13800138000',
});
const unbound = { MemberUin: Number(subjects.unbound) };
const add = async (name: string, uin: string | number = subjects.unbound) =>
	(await client.AddOrganizationMemberEmail({ MemberUin: Number(uin), ...submission(name) }))
		.BindId!;
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
			await client.UpdateOrganizationMemberEmailBind({ ...unbound, BindId, ...submission(name) });
		}
		expect(await look(subjects.unbound)).toMatchObject({ BindId, ...submission('d') });
		await expect(
			client.UpdateOrganizationMemberEmailBind({ ...unbound, BindId, ...submission('e') }),
		).rejects.toMatchObject(code('LimitExceeded.UpdateEmailBindOverLimit'));
		expect(await look(subjects.unbound)).toMatchObject(submission('d'));
	});

	it('resend sends another mail: within limits, in an hour and in all', async () => {
		const BindId = await add('a');
		const send = () => client.SendOrgMemberAccountBindEmail({ ...unbound, BindId });
		for (let hour = 0; hour < 3; hour++) {
			for (let mail = 0; mail < 3; mail++) await send();
			await expect(send()).rejects.toMatchObject(code('LimitExceeded.SendEmailWithinOneHourLimit'));
			pass(HOUR_MS + 1000);
		}
		await send();
		pass(HOUR_MS + 1000);
		await expect(send()).rejects.toMatchObject(code('LimitExceeded.SendEmailLimit'));
	});

	it('a lapsed binding takes no mail, and its address is spent', async () => {
		const BindId = await add('a');
		pass(15 * DAY_MS + 1000);
		expect(await look(subjects.unbound)).toMatchObject({ BindStatus: 'Failed' });
		await expect(
			client.SendOrgMemberAccountBindEmail({ ...unbound, BindId }),
		).rejects.toMatchObject(code('FailedOperation.EmailBindRecordInvalid'));
		const used = code('FailedOperation.EmailAlreadyUsed');
		await expect(add('a')).rejects.toMatchObject(used);
		await expect(
			client.UpdateOrganizationMemberEmailBind({ ...unbound, BindId, ...submission('A') }),
		).rejects.toMatchObject(used);
		const again = await add('b');
		expect(again).not.toBe(BindId);
		await expect(add('a', subjects.noValues)).rejects.toMatchObject(used);
		await expect(
			client.SendOrgMemberAccountBindEmail({ ...unbound, BindId }),
		).rejects.toMatchObject(code('FailedOperation.EmailBindRecordInvalid'));
	});

	it.each([
		['add', ['FailedOperation.EmailBindRecordInvalid', null]],
		['update', [null, 'FailedOperation.MemberEmailExist']],
		['both', [null, null]],
	] as const)('a failed binding begins anew by %s', async (resubmit, expected) => {
		cloud.settings.tencent.resubmit = resubmit;
		const attempts = [
			async () => {
				const BindId = (await look(subjects.failed)).BindId!;
				const MemberUin = Number(subjects.failed);
				const request = { MemberUin, BindId, ...submission('new') };
				await client.UpdateOrganizationMemberEmailBind(request);
			},
			async () => {
				cloud.tencent.fail(subjects.pending, 'no');
				await add('other', subjects.pending);
			},
		];
		const outcomes: unknown[] = [];
		for (const attempt of attempts) {
			outcomes.push(
				await attempt().then(
					() => null,
					(error: { code: string }) => error.code,
				),
			);
		}
		expect(outcomes).toEqual(expected);
	});

	it.each([
		['a member that was invited', subjects.invited, 'UnsupportedOperation'],
		['a member that waits', subjects.pending, 'FailedOperation.MemberEmailExist'],
		['a verified member', subjects.verified, 'FailedOperation.MemberEmailExist'],
		['nobody', '5', 'ResourceNotFound.OrganizationMemberNotExist'],
	])('add refuses %s', async (_who, uin, refusal) => {
		await expect(add('a', uin)).rejects.toMatchObject(code(refusal));
	});

	it.each([
		[{ Email: 'no address' }, 'InvalidParameter'],
		[{ CountryCode: '+86' }, 'InvalidParameter'],
		[{ Phone: '18***32' }, 'InvalidParameter'],
		[{ Email: '123@QQ.com' }, 'FailedOperation.EmailAlreadyUsed'],
		[{ Email: undefined }, 'MissingParameter'],
		[{ BindId: 1 }, 'UnknownParameter'],
	])('add refuses %j', async (change, refusal) => {
		await expect(
			client.AddOrganizationMemberEmail({ ...unbound, ...submission('a'), ...change } as never),
		).rejects.toMatchObject(code(refusal));
		expect(await look(subjects.unbound)).toMatchObject({ BindStatus: 'Unbound' });
	});

	it('limits the members of a phone, and the submissions of a day', async () => {
		cloud.settings.tencent.limits.membersPerPhone = 1;
		await add('a');
		await expect(add('b', subjects.noValues)).rejects.toMatchObject(
			code('LimitExceeded.PhoneNumBound'),
		);
		cloud.settings.reset();
		cloud.settings.tencent.limits.submissionsPerDay = 1;
		await expect(add('b', subjects.noValues)).rejects.toMatchObject(
			code('LimitExceeded.EmailBindOverLimit'),
		);
		cloud.settings.reset();
		await add('b', subjects.noValues);
	});

	it.each([
		['without a binding', subjects.unbound, 1, 'ResourceNotFound.EmailBindRecordNotExist'],
		['with another', subjects.pending, 1, 'ResourceNotFound.EmailBindRecordNotExist'],
		['that is verified', subjects.sample, 1, 'UnsupportedOperation'],
	])('update refuses a member %s', async (_who, uin, BindId, refusal) => {
		const request = { MemberUin: Number(uin), BindId, ...submission('a') };
		await expect(client.UpdateOrganizationMemberEmailBind(request)).rejects.toMatchObject(
			code(refusal),
		);
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
		await expect(send(long + 1n)).rejects.toMatchObject(
			code('ResourceNotFound.EmailBindRecordNotExist'),
		);
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
		const { Items } = await client.DescribeOrganizationMembers({
			Offset: 0,
			Limit: 50,
			SearchKey: String(uin),
		});
		return Items![0];
	};

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
	])('create refuses %j', async (change, refusal) => {
		await expect(
			client.CreateOrganizationMember({ ...request, ...change } as never),
		).rejects.toMatchObject(code(refusal));
		expect(cloud.tencent.members()).toHaveLength(60);
	});

	it('names are unique, creation records are remembered, the organization has an end', async () => {
		await client.CreateOrganizationMember(request);
		const again = (change: object) => client.CreateOrganizationMember({ ...request, ...change });
		await expect(again({ Name: 'other' })).rejects.toMatchObject(
			code('FailedOperation.MemberNameUsed'),
		);
		await expect(again({ AccountName: 'other' })).rejects.toMatchObject(
			code('FailedOperation.OrganizationMemberNameUsed'),
		);
		await expect(again({ RecordId: 1 })).rejects.toMatchObject(
			code('FailedOperation.CreateRecordAlreadySuccess'),
		);
		cloud.settings.tencent.limits.members = 61;
		await expect(again({ Name: 'other', AccountName: 'other' })).rejects.toMatchObject(
			code('LimitExceeded.OrganizationMemberOverLimit'),
		);
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
	])('update refuses %j', async (change, refusal) => {
		const before = await row(unbound.MemberUin);
		await expect(
			client.UpdateOrganizationMember({ ...unbound, Remark: 'x', ...change }),
		).rejects.toMatchObject(code(refusal));
		expect(await row(unbound.MemberUin)).toEqual(before);
	});

	it('update refuses a taken name, and permissions while a change waits', async () => {
		Object.assign(cloud.tencent.get(subjects.pending)!, { name: 'taken-name' });
		await expect(
			client.UpdateOrganizationMember({ ...unbound, Name: 'taken-name' }),
		).rejects.toMatchObject(code('FailedOperation.OrganizationMemberNameUsed'));
		Object.assign(cloud.tencent.get(subjects.unbound)!, { permissionStatus: 'UnConfirmed' });
		const policy = { PolicyType: 'Financial', PermissionIds: [1, 2] };
		await expect(client.UpdateOrganizationMember({ ...unbound, ...policy })).rejects.toMatchObject(
			code('FailedOperation.ChangePermissionRecordExist'),
		);
	});

	it('move takes a list of members, all or none', async () => {
		const uins = [subjects.unbound, subjects.pending].map(Number);
		await client.MoveOrganizationNodeMembers({ NodeId: 1004, MemberUin: uins });
		expect(uins.map((uin) => cloud.tencent.get(String(uin))!.nodeId)).toEqual([1004, 1004]);
		await expect(
			client.MoveOrganizationNodeMembers({ NodeId: 1003, MemberUin: [...uins, 5] }),
		).rejects.toMatchObject(code('FailedOperation.SomeUinsNotInOrganization'));
		await expect(
			client.MoveOrganizationNodeMembers({ NodeId: 5, MemberUin: uins }),
		).rejects.toMatchObject(code('ResourceNotFound.OrganizationNodeNotExist'));
		await expect(
			client.MoveOrganizationNodeMembers({ NodeId: 1003, MemberUin: [] }),
		).rejects.toMatchObject(code('InvalidParameter'));
		await expect(
			client.MoveOrganizationNodeMembers({ NodeId: 1003, MemberUin: uins[0] as never }),
		).rejects.toMatchObject(code('InvalidParameter'));
		expect(uins.map((uin) => cloud.tencent.get(String(uin))!.nodeId)).toEqual([1004, 1004]);
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
		await expect(client.DescribeOrganizationNodes({ Offset: 1, Limit: 3 })).rejects.toMatchObject(
			code('InvalidParameterValue'),
		);
		await expect(client.DescribeOrganizationNodes({ Offset: 0, Limit: 51 })).rejects.toMatchObject(
			code('InvalidParameterValue'),
		);
	});
});

it('a key that may only look up changes nothing', async () => {
	client = newClient(demoCredentials.tencentReadOnly);
	expect(await look(subjects.pending)).toMatchObject({ BindStatus: 'Valid' });
	const refused = { code: 'AuthFailure.UnauthorizedOperation' };
	await expect(add('a')).rejects.toMatchObject({
		...refused,
		message: expect.stringContaining('organization:AddOrganizationMemberEmail') as string,
	});
	await expect(
		client.MoveOrganizationNodeMembers({ NodeId: 1003, MemberUin: [unbound.MemberUin] }),
	).rejects.toMatchObject(refused);
});

it('a key whose account has no organization gets nowhere', async () => {
	client = newClient(demoCredentials.tencentNoOrganization as never);
	const none = code('ResourceNotFound.OrganizationNotExist');
	await expect(add('a')).rejects.toMatchObject(none);
	await expect(client.DescribeOrganizationNodes({ Offset: 0, Limit: 1 })).rejects.toMatchObject(
		none,
	);
	await expect(client.UpdateOrganizationMember({ ...unbound, Name: 'a' })).rejects.toMatchObject(
		none,
	);
});
