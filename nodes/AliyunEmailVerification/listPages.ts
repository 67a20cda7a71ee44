import { incompleteResponse } from '../shared/api/readResponse';
import { type SendRequest } from '../shared/api/service';
import { countAt, isJsonObject, type JsonObject } from '../shared/values/json';
import { fieldOf, legacyName, requestIdOf } from './record';

/** The largest page of ListEmailVerification. */
export const PAGE_SIZE = 5000;

export interface ListPage {
	rows: JsonObject[];
	/** Records in the whole result; at least so many, where the answer holds only the number of pages. */
	total: number;
	requestId: string | null;
}

/**
 * One page of the account's verifications that match the filter. Page numbers start at 1.
 *
 * @throws ServiceError when the answer does not show whether more pages follow: rows would be lost unnoticed.
 */
export async function fetchListPage(
	call: SendRequest,
	filter: Record<string, unknown> & { PageSize: number },
	pageNumber: number,
	language: 'en' | 'zh',
): Promise<ListPage> {
	const answer = await call({
		action: 'ListEmailVerification',
		kind: 'read',
		parameters: { ...filter, PageNum: pageNumber },
		language,
		expects: ['Data', 'data', 'TotalItemNum', 'totalItemNum'],
	});
	const count = countOf(answer, 'TotalItemNum');
	const data = fieldOf(answer, 'Data');
	// A page after the last record may have no list.
	const isBeyond = count !== undefined && count <= (pageNumber - 1) * filter.PageSize;
	if (!Array.isArray(data) && !isBeyond) throw incompleteResponse(200, answer);
	const rows = Array.isArray(data) ? data.filter(isJsonObject) : [];
	const total = count ?? totalByPages(answer, pageNumber, filter.PageSize, rows);
	if (total === undefined) throw incompleteResponse(200, answer);
	return { rows, total, requestId: requestIdOf(answer) };
}

/** The number of records, estimated by the number of pages or by the flag for a next page. */
function totalByPages(
	answer: JsonObject,
	pageNumber: number,
	pageSize: number,
	{ length }: readonly JsonObject[],
): number | undefined {
	const pages = countOf(answer, 'TotalPageNum');
	const next = fieldOf(answer, 'NextPage');
	if (pages === undefined && typeof next !== 'boolean') return undefined;
	const isFollowed = pages === undefined ? next === true && length > 0 : pages > pageNumber;
	return isFollowed ? (pages ?? pageNumber + 1) * pageSize : (pageNumber - 1) * pageSize + length;
}

const countOf = (answer: JsonObject, name: string): number | undefined =>
	countAt(answer, name) ?? countAt(answer, legacyName(name));
