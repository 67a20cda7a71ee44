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
	const outcomes = await tryBatch(batch, call);
	if (Array.isArray(outcomes)) return outcomes;
	const failedSplits = batch.length < MIN_SIZE_TO_SPLIT ? MAX_FAILED_SPLITS : 0;
	return await splitBatch(batch, outcomes, call, failedSplits);
}

/** The outcome for each account of one request, or the error of the request. */
async function tryBatch(
	batch: readonly AccountInput[],
	call: SendRequest,
): Promise<Outcome[] | ServiceError> {
	const ids = batch.map(({ accountId }) => accountId);
	return await accountsById(ids, batch[0]!.language, call).then(
		(accounts) =>
			ids.map((id): Outcome => {
				const answer = accounts.get(id);
				return answer ? { answer } : { error: new ServiceError(NO_SUCH_ACCOUNT) };
			}),
		(error: unknown) => {
			if (error instanceof ServiceError) return error;
			throw error;
		},
	);
}

/** With fewer IDs the halves cost about as many requests as they may answer. */
const MIN_SIZE_TO_SPLIT = 6;
/** So many times a batch is split although no part of it is answered: then the platform fails, not an ID. */
const MAX_FAILED_SPLITS = 2;

/**
 * The outcomes of a batch that failed. When the platform refused it as such, or a single ID of it, single
 * lookups tell: undefined. When the platform failed to process it, one ID may be the reason: halves tell.
 * Other errors, like a wrong key, would occur for each ID alike.
 */
async function splitBatch(
	batch: readonly AccountInput[],
	error: ServiceError,
	call: SendRequest,
	failedSplits: number,
): Promise<Array<Outcome | undefined>> {
	if (isRefused(error)) return batch.map(() => undefined);
	const isAnswered =
		error.retry === 'read' && error.code !== undefined && error.httpStatus !== undefined;
	if (!isAnswered || batch.length === 1 || failedSplits === MAX_FAILED_SPLITS) {
		return batch.map(() => ({ error }));
	}
	const middle = Math.ceil(batch.length / 2);
	const halves = [batch.slice(0, middle), batch.slice(middle)];
	const tried = await Promise.all(halves.map(async (half) => await tryBatch(half, call)));
	const next = tried.some(Array.isArray) ? 0 : failedSplits + 1;
	const outcomes = tried.map(async (result, index) =>
		Array.isArray(result) ? result : await splitBatch(halves[index]!, result, call, next),
	);
	return (await Promise.all(outcomes)).flat();
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
