import { type Cancellation } from './cancellation';
import { type Clock } from './clock';
import { FairShare } from './fairShare';
import { QuotaWindow, type SentRequest, WINDOW_MS } from './quotaWindow';

/** While requests wait, the limiter looks so often which of them are cancelled. */
const MAX_SLEEP_MS = 100;

/** In so many turns of the event loop a request is signed, its connection opened, and its bytes sent. */
const TURNS_TO_SEND = 6;
/** In a process that has just started, n8n loads much before its first requests leave. */
const MAX_UNKNOWN_DELAY_MS = 100;

/**
 * A first window of requests may leave in one burst. Those of the next windows leave over this part of them: an
 * execution that comes by does not wait for a whole window, and what is late makes less else late.
 */
const SPREAD = 0.25;
/** Requests that were due while the event loop stood still leave in a burst; after a longer time, spread again. */
const MAX_CATCH_UP_MS = 250;
/** Intervals below this are not waited for: timers are not that exact. */
const MIN_INTERVAL_MS = 5;

/** The most urgent requests in a row while others wait. */
const MAX_URGENT_IN_A_ROW = 3;

export interface AcquireOptions {
	/** The quota for this request, in requests per second: the service's, or the user's own figure. */
	perSecond: number;
	/** Requests with the same object wait in one queue. The queues are served in turn. */
	execution: object;
	/** A trigger or the editor waits for it: it goes before the requests of workflows. */
	isUrgent?: boolean;
	/** A retry goes before requests of its execution that were never sent. */
	isRetry?: boolean;
	signal?: Cancellation;
}

/** The permit to send a request now. */
export type Permit = SentRequest;

interface QueuedRequest extends AcquireOptions {
	/** Resolves the promise of `acquire`. */
	grant(permit: Permit | undefined): void;
}

/**
 * Enforces one quota for all executions of this process: in any rolling second at most `perSecond` requests
 * reach the service, and no request waits while the quota has room. Each execution has a queue of its own.
 * The queues are served in turn; one whose figure allows no request yet is passed over and keeps its turn.
 */
export class RateLimiter {
	private readonly window = new QuotaWindow();
	private readonly fairShare = new FairShare();
	/** The queues by execution; the one that waits longest for its turn comes first. */
	private readonly queues = new Map<object, QueuedRequest[]>();
	private urgentInARow = 0;
	private isDraining = false;
	/** Ends the sleep of `drain`. */
	private wake: () => void = () => {};
	/** When the last request was due. It may have been sent later, when the event loop stood still. */
	private lastDueAt = -Infinity;
	/** No request starts before this time: the service asked for a pause. */
	private resumeAt = -Infinity;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** Waits for a permit to send one request. Undefined, within a tenth of a second, when `signal` is aborted. */
	acquire(options: AcquireOptions): Promise<Permit | undefined> {
		if (options.signal?.aborted) return Promise.resolve(undefined);
		return new Promise((grant) => {
			const queue = this.queues.get(options.execution) ?? [];
			this.queues.set(options.execution, queue);
			queue[options.isRetry ? 'unshift' : 'push']({ ...options, grant });
			this.wake();
			if (!this.isDraining) void this.drain();
		});
	}

	/**
	 * Lowers the rate: the service throttled the request that was sent with `permit`. `retryAfter` is the pause
	 * that the service asks for, in milliseconds.
	 */
	onThrottled(permit: Permit, retryAfter = 0): void {
		const now = this.clock.now();
		this.resumeAt = Math.max(this.resumeAt, now + retryAfter);
		this.window.remove(permit);
		const quota = Math.max(permit.perSecond, this.window.largestFigure);
		this.fairShare.onThrottled(this.acceptedBefore(permit), quota, now);
	}

	/**
	 * How many requests the service accepted in the second before the one that it refused. Perhaps it counted
	 * requests still that this window no longer held, because they had arrived later than was believed: then
	 * the refused request is one more than the service accepts.
	 */
	private acceptedBefore({ arrivedBy }: Permit): number {
		const earlier = this.window.countUntil(arrivedBy - MAX_UNKNOWN_DELAY_MS);
		return Math.max(this.window.countUntil(arrivedBy), earlier - 1);
	}

