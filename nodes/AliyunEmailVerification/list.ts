import { deepCopy } from 'n8n-workflow';
import { Failure } from '../shared/failure';
import { isJsonObject, type JsonObject } from '../shared/json';
import { type Caller, type Outcome } from '../shared/operation';
import { emailOf, hasStatus } from './record';

/** The largest page of ListEmailVerification. */
export const PAGE_SIZE = 5000;

/** With fewer lookups than this a list page is not worth its size. */
const FEWEST = 3;

export interface ListPage {
	rows: JsonObject[];
	/** Records in the whole result. */
	total: number;
	requestId: string | null;
}

/** One page of the account's verifications, as filtered. Pages count from 1. */
export async function pageOfList(
	call: Caller,
	filter: { Email?: string; PageSize: number },
	pageNumber: number,
	language: 'en' | 'zh',
): Promise<ListPage> {
	const answer = await call({
		action: 'ListEmailVerification',
		kind: 'read',
		parameters: { ...filter, PageNum: pageNumber },
		language,
		expects: ['Data', 'data'],
	});
	const data = answer.Data ?? answer.data;
	return {
		rows: Array.isArray(data) ? data.filter(isJsonObject) : [],
		total: Number(answer.TotalItemNum ?? answer.totalItemNum),
		requestId: String(answer.RequestId ?? answer.requestId ?? '') || null,
	};
}

/**
 * Answers lookups from list pages: a row holds what a lookup's answer does. It goes on only while
 * pages are fewer than the lookups that are left. What no row carries, or more than one, is left open.
 */
export async function lookUpByList(
	inputs: ReadonlyArray<{ email: string; language: 'en' | 'zh' }>,
	call: Caller,
): Promise<ReadonlyArray<Outcome | undefined>> {
	if (inputs.length < FEWEST) return [];
	const { language } = inputs[0]!;
	const positions = new Map<string, number[]>();
	inputs.forEach(({ email }, position) => {
		const key = email.toLowerCase();
		positions.set(key, [...(positions.get(key) ?? []), position]);
	});
	const outcomes = new Array<Outcome | undefined>(inputs.length);
	const found = new Set<string>();
	const doubtful = new Set<string>();

	let pages = 1;
	for (let pageNumber = 1; pageNumber <= pages; pageNumber++) {
		const page = await pageOfList(call, { PageSize: PAGE_SIZE }, pageNumber, language).catch(
			(error: unknown) => {
				if (error instanceof Failure) return undefined;
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
			if (found.has(key) && !isSame(outcomes[asking[0]!], row)) doubtful.add(key);
			found.add(key);
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
const isSame = (outcome: Outcome | undefined, row: JsonObject): boolean =>
	outcome !== undefined &&
	'answer' in outcome &&
	['EmailVerificationNo', 'emailVerificationNo'].every(
		(name) => outcome.answer[name] === row[name],
	);
