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
	context: IPollFunctions;
	startedAt: number;
}

/** The latest poll of each trigger that has not ended, by mode, workflow and node. */
const latestPolls = new Map<string, RunningPoll>();

/** n8n hands the same context object to all polls of one registration. */
const knownRegistrations = new WeakSet<IPollFunctions>();

/**
 * Begins a poll. Undefined when an earlier poll of the same registration is under way, which n8n does not wait
 * for. A poll of an earlier registration does not hold this one up: this one has to prove another key. Nor
 * does one that is older than its time: it hangs.
 */
export function beginPollRun(this: IPollFunctions): PollRun | undefined {
	const key = pollKey.call(this);
	const isFirst = isFirstPoll.call(this);
	const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	const now = CLOCK.now();
	const earlier = latestPolls.get(key);
	if (earlier?.context === this) {
		if (now - earlier.startedAt < budget) return undefined;
		this.logger.warn(
			`A poll of "${this.getNode().name}" has not ended within its time. A new one begins, and the result of the old one will be dropped.`,
		);
	}
	const poll: RunningPoll = { context: this, startedAt: now };
	latestPolls.set(key, poll);
	const isCurrent = () => latestPolls.get(key) === poll;
	return {
		isFirst,
		budgetMs: isFirst ? Math.min(budget, FIRST_POLL_BUDGET_MS) : budget,
		isCurrent,
		end: () => {
			if (isCurrent()) latestPolls.delete(key);
		},
	};
}

/** Identifies a trigger within this process. */
export function pollKey(this: IPollFunctions): string {
	return [this.getMode(), this.getWorkflow().id, this.getNode().id].join('/');
}

/**
 * Whether n8n activates the trigger with this poll. n8n's durable engine makes a context for every scheduled
 * poll; it states a time of its own for those.
 */
function isFirstPoll(this: IPollFunctions): boolean {
	if (this.getMode() === 'manual' || knownRegistrations.has(this)) return false;
	knownRegistrations.add(this);
	return (this.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS) === DEFAULT_BUDGET_MS;
}
