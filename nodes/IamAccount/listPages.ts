import { incompleteResponse } from '../shared/api/readResponse';
import { type SendRequest } from '../shared/api/service';
import { type Page } from '../shared/operation/pagination';
import { type JsonValue, objectAt, scalarOf } from '../shared/values/json';
import { objectsOf } from './responseRows';

/** Rows in a page: a modest number, as no document names a limit. */
export const PAGE_SIZE = 50;

/** The side of the platform that the account belongs to: a customer, or the operator. */
export type Side = 'tenant' | 'operator';

const ACTIONS: Record<Side, string> = {
	tenant: 'DescribeSubAccounts',
	operator: 'DescribeSPSubAccounts',
};

export interface SubAccountQuery {
	side: Side;
	/** A part of the nickname, contact email or mobile number. */
	search?: string;
	/** The service's number of a role. */
	role?: number;
	language: 'en' | 'zh';
}

/**
 * A page of the sub-accounts of the access token's account, from an offset on. No document says whether
 * the platform shortens long pages: the rows that a page lacks are requested again.
 */
export async function fetchSubAccountPage(
	query: SubAccountQuery,
	call: SendRequest,
	offset: number,
	size: number,
): Promise<Page> {
	const { entries, rows, total } = await requestPage(query, call, offset, size);
	const missing = Math.min(size, total - offset) - entries.length;
	if (entries.length === 0 || missing <= 0) return { rows, total };
	const more = await fetchSubAccountPage(query, call, offset + entries.length, missing);
	return { rows: [...rows, ...more.rows], total: more.total };
}

/** A page as the service sent it. `entries` includes those that are null, as they count for the offset. */
async function requestPage(
	{ side, search, role, language }: SubAccountQuery,
	call: SendRequest,
	offset: number,
	size: number,
): Promise<Page & { entries: readonly JsonValue[] }> {
	const answer = await call({
		action: ACTIONS[side],
		kind: 'read',
		parameters: {
			Offset: offset,
			Limit: size,
			...(search !== undefined && { SearchKey: search }),
			// No filter is not sent as 0: the platform may take 0 for the role of ordinary users.
			...(role !== undefined && { Role: role }),
		},
		language,
		expects: ['SubAccounts', 'Accounts', 'sub_accounts'],
	});
	// The answers of the web sites have no object around the list. An empty list may be null.
	const holder = objectAt(answer, 'SubAccounts') ?? answer;
	const entries = [holder.SubAccounts ?? holder.Accounts ?? holder.sub_accounts ?? []].flat();
	const total = Number(scalarOf(holder.Total) ?? NaN);
	if (Number.isNaN(total)) throw incompleteResponse(200, answer);
	return { entries, rows: objectsOf(entries, answer), total };
}
