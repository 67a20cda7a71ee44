import { WINDOW_MS } from './quotaWindow';

/**
 * How the share grows again, in parts of the quota: with the third power of the time, slowly where the quota
 * was just found used up, and soon faster where it is free. It is whole again within 7 seconds.
 */
const INCREASE_PER_CUBIC_SECOND = 0.003;
/**
 * While others use the quota, a process with a larger part of it gives one request per second up, every other
 * time that it is throttled. So the parts become equal where up to four processes share the quota.
 */
const LARGE_PART = 0.25;
const CONTENTION_MS = 8000;
/** The smallest share, as a part of the quota: a smaller one would take too long to learn that the quota is free. */
const MIN_PART = 0.02;

/**
 * The share of a quota that this process has, in requests per second, when other programs use the same
 * quota. A request that the service accepted holds its place in the quota for a second, and the next one can
 * take that place. So the share is what the service accepted within a second. It grows with time: a request
 * more is tried, and when the service throttles it, the share is measured again. Processes that adapt like
 * this converge on equal shares, and need to know nothing of each other.
 */
export class FairShare {
	private timesTooLarge = 0;
	private measured: { at: number; perSecond: number } | undefined;

	/** Requests per second of this process at present, of a quota of `quota`. */
	perSecond(quota: number, now: number): number {
		if (!this.measured) return quota;
		const growth = this.growth(now);
		return Math.min(quota, Math.max(this.measured.perSecond, MIN_PART * quota) + growth * quota);
	}

	/** The service throttled a request. Of those that it received within a second it accepted so many. */
	onThrottled(accepted: number, quota: number, now: number): void {
		const isTooLarge = accepted > LARGE_PART * quota && this.isContended(now);
		if (isTooLarge) this.timesTooLarge++;
		const given = isTooLarge && this.timesTooLarge % 2 === 1 ? accepted - 1 : accepted;
		this.measured = { at: now, perSecond: Math.min(given, this.perSecond(quota, now)) };
	}

	/** Has the share grown to the whole quota, whatever the quota is? */
	isWhole(now: number): boolean {
		return this.growth(now) >= 1;
	}

	/** How much the share has grown since it was measured, as a part of the quota. */
	private growth(now: number): number {
		const seconds = (now - (this.measured?.at ?? -Infinity)) / 1000;
		return INCREASE_PER_CUBIC_SECOND * seconds ** 3;
	}

	/** Did the service throttle already, some time before? A single time may be an accident. */
	private isContended(now: number): boolean {
		const since = now - (this.measured?.at ?? -Infinity);
		return since > WINDOW_MS && since < CONTENTION_MS;
	}
}
