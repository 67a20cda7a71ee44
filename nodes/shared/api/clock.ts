import { sleep } from 'n8n-workflow';

/** The time that rate limiting and retries are measured in. Tests replace it. */
export interface Clock {
	/** Milliseconds from an arbitrary start. Only differences have a meaning. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** Monotonic: a correction of the system's date changes no deadline. */
export const CLOCK: Clock = { now: () => performance.now(), sleep };
