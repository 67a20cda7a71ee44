import { hash } from 'node:crypto';
import { type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { abortedWhile, anyOf } from '../api/cancellation';
import { sendWithRetry } from '../api/client';
import { CLOCK } from '../api/clock';
import { nodeError } from '../api/nodeError';
import { RunStats } from '../api/runStats';
import { type Credentials } from '../api/service';
import { Cancelled, ServiceError } from '../api/serviceError';
import { n8nTransport, type Transport } from '../api/transport';
import { type ParameterReader } from '../fields/parameterReader';
import { readOptions } from '../fields/readOptions';
import { InvalidParameter } from '../values/invalidParameter';
import { buildBaseline, detectChanges } from './detectChanges';
import { sampleEvents } from './manualRun';
import { warnOfFailedPoll, warnOfFailedSubjects, warnOfOtherAccount } from './pollLog';
import { beginPollRun, type PollRun } from './pollRun';
import { isStart } from './scan';
import { assertStorable, loadState, pruneRemoved, saveState, type StoredState } from './state';
import { type Poll, type StatusTrigger } from './statusTrigger';
import { SubjectErrors } from './subjectErrors';

/** The share of a poll's time in which the reading of pages is begun. */
const SCAN_SHARE = 0.4;
/** The share in which it ends: what is found is told, though another subject is not answered. */
const SCAN_END_SHARE = 0.6;
/** The share for pages and events together. The rest is n8n's own, for saving them. */
const TOTAL_SHARE = 0.8;
/** How often it is looked whether the time of a first poll is over. */
const LOOK_EVERY_MS = 250;

/**
 * One poll: scans the watched subjects, compares them with the known state and gives an item for each
 * change. The first poll builds a baseline and gives none. The stored state is replaced in one step at the
 * end, so a poll that fails changes nothing.
 *
 * The first poll of a registration decides whether n8n activates the workflow. It fails only for what a
 * person has to mend. Trouble that passes is logged, and the next poll goes on.
 */
export async function pollStatus(
	this: IPollFunctions,
	trigger: StatusTrigger,
): Promise<INodeExecutionData[][] | null> {
	const run = beginPollRun.call(this);
	if (!run) return null;
	try {
		const polling = poll.call(this, trigger, run);
		const events = await (run.isFirst ? withinTime(polling, run.budgetMs) : polling);
		return events.length > 0 && run.isCurrent() ? [events.map((json) => ({ json }))] : null;
	} catch (error) {
		if (!run.isCurrent()) return null;
		const shown = error instanceof Cancelled ? pollTimedOut() : error;
		if (run.isFirst && shown instanceof ServiceError && mayPass(shown)) {
			warnOfFailedPoll.call(this, shown);
			return null;
		}
		throw shown instanceof ServiceError || shown instanceof InvalidParameter
			? nodeError(this.getNode(), shown)
			: shown;
	} finally {
		run.end();
	}
}

/** Need nobody mend it? The service may be away, or a gateway or the network be in its place for a while. */
const mayPass = ({ retry, accessRefused, code, httpStatus }: ServiceError): boolean =>
	// An answer of the service has a status and a code; an error of Node.js has a code, that of a gateway a status.
	retry !== 'never' || (!accessRefused && (code === undefined) !== (httpStatus === undefined));

const pollTimedOut = (): ServiceError =>
	new ServiceError({
		message: 'The service did not answer within the time of a poll',
		advice:
			'The next poll tries again. If it stays so, narrow what is watched, or raise the option Requests per Second if your quota allows it.',
		retry: 'read',
	});

/**
 * What `work` gives, unless its time is over: n8n itself may hang before the first request.
 *
 * @throws Cancelled
 */
async function withinTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
	const end = CLOCK.now() + milliseconds;
	let isDone = false;
	const timeOut = async (): Promise<never> => {
		while (!isDone && CLOCK.now() < end) await CLOCK.sleep(LOOK_EVERY_MS);
		throw new Cancelled();
	};
	return await Promise.race([work, timeOut()]).finally(() => (isDone = true));
}

