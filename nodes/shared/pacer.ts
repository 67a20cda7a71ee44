/** What a pacer needs of the world; tests hand in their own. */
export interface Clock {
	/** Milliseconds; only differences matter. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** Services count a second; this much more lets requests overtake each other on their way. */
export const WINDOW = 1025;

/** The figures that a user may enter: at most so many a second, at least one in so many milliseconds. */
const MOST_STARTS = 1000;
const LONGEST_WINDOW = 10 * WINDOW;

/** A cancelled execution is noticed after this many milliseconds. */
const LONGEST_SLEEP = 500;

/** What a refusal leaves of the pace, and what it leaves when the last one is hardly over. */
const CUT = 0.9;
const REPEATED_CUT = 0.75;
/** How the pace returns, in shares of the quota: by so much in a second, faster with every second. */
const REGAIN = 0.02;
const REGAIN_FASTER = 0.003;
/** The pace never falls below this share of the quota: it would take too long to find out more. */
const LEAST_SHARE = 0.01;

/** What tells that nobody waits any more: an AbortSignal, or as much of it as is asked for. */
export type Cancellation = Pick<AbortSignal, 'aborted'>;

export interface SlotOptions {
	/** The quota as this request sees it: the service's, or the user's own figure. */
	perSecond: number;
	signal?: Cancellation;
	/** It was sent before, and goes first. */
	repeated?: boolean;
}

interface Waiter extends SlotOptions {
	leave(): void;
}

/**
 * Keeps one quota: never more than `perSecond` starts in any rolling second, and none held back
 * while the quota has room. First come, first served, but for repetitions, which go first.
 *
 * Others may use the same quota. When the service refuses, the pace falls at once, and then returns to
 * the quota: slowly at first, as the refusal was just there, within 20 seconds in all. Several
 * processes that do so end up with equal shares, and need nothing in common for it.
 */
export class Pacer {
	/** When the requests of the latest window started, oldest first. */
	private readonly starts: number[] = [];
	private waiting: Waiter[] = [];
	private pumping = false;
	/** The last refusal: when it was, and the share of the quota since. */
	private cut: { at: number; share: number } | undefined;
	/** The service asked to wait until then. */
	private resumeAt = -Infinity;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** Resolves when the next request may start, or soon after the signal: the caller asks which. */
	slot(options: SlotOptions): Promise<void> {
		if (options.signal?.aborted) return Promise.resolve();
		return new Promise((leave) => {
			this.waiting[options.repeated ? 'unshift' : 'push']({ ...options, leave });
			if (!this.pumping) void this.pump();
		});
	}

	/**
	 * The service refused, because of the quota, a request that took its slot at `startedAt`, and
	 * perhaps said how many milliseconds to wait.
	 */
	throttled(startedAt: number, retryAfter = 0): void {
		const now = this.clock.now();
		this.resumeAt = Math.max(this.resumeAt, now + retryAfter);
		const since = this.cut ? startedAt - this.cut.at : Infinity;
		// What started before the slower pace could show belongs to the event that caused it.
		if (since < WINDOW) return;
		const cut = since > 2 * WINDOW ? CUT : REPEATED_CUT;
		this.cut = { at: now, share: Math.max(this.share() * cut, LEAST_SHARE) };
	}

	/** The share of the quota that is used at present: 1 unless the service refused lately. */
	share(): number {
		if (!this.cut) return 1;
		const seconds = (this.clock.now() - this.cut.at) / 1000;
		return Math.min(1, this.cut.share + REGAIN * seconds + REGAIN_FASTER * seconds ** 2);
	}

	private async pump(): Promise<void> {
		this.pumping = true;
		for (let next = this.waiting[0]; next; next = this.waiting[0]) {
			const wait = this.untilFree(next.perSecond);
			if (wait > 0) {
				await this.clock.sleep(Math.min(wait, LONGEST_SLEEP));
				this.letCancelledGo();
			} else {
				this.waiting.shift();
				next.leave();
				// The work of sending holds the process up, so the request starts after it: counted from
				// before, a burst would reach the service less than a second ahead of the next one.
				await this.clock.sleep(0);
				this.starts.push(this.clock.now());
			}
		}
		this.pumping = false;
	}

	/** They take no slot from those who still wait. */
	private letCancelledGo(): void {
		for (const { leave, signal } of this.waiting) if (signal?.aborted) leave();
		this.waiting = this.waiting.filter(({ signal }) => !signal?.aborted);
	}

	/**
	 * With the whole quota at hand, as many at once as it allows. A slower pace is evenly spaced as
	 * well: the bursts of several processes would meet now and then and be refused.
	 */
	private untilFree(perSecond: number): number {
		const { starts } = this;
		const now = this.clock.now();
		const size = Math.max(1, Math.floor(perSecond));
		const window = WINDOW / Math.min(1, perSecond);
		while (starts.length > MOST_STARTS || starts[0]! + LONGEST_WINDOW <= now) starts.shift();
		const withinQuota = starts.length < size ? now : starts.at(-size)! + window;
		const share = this.share();
		const spaced =
			share < 1 && starts.length > 0 ? starts.at(-1)! + 1000 / (perSecond * share) : now;
		return Math.max(withinQuota, spaced, this.resumeAt) - now;
	}
}

/** One pacer for each (credential, action) of this process: executions side by side share the quota. */
const pacers = new Map<string, Pacer>();

export function sharedPacer(key: string, clock: Clock): Pacer {
	let pacer = pacers.get(key);
	if (!pacer) {
		pacer = new Pacer(clock);
		pacers.set(key, pacer);
	}
	return pacer;
}
