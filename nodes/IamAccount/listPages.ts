import { incompleteResponse } from '../shared/api/readResponse';
import { type SendRequest } from '../shared/api/service';
import { type Page } from '../shared/operation/pagination';
import { type JsonValue, objectAt, scalarOf } from '../shared/values/json';
import { objectsOf } from './responseRows';

/** Rows of one request. No document names a limit: modest. */
export const PAGE_SIZE = 50;

/** Whose view of the platform: an ordinary customer's, or its operator's. */
export type Side = 'tenant' | 'operator';

const ACTIONS: Record<Side, string> = {
	tenant: 'DescribeSubAccounts',
	operator: 'DescribeSPSubAccounts',
};

export interface SubAccountQuery {
	side: Side;
	/** Part of a nickname, contact email or mobile number. */
	search?: string;
	/** The service's number. */
	role?: number;
	language: 'en' | 'zh';
}

/**
 * Sub-accounts of the token's account, from an offset on. Whether the platform cuts long pages short is
 * not documented: what a page lacks is asked for again.
 */
export async function pageOfSubAccounts(
	query: SubAccountQuery,
	call: SendRequest,
	offset: number,
	size: number,
): Promise<Page> {
	const { list, rows, total } = await request(query, call, offset, size);
	const rest = Math.min(size, total - offset) - list.length;
	if (list.length === 0 || rest <= 0) return { rows, total };
	const more = await pageOfSubAccounts(query, call, offset + list.length, rest);
	return { rows: [...rows, ...more.rows], total: more.total };
}

/** A page as it came, with `list` for counting: a row that says nothing has its place, too. */
async function request(
	{ side, search, role, language }: SubAccountQuery,
	call: SendRequest,
	offset: number,
	size: number,
): Promise<Page & { list: readonly JsonValue[] }> {
	const answer = await call({
		action: ACTIONS[side],
		kind: 'read',
		parameters: {
			Offset: offset,
			Limit: size,
			...(search !== undefined && { SearchKey: search }),
			// Not 0 for "any": whether the platform reads it as ordinary users is not documented.
			...(role !== undefined && { Role: role }),
		},
		language,
		expects: ['SubAccounts', 'Accounts', 'sub_accounts'],
	});
	// The web sites have no object around the list. An empty list may be null.
	const holder = objectAt(answer, 'SubAccounts') ?? answer;
	const list = [holder.SubAccounts ?? holder.Accounts ?? holder.sub_accounts ?? []].flat();
	const total = Number(scalarOf(holder.Total) ?? NaN);
	if (Number.isNaN(total)) throw incompleteResponse(200, answer);
	return { list, rows: objectsOf(list, answer), total };
}
