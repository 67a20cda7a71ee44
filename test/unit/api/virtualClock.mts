import type { Clock } from '../../../nodes/shared/api/clock.ts';

/** Time that passes only when everybody waits. */
export function virtualClock() {
	let now = 0;
	let sleepers: Array<{ at: number; wake: () => void }> = [];
	const clock: Clock = {
		now: () => now,
		sleep: (milliseconds) =>
			new Promise((wake) => {
				sleepers.push({ at: now + milliseconds, wake });
			}),
	};
	const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
	return {
		clock,
		/** Lets time pass until nobody sleeps any more. */
		async run() {
			await settle();
			while (sleepers.length > 0) {
				now = Math.min(...sleepers.map(({ at }) => at));
				const due = sleepers.filter(({ at }) => at <= now);
				sleepers = sleepers.filter(({ at }) => at > now);
				for (const { wake } of due) wake();
				await settle();
			}
			return now;
		},
	};
}
