import { type OperationRequest } from './mergeLookups';
import { type Operation } from './operation';

/**
 * The requests in batches; the requests of one batch may be sent at the same time. Lookups form one batch.
 * Commands for one subject are sent one after another in the order of the items, so each of them is in
 * another batch.
 */
export function batchesInSubjectOrder(
	operation: Operation,
	requests: readonly OperationRequest[],
): Array<readonly OperationRequest[]> {
	if (operation.kind === 'read' || !operation.subject) return [requests];
	const counts = new Map<string, number>();
	const batches: OperationRequest[][] = [];
	for (const request of requests) {
		const subject = operation.subject(request.input);
		const count = counts.get(subject) ?? 0;
		counts.set(subject, count + 1);
		(batches[count] ??= []).push(request);
	}
	return batches;
}
