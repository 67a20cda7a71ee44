import { type SendRequest } from '../shared/api/service';
import { isRefused, ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { type JsonObject, textAt } from '../shared/values/json';
import { NO_SUCH_ACCOUNT } from './errors';
import { objectsOf } from './responseRows';

/** IDs of one request. No document names a limit: modest. */
const BATCH_SIZE = 50;

export interface AccountInput {
	accountId: string;
	language: 'en' | 'zh';
}

/** The account of one ID. */
export async function lookUpAccount(
	{ accountId, language }: AccountInput,
	call: SendRequest,
): Promise<JsonObject> {
	const account = (await accountsById([accountId], language, call)).get(accountId);
	if (!account) throw new ServiceError(NO_SUCH_ACCOUNT);
	return account;
}

/** Many accounts, with a request for each batch of them. */
export async function lookUpAccounts(
	inputs: readonly AccountInput[],
	call: SendRequest,
): Promise<ReadonlyArray<Outcome | undefined>> {
	const batches = Array.from({ length: Math.ceil(inputs.length / BATCH_SIZE) }, (_, index) =>
		inputs.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
	);
	const outcomes = await Promise.all(batches.map(async (batch) => await lookUpBatch(batch, call)));
	return outcomes.flat();
}

async function lookUpBatch(
	batch: readonly AccountInput[],
	call: SendRequest,
): Promise<Array<Outcome | undefined>> {
	const ids = batch.map(({ accountId }) => accountId);
	return await accountsById(ids, batch[0]!.language, call).then(
		(found) =>
			ids.map((id): Outcome => {
				const answer = found.get(id);
				return answer ? { answer } : { error: new ServiceError(NO_SUCH_ACCOUNT) };
			}),
		// A refusal may be meant for the batch, or one ID in it: each on its own tells. Anything else, like
		// a wrong key, would befall each of them alike.
		(error: unknown) => ids.map(() => (isRefused(error) ? undefined : { error })),
	);
}

/**
 * What the service knows of these accounts, by ID. Whether it cuts long answers short is not documented:
 * what an answer lacks is asked for again, until one brings nothing.
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
	const wanted = new Set(ids);
	const found = new Map<string, JsonObject>();
	// The web site's answer about one account has the same key; a list or not, its documents leave open.
	for (const row of objectsOf([answer.Accounts].flat(), answer)) {
		const id = textAt(row, 'AccountId');
		if (id !== null && wanted.delete(id)) found.set(id, row);
	}
	if (wanted.size === 0 || found.size === 0) return found;
	return new Map([...found, ...(await accountsById([...wanted], language, call))]);
}
