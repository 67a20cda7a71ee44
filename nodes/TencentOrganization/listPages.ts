import { incompleteResponse } from '../shared/api/readResponse';
import { type Call, type SendRequest } from '../shared/api/service';
import { type Page, readPages } from '../shared/operation/pagination';
import { countAt, isJsonObject, type JsonObject, textAt } from '../shared/values/json';

/** The largest page of every list. An offset must be a multiple of it. */
export const PAGE_SIZE = 50;

/** A list that the service gives in pages, by offset and limit. */
interface PagedList {
	action: string;
	/** The field that identifies a row. */
	key: string;
}

export const MEMBERS: PagedList = { action: 'DescribeOrganizationMembers', key: 'MemberUin' };
export const DEPARTMENTS: PagedList = { action: 'DescribeOrganizationNodes', key: 'NodeId' };

/** The request for the page that begins at `offset`. */
export const pageCall = (
	{ action }: PagedList,
	offset: number,
	filter: Record<string, unknown>,
	language: 'en' | 'zh',
): Call => ({
	action,
	kind: 'read',
	parameters: { Offset: offset, Limit: PAGE_SIZE, ...filter },
	language,
	expects: ['Items', 'Total'],
});

/**
 * The rows of a response.
 *
 * @throws ServiceError when it has no list, although the total is not 0.
 */
export function pageOf(answer: JsonObject): Page {
	const { Items } = answer;
	const total = countAt(answer, 'Total');
	if (!Array.isArray(Items) && total !== 0) throw incompleteResponse(200, answer);
	return {
		rows: Array.isArray(Items) ? Items.filter(isJsonObject) : [],
		total: total ?? Infinity,
	};
}

/** Reads up to `limit` rows of a list. `keeps` is a filter that the service does not have. */
export const fetchList = async (
	list: PagedList,
	query: { limit: number; filter: Record<string, unknown>; language: 'en' | 'zh' },
	call: SendRequest,
	keeps?: (row: JsonObject) => boolean,
): Promise<JsonObject[]> =>
	await readPages(
		{
			limit: query.limit,
			pageSize: PAGE_SIZE,
			page: async (index, send) =>
				pageOf(await send(pageCall(list, index * PAGE_SIZE, query.filter, query.language))),
			keyOf: (row) => textAt(row, list.key) ?? JSON.stringify(row),
			keeps,
		},
		call,
	);
