import { deepCopy } from 'n8n-workflow';
import { incompleteResponse } from '../shared/client';
import { ServiceError } from '../shared/failure';
import { countAt, isJsonObject, type JsonObject } from '../shared/json';
import { type SendRequest, type Outcome } from '../shared/operation';
import { emailOf, field, hasStatus, oldName, requestIdOf } from './record';

/** The largest page of ListEmailVerification. */
export const PAGE_SIZE = 5000;

/** With fewer lookups than this a list page is not worth its size. */
const MIN_LOOKUPS_TO_LIST = 3;

export interface ListPage {
	rows: JsonObject[];
	/** Records in the whole result; where the answer only tells of pages, at least so many. */
	total: number;
	requestId: string | null;
}

/**
 * One page of the account's verifications, as filtered. Pages count from 1.
 *
 * @throws Failure for an answer that does not say whether it is all: rows must not get lost silently.
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
	const data = field(answer, 'Data');
	// Beyond the last record there need not be a list.
	const isBeyond = count !== undefined && count <= (pageNumber - 1) * filter.PageSize;
	if (!Array.isArray(data) && !isBeyond) throw incompleteResponse(200, answer);
	const rows = Array.isArray(data) ? data.filter(isJsonObject) : [];
	const total = count ?? totalByPages(answer, pageNumber, filter.PageSize, rows);
	if (total === undefined) throw incompleteResponse(200, answer);
	return { rows, total, requestId: requestIdOf(answer) };
}

/** The number of pages, or whether there is a next one, stands in for the number of records. */
function totalByPages(
	answer: JsonObject,
	pageNumber: number,
	pageSize: number,
	{ length }: readonly JsonObject[],
): number | undefined {
	const pages = countOf(answer, 'TotalPageNum');
	const next = field(answer, 'NextPage');
	if (pages === undefined && typeof next !== 'boolean') return undefined;
	const isFollowed = pages === undefined ? next === true && length > 0 : pages > pageNumber;
	return isFollowed ? (pages ?? pageNumber + 1) * pageSize : (pageNumber - 1) * pageSize + length;
}

const countOf = (answer: JsonObject, name: string): number | undefined =>
	countAt(answer, name) ?? countAt(answer, oldName(name));

/**
 * Answers lookups from list pages: a row holds what a lookup's answer does. It goes on only while
 * pages are fewer than the lookups that are left. What no row carries, or more than one, is left open.
 */
export async function lookUpInBulk(
	inputs: ReadonlyArray<{ email: string; language: 'en' | 'zh' }>,
	call: SendRequest,
): Promise<ReadonlyArray<Outcome | undefined>> {
	if (inputs.length < MIN_LOOKUPS_TO_LIST) return [];
	const { language } = inputs[0]!;
	const positions = new Map<string, number[]>();
	inputs.forEach(({ email }, position) => {
		const key = email.toLowerCase();
		positions.set(key, [...(positions.get(key) ?? []), position]);
	});
	const outcomes = new Array<Outcome | undefined>(inputs.length);
	const found = new Map<string, JsonObject>();
	const doubtful = new Set<string>();

	let pages = 1;
	for (let pageNumber = 1; pageNumber <= pages; pageNumber++) {
		const page = await fetchListPage(call, { PageSize: PAGE_SIZE }, pageNumber, language).catch(
			(error: unknown) => {
				if (error instanceof ServiceError) return undefined;
				throw error;
			},
		);
		// What earlier pages told holds without this one.
		if (!page) break;
		const { rows, total, requestId } = page;
		for (const row of rows) {
			const key = emailOf(row)?.toLowerCase();
			const asking = key === undefined ? undefined : positions.get(key);
			if (!asking || key === undefined || !hasStatus(row)) continue;
			if (found.has(key) && !isSame(found.get(key), row)) doubtful.add(key);
			found.set(key, row);
			asking.forEach((position, twin) => {
				// Items share nothing, whatever a row may hold.
				const own = twin === 0 ? row : deepCopy(row);
				outcomes[position] = { answer: { ...own, RequestId: requestId } };
			});
		}
		pages = Math.ceil(total / PAGE_SIZE);
		const left = positions.size - found.size;
		if (!(pages - pageNumber < left)) break;
	}
	for (const key of doubtful) {
		for (const position of positions.get(key)!) outcomes[position] = undefined;
	}
	return outcomes;
}

/** A record that moved to another page meanwhile turns up twice; two records of one address differ. */
const isSame = (seen: JsonObject | undefined, row: JsonObject): boolean =>
	['EmailVerificationNo', 'emailVerificationNo'].every((name) => seen?.[name] === row[name]);
