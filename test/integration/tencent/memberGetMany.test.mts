import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { newMember, useOrganization } from './useOrganization.mts';

const organization = useOrganization();
const { run, bodies } = organization;
const LIST = 'DescribeOrganizationMembers';

const members = () => organization.cloud.tencent.members();
const subjects = (json: IDataObject[]) => json.map(({ subject }) => subject);
const STATUS: Record<string, string> = {
	Unbound: 'unverified',
	Valid: 'pending',
	Success: 'verified',
	Failed: 'failed',
	null: 'unknown',
};
const statusOf = (member: ReturnType<typeof members>[number]) =>
	STATUS[String(organization.cloud.tencent.bindStatus(member))];

/** A page with one member. */
const page = (index: number, total: number | null) =>
	JSON.stringify({ Response: { Items: [{ MemberUin: index + 1 }], Total: total, RequestId: 'r' } });

describe('getMany', () => {
	const list = async (filters: IDataObject = {}, parameters: IDataObject = {}) =>
		await run('member getMany', [{}], { parameters: { filters, ...parameters } as never });

	it('gives every member once, in the order of the service, as a record with a few fields more', async () => {
		const { json, pairs, requests } = await list();
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
				nodeName: organization.cloud.tencent.departments.find(({ id }) => id === member.nodeId)!
					.name,
				nickName: member.nickName || null,
				remark: member.remark || null,
				permissionIds: member.permissionIds,
				payUin: member.payUin || null,
				mayLeave: member.isAllowQuit === 'Allow',
			})),
		);
		expect(new Set(pairs)).toEqual(new Set([0]));
		expect(subjects(json)).toContain(demoSubjects.tencent.huge);
		const pages = Math.ceil(members().length / 50);
		expect(requests).toHaveLength(pages);
		expect(bodies(LIST)).toEqual(
			Array.from({ length: pages }, (_, page) => ({ Offset: page * 50, Limit: 50 })),
		);
	});

	it('reads no more pages than the limit needs', async () => {
		const { json } = await list({}, { returnAll: false, limit: 60 });
		expect(subjects(json)).toEqual(
			members()
				.slice(0, 60)
				.map(({ uin }) => uin),
		);
		expect(bodies(LIST)).toEqual([0, 50].map((Offset) => ({ Offset, Limit: 50 })));
	});

	it('gives 50 unless told', async () => {
		const { json } = await list({}, { returnAll: false });
		expect(json).toHaveLength(50);
		expect(bodies(LIST)).toHaveLength(1);
	});

	it.each([
		['one', ['pending']],
		['several', ['verified', 'failed', 'unknown']],
		['text from an expression', '={{ "pending, unverified" }}'],
	])('filters by our statuses: %s', async (_what, status) => {
		const { json } = await list({ status });
		const wanted = String(status).match(/[a-z]{6,}/g)!;
		expect(json.length).toBeGreaterThan(0);
		expect(subjects(json)).toEqual(
			members()
				.filter((member) => wanted.includes(statusOf(member)))
				.map(({ uin }) => uin),
		);
		// The service cannot filter by it.
		expect(Object.keys(bodies(LIST)[0])).toEqual(['Offset', 'Limit']);
	});

	it('with a limit, reads pages until enough members have the status', async () => {
		const pending = members().filter((member) => statusOf(member) === 'pending');
		const { json } = await list({ status: ['pending'] }, { returnAll: false, limit: 3 });
		expect(subjects(json)).toEqual(pending.slice(0, 3).map(({ uin }) => uin));
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
		const own = newMember(organization.cloud, {
			tags: [
				{ TagKey: 'team', TagValue: 'red' },
				{ TagKey: 'level', TagValue: '1' },
			],
		});
		const tag = [
			{ key: 'team', value: 'red' },
			{ key: 'level', value: '' },
		];
		const { json } = await list({ tags: { tag } });
		expect(subjects(json)).toEqual([own.uin]);
		expect(bodies(LIST)[0].Tags).toEqual([
			{ TagKey: 'team', TagValue: 'red' },
			{ TagKey: 'level' },
		]);
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
		organization.cloud.faults.add({ kind: 'unknownFields' });
		const { json } = await run('member getMany', [{}], {
			simplify: false,
			parameters: { filters: { search: demoSubjects.tencent.noValues } },
		});
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
		organization.cloud.faults.add({ kind: 'nullFields', fields: ['MemberUin'] });
		const { json } = await list({ nodeId: '1003' });
		const expected = members().filter(({ nodeId }) => nodeId === 1003);
		expect(json).toHaveLength(expected.length);
	});

	it('reads on without a total, and ends at the first empty page', async () => {
		organization.cloud.faults.add({ kind: 'status', status: 200, body: page(0, null), times: 1 });
		organization.cloud.faults.add({ kind: 'status', status: 200, body: page(1, null), times: 1 });
		organization.cloud.faults.add({
			kind: 'status',
			status: 200,
			body: '{"Response":{"Items":[]}}',
		});
		const { json } = await list();
		expect(subjects(json)).toEqual(['1', '2']);
	});

	it.each([
		['number', 0],
		['text', 0],
		// Only an empty page tells where it ends.
		['null', 1],
	] as const)('gives everybody where the total is written as %s', async (totals, more) => {
		organization.cloud.settings.tencent.totals = totals;
		const { json, requests } = await list();
		expect(subjects(json)).toEqual(members().map(({ uin }) => uin));
		expect(requests).toHaveLength(Math.ceil(members().length / 50) + more);
	});

	it('ends where every page repeats the first', async () => {
		organization.cloud.faults.add({ kind: 'status', status: 200, body: page(0, null) });
		const { json, requests } = await list();
		expect(subjects(json)).toEqual(['1']);
		expect(requests).toHaveLength(2);
	});

	it('takes no list at all with a total of 0 for an empty one, else for a broken answer', async () => {
		const body = (Total: number | string) =>
			JSON.stringify({ Response: { Items: null, Total, RequestId: 'r' } });
		for (const nobody of [0, '0']) {
			organization.cloud.faults.add({ kind: 'status', status: 200, body: body(nobody), times: 1 });
			expect(await list()).toMatchObject({ json: [], error: undefined });
		}
		organization.cloud.faults.add({ kind: 'status', status: 200, body: body(7), times: 1 });
		expect((await list()).error!.message).toBe('The answer lacks what was asked for');
	});

	it('says null of what a row leaves out', async () => {
		const fields = 'NickName Remark OrgPermission PayUin IsAllowQuit'.split(' ');
		const filters = { search: newMember(organization.cloud).uin };
		const nothing = {
			nickName: null,
			remark: null,
			permissionIds: null,
			payUin: null,
			mayLeave: null,
		};
		for (const kind of ['nullFields', 'missingFields'] as const) {
			organization.cloud.faults.add({ kind, fields, times: 1 });
			expect((await list(filters)).json).toMatchObject([nothing]);
		}
	});

	it('a department or service that does not exist is an error', async () => {
		expect((await list({ nodeId: '7' })).error!.message).toBe(
			'The organization has no such department',
		);
		expect((await list({ product: 'x' })).error!.message).toBe('There is no such trusted service');
	});
});
