/** What one run of a node cost. `runSummary` shows it to the user. */
export class RunStats {
	requests = 0;
	/** Requests that were sent again. */
	retries = 0;
	/** Items that share the request of another item with an equal lookup. */
	duplicates = 0;
	/** Lookups that were answered from a list. */
	answeredInBulk = 0;
	/** Milliseconds in which at least one request waited for a permit of the rate limiter. */
	waited = 0;
	private waitingRequests = 0;
	private waitingSince = 0;

	beginWait(now: number): void {
		if (this.waitingRequests++ === 0) this.waitingSince = now;
	}

	endWait(now: number): void {
		if (--this.waitingRequests === 0) this.waited += now - this.waitingSince;
	}
}

/** A run gets a summary when it took this long, or when it saved requests. */
const LONG_RUN_MS = 10_000;

/** The hint that the output panel shows after a run; undefined for a short run that saved no request. */
export function runSummary(
	stats: RunStats,
	items: number,
	milliseconds: number,
): string | undefined {
	const { requests, retries, duplicates, answeredInBulk, waited } = stats;
	if (milliseconds < LONG_RUN_MS && duplicates === 0 && answeredInBulk === 0) return undefined;
	const count = (number: number, singular: string, plural = `${singular}s`) =>
		`${number.toLocaleString('en')} ${number === 1 ? singular : plural}`;
	const seconds = (duration: number) => `${(duration / 1000).toFixed(1)} s`;
	return [
		`${count(items, 'item')} took ${count(requests, 'request')} and ${seconds(milliseconds)}.`,
		answeredInBulk > 0 &&
			`${count(answeredInBulk, 'lookup was', 'lookups were')} answered from a list.`,
		duplicates > 0 &&
			`${count(duplicates, 'equal lookup was', 'equal lookups were')} not sent again.`,
		retries > 0 && `${count(retries, 'request was', 'requests were')} repeated.`,
		waited > 1000 && `${seconds(waited)} went by waiting for the quota of the service.`,
	]
		.filter(Boolean)
		.join(' ');
}
