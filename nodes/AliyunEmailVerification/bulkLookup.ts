import { deepCopy } from 'n8n-workflow';
import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { emailKey } from '../shared/values/emailKey';
import { type JsonObject } from '../shared/values/json';
import { fetchListPage, PAGE_SIZE } from './listPages';
import { hasStatus, keyOf } from './record';

/** With fewer lookups than this a list page is not worth its size. */
const MIN_LOOKUPS_TO_LIST = 3;

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
		const key = emailKey(email);
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
			const key = keyOf(row);
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
