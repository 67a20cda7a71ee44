import { deepCopy } from 'n8n-workflow';
import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { emailKey } from '../shared/values/emailKey';
import { type JsonObject } from '../shared/values/json';
import { type EmailInput } from './emailLookup';
import { fetchListPage, type ListPage, PAGE_SIZE } from './listPages';
import { hasStatus, keyOf } from './record';

/** With fewer lookups than this, a list page costs more than it saves. */
const MIN_LOOKUPS_TO_LIST = 3;

/**
 * Answers lookups from list pages: a row holds the same facts as the answer of a lookup. Reads on only
 * while fewer pages than unanswered lookups are left. A lookup stays undefined when no row has its
 * address, and when different records have it.
 */
export async function lookUpInBulk(
	inputs: readonly EmailInput[],
	call: SendRequest,
): Promise<ReadonlyArray<Outcome | undefined>> {
	if (inputs.length < MIN_LOOKUPS_TO_LIST) return [];
	const bulk = new BulkAnswers(inputs);
	let pages = 1;
	for (let pageNumber = 1; pageNumber <= pages; pageNumber++) {
		const page = await fetchPageIfPossible(call, pageNumber, inputs[0]!.language);
		// The rows of earlier pages remain valid.
		if (!page) break;
		bulk.addPage(page);
		pages = Math.ceil(page.total / PAGE_SIZE);
		if (pages - pageNumber >= bulk.unansweredCount) break;
	}
	return bulk.outcomes();
}

/**
 * A page of the whole list; undefined when the service refuses it.
 *
 * @throws ServiceError when it refuses the credential: it would do so for each single lookup.
 */
async function fetchPageIfPossible(
	call: SendRequest,
	pageNumber: number,
	language: EmailInput['language'],
): Promise<ListPage | undefined> {
	return await fetchListPage(call, { PageSize: PAGE_SIZE }, pageNumber, language).catch(
		(error: unknown) => {
			const isCredentialRefused =
				error instanceof ServiceError && error.credentialInvalid && pageNumber === 1;
			if (error instanceof ServiceError && !isCredentialRefused) return undefined;
			throw error;
		},
	);
}

/** Matches list rows with the lookups that they answer. Addresses are compared by their key. */
class BulkAnswers {
	private readonly results: Array<Outcome | undefined>;
	/** The positions of the lookups for each address. */
	private readonly positions = new Map<string, number[]>();
	private readonly found = new Map<string, JsonObject>();
	/** Addresses that more than one record has. */
	private readonly ambiguous = new Set<string>();

	constructor(inputs: readonly EmailInput[]) {
		this.results = new Array<Outcome | undefined>(inputs.length);
		inputs.forEach(({ email }, position) => {
			const key = emailKey(email);
			this.positions.set(key, [...(this.positions.get(key) ?? []), position]);
		});
	}

	/** The number of addresses that no row had so far. */
	get unansweredCount(): number {
		return this.positions.size - this.found.size;
	}

	addPage({ rows, requestId }: ListPage): void {
		for (const row of rows) {
			const key = keyOf(row);
			const positions = key === undefined ? undefined : this.positions.get(key);
			if (!positions || key === undefined || !hasStatus(row)) continue;
			if (this.found.has(key) && !isSameRecord(this.found.get(key), row)) this.ambiguous.add(key);
			this.found.set(key, row);
			positions.forEach((position, copyNumber) => {
				// Output items must not share objects, whatever a row may hold.
				const ownRow = copyNumber === 0 ? row : deepCopy(row);
				this.results[position] = { answer: { ...ownRow, RequestId: requestId } };
			});
		}
	}

	outcomes(): Array<Outcome | undefined> {
		for (const key of this.ambiguous) {
			for (const position of this.positions.get(key)!) this.results[position] = undefined;
		}
		return this.results;
	}
}

/** A record that moved to another page while the list was read is listed twice. Different records differ in their number. */
const isSameRecord = (seen: JsonObject | undefined, row: JsonObject): boolean =>
	['EmailVerificationNo', 'emailVerificationNo'].every((name) => seen?.[name] === row[name]);
