import { useOrganization } from './useOrganization.mts';

const organization = useOrganization();
const { run, bodies, search } = organization;
const LIST = 'DescribeOrganizationNodes';

const departments = () => organization.cloud.tencent.departments;
const label = ({ id, name }: { id: number; name: string }) => ({
	name: `${name} (${id})`,
	value: String(id),
});

describe('department getMany', () => {
	it('gives every department once, IDs as text, times with offset', async () => {
		const { json, requests } = await run('department getMany', [{}]);
		expect(json).toHaveLength(120);
		expect(json.map(({ nodeId, name }) => ({ nodeId, name }))).toEqual(
			departments().map(({ id, name }) => ({ nodeId: String(id), name })),
		);
		expect(json[0]).toEqual({
			nodeId: '1001',
			name: 'Root',
			parentNodeId: '0',
			remark: null,
			createdAt: '2021-04-15T21:07:54+08:00',
			updatedAt: '2021-04-15T21:07:54+08:00',
		});
		expect(json[2]).toMatchObject({ parentNodeId: '1001', remark: '备注' });
		expect(requests).toHaveLength(3);
		expect(bodies(LIST)).toEqual([0, 50, 100].map((Offset) => ({ Offset, Limit: 50 })));
	});

	it('gives the documented rows without Simplify', async () => {
		const { json } = await run('department getMany', [{}], {
			simplify: false,
			parameters: { returnAll: false, limit: 1 },
		});
		expect(json).toEqual([
			{
				NodeId: 1001,
				Name: 'Root',
				ParentNodeId: 0,
				Remark: '',
				CreateTime: '2021-04-15 21:07:54',
				UpdateTime: '2021-04-15 21:07:54',
				Tags: [],
			},
		]);
	});

	it('reads times in the zone of the option', async () => {
		const { json } = await run('department getMany', [{}], {
			options: { timeZone: 'UTC', includeRaw: true },
			parameters: { returnAll: false, limit: 1 },
		});
		expect(json[0]).toMatchObject({
			createdAt: '2021-04-15T21:07:54+00:00',
			raw: { CreateTime: '2021-04-15 21:07:54' },
		});
	});

	it('filters by tags', async () => {
		const { json } = await run('department getMany', [{}], {
			parameters: { filters: { tags: { tag: [{ key: 'kind', value: 'field' }] } } },
		});
		expect(json).toHaveLength(60);
		expect(bodies(LIST)[0].Tags).toEqual([{ TagKey: 'kind', TagValue: 'field' }]);
	});

	it('hands its rows to items that move or create members there', async () => {
		const { json } = await run('department getMany', [{}]);
		const target = json.find(({ name }) => name === 'Research')!;
		const items = [{ name: 'by-department', nodeId: target.nodeId }];
		const { json: created } = await run('member create', items);
		expect(created[0]).toMatchObject({ name: 'by-department', nodeId: '1003' });
	});
});

describe('organization get', () => {
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
		organization.cloud.settings.tencent.hugeIds = true;
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
		const { error } = await run('organization get', [{ product: 'config' }], {
			parameters: { additionalFields: { product: '={{ $json.product }}' } },
		});
		expect(error).toBeUndefined();
		expect(bodies('DescribeOrganization')).toEqual([{ Product: 'config' }]);
	});

	it('survives an answer of nulls', async () => {
		organization.cloud.faults.add({ kind: 'nullFields' });
		const { json } = await run('organization get', [{}]);
		expect(new Set(Object.values(json[0]))).toEqual(new Set([null]));
	});
});

describe('the list of departments', () => {
	it('shows the first 50 with name and ID, and the way to the next', async () => {
		const { results, paginationToken } = await search('searchDepartments');
		expect(results).toEqual(departments().slice(0, 50).map(label));
		expect(paginationToken).toBe('50');
	});

	it('gives every department once over its pages', async () => {
		const seen: unknown[] = [];
		let page: string | undefined;
		do {
			const { results, paginationToken } = await search('searchDepartments', undefined, page);
			seen.push(...results);
			page = paginationToken as string | undefined;
		} while (page);
		expect(seen).toEqual(departments().map(label));
		expect(bodies(LIST)).toHaveLength(3);
	});

	it.each([
		['a name in any case', 'rESEARCH', [1003], 1],
		['an ID', '1004', [1004], 1],
		['a name on the last page', 'Team 117', [1117], 3],
	])('finds by %s', async (_what, filter, ids, requests) => {
		const { results } = await search('searchDepartments', filter);
		expect(results.map(({ value }) => Number(value))).toEqual(ids);
		expect(bodies(LIST)).toHaveLength(requests);
		// The service has no such filter.
		expect(Object.keys(bodies(LIST)[0])).toEqual(['Offset', 'Limit']);
	});

	it('goes on where a page with hits ended', async () => {
		const first = await search('searchDepartments', 'team 1');
		const second = await search('searchDepartments', 'team 1', first.paginationToken as string);
		const third = await search('searchDepartments', 'team 1', second.paginationToken as string);
		const found = [first, second, third].flatMap(({ results }) => results);
		expect(found).toEqual(
			departments()
				.filter(({ name }) => name.startsWith('Team 1'))
				.map(label),
		);
		expect(third.paginationToken).toBeUndefined();
	});

	it('without a total, ends at the first page that is empty or repeats another', async () => {
		organization.cloud.settings.tencent.totals = 'null';
		expect(await search('searchDepartments', 'nowhere')).toEqual({ results: [] });
		expect(bodies(LIST)).toHaveLength(4);
		const body = '{"Response":{"Items":[{"NodeId":1,"Name":"Root"}],"RequestId":"r"}}';
		organization.cloud.faults.add({ kind: 'status', status: 200, body });
		expect(await search('searchDepartments', 'nowhere')).toEqual({ results: [] });
		expect(bodies(LIST)).toHaveLength(6);
	});

	it('finds nothing without an error', async () => {
		expect(await search('searchDepartments', 'nowhere')).toEqual({ results: [] });
		expect(bodies(LIST)).toHaveLength(3);
	});
});
