import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { TENCENT_STATUSES } from '../../statuses.mts';
import { newMember, useOrganization } from './useOrganization.mts';

const { world, run, bodies } = useOrganization();
const LIST = 'DescribeOrganizationMembers';

const members = () => world.cloud.tencent.members();
const statusOf = (member: ReturnType<typeof members>[number]) =>
	TENCENT_STATUSES[world.cloud.tencent.bindStatus(member)!] ?? 'unknown';

const uinsOf = (wanted = members()) => wanted.map(({ uin }) => uin);

/** A page with one member, and no total. */
const page = (index: number) => ({
	Response: { Items: [{ MemberUin: index + 1 }], Total: null, RequestId: 'r' },
});

describe('getMany', () => {
	const list = async (filters: IDataObject = {}, parameters: IDataObject = {}) =>
		await run('member getMany', [{}], { parameters: { filters, ...parameters } as never });

	it('gives every member once, in the order of the service, as a record with a few fields more', async () => {
		const { json, subjects, pairs, requests } = await list();
		expect(json).toEqual(
			members().map((member) => ({
				provider: 'tencentOrganization',
				subject: member.uin,
				status: statusOf(member),
				isVerified: statusOf(member) === 'verified',
				email: null,
				phone: null,
				emailStatus: statusOf(member),
				phoneStatus: 'unknown',
				verifiedAt: null,
				reason: null,
				name: member.name,
				memberType: member.type,
				nodeId: String(member.nodeId),
				nodeName: world.cloud.tencent.departments.find(({ id }) => id === member.nodeId)!.name,
				nickName: member.nickName || null,
				remark: member.remark || null,
				permissionIds: member.permissionIds,
				payUin: member.payUin || null,
				mayLeave: member.isAllowQuit === 'Allow',
			})),
		);
		expect(new Set(pairs)).toEqual(new Set([0]));
		expect(subjects).toContain(demoSubjects.tencent.huge);
		const pages = Math.ceil(members().length / 50);
		expect(requests).toHaveLength(pages);
		expect(bodies(LIST)).toEqual(
			Array.from({ length: pages }, (_, page) => ({ Offset: page * 50, Limit: 50 })),
		);
	});

	it('reads no more pages than the limit needs', async () => {
		const { subjects } = await list({}, { returnAll: false, limit: 60 });
		expect(subjects).toEqual(uinsOf().slice(0, 60));
		expect(bodies(LIST)).toEqual([0, 50].map((Offset) => ({ Offset, Limit: 50 })));
	});

	it('gives 50 by default', async () => {
		const { json } = await list({}, { returnAll: false });
		expect(json).toHaveLength(50);
		expect(bodies(LIST)).toHaveLength(1);
	});

	it.each([
		['one', ['pending']],
		['several', ['verified', 'failed', 'unknown']],
		['text from an expression', '={{ "pending, unverified" }}'],
	])('filters by our statuses: %s', async (_what, status) => {
		const { subjects } = await list({ status });
		const wanted = String(status).match(/[a-z]{6,}/g)!;
		expect(subjects.length).toBeGreaterThan(0);
		const expected = members().filter((member) => wanted.includes(statusOf(member)));
		expect(subjects).toEqual(uinsOf(expected));
		// The service cannot filter by it.
		expect(Object.keys(bodies(LIST)[0])).toEqual(['Offset', 'Limit']);
	});

	it('with a limit, reads pages until enough members have the status', async () => {
		const pending = members().filter((member) => statusOf(member) === 'pending');
		const { subjects } = await list({ status: ['pending'] }, { returnAll: false, limit: 3 });
		expect(subjects).toEqual(uinsOf(pending).slice(0, 3));
	});

	it.each([
		['search', 'SearchKey', demoSubjects.tencent.huge],
		['authName', 'AuthName', '示例'],
		['product', 'Product', 'config'],
	])('hands the filter %s to the service', async (filter, name, value) => {
		const { json } = await list({ [filter]: ` ${value} ` });
		expect(bodies(LIST)[0]).toEqual({ Offset: 0, Limit: 50, [name]: value });
		expect(json.length).toBeGreaterThan(0);
	});

	it.each([
		['a choice from the list', { __rl: true, mode: 'list', value: '1003' }],
		['an ID', { __rl: true, mode: 'id', value: '={{ 1003 }}' }],
		['plain text', '1003'],
	])('filters by a department, given as %s', async (_what, nodeId) => {
		const { json } = await list({ nodeId });
		expect(json.length).toBeGreaterThan(0);
		expect(new Set(json.map(({ nodeName }) => nodeName))).toEqual(new Set(['Research']));
		expect(bodies(LIST)[0]).toMatchObject({ NodeId: 1003 });
	});

	it('filters by tags, with and without value', async () => {
		const team = { TagKey: 'team', TagValue: 'red' };
		const own = newMember(world.cloud, { tags: [team, { TagKey: 'level', TagValue: '1' }] });
		const tag = [
			{ key: 'team', value: 'red' },
			{ key: 'level', value: '' },
		];
		expect((await list({ tags: { tag } })).subjects).toEqual([own.uin]);
		expect(bodies(LIST)[0].Tags).toEqual([team, { TagKey: 'level' }]);
	});

	it('empty filters are none, and nobody found is no item', async () => {
		const { json } = await list({ search: ' ', authName: '', status: [], nodeId: '', tags: {} });
		expect(json).toHaveLength(members().length);
		const { json: none, error } = await list({ search: 'nobody of this name' });
		expect(none).toEqual([]);
		expect(error).toBeUndefined();
	});

	it('asks once for equal items and gives each its rows', async () => {
		const { pairs, requests } = await run('member getMany', [{}, {}, {}]);
		const { length } = members();
		expect(pairs).toEqual([0, 1, 2].flatMap((item) => Array<number>(length).fill(item)));
		expect(requests).toHaveLength(Math.ceil(length / 50));
	});

	it('gives the documented rows without Simplify, unknown fields and nulls kept', async () => {
		world.cloud.faults.add({ kind: 'unknownFields' });
		const parameters = { filters: { search: demoSubjects.tencent.noValues } };
		const { json } = await run('member getMany', [{}], { simplify: false, parameters });
		expect(json).toHaveLength(1);
		expect(Object.keys(json[0]).sort()).toEqual(
			(
				'BindStatus CreateTime FutureNull FutureNumber FutureObject FutureText IsAllowQuit MemberType ' +
				'MemberUin Name NickName NodeId NodeName OrgIdentity OrgPermission OrgPolicyName ' +
				'OrgPolicyType PayName PayUin PermissionStatus Remark Tags UpdateTime'
			).split(' '),
		);
		expect(json[0].BindStatus).toBeNull();
	});

	it('keeps rows apart that lack their UIN', async () => {
		world.cloud.faults.add({ kind: 'nullFields', fields: ['MemberUin'] });
		const expected = members().filter(({ nodeId }) => nodeId === 1003);
		expect((await list({ nodeId: '1003' })).json).toHaveLength(expected.length);
	});

	it('reads on without a total, and ends at the first empty page', async () => {
		world.serve(page(0), { times: 1 });
		world.serve(page(1), { times: 1 });
		world.serve({ Response: { Items: [] } });
		expect((await list()).subjects).toEqual(['1', '2']);
	});

	it.each([
		['number', 0],
		['text', 0],
		// Without a total the list ends at an empty page.
		['null', 1],
	] as const)('gives everybody where the total is written as %s', async (totals, more) => {
		world.cloud.settings.tencent.totals = totals;
		const { subjects, requests } = await list();
		expect(subjects).toEqual(uinsOf());
		expect(requests).toHaveLength(Math.ceil(members().length / 50) + more);
	});

	it('ends where every page repeats the first', async () => {
		world.serve(page(0));
		const { subjects, requests } = await list();
		expect(subjects).toEqual(['1']);
		expect(requests).toHaveLength(2);
	});

	it('takes no list at all with a total of 0 for an empty one, else for a broken answer', async () => {
		const serveNone = (Total: number | string) =>
			world.serve({ Response: { Items: null, Total, RequestId: 'r' } }, { times: 1 });
		for (const nobody of [0, '0']) {
			serveNone(nobody);
			expect(await list()).toMatchObject({ json: [], error: undefined });
		}
		serveNone(7);
		expect((await list()).error!.message).toBe('The answer lacks what was asked for');
	});

	it('says null of what a row leaves out', async () => {
		const fields = 'NickName Remark OrgPermission PayUin IsAllowQuit'.split(' ');
		const keys = 'nickName remark permissionIds payUin mayLeave'.split(' ');
		const filters = { search: newMember(world.cloud).uin };
		for (const kind of ['nullFields', 'missingFields'] as const) {
			world.cloud.faults.add({ kind, fields, times: 1 });
			const nothing = Object.fromEntries(keys.map((key) => [key, null]));
			expect((await list(filters)).json).toMatchObject([nothing]);
		}
	});

	it.each([
		[{ nodeId: '7' }, 'The organization has no such department'],
		[{ product: 'x' }, 'There is no such trusted service'],
	])('with %j, which does not exist, is an error', async (filters, message) => {
		expect((await list(filters)).error!.message).toBe(message);
	});
});
