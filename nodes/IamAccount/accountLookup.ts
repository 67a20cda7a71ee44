import { bounded } from '../shared/api/sendTogether';
import { type SendRequest } from '../shared/api/service';
import { isRefused, ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { type JsonObject, textAt } from '../shared/values/json';
import { NO_SUCH_ACCOUNT } from './errors';
import { objectsOf } from './responseRows';

/** IDs in a request: a modest number, as no document names a limit. */
const BATCH_SIZE = 50;

export interface AccountInput {
	accountId: string;
	language: 'en' | 'zh';
}

/**
 * The account with an ID.
 *
 * @throws ServiceError with `notFound` when the platform has no such account.
 */
export async function lookUpAccount(
	{ accountId, language }: AccountInput,
	call: SendRequest,
): Promise<JsonObject> {
	const account = (await accountsById([accountId], language, call)).get(accountId);
	if (!account) throw new ServiceError(NO_SUCH_ACCOUNT);
	return account;
}

/** The outcome for each account, with one request for each batch. Undefined: to be looked up singly. */
export async function lookUpAccounts(
	inputs: readonly AccountInput[],
	call: SendRequest,
): Promise<ReadonlyArray<Outcome | undefined>> {
	const send = bounded(call);
	const outcomes = accountBatches(inputs).map(
		async (positions) =>
			await lookUpBatch(
				positions.map((position) => inputs[position]!),
				send,
			),
	);
	return (await Promise.all(outcomes)).flat();
}

/** The inputs of each request, by their positions. */
export const accountBatches = (inputs: readonly AccountInput[]): number[][] =>
	Array.from({ length: Math.ceil(inputs.length / BATCH_SIZE) }, (_, batch) =>
		Array.from(
			{ length: Math.min(BATCH_SIZE, inputs.length - batch * BATCH_SIZE) },
			(_unused, position) => batch * BATCH_SIZE + position,
		),
	);

/** The outcome for each account of one request. Undefined: to be looked up singly. */
export async function lookUpBatch(
	batch: readonly AccountInput[],
	call: SendRequest,
): Promise<Array<Outcome | undefined>> {
	const ids = batch.map(({ accountId }) => accountId);
	try {
		const accounts = await accountsById(ids, batch[0]!.language, call);
		return ids.map((id) => {
			const answer = accounts.get(id);
			return answer ? { answer } : { error: new ServiceError(NO_SUCH_ACCOUNT) };
		});
	} catch (error) {
		// The service may have refused the batch as such, or a single ID of it: single lookups tell. Other
		// errors, like a wrong key, would occur for each ID alike.
		return ids.map(() => (isRefused(error) ? undefined : { error }));
	}
}

/**
 * Accounts by ID. No document says whether the service shortens long lists: accounts that are missing
 * from an answer are requested again, until an answer holds none of them.
 */
async function accountsById(
	ids: string[],
	language: 'en' | 'zh',
	call: SendRequest,
): Promise<Map<string, JsonObject>> {
	const answer = await call({
		action: 'DescribeAccounts',
		kind: 'read',
		parameters: { AccountIds: ids },
		language,
		expects: ['Accounts'],
	});
	const missing = new Set(ids);
	const found = new Map<string, JsonObject>();
	// The web site answers with one account under the same key. No document says whether in a list.
	for (const row of objectsOf([answer.Accounts].flat(), answer)) {
		const id = textAt(row, 'AccountId');
		if (id !== null && missing.delete(id)) found.set(id, row);
	}
	if (missing.size === 0 || found.size === 0) return found;
	return new Map([...found, ...(await accountsById([...missing], language, call))]);
}
