import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld, type Lookup } from '../harness/world.mts';

/** Two full pages. */
const world = useWorld({ members: 100 });

async function search(filter?: string, page?: string, lookup?: Lookup) {
	const request = world.request('tencent', { parameters: { memberUin: '' }, ...lookup });
	return await world.engine.listSearch(request, 'searchMembers', filter, page);
}

describe('the list of members', () => {
	it('shows the first 50 with name and UIN, and the way to the next', async () => {
		const { results, paginationToken } = await search();
		const members = world.cloud.tencent.members().slice(0, 50);
		expect(results).toEqual(
			members.map(({ uin, name }) => ({ name: `${name} (${uin})`, value: uin })),
		);
		expect(paginationToken).toBe('50');
	});

	it('gives every member once over its pages, 64-bit UINs exact', async () => {
		const seen: unknown[] = [];
		let page: string | undefined;
		do {
			const { results, paginationToken } = await search(undefined, page);
			seen.push(...results.map(({ value }) => value));
			page = paginationToken as string | undefined;
		} while (page);
		expect(seen).toEqual(world.cloud.tencent.uins());
		expect(seen).toContain(demoSubjects.tencent.huge);
		const bodies = world.cloud.journal.entries().map(({ body }) => JSON.parse(body) as unknown);
		expect(bodies).toEqual([0, 50].map((Offset) => ({ Offset, Limit: 50 })));
	});

	it.each([
		['UIN', demoSubjects.tencent.huge],
		['name', () => world.cloud.tencent.get(demoSubjects.tencent.verified)!.name],
	])('finds by %s', async (_what, filter) => {
		const text = typeof filter === 'string' ? filter : filter();
		const { results } = await search(text);
		expect(results).toHaveLength(1);
		expect(results[0].name).toContain(text);
		expect(world.cloud.journal.entries()[0].body).toContain(JSON.stringify(text));
	});

	it('finds nothing without an error', async () => {
		expect(await search('nobody of this name')).toEqual({ results: [] });
	});

	it('a search text travels as text, whatever it holds', async () => {
		for (const text of ['\u00000', '","Limit":1', '123']) await search(text);
		const bodies = world.cloud.journal.entries().map(({ body }) => JSON.parse(body) as object);
		expect(bodies.map((body) => (body as { SearchKey: string }).SearchKey)).toEqual([
			'\u00000',
			'","Limit":1',
			'123',
		]);
	});

	it.each([
		[{ secretKey: 'wrong' }, 'The signature does not match'],
		[{ secretId: 'AKIDunknown' }, 'Tencent Cloud does not know the Secret ID'],
		[{ endpoint: 'http://127.0.0.1:1' }, 'Nothing answers at the address of the service'],
	])('with the credential %j it says what is wrong', async (credential, message) => {
		const wrong = world.request('tencent', { credential, parameters: { memberUin: '' } });
		jest.spyOn(Math, 'random').mockReturnValue(0);
		await expect(world.engine.listSearch(wrong, 'searchMembers')).rejects.toMatchObject({
			name: 'NodeApiError',
			message,
		});
		jest.restoreAllMocks();
	});
});
