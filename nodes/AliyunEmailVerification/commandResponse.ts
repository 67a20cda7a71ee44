import { isJsonObject, type JsonObject, type JsonValue } from '../shared/values/json';
import { field, keyOf, text } from './record';

/** The lists of an answer, the decisive one first: a failure must not pass for a success. */
const LISTS = ['FailList', 'SuccessList', 'ExistList'] as const;

/** What an answer says of an address. */
export interface AddressResult {
	/** Where it stands: this decides, the entry's code comes second. */
	list: (typeof LISTS)[number];
	/** Of successes and existing addresses older editions tell nothing but the address. */
	entry: JsonObject;
}

const objectsIn = (list: JsonValue | undefined): JsonObject[] =>
	Array.isArray(list) ? list.filter(isJsonObject) : [];

/**
 * An answer to several addresses as the answers that each alone would have got, by the address in
 * lower case: lists that the service sent stay, the entries of others go.
 */
export function responsesByAddress(answer: JsonObject): Map<string, JsonObject> {
	const names = Object.keys(answer).filter((name) =>
		LISTS.some((list) => list.toLowerCase() === name.toLowerCase()),
	);
	const emptied = { ...answer };
	for (const name of names) if (Array.isArray(answer[name])) emptied[name] = [];
	const answers = new Map<string, JsonObject>();
	for (const name of names) {
		for (const entry of objectsIn(answer[name])) {
			const key = keyOf(entry);
			if (key === undefined) continue;
			const own = answers.get(key) ?? { ...emptied };
			own[name] = [...objectsIn(own[name]), entry];
			answers.set(key, own);
		}
	}
	return answers;
}

/** What an answer to one address says of it; undefined: nothing. */
export function resultFor(answer: JsonObject): AddressResult | undefined {
	for (const list of LISTS) {
		const [entry] = objectsIn(field(answer, list));
		if (entry) return { list, entry };
	}
	return undefined;
}

export const codeOf = ({ entry }: AddressResult): string | null => text(entry, 'Code');

export const isSuccess = (code: string | null): boolean => /^success$/i.test(code ?? '');
