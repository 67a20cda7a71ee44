/** What a pacer needs of the world; tests hand in their own. */
export interface Clock {
	/** Milliseconds; only differences matter. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** Services count a second; this much more lets requests overtake each other on their way. */
export const WINDOW = 1025;

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

interface Waiter {
	leave(): void;
	signal: AbortSignal | undefined;
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
	/** The last refusal: when it was, and the pace since. */
	private cut: { at: number; pace: number } | undefined;
	/** The service asked to wait until then. */
	private resumeAt = -Infinity;
	private perSecond: number;
	private readonly clock: Clock;

	constructor(perSecond: number, clock: Clock) {
		this.perSecond = perSecond;
		this.clock = clock;
	}

	/** A change of the quota takes effect with the next request. */
	setQuota(perSecond: number): void {
		this.perSecond = perSecond;
	}

	/** Resolves when the next request may start, or soon after the signal: the caller asks which. */
	slot({
		signal,
		repeated = false,
	}: { signal?: AbortSignal; repeated?: boolean } = {}): Promise<void> {
		if (signal?.aborted) return Promise.resolve();
		return new Promise((leave) => {
			this.waiting[repeated ? 'unshift' : 'push']({ leave, signal });
			if (!this.pumping) void this.pump();
		});
	}

	/** The service refused a request that took its slot then because of the quota, and perhaps said how long to wait. */
	throttled(startedAt: number, retryAfter = 0): void {
		const now = this.clock.now();
		this.resumeAt = Math.max(this.resumeAt, now + retryAfter);
		const since = this.cut ? startedAt - this.cut.at : Infinity;
		// What started before the slower pace could show belongs to the event that caused it.
		if (since < WINDOW) return;
		const share = this.cut && since > 2 * WINDOW ? CUT : REPEATED_CUT;
		const pace = Math.max(this.pace() * share, this.perSecond * LEAST_SHARE);
		this.cut = { at: now, pace };
	}

	/** Requests per second at present. */
	pace(): number {
		if (!this.cut) return this.perSecond;
		const seconds = (this.clock.now() - this.cut.at) / 1000;
		const regained = REGAIN * seconds + REGAIN_FASTER * seconds ** 2;
		return Math.min(this.perSecond, this.cut.pace + this.perSecond * regained);
	}

	private async pump(): Promise<void> {
		this.pumping = true;
		while (this.waiting.length > 0) {
			const wait = this.untilFree();
			if (wait > 0) {
				await this.clock.sleep(Math.min(wait, LONGEST_SLEEP));
				this.letCancelledGo();
			} else {
				this.starts.push(this.clock.now());
				this.waiting.shift()!.leave();
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
	private untilFree(): number {
		const { starts, perSecond } = this;
		const now = this.clock.now();
		const size = Math.max(1, Math.floor(perSecond));
		const window = WINDOW / Math.min(1, perSecond);
		while (starts.length > size && starts[0]! + window <= now) starts.shift();
		const withinQuota = starts.length < size ? now : starts.at(-size)! + window;
		const pace = this.pace();
		const spaced = pace < perSecond && starts.length > 0 ? starts.at(-1)! + 1000 / pace : now;
		return Math.max(withinQuota, spaced, this.resumeAt) - now;
	}
}

/** One pacer for each (credential, action) of this process: executions side by side share the quota. */
const pacers = new Map<string, Pacer>();

export function sharedPacer(key: string, perSecond: number, clock: Clock): Pacer {
	let pacer = pacers.get(key);
	if (!pacer) {
		pacer = new Pacer(perSecond, clock);
		pacers.set(key, pacer);
	}
	pacer.setQuota(perSecond);
	return pacer;
}
