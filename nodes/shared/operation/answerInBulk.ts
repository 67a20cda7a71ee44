import { type CredentialSender } from '../api/credentialSender';
import { type SendRequest } from '../api/service';
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
	const { operation, outputCollector } = run;
	const remaining: OperationRequest[] = [];
	for (const group of groupsOfEqualTerms(requests)) {
		const { options, sender } = group[0]!;
		const isWanted = operation.kind === 'command' || options.lookupStrategy === 'automatic';
		const outcomes =
			group.length > 1 && isWanted ? await fetchMany(operation, group, sender.with(options)) : [];
		group.forEach((request, position) => {
			const outcome = outcomes[position];
			if (outcome) outputCollector.addOutcome(operation, request, outcome);
			else remaining.push(request);
		});
	}
	return remaining;
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
 * When `fetchMany` of a lookup fails, for whatever reason, all its inputs are left open: the individual
 * request of each input gives the error of that input. Commands are never sent a second time: the error is
 * the error of all.
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
		return operation.kind === 'read' ? [] : inputs.map(() => ({ error }));
	}
}
