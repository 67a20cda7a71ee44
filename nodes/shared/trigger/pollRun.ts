import { type IPollFunctions } from 'n8n-workflow';
import { CLOCK } from '../api/clock';

/** The time of a poll in milliseconds, where n8n does not state one (before 2.40), or states this default. */
const DEFAULT_BUDGET_MS = 300_000;

/**
 * The time of the first poll of a registration. n8n publishes a workflow only after it, gives up after 84
 * seconds, and has tried five times then, all within 15 seconds.
 */
const FIRST_POLL_BUDGET_MS = 30_000;

/** One poll among the polls of its trigger. */
export interface PollRun {
	/**
	 * The first poll of a registration: n8n activates the workflow, or has just started. Only an error that
	 * needs a person may make it fail.
	 */
	readonly isFirst: boolean;
	/** Milliseconds for the whole poll. */
	readonly budgetMs: number;
	/** No later poll of this trigger has begun. The result of an older one must not replace a newer state. */
	isCurrent(): boolean;
	end(): void;
}

interface RunningPoll {
	startedAt: number;
	budgetMs: number;
}

/** The latest poll of each trigger that has not ended, by workflow and node. */
const latestPolls = new Map<string, RunningPoll>();

/** n8n hands the same context object to all polls of one registration. */
const knownRegistrations = new WeakSet<IPollFunctions>();

/**
 * Begins a poll. Undefined when an earlier poll of the trigger is under way, which n8n does not wait for: the
 * later one would find the same, and polls that replace one another never end. The first poll of a
 * registration is not held up: it has to prove another key. Nor does a poll that is older than its time hold
 * up any other: it hangs. A manual run has nothing to do with other polls.
 */
export function beginPollRun(this: IPollFunctions): PollRun | undefined {
	const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	if (this.getMode() === 'manual') {
		return { isFirst: false, budgetMs: budget, isCurrent: () => true, end: () => undefined };
	}
	const key = pollKey.call(this);
	const isFirst = isFirstPoll.call(this, budget);
	const startedAt = CLOCK.now();
	const earlier = latestPolls.get(key);
	if (earlier && !isFirst) {
		if (startedAt - earlier.startedAt < earlier.budgetMs) return undefined;
		this.logger.warn(
			`A poll of "${this.getNode().name}" has not ended within its time. A new poll begins. No change is lost: the new poll finds it. If this repeats, restart n8n.`,
		);
	}
	const budgetMs = isFirst ? Math.min(budget, FIRST_POLL_BUDGET_MS) : budget;
	const poll: RunningPoll = { startedAt, budgetMs };
	latestPolls.set(key, poll);
	const isCurrent = () => latestPolls.get(key) === poll;
	return {
		isFirst,
		budgetMs,
		isCurrent,
		end: () => {
			if (isCurrent()) latestPolls.delete(key);
		},
	};
}

/** Identifies a trigger within this process. */
export function pollKey(this: IPollFunctions): string {
	return [this.getWorkflow().id, this.getNode().id].join('/');
}

/**
 * Whether n8n activates the trigger with this poll. n8n's durable engine makes a context for every scheduled
 * poll; it states a time of its own for those.
 */
function isFirstPoll(this: IPollFunctions, budgetMs: number): boolean {
	if (knownRegistrations.has(this)) return false;
	knownRegistrations.add(this);
	return budgetMs === DEFAULT_BUDGET_MS;
}
