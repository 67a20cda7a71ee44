import { type CredentialSender } from '../api/credentialSender';
import { bounded } from '../api/sendTogether';
import { type SendRequest } from '../api/service';
import { ServiceError } from '../api/serviceError';
import { type OperationRequest, requestOptionsKey } from './mergeLookups';
import { type Operation, type Outcome } from './operation';
import { type RunContext } from './runContext';

/**
 * Lets the operation's `fetchMany` answer many inputs with few requests to the service. Returns the
 * requests that it left open: each of them needs a request of its own.
 */
export async function answerInBulk(
	run: RunContext,
	requests: readonly OperationRequest[],
): Promise<OperationRequest[]> {
	const { operation } = run;
	const remaining: OperationRequest[] = [];
	for (const group of groupsOfEqualTerms(requests)) {
		const { options, sender } = group[0]!;
		const isWanted = operation.kind === 'command' || options.lookupStrategy === 'automatic';
		if (group.length === 1 || !isWanted) {
			remaining.push(...group);
			continue;
		}
		const send = bounded(sender.with(options));
		const batches = batchesOf(operation, group).map(
			async (batch) => await answerBatch(run, batch, send),
		);
		remaining.push(...(await Promise.all(batches)).flat());
	}
	return remaining;
}

function batchesOf(operation: Operation, group: OperationRequest[]): OperationRequest[][] {
	const batches = operation.batches?.(group.map(({ input }) => input));
	return batches?.map((positions) => positions.map((position) => group[position]!)) ?? [group];
}

/** Hands the outcomes of a batch to the output collector; the requests that it left open. */
async function answerBatch(
	{ operation, outputCollector }: RunContext,
	batch: OperationRequest[],
	send: SendRequest,
): Promise<OperationRequest[]> {
	const outcomes = await fetchMany(operation, batch, send);
	return batch.filter((request, position) => {
		const outcome = outcomes[position];
		if (outcome) outputCollector.addOutcome(operation, request, outcome);
		return !outcome;
	});
}

/** Requests that are sent with the same credential and options: only those can be answered together. */
function groupsOfEqualTerms(requests: readonly OperationRequest[]): OperationRequest[][] {
	const groups = new Map<CredentialSender, Map<string, OperationRequest[]>>();
	for (const request of requests) {
		const { options, sender } = request;
		const ofSender = groups.get(sender) ?? new Map<string, OperationRequest[]>();
		groups.set(sender, ofSender);
		const key = requestOptionsKey(options);
		const group = ofSender.get(key);
		if (group) group.push(request);
		else ofSender.set(key, [request]);
	}
	return [...groups.values()].flatMap((ofSender) => [...ofSender.values()]);
}

/**
 * When `fetchMany` of a lookup fails, all its inputs are left open: the individual request of each input gives
 * the error of that input. A refused credential is the error of all. So is the error of commands, which are
 * never sent a second time.
 */
async function fetchMany(
	operation: Operation,
	group: OperationRequest[],
	send: SendRequest,
): Promise<ReadonlyArray<Outcome | undefined>> {
	const inputs = group.map(({ input }) => input);
	try {
		return await operation.fetchMany!(inputs, send);
	} catch (error) {
		const isOpen =
			operation.kind === 'read' && !(error instanceof ServiceError && error.credentialInvalid);
		return isOpen ? [] : inputs.map(() => ({ error }));
	}
}
