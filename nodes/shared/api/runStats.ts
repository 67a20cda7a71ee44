/** What a run cost; told to the user afterwards. */
export class RunStats {
	requests = 0;
	/** Requests that were sent again. */
	retries = 0;
	/** Items whose lookup was asked for by another item. */
	duplicates = 0;
	/** Lookups that were answered from a list. */
	answeredInBulk = 0;
	/** Milliseconds in which at least one request waited for its slot. */
	waited = 0;
	private waiting = 0;
	private waitingSince = 0;

	beginWait(now: number): void {
		if (this.waiting++ === 0) this.waitingSince = now;
	}

	endWait(now: number): void {
		if (--this.waiting === 0) this.waited += now - this.waitingSince;
	}
}

/** A run is worth a word when it took this long, in milliseconds, or when it saved requests. */
const LONG_RUN_MS = 10_000;

/** What the output panel says of a run; undefined for an ordinary one. */
export function runSummary(
	stats: RunStats,
	items: number,
	milliseconds: number,
): string | undefined {
	const { requests, retries, duplicates, answeredInBulk, waited } = stats;
	if (milliseconds < LONG_RUN_MS && duplicates === 0 && answeredInBulk === 0) return undefined;
	const count = (number: number, one: string, many = `${one}s`) =>
		`${number.toLocaleString('en')} ${number === 1 ? one : many}`;
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
