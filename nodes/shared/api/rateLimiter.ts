import { type Cancellation } from './cancellation';
import { type Clock } from './clock';

/**
 * The rolling window of a quota. Services count requests per second; 25 ms are added because requests
 * may overtake each other on the network.
 */
export const WINDOW_MS = 1025;

/** What the option Requests per Second allows: at most 1,000 a second, at least one in ten windows. */
const MAX_PER_SECOND = 1000;
const LONGEST_WINDOW_MS = 10 * WINDOW_MS;

/** A cancelled request leaves the queue within this time. */
const MAX_SLEEP_MS = 500;

/** The factor by which throttling lowers the rate; the second one counts when the last decrease is hardly over. */
const DECREASE_FACTOR = 0.9;
const REPEATED_DECREASE_FACTOR = 0.75;
/** How the rate climbs back, in shares of the quota: linearly with time, plus a quadratic part. */
const INCREASE_PER_SECOND = 0.02;
const INCREASE_PER_SECOND_SQUARED = 0.003;
/** The lowest rate, as a share of the quota: a lower one would take too long to learn that the quota is free. */
const MIN_SHARE = 0.01;

export interface AcquireOptions {
	/** The quota for this request, in requests per second: the service's, or the user's own figure. */
	perSecond: number;
	signal?: Cancellation;
	/** A retry goes before requests that were never sent. */
	isRetry?: boolean;
}

interface QueuedRequest extends AcquireOptions {
	/** Resolves the promise of `acquire`. */
	grant(): void;
}

/**
 * Enforces one quota: at most `perSecond` requests start in any rolling second, and no request waits
 * while the quota has room. First in, first out; retries go first.
 *
 * Other programs may use the same quota. When the service throttles a request, the rate drops at once
 * and climbs back to the quota within 20 seconds: slowly at first, because the quota was exceeded
 * moments ago. Several processes that adapt like this converge on equal shares and share no state.
 */
export class RateLimiter {
	/** When the requests of the latest window started, oldest first. */
	private readonly startTimes: number[] = [];
	private queue: QueuedRequest[] = [];
	private isDraining = false;
	/** When throttling last lowered the rate, and to which share of the quota. */
	private lastDecrease: { at: number; share: number } | undefined;
	/** No request starts before this time: the service asked for a pause. */
	private resumeAt = -Infinity;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/**
	 * Waits for a permit to start one request. Resolves also when `signal` is aborted, within half a
	 * second and without a permit: the caller has to check the signal.
	 */
	acquire(options: AcquireOptions): Promise<void> {
		if (options.signal?.aborted) return Promise.resolve();
		return new Promise((grant) => {
			this.queue[options.isRetry ? 'unshift' : 'push']({ ...options, grant });
			if (!this.isDraining) void this.drain();
		});
	}

	/**
	 * Lowers the rate: the service throttled a request that was sent at `sentAt`. `retryAfter` is the
	 * pause that the service asks for, in milliseconds.
	 */
	onThrottled(sentAt: number, retryAfter = 0): void {
		const now = this.clock.now();
		this.resumeAt = Math.max(this.resumeAt, now + retryAfter);
		const sinceDecrease = this.lastDecrease ? sentAt - this.lastDecrease.at : Infinity;
		// A request sent before the last decrease took effect belongs to the same throttling event; it
		// does not lower the rate again.
		if (sinceDecrease < WINDOW_MS) return;
		const factor = sinceDecrease > 2 * WINDOW_MS ? DECREASE_FACTOR : REPEATED_DECREASE_FACTOR;
		this.lastDecrease = { at: now, share: Math.max(this.share() * factor, MIN_SHARE) };
	}

	/** The current rate as a share of the quota: 1 unless the service throttled requests lately. */
	share(): number {
		if (!this.lastDecrease) return 1;
		const seconds = (this.clock.now() - this.lastDecrease.at) / 1000;
		return Math.min(
			1,
			this.lastDecrease.share +
				INCREASE_PER_SECOND * seconds +
				INCREASE_PER_SECOND_SQUARED * seconds ** 2,
		);
	}

	/** No request waits, and none that was sent counts any more. */
	get isIdle(): boolean {
		const now = this.clock.now();
		const lastStart = this.startTimes.at(-1) ?? -Infinity;
		const isRecent = lastStart + LONGEST_WINDOW_MS > now || this.resumeAt > now;
		return !this.isDraining && this.queue.length === 0 && !isRecent && this.share() === 1;
	}

	/** Grants the permits of the queue, one after the other, until it is empty. */
	private async drain(): Promise<void> {
		this.isDraining = true;
		for (let next = this.queue[0]; next; next = this.queue[0]) {
			const wait = this.timeUntilPermit(next.perSecond);
			if (wait > 0) {
				await this.clock.sleep(Math.min(wait, MAX_SLEEP_MS));
				this.removeCancelled();
			} else {
				this.queue.shift();
				next.grant();
				// Signing and sending keep the processor busy, so the request leaves later than its permit
				// was granted. The window is counted from the later time: otherwise the end of one burst and
				// the start of the next would reach the service within the same second.
				await this.clock.sleep(0);
				this.startTimes.push(this.clock.now());
			}
		}
		this.isDraining = false;
	}

	/** A cancelled request uses up no permit. */
	private removeCancelled(): void {
		for (const { grant, signal } of this.queue) if (signal?.aborted) grant();
		this.queue = this.queue.filter(({ signal }) => !signal?.aborted);
	}

	/**
	 * Milliseconds until the next request may start. At the full quota requests may go out in bursts. A
	 * lower rate is spaced evenly as well: bursts of several processes would coincide and be throttled.
	 */
	private timeUntilPermit(perSecond: number): number {
		const { startTimes } = this;
		const now = this.clock.now();
		const permits = Math.max(1, Math.floor(perSecond));
		const window = WINDOW_MS / Math.min(1, perSecond);
		while (startTimes.length > MAX_PER_SECOND || startTimes[0]! + LONGEST_WINDOW_MS <= now) {
			startTimes.shift();
		}
		const withinQuota = startTimes.length < permits ? now : startTimes.at(-permits)! + window;
		const share = this.share();
		const spaced =
			share < 1 && startTimes.length > 0 ? startTimes.at(-1)! + 1000 / (perSecond * share) : now;
		return Math.max(withinQuota, spaced, this.resumeAt) - now;
	}
}
