import { type SendRequest } from './service';

/** How many requests of one list, poll or bulk are sent at the same time: enough for any quota and latency. */
export const MAX_CONCURRENCY = 20;

/**
 * Does the same work for each of `inputs`, several at a time, and returns the results in their order. The
 * first failure ends it: nothing more is started, and requests that still wait for a permit are not sent.
 *
 * @throws the error of the first work that failed.
 */
export async function sendTogether<Input, Result>(
	inputs: readonly Input[],
	send: SendRequest,
	work: (input: Input, send: SendRequest, index: number) => Promise<Result>,
	concurrency = MAX_CONCURRENCY,
): Promise<Result[]> {
	const results = new Array<Result>(inputs.length);
	const cancellation = { aborted: false };
	const sendUnlessFailed: SendRequest = async (call) => await send(call, cancellation);
	const queue = inputs.entries();
	const worker = async () => {
		for (const [index, input] of queue) {
			if (cancellation.aborted) return;
			results[index] = await work(input, sendUnlessFailed, index).catch((error: unknown) => {
				cancellation.aborted = true;
				throw error;
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, inputs.length) }, worker));
	return results;
}

/** Sends at most so many requests at a time; the others wait for their turn, in their order. */
export function bounded(send: SendRequest, concurrency = MAX_CONCURRENCY): SendRequest {
	let active = 0;
	const waiting: Array<() => void> = [];
	return async (call, cancellation) => {
		if (active < concurrency) active++;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		return await send(call, cancellation).finally(() => {
			// The turn goes to the next that waits.
			const next = waiting.shift();
			if (next) next();
			else active--;
		});
	};
}