	/** No request waits, and none that was sent counts any more. */
	get isIdle(): boolean {
		const now = this.clock.now();
		this.window.prune(now);
		const isLowered = this.resumeAt > now || !this.fairShare.isWhole(now);
		return !this.isDraining && this.window.isEmpty && !isLowered;
	}

	/** Grants permits until no request waits. */
	private async drain(): Promise<void> {
		this.isDraining = true;
		while (this.queues.size > 0) {
			const { queue, wait } = this.nextInTurn();
			if (queue) await this.send(queue);
			else await this.pause(wait);
		}
		this.isDraining = false;
	}

	private async send(queue: QueuedRequest[]): Promise<void> {
		const request = queue.shift()!;
		const { execution, perSecond, isUrgent, signal } = request;
		// A queue that was served goes to the end.
		this.queues.delete(execution);
		if (queue.length > 0) this.queues.set(execution, queue);
		if (signal?.aborted) return request.grant(undefined);
		this.urgentInARow = isUrgent ? this.urgentInARow + 1 : 0;
		const sentAt = this.clock.now();
		this.lastDueAt = Math.max(this.dueAt(perSecond, sentAt), sentAt - MAX_CATCH_UP_MS);
		const permit = { perSecond, sentAt, arrivedBy: sentAt };
		this.window.add(permit);
		request.grant(permit);
		void this.countFromDeparture(permit);
		await this.clock.sleep(0);
	}

	/**
	 * The event loop may stand still before the bytes of a request leave: signing and sending keep the
	 * processor busy, and so does other work of n8n. The request then arrives late, and counts later.
	 */
	private async countFromDeparture(permit: Permit): Promise<void> {
		for (let count = 0; count < TURNS_TO_SEND; count++) await this.clock.sleep(0);
		this.window.delay(permit, this.clock.now());
	}

	/** Waits until a request may be due, or another one has come. */
	private async pause(wait: number): Promise<void> {
		const woken = new Promise<void>((resolve) => (this.wake = resolve));
		await Promise.race([this.clock.sleep(Math.min(wait, MAX_SLEEP_MS)), woken]);
		this.removeCancelled();
	}

	private removeCancelled(): void {
		for (const [execution, queue] of this.queues) {
			const waiting = queue.filter(({ signal }) => !signal?.aborted);
			if (waiting.length === queue.length) continue;
			for (const { grant, signal } of queue) if (signal?.aborted) grant(undefined);
			if (waiting.length > 0) this.queues.set(execution, waiting);
			else this.queues.delete(execution);
		}
	}

	/** The queue whose turn it is; without one that is due, the milliseconds until the first is. */
	private nextInTurn(): { queue?: QueuedRequest[]; wait: number } {
		const now = this.clock.now();
		this.window.prune(now);
		let urgent: QueuedRequest[] | undefined;
		let other: QueuedRequest[] | undefined;
		let wait = Infinity;
		// Hundreds of executions have few figures.
		const dueTimes = new Map<number, number>();
		for (const queue of this.queues.values()) {
			const head = queue[0]!;
			const dueAt = dueTimes.get(head.perSecond) ?? this.dueAt(head.perSecond, now);
			dueTimes.set(head.perSecond, dueAt);
			const untilDue = dueAt - now;
			wait = Math.min(wait, untilDue);
			if (untilDue > 0) continue;
			if (head.isUrgent) urgent ??= queue;
			else other ??= queue;
		}
		const isUrgentTurn = urgent && (!other || this.urgentInARow < MAX_URGENT_IN_A_ROW);
		return { queue: isUrgentTurn ? urgent : (other ?? urgent), wait };
	}

	/** When a request with this figure may be sent. */
	private dueAt(perSecond: number, now: number): number {
		const quota = Math.max(perSecond, this.window.largestFigure);
		const freeAt = this.window.freeAt(perSecond, this.fairShare.perSecond(quota, now));
		const interval = (SPREAD * 1000) / quota;
		const isSpread = freeAt + WINDOW_MS > now && interval >= MIN_INTERVAL_MS;
		return Math.max(freeAt, isSpread ? this.lastDueAt + interval : -Infinity, this.resumeAt);
	}
}
