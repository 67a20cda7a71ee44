import { type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { sendWithRetry } from '../api/client';
import { CLOCK } from '../api/clock';
import { nodeError } from '../api/nodeError';
import { RunStats } from '../api/runStats';
import { Cancelled, ServiceError } from '../api/serviceError';
import { n8nTransport } from '../api/transport';
import { readOptions } from '../fields/readOptions';
import { type ParameterReader } from '../fields/parameterReader';
import { InvalidParameter } from '../values/invalidParameter';
import { buildBaseline, detectChanges } from './detectChanges';
import { sampleEvents } from './manualRun';
import { assertStorable, loadState, pruneRemoved, saveState, type StoredState } from './state';
import { type Poll, type StatusTrigger } from './statusTrigger';

/** The time of a poll in milliseconds, where n8n does not state one (before 2.40). */
const DEFAULT_BUDGET_MS = 300_000;
/** The share of that time for reading pages. */
const SCAN_SHARE = 0.4;
/** The share for pages and events together. The rest is n8n's own, for saving them. */
const TOTAL_SHARE = 0.8;

/** Running polls by mode and node: n8n may start a poll before the last one has ended. */
const runningPolls = new Set<string>();

/**
 * One poll: scans the watched subjects, compares them with the known state and gives an item for each
 * change. The first poll builds a baseline and gives none. The stored state is replaced in one step at the
 * end, so a poll that fails changes nothing.
 */
export async function pollStatus(
	this: IPollFunctions,
	trigger: StatusTrigger,
): Promise<INodeExecutionData[][] | null> {
	const mode = this.getMode();
	const pollKey = [mode, this.getWorkflow().id, this.getNode().id].join('/');
	if (runningPolls.has(pollKey)) return null;
	runningPolls.add(pollKey);
	try {
		const poll = await beginPoll.call(this, trigger);
		const events =
			mode === 'manual' ? await sampleEvents(poll) : await changeEvents.call(this, poll);
		return events.length > 0 ? [events.map((json) => ({ json }))] : null;
	} catch (error) {
		const shown = error instanceof Cancelled ? pollTimedOut() : error;
		throw shown instanceof ServiceError || shown instanceof InvalidParameter
			? nodeError(this.getNode(), shown)
			: shown;
	} finally {
		runningPolls.delete(pollKey);
	}
}

const pollTimedOut = (): ServiceError =>
	new ServiceError({
		message: 'The service did not answer within the time of a poll',
		advice:
			'The next poll tries again. If it stays so, narrow what is watched, or raise the option Requests per Second if your quota allows it.',
		retry: 'read',
	});

async function beginPoll(this: IPollFunctions, trigger: StatusTrigger): Promise<Poll> {
	const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	const startedAt = CLOCK.now();
	const timeLeft = () => startedAt + budget * TOTAL_SHARE - CLOCK.now();
	const read: ParameterReader = (name, fallback) =>
		this.getNodeParameter(name, fallback, { extractValue: true });
	const options = readOptions(read('options', {}) as IDataObject);
	const transport = await n8nTransport.call(this, trigger.service, new RunStats(), timeLeft);
	return {
		trigger,
		scope: trigger.scope(read, options, this.getTimezone()),
		options,
		simplify: read('simplify', true) !== false,
		triggerOn: [read('triggerOn', 'any')].flat(),
		send: async (call, cancellation) =>
			await sendWithRetry(trigger.service, call, options, transport, cancellation),
		scanTimeLeft: () => startedAt + budget * SCAN_SHARE - CLOCK.now(),
		isOutOfTime: () => timeLeft() <= 0,
	};
}

/** Loads the state, builds the baseline or detects changes, and stores the new state. */
async function changeEvents(this: IPollFunctions, poll: Poll): Promise<IDataObject[]> {
	const staticData = this.getWorkflowStaticData('node') as { state?: StoredState };
	const { chosen } = poll.scope;
	const scopeKey = scopeKeyOf(this, poll.trigger);
	const watched = chosen && new Set(chosen);
	const state = loadState(
		staticData.state?.scope === scopeKey ? staticData.state : undefined,
		(subject) => watched?.has(subject) !== false,
	);
	const [events, cursor] = state.cursor.isBaseline
		? [[], await buildBaseline(poll, state)]
		: await detectChanges(poll, state);
	// A chosen subject that was removed stays in the state: without it, it would seem to be added.
	if (!chosen) pruneRemoved(state.subjects);
	const stored = saveState(scopeKey, state, cursor);
	assertStorable(stored);
	// n8n saves the workflow's static data after every assignment, so an equal state is not assigned.
	if (JSON.stringify(stored) !== JSON.stringify(staticData.state)) staticData.state = stored;
	return events;
}

/**
 * Identifies the watched subjects and the account: the fields as the workflow stores them, and the ID of
 * the credential. An expression stays the same while its value moves with the time.
 */
function scopeKeyOf(context: IPollFunctions, trigger: StatusTrigger): string {
	const { credentials, parameters } = context.getNode();
	return JSON.stringify([
		credentials?.[trigger.service.credentialType]?.id ?? '',
		...trigger.properties
			.filter(({ name }) => name !== trigger.chosenField)
			.map(({ name }) => parameters[name]),
	]);
}
