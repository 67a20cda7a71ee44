import { errorDefinitionFor } from '../shared/api/readResponse';
import { redact } from '../shared/api/redaction';
import { outcomeUnknown, ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/values/json';
import { EMAIL_VERIFICATION_LOOKUP } from './emailLookup';
import { fieldOf, keyOf, textFieldOf } from './record';
import { aliyunEmailVerificationService } from './service';

/** The lists of a response. The first list that holds an address decides: a failure must not pass for a success. */
const LISTS = ['FailList', 'SuccessList', 'ExistList'] as const;

/** The parameters of a command beside the addresses. */
export type CommandParameters = {
	/** Whether an address that was mailed before gets another mail. */
	SendIfExist?: boolean;
};

/** What a response says of one address. */
export interface AddressResult {
	/** The list that holds the address. It decides; the code of the entry adds to it. */
	list: (typeof LISTS)[number];
	/** In older editions of the service, entries of SuccessList and ExistList hold the address only. */
	entry: JsonObject;
}

const objectsIn = (list: JsonValue | undefined): JsonObject[] =>
	Array.isArray(list) ? list.filter(isJsonObject) : [];

/**
 * Splits the response to several addresses into the responses that each address would have got alone, by
 * the address in lower case. Each has all lists that the service sent, with the entries of its address.
 */
export function responsesByAddress(answer: JsonObject): Map<string, JsonObject> {
	const names = Object.keys(answer).filter((name) =>
		LISTS.some((list) => list.toLowerCase() === name.toLowerCase()),
	);
	const emptied = { ...answer };
	for (const name of names) if (Array.isArray(answer[name])) emptied[name] = [];
	const responses = new Map<string, JsonObject>();
	for (const name of names) {
		for (const entry of objectsIn(answer[name])) {
			const key = keyOf(entry);
			if (key === undefined) continue;
			const response = responses.get(key) ?? { ...emptied };
			response[name] = [...objectsIn(response[name]), entry];
			responses.set(key, response);
		}
	}
	return responses;
}

/** What the response to one address says of it; undefined when no list holds an entry. */
export function resultFor(response: JsonObject): AddressResult | undefined {
	for (const list of LISTS) {
		const [entry] = objectsIn(fieldOf(response, list));
		if (entry) return { list, entry };
	}
	return undefined;
}

export const codeOf = ({ entry }: AddressResult): string | null => textFieldOf(entry, 'Code');

export const isSuccess = (code: string | null): boolean => /^success$/i.test(code ?? '');

/** The outcome of a command, by the response to its address; undefined: the response does not name the address. */
export function outcomeOf(
	response: JsonObject | undefined,
	{ SendIfExist }: CommandParameters,
	requestId: string | null,
): Outcome {
	const facts = { requestId: requestId ?? undefined, httpStatus: 200 };
	const result = response && resultFor(response);
	const code = result ? codeOf(result) : null;
	const exists = result?.list === 'ExistList';
	// An existing address fails only where it should have got another mail.
	const hasFailed = exists && SendIfExist === true && code !== null && !isSuccess(code);
	if (result && (result.list === 'FailList' || hasFailed)) {
		const definition = errorDefinitionFor(aliyunEmailVerificationService, code ?? '', 200);
		const serviceMessage = redact(textFieldOf(result.entry, 'Message') ?? '', []);
		return {
			error: new ServiceError(definition, { ...facts, code: code ?? undefined, serviceMessage }),
		};
	}
	// Only Submit documents a list of existing addresses.
	if (result && (!exists || SendIfExist !== undefined)) return { answer: response };
	const reason = 'The answer does not say what became of the address';
	return { error: outcomeUnknown(EMAIL_VERIFICATION_LOOKUP, reason, facts) };
}
