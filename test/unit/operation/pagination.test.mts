import fc from 'fast-check';
import { readPages } from '../../../nodes/shared/operation/pagination.ts';
import type { JsonObject } from '../../../nodes/shared/values/json.ts';
import { runs } from '../../random.mts';

const rowsUpTo = (count: number): JsonObject[] =>
	Array.from({ length: count }, (_, id) => ({ id }));
const keyOf = (row: JsonObject) => String(row.id);

/** Reads a list whose pages are there without a request. */
const read = async (list: Parameters<typeof readPages>[0]) =>
	await readPages(list, async () => await Promise.reject(new Error('No page sends a request')));

/** A list that stays as it is, and the pages that were asked for. */
function service(rows: JsonObject[], pageSize: number) {
	const asked: number[] = [];
	const page = async (index: number) => {
		asked.push(index);
		return await Promise.resolve({
			rows: rows.slice(index * pageSize, (index + 1) * pageSize),
			total: rows.length,
		});
	};
	return { asked, page };
}

const counts = fc.record({
	total: fc.nat(300),
	pageSize: fc.integer({ min: 1, max: 60 }),
	limit: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constant(Infinity)),
	every: fc.integer({ min: 1, max: 7 }),
});

it('gives the first rows that are wanted, in order, and asks for no page twice', async () => {
	await fc.assert(
		fc.asyncProperty(counts, async ({ total, pageSize, limit, every }) => {
			const rows = rowsUpTo(total);
			const { asked, page } = service(rows, pageSize);
			const keeps = (row: JsonObject) => Number(row.id) % every === 0;
			const found = await read({ limit, pageSize, page, keyOf, keeps });
			expect(found).toEqual(rows.filter(keeps).slice(0, limit));
			expect(new Set(asked).size).toBe(asked.length);
		}),
		{ numRuns: runs(500) },
	);
});

it.each([
	['the whole list', 230, Infinity, [0, 1, 2, 3, 4]],
	['no more than is wanted', 230, 120, [0, 1, 2]],
	['one page', 230, 50, [0]],
	['an empty list', 0, Infinity, [0]],
	['exactly full pages', 100, Infinity, [0, 1]],
])('asks for %s', async (_name, total, limit, pages) => {
	const { asked, page } = service(rowsUpTo(total), 50);
	await read({ limit, pageSize: 50, page, keyOf });
	expect(asked).toEqual(pages);
});

it('asks for the pages behind the first together, some at a time', async () => {
	const { page } = service(rowsUpTo(1000), 10);
	let open = 0;
	let most = 0;
	const found = await read({
		limit: Infinity,
		pageSize: 10,
		keyOf,
		page: async (index) => {
			most = Math.max(most, ++open);
			const result = await page(index);
			await new Promise(setImmediate);
			open--;
			return result;
		},
	});
	expect(found).toHaveLength(1000);
	expect(most).toBe(20);
});

it('widens its steps where a filter of ours keeps few', async () => {
	const { asked, page } = service(rowsUpTo(1000), 10);
	const found = await read({
		limit: 3,
		pageSize: 10,
		keyOf,
		keeps: (row) => Number(row.id) % 150 === 149,
		page: async (index) => {
			const result = await page(index);
			await new Promise(setImmediate);
			return result;
		},
	});
	expect(found.map(keyOf)).toEqual(['149', '299', '449']);
	// 1, 1, 2, 4, 8, 16, 20 pages at a time.
	expect(asked).toHaveLength(52);
});

it('counts a row once that moved to the next page meanwhile', async () => {
	const pages = [
		[{ id: 1 }, { id: 2 }],
		[{ id: 2 }, { id: 3 }],
	];
	const page = async (index: number) => await Promise.resolve({ rows: pages[index], total: 4 });
	const found = await read({ limit: Infinity, pageSize: 2, page, keyOf });
	expect(found.map(keyOf)).toEqual(['1', '2', '3']);
});

it('follows a list that grows, and one that ends early', async () => {
	const growing = async (index: number) =>
		await Promise.resolve({ rows: index < 3 ? [{ id: index }] : [], total: index + 2 });
	expect(await read({ limit: Infinity, pageSize: 1, page: growing, keyOf })).toHaveLength(3);
	const ending = async (index: number) =>
		await Promise.resolve({ rows: index < 2 ? [{ id: index }] : [], total: 50 });
	expect(await read({ limit: Infinity, pageSize: 1, page: ending, keyOf })).toHaveLength(2);
});

describe('a service that does not say how many rows there are', () => {
	const uncounted = (rows: JsonObject[], pageSize: number) => {
		const { asked, page } = service(rows, pageSize);
		return {
			asked,
			page: async (index: number) => ({ ...(await page(index)), total: Infinity }),
		};
	};

	it.each([
		['the whole list', 130, Infinity, [0, 1, 2, 3]],
		[
			'twice as many pages each time',
			400,
			Infinity,
			[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
		],
		['no more than is wanted', 230, 120, [0, 1, 2]],
		['one page', 230, 50, [0]],
		['an empty list', 0, Infinity, [0]],
	])('is asked for %s', async (_name, total, limit, pages) => {
		const { asked, page } = uncounted(rowsUpTo(total), 50);
		const found = await read({ limit, pageSize: 50, page, keyOf });
		expect(found).toEqual(rowsUpTo(Math.min(total, limit)));
		expect(asked).toEqual(pages);
	});

	it('is read to its end, whatever is kept', async () => {
		const { page } = uncounted(rowsUpTo(130), 10);
		const keeps = ({ id }: JsonObject) => Number(id) > 125;
		const found = await read({ limit: 50, pageSize: 10, page, keyOf, keeps });
		expect(found.map(keyOf)).toEqual(['126', '127', '128', '129']);
	});
});

it.each([
	['no total', Infinity],
	['a total', 1_000_000],
])('pages that repeat one another do not keep it from ending: %s', async (_name, total) => {
	let asked = 0;
	const page = async () => {
		asked += 1;
		return await Promise.resolve({ rows: rowsUpTo(50), total });
	};
	const keeps = ({ id }: JsonObject) => Number(id) !== 7;
	const terms = { limit: Infinity, pageSize: 50, page, keyOf };
	expect(await read(terms)).toEqual(rowsUpTo(50));
	expect(await read({ ...terms, keeps })).toEqual(rowsUpTo(50).filter(keeps));
	expect(asked).toBeLessThanOrEqual(2 * 21);
});

it('a service that counts wrong does not keep it from ending', async () => {
	const page = async () => await Promise.resolve({ rows: [], total: NaN });
	expect(await read({ limit: Infinity, pageSize: 1, page, keyOf })).toEqual([]);
});

it('fails with the page that fails', async () => {
	const page = async (index: number) => {
		if (index === 1) throw new Error('page 1');
		return await Promise.resolve({ rows: rowsUpTo(50), total: 500 });
	};
	await expect(read({ limit: Infinity, pageSize: 50, page, keyOf })).rejects.toThrow('page 1');
});
