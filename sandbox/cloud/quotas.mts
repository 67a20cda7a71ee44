import type { ServiceName } from './call.mts';

const WINDOW_MS = 1000;

/** Documented requests per second, counted per account and action. */
const DOCUMENTED: Record<string, number> = { 'tencent DescribeOrganization': 40 };
const DOCUMENTED_OF_SERVICE: Record<ServiceName, number | null> = {
	tencent: 20,
	aliyun: null,
	wemake: null,
};

export interface Quotas {
	/** Requests per second of one action; null: unlimited. */
	set(service: ServiceName, action: string, perSecond: number | null): void;
	/** Back to the documented figures, with nothing counted. */
	reset(): void;
	/** Counts a request; its limit if that is used up (the request is then not counted), else null. */
	exceeded(service: ServiceName, account: string, action: string): number | null;
}

/**
 * A strict sliding window: never more requests than the limit within any 1000 ms. It runs on the
 * machine's steady clock, so that a test that moves the cloud's clock does not move the quota.
 */
export function createQuotas(steadyNow: () => number = () => performance.now()): Quotas {
	const limits = new Map<string, number | null>();
	const accepted = new Map<string, number[]>();
	return {
		set: (service, action, perSecond) => {
			limits.set(`${service} ${action}`, perSecond);
		},
		reset: () => {
			limits.clear();
			accepted.clear();
		},
		exceeded: (service, account, action) => {
			const id = `${service} ${action}`;
			const limit = limits.has(id)
				? limits.get(id)
				: (DOCUMENTED[id] ?? DOCUMENTED_OF_SERVICE[service]);
			if (limit === null || limit === undefined) return null;
			const now = steadyNow();
			const counter = `${account} ${id}`;
			const recent = (accepted.get(counter) ?? []).filter((at) => now - at < WINDOW_MS);
			accepted.set(counter, recent);
			if (recent.length >= limit) return limit;
			recent.push(now);
			return null;
		},
	};
}
