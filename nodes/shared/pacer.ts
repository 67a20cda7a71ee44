/** What a pacer needs of the world; tests hand in their own. */
export interface Clock {
	/** Milliseconds; only differences matter. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

interface Waiter {
	leave(): void;
	signal: AbortSignal | undefined;
}

/** A cancelled execution is noticed after this many milliseconds. */
const LONGEST_SLEEP = 500;

/** Services count a second; this much more lets requests overtake each other on their way. */
const WINDOW = 1025;

/**
 * Keeps one quota: never more than `perSecond` starts in any rolling second, and none held back
 * while the quota has room. First come, first served.
 */
export class Pacer {
	/** When the requests of the latest window started, oldest first. */
	private readonly starts: number[] = [];
	private waiting: Waiter[] = [];
	private pumping = false;

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
	slot(signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return Promise.resolve();
		return new Promise((leave) => {
			this.waiting.push({ leave, signal });
			if (!this.pumping) void this.pump();
		});
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

	/** Below one request per second a window holds one request and is as long as its share asks. */
	private untilFree(): number {
		const size = Math.max(1, Math.floor(this.perSecond));
		const window = WINDOW / Math.min(1, this.perSecond);
		const now = this.clock.now();
		while (this.starts.length > 0 && this.starts[0]! + window <= now) this.starts.shift();
		return this.starts.length < size ? 0 : this.starts.at(-size)! + window - now;
	}
}

/** One pacer for each (credential, action) of this process: side by side executions share the quota. */
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
