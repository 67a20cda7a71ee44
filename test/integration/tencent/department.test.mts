// Department: Get Many.
import { useOrganization } from './useOrganization.mts';

const { world, run, bodies } = useOrganization();
const LIST = 'DescribeOrganizationNodes';
const FIRST = { parameters: { returnAll: false, limit: 1 } };

it('gives every department once, IDs as text, times with offset', async () => {
	const { json } = await run('department getMany', [{}]);
	expect(json.map(({ nodeId, name }) => ({ nodeId, name }))).toEqual(
		world.cloud.tencent.departments.map(({ id, name }) => ({ nodeId: String(id), name })),
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
	expect(bodies(LIST)).toEqual([0, 50, 100].map((Offset) => ({ Offset, Limit: 50 })));
});

it('gives the documented rows without Simplify', async () => {
	const { json } = await run('department getMany', [{}], { simplify: false, ...FIRST });
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
	const options = { timeZone: 'UTC', includeRaw: true };
	const { json } = await run('department getMany', [{}], { options, ...FIRST });
	expect(json[0]).toMatchObject({
		createdAt: '2021-04-15T21:07:54+00:00',
		raw: { CreateTime: '2021-04-15 21:07:54' },
	});
});

it('filters by tags', async () => {
	const filters = { tags: { tag: [{ key: 'kind', value: 'field' }] } };
	const { json } = await run('department getMany', [{}], { parameters: { filters } });
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
