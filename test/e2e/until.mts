import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition; `what` names it in the error of one that does not come true. */
export async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	timeoutMs = 300_000,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`In vain: ${what}`);
		await sleep(50);
	}
}
