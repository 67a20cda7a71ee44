/** What a pacer needs of the world; tests hand in their own. */
export interface Clock {
	/** Milliseconds; only differences matter. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** Services count a second; this much more lets requests overtake each other on their way. */
export const WINDOW_MS = 1025;

/** The figures that a user may enter: at most so many a second, at least one in so many milliseconds. */
const MAX_PER_SECOND = 1000;
const LONGEST_WINDOW_MS = 10 * WINDOW_MS;

/** A cancelled execution is noticed after this many milliseconds. */
const MAX_SLEEP_MS = 500;

/** What a refusal leaves of the pace, and what it leaves when the last one is hardly over. */
const DECREASE = 0.9;
const REPEATED_DECREASE = 0.75;
/** How the pace returns, in shares of the quota: by so much in a second, faster with every second. */
const INCREASE_PER_SECOND = 0.02;
const INCREASE_PER_SECOND_SQUARED = 0.003;
/** The pace never falls below this share of the quota: it would take too long to find out more. */
const MIN_SHARE = 0.01;

/** What tells that nobody waits any more: an AbortSignal, or as much of it as is asked for. */
export type Cancellation = Pick<AbortSignal, 'aborted'>;

export interface AcquireOptions {
	/** The quota as this request sees it: the service's, or the user's own figure. */
	perSecond: number;
	signal?: Cancellation;
	/** It was sent before, and goes first. */
	repeated?: boolean;
}

interface Waiter extends AcquireOptions {
	release(): void;
}

/**
 * Keeps one quota: never more than `perSecond` starts in any rolling second, and none held back
 * while the quota has room. First come, first served, but for repetitions, which go first.
 *
 * Others may use the same quota. When the service refuses, the pace falls at once, and then returns to
 * the quota: slowly at first, as the refusal was just there, within 20 seconds in all. Several
 * processes that do so end up with equal shares, and need nothing in common for it.
 */
export class RateLimiter {
	/** When the requests of the latest window started, oldest first. */
	private readonly starts: number[] = [];
	private waiting: Waiter[] = [];
	private draining = false;
	/** The last refusal: when it was, and the share of the quota since. */
	private lastDecrease: { at: number; share: number } | undefined;
	/** The service asked to wait until then. */
	private resumeAt = -Infinity;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** Resolves when the next request may start, or soon after the signal: the caller asks which. */
	acquire(options: AcquireOptions): Promise<void> {
		if (options.signal?.aborted) return Promise.resolve();
		return new Promise((release) => {
			this.waiting[options.repeated ? 'unshift' : 'push']({ ...options, release });
			if (!this.draining) void this.drain();
		});
	}

	/**
	 * The service refused, because of the quota, a request that took its slot at `startedAt`, and
	 * perhaps said how many milliseconds to wait.
	 */
	onThrottled(startedAt: number, retryAfter = 0): void {
		const now = this.clock.now();
		this.resumeAt = Math.max(this.resumeAt, now + retryAfter);
		const since = this.lastDecrease ? startedAt - this.lastDecrease.at : Infinity;
		// What started before the slower pace could show belongs to the event that caused it.
		if (since < WINDOW_MS) return;
		const cut = since > 2 * WINDOW_MS ? DECREASE : REPEATED_DECREASE;
		this.lastDecrease = { at: now, share: Math.max(this.share() * cut, MIN_SHARE) };
	}

	/** The share of the quota that is used at present: 1 unless the service refused lately. */
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

	private async drain(): Promise<void> {
		this.draining = true;
		for (let next = this.waiting[0]; next; next = this.waiting[0]) {
			const wait = this.timeUntilFree(next.perSecond);
			if (wait > 0) {
				await this.clock.sleep(Math.min(wait, MAX_SLEEP_MS));
				this.releaseCancelled();
			} else {
				this.waiting.shift();
				next.release();
				// The work of sending holds the process up, so the request starts after it: counted from
				// before, a burst would reach the service less than a second ahead of the next one.
				await this.clock.sleep(0);
				this.starts.push(this.clock.now());
			}
		}
		this.draining = false;
	}

	/** They take no slot from those who still wait. */
	private releaseCancelled(): void {
		for (const { release, signal } of this.waiting) if (signal?.aborted) release();
		this.waiting = this.waiting.filter(({ signal }) => !signal?.aborted);
	}

	/**
	 * With the whole quota at hand, as many at once as it allows. A slower pace is evenly spaced as
	 * well: the bursts of several processes would meet now and then and be refused.
	 */
	private timeUntilFree(perSecond: number): number {
		const { starts } = this;
		const now = this.clock.now();
		const size = Math.max(1, Math.floor(perSecond));
		const window = WINDOW_MS / Math.min(1, perSecond);
		while (starts.length > MAX_PER_SECOND || starts[0]! + LONGEST_WINDOW_MS <= now) starts.shift();
		const withinQuota = starts.length < size ? now : starts.at(-size)! + window;
		const share = this.share();
		const spaced =
			share < 1 && starts.length > 0 ? starts.at(-1)! + 1000 / (perSecond * share) : now;
		return Math.max(withinQuota, spaced, this.resumeAt) - now;
	}
}

/** One pacer for each (credential, action) of this process: executions side by side share the quota. */
const rateLimiters = new Map<string, RateLimiter>();

export function sharedRateLimiter(key: string, clock: Clock): RateLimiter {
	let pacer = rateLimiters.get(key);
	if (!pacer) {
		pacer = new RateLimiter(clock);
		rateLimiters.set(key, pacer);
	}
	return pacer;
}
