/** One line of the table. */
export interface Line {
	what: string;
	/** What must be reached. */
	budget: string;
	measured: string;
	/** What is usual instead, measured in the same run. */
	baseline: string;
	/** Ours against the baseline, in words. */
	ratio: string;
	isMet: boolean;
}

/** One benchmark; it may fill several lines. */
export interface Row {
	/** For `--only`. */
	name: string;
	/** How long it takes, roughly, in seconds. */
	seconds: number;
	/** How it is measured, for readers of the table. */
	how: string;
	measure(): Promise<Line[]>;
}

/** Milliseconds of the round trip to the local cloud where a row speaks of latency. */
export const LATENCY = 250;

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 1 : 0)} times`;

export const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
