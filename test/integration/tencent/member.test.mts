import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { CONTINUE } from '../harness/world.mts';
import {
	COMMANDS,
	MANAGER,
	newMember,
	useOrganization,
	waitingMember,
} from './useOrganization.mts';

const { world, run, bodies } = useOrganization();

describe('create', () => {
	const items = (count: number) =>
		Array.from({ length: count }, () => COMMANDS['member create'].item(world.cloud));
	const created = (name: unknown) =>
		world.cloud.tencent.members().find((member) => member.name === name)!;
	/** The body of the request for an item. */
	const sentOf = ({ name }: IDataObject) => ({
		Name: name,
		AccountName: name,
		PolicyType: 'Financial',
		PermissionIds: [1, 2],
		NodeId: 1003,
	});

	it('creates every item, ready for an email', async () => {
		const twenty = items(20);
		const { json, pairs } = await run('member create', twenty);
		expect(pairs).toEqual(twenty.map((_, index) => index));
		expect(json).toEqual(
			twenty.map(({ name }) => ({
				provider: 'tencentOrganization',
				subject: created(name).uin,
				status: 'unverified',
				isVerified: false,
				email: null,
				phone: null,
				emailStatus: 'unverified',
				phoneStatus: 'unverified',
				verifiedAt: null,
				reason: null,
				name,
				nodeId: '1003',
			})),
		);
		const submissions = json.map(({ subject, name }, index) => ({
			subject,
			email: `${String(name)}@example.com`,
			phone: `139${String(index).padStart(8, '0')}`,
		}));
		const { json: added } = await run('memberEmail add', submissions);
		expect(added).toMatchObject(submissions.map((one) => ({ ...one, status: 'pending' })));
	});

	it('sends what is documented, and nothing that was not set', async () => {
		const [item] = items(1);
		await run('member create', [item]);
		expect(bodies('CreateOrganizationMember')).toEqual([sentOf(item)]);
	});

	it('sends every additional field', async () => {
		const [item] = items(1);
		const { error } = await run('member create', [item], {
			parameters: {
				permissionIds: [7, 2, 1, 4],
				additionalFields: {
					remark: 'from a workflow',
					payUin: MANAGER,
					tags: { tag: [{ key: 'env', value: 'test' }, { key: 'flag' }] },
					identityRoleIds: '2, 3',
					authRelationId: '1',
				},
			},
		});
		expect(error).toBeUndefined();
		expect(bodies('CreateOrganizationMember')).toEqual([
			{
				...sentOf(item),
				PermissionIds: [1, 2, 4, 7],
				Remark: 'from a workflow',
				PayUin: MANAGER,
				Tags: [
					{ TagKey: 'env', TagValue: 'test' },
					{ TagKey: 'flag', TagValue: '' },
				],
				IdentityRoleID: [2, 3],
				AuthRelationId: 1,
			},
		]);
		expect(created(item.name)).toMatchObject({ payUin: MANAGER, permissionIds: [1, 2, 4, 7] });
	});

	it('gives the documented answer without Simplify', async () => {
		const [item] = items(1);
		const { json, requests } = await run('member create', [item], { simplify: false });
		expect(json).toEqual([
			{ Uin: Number(created(item.name).uin), RequestId: requests[0].requestId },
		]);
	});

	it.each([
		[{ name: 'taken-name', accountName: 'free-1' }, 'The member name is already taken'],
		[{ name: 'free-2', accountName: 'taken-account' }, 'The name is already taken'],
		[{ nodeId: '7' }, 'The organization has no such department'],
	])('is refused %j', async (fields, message) => {
		newMember(world.cloud, { name: 'taken-name', accountName: 'taken-account' });
		const { json } = await run('member create', [{ ...items(1)[0], ...fields }], CONTINUE);
		expect(json[0].error).toBe(message);
	});

	it.each([
		[{ permissionIds: [1, 2, 3] }, 'The financial permissions are not acceptable'],
		[{ additionalFields: { payUin: '5' } }, 'The payer is not acceptable'],
		[{ additionalFields: { recordId: '999999' } }, 'There is no such creation record'],
		[
			{ additionalFields: { recordId: '1' } },
			'The creation with this record ID has already succeeded',
		],
		[{ additionalFields: { authRelationId: '5' } }, 'There is no such legal entity'],
	])('is refused the parameters %j', async (parameters, message) => {
		newMember(world.cloud);
		const { json } = await run('member create', items(1), { ...CONTINUE, parameters });
		expect(json[0].error).toBe(message);
	});

	it('is refused when the organization is full', async () => {
		world.cloud.settings.tencent.limits.members = 1;
		const { json } = await run('member create', items(1), CONTINUE);
		expect(json[0].error).toBe('The organization is full');
	});
});