/** The events of one poll, and the new state stored. */
async function poll(
	this: IPollFunctions,
	trigger: StatusTrigger,
	run: PollRun,
): Promise<IDataObject[]> {
	const begun = await beginPoll.call(this, trigger, run);
	const events =
		this.getMode() === 'manual'
			? await sampleEvents(begun)
			: await changeEvents.call(this, begun, run);
	if (run.isCurrent()) warnOfFailedSubjects.call(this, begun);
	return events;
}

async function beginPoll(
	this: IPollFunctions,
	trigger: StatusTrigger,
	{ budgetMs, isFirst }: PollRun,
): Promise<Poll> {
	const startedAt = CLOCK.now();
	const leftOf = (share: number) => startedAt + budgetMs * share - CLOCK.now();
	const timeLeft = () => leftOf(TOTAL_SHARE);
	const read: ParameterReader = (name, fallback) =>
		this.getNodeParameter(name, fallback, { extractValue: true });
	const options = readOptions(read('options', {}) as IDataObject);
	const attempts = isFirst ? { ...options, maxRetries: 0 } : options;
	const transport = await n8nTransport.call(this, trigger.service, new RunStats(), timeLeft);
	const scanTransport = endingBefore(transport, () => leftOf(SCAN_END_SHARE));
	return {
		trigger,
		key: keyOf(transport.credentials),
		scope: trigger.scope(read, options, this.getTimezone()),
		options,
		simplify: read('simplify', true) !== false,
		triggerOn: [read('triggerOn', 'any')].flat(),
		send: async (call, cancellation) =>
			await sendWithRetry(trigger.service, call, attempts, transport, cancellation),
		sendInScan: async (call, cancellation) =>
			await sendWithRetry(trigger.service, call, attempts, scanTransport, cancellation),
		errors: new SubjectErrors(),
		scanTimeLeft: () => leftOf(SCAN_SHARE),
		isOutOfTime: () => timeLeft() <= 0,
	};
}

/** The transport with an end of its own. `timeLeft` is in milliseconds. */
const endingBefore = (transport: Transport, timeLeft: () => number): Transport => ({
	...transport,
	timeLeft,
	signal: anyOf(
		transport.signal,
		abortedWhile(() => timeLeft() <= 0),
	),
});

/** Identifies a key without telling it. */
const keyOf = (credentials: Credentials): string =>
	hash('sha256', JSON.stringify(credentials), 'hex').slice(0, 16);

/** Loads the state, builds the baseline or detects changes, and stores the new state. */
async function changeEvents(
	this: IPollFunctions,
	begun: Poll,
	run: PollRun,
): Promise<IDataObject[]> {
	const { key } = begun;
	const staticData = this.getWorkflowStaticData('node') as { state?: StoredState };
	const { chosen } = begun.scope;
	const scopeKey = scopeKeyOf(this, begun.trigger);
	const watched = chosen && new Set(chosen);
	const before = staticData.state?.scope === scopeKey ? staticData.state : undefined;
	const state = loadState(before, (subject) => watched?.has(subject) !== false, key);
	const [events, cursor] = state.cursor.isBaseline
		? [[], await buildBaseline(begun, state)]
		: await detectChanges(begun, state);
	const isPartOfScan = !isStart(state.cursor) || cursor !== undefined;
	begun.errors.assertAnswered(
		events.map(({ subject }) => subject as string),
		isPartOfScan,
	);
	// A later poll has taken over.
	if (!run.isCurrent()) return [];
	if (state.isAnew) warnOfOtherAccount.call(this);
	// A chosen subject that was removed stays in the state: without it, it would seem to be added.
	if (!chosen) pruneRemoved(state.subjects);
	// Until a pass is complete, the subjects of the former key may still be met.
	const isPassOpen = cursor !== undefined && !cursor.isBaseline;
	const lastKey = isPassOpen ? (before?.key ?? key) : key;
	const next = cursor && lastKey !== key ? { ...cursor, key } : cursor;
	const stored = saveState(scopeKey, state, next, lastKey);
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
