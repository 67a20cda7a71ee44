// Organization: Get.
import { useOrganization } from './useOrganization.mts';

const { world, run, bodies } = useOrganization();

it('shows the organization of the key, IDs as text', async () => {
	const { json } = await run('organization get', [{}]);
	expect(json).toEqual([
		{
			orgId: '101',
			nickName: 'host_name',
			hostUin: '100000000001',
			rootNodeId: '1001',
			isManager: true,
			isAllowQuit: 'Denied',
			payUin: null,
			payName: null,
			createdAt: '2021-04-15T21:07:54+08:00',
			joinedAt: '2021-04-15T21:07:54+08:00',
		},
	]);
});

it('asks once for any number of items', async () => {
	const { json, requests, pairs } = await run('organization get', [{}, {}, {}]);
	expect(json).toHaveLength(3);
	expect(pairs).toEqual([0, 1, 2]);
	expect(requests.map(({ body }) => body)).toEqual(['{}']);
});

it('gives the documented answer without Simplify, long IDs exact', async () => {
	world.cloud.settings.tencent.hugeIds = true;
	const { json, requests } = await run('organization get', [{}], { simplify: false });
	expect(json).toEqual([
		{
			OrgId: '900000000000000101',
			HostUin: 100000000001,
			NickName: 'host_name',
			OrgType: 1,
			IsManager: true,
			OrgPolicyType: 'Financial',
			OrgPolicyName: '财务管理',
			OrgPermission: [
				{ Id: 1, Name: 'viewBill' },
				{ Id: 2, Name: 'viewBalance' },
			],
			RootNodeId: 1001,
			CreateTime: '2021-04-15 21:07:54',
			JoinTime: '2021-04-15 21:07:54',
			IsAllowQuit: 'Denied',
			PayUin: '',
			PayName: '',
			IsAssignManager: false,
			IsAuthManager: false,
			RequestId: requests[0].requestId,
		},
	]);
});

it('names the trusted service of a delegated administrator', async () => {
	const parameters = { additionalFields: { product: '={{ $json.product }}' } };
	const { error } = await run('organization get', [{ product: 'config' }], { parameters });
	expect(error).toBeUndefined();
	expect(bodies('DescribeOrganization')).toEqual([{ Product: 'config' }]);
});

it('survives an answer of nulls', async () => {
	world.cloud.faults.add({ kind: 'nullFields' });
	const { json } = await run('organization get', [{}]);
	expect(new Set(Object.values(json[0]))).toEqual(new Set([null]));
});
