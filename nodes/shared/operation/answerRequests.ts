import { answerInBulk } from './answerInBulk';
import { batchesInSubjectOrder } from './commandOrder';
import { type OperationRequest } from './mergeLookups';
import { type Operation, type Outcome } from './operation';
import { isOver, type RunContext } from './runContext';

/**
 * The most requests of one run that are sent, or wait for the rate limiter, at the same time: enough to use
 * any quota at any latency.
 */
const MAX_CONCURRENCY = 200;

/** Sends the requests of a run and hands their outcomes to the output collector, until the run is over. */
export async function answerRequests(
	run: RunContext,
	requests: readonly OperationRequest[],
): Promise<void> {
	const { operation, stats } = run;
	for (const batch of batchesInSubjectOrder(operation, requests)) {
		const remaining = operation.fetchMany ? await answerInBulk(run, batch) : batch;
		if (operation.kind === 'read') stats.answeredInBulk += batch.length - remaining.length;
		await answerIndividually(run, remaining);
		if (isOver(run)) return;
	}
}

async function answerIndividually(
	run: RunContext,
	requests: readonly OperationRequest[],
): Promise<void> {
	const { operation, outputCollector } = run;
	const queue = requests.values();
	const worker = async () => {
		for (const request of queue) {
			if (isOver(run)) return;
			const outcome = await fetchOutcome(operation, request);
			outputCollector.addOutcome(operation, request, outcome);
		}
	};
	const workers = Math.min(MAX_CONCURRENCY, requests.length);
	await Promise.all(Array.from({ length: workers }, worker));
}

async function fetchOutcome(
	operation: Operation,
	{ input, options, sender }: OperationRequest,
): Promise<Outcome> {
	try {
		return { answer: await operation.fetch(input, sender.with(options)) };
	} catch (error) {
		return { error };
	}
}
