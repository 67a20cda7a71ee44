// The lists of members and of departments, as the editor asks for them.
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { allPages } from '../harness/listSearch.mts';
import { type Lookup, useWorld } from '../harness/world.mts';

/** Two full pages of members. */
const world = useWorld({ members: 100, departments: 120 });

const searchBy =
	(method: string) =>
	async (filter?: string, page?: string, lookup: Lookup = {}) => {
		const parameters = { memberUin: '', nodeId: '' };
		const request = world.request('tencent', { parameters, ...lookup });
		return await world.engine.listSearch(request, method, filter, page);
	};
const bodies = () =>
	world.cloud.journal.entries().map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const offsets = (...at: number[]) => at.map((Offset) => ({ Offset, Limit: 50 }));

describe('members', () => {
	const search = searchBy('searchMembers');

	it('shows the first 50 with name and UIN, and the way to the next', async () => {
		const { results, paginationToken } = await search();
		const members = world.cloud.tencent.members().slice(0, 50);
		expect(results).toEqual(
			members.map(({ uin, name }) => ({ name: `${name} (${uin})`, value: uin })),
		);
		expect(paginationToken).toBe('50');
	});

	it('gives every member once over its pages, 64-bit UINs exact', async () => {
		const uins = (await allPages((page) => search(undefined, page))).map(({ value }) => value);
		expect(uins).toEqual(world.cloud.tencent.uins());
		expect(uins).toContain(demoSubjects.tencent.huge);
		expect(bodies()).toEqual(offsets(0, 50));
	});

	it.each([
		['UIN', () => demoSubjects.tencent.huge],
		['name', () => world.cloud.tencent.get(demoSubjects.tencent.verified)!.name],
	])('finds by %s', async (_what, filter) => {
		const { results } = await search(filter());
		expect(results).toHaveLength(1);
		expect(results[0].name).toContain(filter());
		expect(bodies()[0].SearchKey).toBe(filter());
	});

	it('finds nothing without an error', async () => {
		expect(await search('nobody of this name')).toEqual({ results: [] });
	});

	it('a search text travels as text, whatever it holds', async () => {
		const texts = ['\u00000', '","Limit":1', '123'];
		for (const text of texts) await search(text);
		expect(bodies().map(({ SearchKey }) => SearchKey)).toEqual(texts);
	});

	it.each([
		[{ secretKey: 'wrong' }, 'The signature does not match'],
		[{ secretId: 'AKIDunknown' }, 'Tencent Cloud does not know the Secret ID'],
		[{ endpoint: 'http://127.0.0.1:1' }, 'Nothing answers at the address of the service'],
	])('with the credential %j it says what is wrong', async (credential, message) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const failure = { name: 'NodeApiError', message };
		await expect(search(undefined, undefined, { credential })).rejects.toMatchObject(failure);
		jest.restoreAllMocks();
	});
});

describe('departments', () => {
	const search = searchBy('searchDepartments');
	const departments = () => world.cloud.tencent.departments;
	const choiceOf = ({ id, name }: { id: number; name: string }) => ({
		name: `${name} (${id})`,
		value: String(id),
	});

	it('shows the first 50 with name and ID, and the way to the next', async () => {
		const { results, paginationToken } = await search();
		expect(results).toEqual(departments().slice(0, 50).map(choiceOf));
		expect(paginationToken).toBe('50');
	});

	it('gives every department once over its pages', async () => {
		const all = await allPages((page) => search(undefined, page));
		expect(all).toEqual(departments().map(choiceOf));
		expect(bodies()).toEqual(offsets(0, 50, 100));
	});

	it.each([
		['a name in any case', 'rESEARCH', '1003', 1],
		['an ID', '1004', '1004', 1],
		['a name on the last page', 'Team 117', '1117', 3],
	])('finds by %s', async (_what, filter, id, requests) => {
		const { results } = await search(filter);
		expect(results.map(({ value }) => value)).toEqual([id]);
		// The service has no such filter.
		expect(bodies()).toEqual(offsets(0, 50, 100).slice(0, requests));
	});

	it('goes on where a page with hits ended', async () => {
		const hits = departments().filter(({ name }) => name.startsWith('Team 1'));
		const first = await search('team 1');
		const second = await search('team 1', first.paginationToken as string);
		const third = await search('team 1', second.paginationToken as string);
		const found = [first, second, third].flatMap(({ results }) => results);
		expect(found).toEqual(hits.map(choiceOf));
		expect(third.paginationToken).toBeUndefined();
	});

	it('without a total, ends at the first page that is empty or repeats another', async () => {
		world.cloud.settings.tencent.totals = 'null';
		expect(await search('nowhere')).toEqual({ results: [] });
		expect(bodies()).toHaveLength(4);
		world.serve({ Response: { Items: [{ NodeId: 1, Name: 'Root' }], RequestId: 'r' } });
		expect(await search('nowhere')).toEqual({ results: [] });
		expect(bodies()).toHaveLength(6);
	});

	it('finds nothing without an error', async () => {
		expect(await search('nowhere')).toEqual({ results: [] });
		expect(bodies()).toHaveLength(3);
	});
});
