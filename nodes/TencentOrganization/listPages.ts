import { incompleteResponse } from '../shared/api/readResponse';
import { type Call, type SendRequest } from '../shared/api/service';
import { type Page, readPages } from '../shared/operation/pagination';
import { countAt, isJsonObject, type JsonObject, textAt } from '../shared/values/json';

/** The largest page of every list; an offset must be a whole multiple of it. */
export const PAGE_SIZE = 50;

/** A list of the service that is read by offset and limit. */
interface List {
	action: string;
	/** The field that tells two rows apart. */
	key: string;
}

export const MEMBERS: List = { action: 'DescribeOrganizationMembers', key: 'MemberUin' };
export const DEPARTMENTS: List = { action: 'DescribeOrganizationNodes', key: 'NodeId' };

/** Asks for the page that begins at `offset`. */
export const pageCall = (
	{ action }: List,
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
 * The rows of a page.
 *
 * @throws Failure when there are rows to come and none in the answer.
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

/** Reads a list up to `limit` rows; `keeps` filters what the service cannot. */
export const fetchList = async (
	list: List,
	terms: { limit: number; filter: Record<string, unknown>; language: 'en' | 'zh' },
	call: SendRequest,
	keeps?: (row: JsonObject) => boolean,
): Promise<JsonObject[]> =>
	await readPages({
		limit: terms.limit,
		pageSize: PAGE_SIZE,
		page: async (index) =>
			pageOf(await call(pageCall(list, index * PAGE_SIZE, terms.filter, terms.language))),
		keyOf: (row) => textAt(row, list.key) ?? JSON.stringify(row),
		keeps,
	});
