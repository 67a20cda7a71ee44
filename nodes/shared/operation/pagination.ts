import { type JsonObject } from '../values/json';

export interface Page {
	rows: readonly JsonObject[];
	/** Rows in the whole result; Infinity where the service does not say. */
	total: number;
}

/** Pages that are asked for at the same time: enough to use any quota, and few to ask for in vain. */
const MAX_CONCURRENT_PAGES = 20;

/**
 * How many pages to ask for together when `next` of `last` were read. Where nobody knows how many
 * there are (Infinity), twice as many each time.
 */
export const nextPageCount = (next: number, last: number, most: number): number =>
	Math.min(most, last === Infinity ? Math.max(1, next) : last - next);

/**
 * Reads a list page by page until `limit` rows are kept. The first page tells how many there are; the
 * others are asked for together, as fast as the quota allows. Whatever the service counts, the list
 * ends where pages are empty or repeat others. A row that moved to another page meanwhile, and so comes
 * twice, counts once.
 */
export async function readPages(terms: {
	limit: number;
	pageSize: number;
	/** The page at an index, from 0. */
	page(index: number): Promise<Page>;
	/** What tells two rows apart. */
	keyOf(row: JsonObject): string;
	/** Filters what the service cannot. */
	keeps?(row: JsonObject): boolean;
}): Promise<JsonObject[]> {
	const { limit, pageSize, page, keyOf, keeps } = terms;
	const seen = new Set<string>();
	const kept: JsonObject[] = [];
	let next = 0;
	let last = 1;
	while (next < last && kept.length < limit) {
		const missing = Math.ceil((limit - kept.length) / pageSize);
		// How many rows a filter of ours keeps is only known afterwards: twice as many pages each time.
		const wanted = keeps ? Math.max(missing, next) : missing;
		const count = Math.min(wanted, nextPageCount(next, last, MAX_CONCURRENT_PAGES));
		const pages = await Promise.all(
			Array.from({ length: count }, async (_, position) => await page(next + position)),
		);
		next += count;
		const before = seen.size;
		for (const { rows } of pages) {
			for (const row of rows) {
				const key = keyOf(row);
				if (seen.has(key)) continue;
				seen.add(key);
				if (keeps?.(row) !== false) kept.push(row);
			}
		}
		const { rows, total } = pages.at(-1)!;
		const isEnd = rows.length === 0 || seen.size === before;
		last = isEnd ? next : Math.ceil(total / pageSize);
	}
	return kept.slice(0, limit);
}
