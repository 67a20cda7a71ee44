/**
 * The rolling window of a quota. Services count requests per second; the milliseconds above a second are for
 * requests that overtake each other on the network.
 */
export const WINDOW_MS = 1015;

/** What the option Requests per Second allows: at most 1,000 a second, at least one in ten windows. */
const MAX_PER_SECOND = 1000;
const LONGEST_WINDOW_MS = 10 * WINDOW_MS;

/** A request that was sent, as the window counts it. */
export interface SentRequest {
	/** Its figure in requests per second: the service's quota, or the user's own figure. */
	readonly perSecond: number;
	readonly sentAt: number;
	/** When the service can have received it, at the latest. The window counts from here. */
	arrivedBy: number;
}

/**
 * The requests of the latest window, by figure. A request counts for its own figure and for all larger ones:
 * executions with the same figure share it, and one with a small figure takes its part of the large one. So
 * a slow execution is not held back by a fast one, nor a fast one by a slow one.
 */
export class QuotaWindow {
	/** The requests of each figure, in the order of `arrivedBy`. */
	private readonly byFigure = new Map<number, SentRequest[]>();

	/** The largest figure in use. */
	get largestFigure(): number {
		return Math.max(...this.byFigure.keys());
	}

	get isEmpty(): boolean {
		return this.byFigure.size === 0;
	}

	add(request: SentRequest): void {
		const requests = this.byFigure.get(request.perSecond) ?? [];
		this.byFigure.set(request.perSecond, requests);
		insert(requests, request);
		if (requests.length > MAX_PER_SECOND) requests.shift();
	}

	/** Counts a request from a later time: it may have arrived as late as `arrivedBy`. */
	delay(request: SentRequest, arrivedBy: number): void {
		if (!this.remove(request)) return;
		request.arrivedBy = arrivedBy;
		this.add(request);
	}

	/**
	 * The time from which there is room for a request with this figure; it may have passed. `share` limits the
	 * requests of all figures together, in requests per second.
	 */
	freeAt(perSecond: number, share: number): number {
		const figures = [...this.byFigure.keys()].filter((figure) => figure > perSecond);
		return Math.max(
			roomAt(this.upTo(Infinity), share),
			...[perSecond, ...figures].map((figure) => roomAt(this.upTo(figure), figure)),
		);
	}

	/** How many requests arrived in the window that ends at this time. */
	countUntil(end: number): number {
		return this.upTo(Infinity).filter(
			({ arrivedBy }) => arrivedBy <= end && arrivedBy > end - WINDOW_MS,
		).length;
	}

	/** Takes out a request that the service refused, and so did not count. False when it is not held. */
	remove(request: SentRequest): boolean {
		const requests = this.byFigure.get(request.perSecond);
		const position = requests?.lastIndexOf(request) ?? -1;
		if (position >= 0) requests!.splice(position, 1);
		return position >= 0;
	}

	/** Forgets the requests that no window holds any more. */
	prune(now: number): void {
		for (const [figure, requests] of this.byFigure) {
			while (requests[0] && requests[0].arrivedBy + LONGEST_WINDOW_MS <= now) requests.shift();
			if (requests.length === 0) this.byFigure.delete(figure);
		}
	}

	/** The requests that count for a figure, in the order of `arrivedBy`. */
	private upTo(figure: number): readonly SentRequest[] {
		const lists = [...this.byFigure].filter(([own]) => own <= figure).map(([, list]) => list);
		if (lists.length <= 1) return lists[0] ?? [];
		return lists.flat().sort((one, other) => one.arrivedBy - other.arrivedBy);
	}
}

/** The time from which one more request keeps to so many per second. */
function roomAt(requests: readonly SentRequest[], perSecond: number): number {
	const permits = Math.max(1, Math.floor(perSecond));
	if (requests.length < permits) return -Infinity;
	return requests.at(-permits)!.arrivedBy + WINDOW_MS / Math.min(1, perSecond);
}

function insert(requests: SentRequest[], request: SentRequest): void {
	let position = requests.length;
	while (position > 0 && requests[position - 1]!.arrivedBy > request.arrivedBy) position--;
	requests.splice(position, 0, request);
}
