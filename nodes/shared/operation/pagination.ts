import { MAX_CONCURRENCY, sendTogether } from '../api/sendTogether';
import { type SendRequest } from '../api/service';
import { type JsonObject } from '../values/json';

/** One page of a list. */
export interface Page {
	rows: readonly JsonObject[];
	/** The number of rows of the whole list; Infinity when the service does not send it. */
	total: number;
}

/** A list of a service that is read page by page. */
interface PagedList {
	/** The most rows to return. */
	limit: number;
	/** The number of rows of a full page. */
	pageSize: number;
	/** Fetches the page with an index, from 0. */
	page(index: number, send: SendRequest): Promise<Page>;
	/** The key that tells two rows apart. */
	keyOf(row: JsonObject): string;
	/** Filters rows where the service cannot filter. */
	keeps?(row: JsonObject): boolean;
}

/**
 * How many pages to request at the same time. `next` is the index of the next page, `last` the index after
 * the last page. When `last` is not known (Infinity), as many pages as were read before: the number doubles
 * each time.
 */
export const nextPageCount = (next: number, last: number, most: number): number =>
	Math.min(most, last === Infinity ? Math.max(1, next) : last - next);

/**
 * Reads a list page by page until `limit` rows are kept. The first page shows how many pages there are; the
 * following pages are requested several at a time. Whatever total the service sends, the list ends with
 * pages that are empty, or hold only rows of earlier pages. When a row moves to a later page while the list
 * is read, it comes twice and counts once.
 *
 * @throws the error of the first page that fails. No other page is requested after it.
 */
export async function readPages(list: PagedList, send: SendRequest): Promise<JsonObject[]> {
	const { limit, pageSize, page, keeps } = list;
	const rows = new DistinctRows(list);
	let next = 0;
	let last = 1;
	while (next < last && rows.kept.length < limit) {
		const missing = Math.ceil((limit - rows.kept.length) / pageSize);
		// How many rows of a page `keeps` lets through is not known before: the number of pages doubles.
		const wanted = keeps ? Math.max(missing, next) : missing;
		const count = Math.min(wanted, nextPageCount(next, last, MAX_CONCURRENCY));
		const indexes = Array.from({ length: count }, (_, position) => next + position);
		const pages = await sendTogether(indexes, send, page);
		next += count;
		const isNew = rows.add(pages);
		const latest = pages.at(-1)!;
		last = latest.rows.length > 0 && isNew ? Math.ceil(latest.total / pageSize) : next;
	}
	return rows.kept.slice(0, limit);
}

/** The rows of the pages so far, each once. */
class DistinctRows {
	/** The rows that the filter keeps. */
	readonly kept: JsonObject[] = [];
	private readonly seen = new Set<string>();
	private readonly list: PagedList;

	constructor(list: PagedList) {
		this.list = list;
	}

	/** Adds the rows of pages. False when all of them were there before. */
	add(pages: readonly Page[]): boolean {
		const { keyOf, keeps } = this.list;
		const before = this.seen.size;
		for (const row of pages.flatMap(({ rows }) => rows)) {
			const key = keyOf(row);
			if (this.seen.has(key)) continue;
			this.seen.add(key);
			if (keeps?.(row) !== false) this.kept.push(row);
		}
		return this.seen.size > before;
	}
}
