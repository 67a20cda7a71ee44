import { performance } from 'node:perf_hooks';

/**
 * Starts a stopwatch, whose milliseconds the returned function tells. While other processes have the
 * processor it stands still, so that a busy machine makes nothing late.
 */
export function startStopwatch(): () => number {
	const start = performance.now();
	const loop = performance.eventLoopUtilization();
	const processor = process.cpuUsage();
	return () => {
		const { idle } = performance.eventLoopUtilization(loop);
		const { user, system } = process.cpuUsage(processor);
		return Math.min(performance.now() - start, idle + (user + system) / 1000);
	};
}