describe('update', () => {
	const UPDATE = 'UpdateOrganizationMember';
	const update = async (uin: string, additionalFields: IDataObject) => {
		const parameters = { additionalFields } as never;
		return await run('member update', [{ subject: uin }], { ...CONTINUE, parameters });
	};

	it('changes every item, each by its own values', async () => {
		const items = Array.from({ length: 20 }, () => COMMANDS['member update'].item(world.cloud));
		const { json, pairs } = await run('member update', items);
		expect(pairs).toEqual(items.map((_, index) => index));
		expect(json).toEqual(
			items.map(({ subject }) => ({ provider: 'tencentOrganization', subject, updated: true })),
		);
		expect(items.map(({ subject }) => world.cloud.tencent.get(String(subject))!.name)).toEqual(
			items.map(({ name }) => name),
		);
		const sent = bodies(UPDATE).sort((a, b) => Number(a.MemberUin) - Number(b.MemberUin));
		expect(sent).toEqual(
			items.map(({ subject, name }) => ({ MemberUin: Number(subject), Name: name })),
		);
	});

	it.each([
		[{ remark: 'noted' }, { Remark: 'noted' }],
		[{ isAllowQuit: true }, { IsAllowQuit: 'Allow' }],
		[{ isAllowQuit: false }, { IsAllowQuit: 'Denied' }],
		[{ isAllowQuit: '={{ "false" }}' }, { IsAllowQuit: 'Denied' }],
		[{ isModifyNickName: true }, { IsModifyNickName: 1 }],
		[
			{ remark: 'x', isModifyNickName: false },
			{ Remark: 'x', IsModifyNickName: 0 },
		],
		[{ payUin: MANAGER }, { PayUin: MANAGER }],
		[{ permissionIds: [1, 2, 9] }, { PolicyType: 'Financial', PermissionIds: [1, 2, 9] }],
		[
			{ permissionIds: '={{ "2,1,7" }}', payUin: MANAGER },
			{ PolicyType: 'Financial', PermissionIds: [1, 2, 7], PayUin: MANAGER },
		],
		[{ name: '', remark: 'only this' }, { Remark: 'only this' }],
	])('of %j sends %j and nothing else', async (fields, sent) => {
		const { uin } = newMember(world.cloud);
		const { json } = await update(uin, fields);
		expect(json).toEqual([{ provider: 'tencentOrganization', subject: uin, updated: true }]);
		expect(bodies(UPDATE)).toEqual([{ MemberUin: Number(uin), ...sent }]);
	});

	it.each([
		[{ name: 'another' }, { name: 'another' }],
		[{ remark: 'noted' }, { remark: 'noted' }],
		[
			{ permissionIds: [1, 2, 9], payUin: MANAGER },
			{ permissionIds: [1, 2, 9], payUin: MANAGER },
		],
		[{ isAllowQuit: true }, { mayLeave: true }],
		[{ isModifyNickName: true, name: 'nick' }, { nickName: 'nick' }],
	])('of %j is seen in the list that follows, as %j', async (fields, seen) => {
		const { uin } = newMember(world.cloud, { isAllowQuit: 'Denied' });
		const parameters = { filters: { search: uin } };
		const look = async () => (await run('member getMany', [{}], { parameters })).json[0];
		expect(await look()).not.toMatchObject(seen);
		await update(uin, fields);
		expect(await look()).toMatchObject(seen);
	});

	it('gives the documented answer without Simplify', async () => {
		const item = COMMANDS['member update'].item(world.cloud);
		const { json, requests } = await run('member update', [item], { simplify: false });
		expect(json).toEqual([{ RequestId: requests[0].requestId }]);
	});

	it.each([
		[{ name: 'taken' }, 'The member name is already taken'],
		[{ payUin: '5' }, 'The payer is not acceptable'],
		[
			{ payUin: MANAGER, isAllowQuit: true },
			'A member that somebody pays for may not get the right to leave',
		],
		[{ permissionIds: [1, 2, 10] }, 'The financial permissions are not acceptable'],
		[{ permissionIds: [1, 2] }, 'A change of the permissions of this member is already waiting'],
	])('is refused %j', async (fields, message) => {
		newMember(world.cloud, { name: 'taken' });
		const { uin } = newMember(world.cloud, { permissionStatus: 'UnConfirmed' });
		expect((await update(uin, fields)).json[0].error).toBe(message);
	});

	it('of nobody is refused', async () => {
		expect((await update('999', { remark: 'x' })).json[0].error).toBe('There is no such member');
	});
});

describe('move', () => {
	it('moves every item, one member a request', async () => {
		const items = Array.from({ length: 20 }, (_, index) => ({
			subject: newMember(world.cloud).uin,
			nodeId: String(1003 + (index % 2)),
		}));
		const { json, pairs } = await run('member move', items);
		expect(pairs).toEqual(items.map((_, index) => index));
		expect(json).toEqual(
			items.map(({ subject, nodeId }) => ({
				provider: 'tencentOrganization',
				subject,
				moved: true,
				nodeId,
			})),
		);
		expect(items.map(({ subject }) => world.cloud.tencent.get(subject)!.nodeId)).toEqual(
			items.map(({ nodeId }) => Number(nodeId)),
		);
		const moved = bodies('MoveOrganizationNodeMembers').map(({ MemberUin }) => MemberUin);
		expect(moved.sort()).toEqual(items.map(({ subject }) => [Number(subject)]));
	});

	it('keeps all digits of a long UIN, inside the list', async () => {
		const { huge } = demoSubjects.tencent;
		const { error, requests } = await run('member move', [{ subject: huge, nodeId: '1004' }]);
		expect(error).toBeUndefined();
		expect(requests[0].body).toBe(`{"NodeId":1004,"MemberUin":[${huge}]}`);
		expect(world.cloud.tencent.get(huge)!.nodeId).toBe(1004);
	});

	it('gives the documented answer without Simplify', async () => {
		const item = COMMANDS['member move'].item(world.cloud);
		const { json, requests } = await run('member move', [item], { simplify: false });
		expect(json).toEqual([{ RequestId: requests[0].requestId }]);
	});

	it('of nobody, or to nowhere, is refused in its own place', async () => {
		const { uin } = waitingMember(world.cloud);
		const items = [
			{ subject: '999', nodeId: '1003' },
			{ subject: uin, nodeId: '1003' },
			{ subject: uin, nodeId: '7' },
		];
		const { json } = await run('member move', items, CONTINUE);
		expect(json.map(({ error, moved }) => error ?? moved)).toEqual([
			'The account is not a member of the organization',
			true,
			'The organization has no such department',
		]);
	});
});
