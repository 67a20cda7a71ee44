import { type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { sendWithRetry } from '../api/client';
import { CLOCK } from '../api/clock';
import { nodeError } from '../api/nodeError';
import { RunStats } from '../api/runStats';
import { Cancelled, ServiceError } from '../api/serviceError';
import { n8nTransport } from '../api/transport';
import { readOptions } from '../fields/options';
import { type ParameterReader } from '../fields/parameterReader';
import { InvalidParameter } from '../values/invalidParameter';
import { type ListedSubject } from './change';
import { buildBaseline, detectChanges } from './detectChanges';
import { eventItem } from './events';
import { loadState, pruneRemoved, saveState, type StoredState } from './state';
import { fetchSubject, type Poll, type StatusTrigger } from './statusTrigger';

/** More would make the workflow, which n8n stores as one row, slow to load and save. */
const MAX_SUBJECTS = 10_000;
const MAX_STATE_CHARACTERS = 1_000_000;

/** What n8n gives a poll when it does not say, in milliseconds. */
const DEFAULT_BUDGET_MS = 300_000;
/** The shares of it that are used to look around, and in all. */
const SCAN_SHARE = 0.4;
const TOTAL_SHARE = 0.8;

/** How many subjects a manual run shows. */
const MAX_SAMPLES = 3;

/** The polls under way, by node: n8n may start one before the last has ended. */
const pollsUnderWay = new Set<string>();

/**
 * One poll: looks at everybody, compares with what was told, tells the differences. The first one only
 * learns. What is remembered changes in one step at the end: a poll that fails leaves no trace.
 */
export async function pollStatus(
	this: IPollFunctions,
	trigger: StatusTrigger,
): Promise<INodeExecutionData[][] | null> {
	const mode = this.getMode();
	const name = [mode, this.getWorkflow().id, this.getNode().id].join('/');
	if (pollsUnderWay.has(name)) return null;
	pollsUnderWay.add(name);
	try {
		const poll = await beginPoll.call(this, trigger);
		const items =
			mode === 'manual' ? await sampleEvents(poll) : await changeEvents.call(this, poll);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (error) {
		const known = error instanceof Cancelled ? outOfTime() : error;
		throw known instanceof ServiceError || known instanceof InvalidParameter
			? nodeError(this.getNode(), known)
			: known;
	} finally {
		pollsUnderWay.delete(name);
	}
}

const outOfTime = (): ServiceError =>
	new ServiceError({
		message: 'The service did not answer within the time of a poll',
		advice:
			'The next poll tries again. If it stays so, narrow what is watched, or raise the option Requests per Second if your quota allows it.',
		retry: 'read',
	});

async function beginPoll(this: IPollFunctions, trigger: StatusTrigger): Promise<Poll> {
	const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	const start = CLOCK.now();
	const timeLeft = () => start + budget * TOTAL_SHARE - CLOCK.now();
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
		send: async (call) => await sendWithRetry(trigger.service, call, options, transport),
		scanTimeLeft: () => start + budget * SCAN_SHARE - CLOCK.now(),
		isOutOfTime: () => timeLeft() <= 0,
	};
}

/** A few subjects as they are, for the editor: nothing is remembered. */
async function sampleEvents(poll: Poll): Promise<IDataObject[]> {
	const sights = (await sampleRows(poll)).map(async (row) => {
		return row.isPartial ? ((await fetchSubject(poll, row.subject)) ?? row) : row;
	});
	return (await Promise.all(sights)).map((sight) =>
		eventItem(
			poll,
			sight,
			{ kind: 'changed', previousStatus: null },
			{ incarnation: '', sequence: 0 },
			0,
		),
	);
}

async function sampleRows(poll: Poll): Promise<ListedSubject[]> {
	const { scope, send } = poll;
	const rows: ListedSubject[] = [];
	if (!scope.chosen) rows.push(...(await scope.fetchPage(0, send)).rows);
	for (const subject of scope.chosen ?? []) {
		const sight = rows.length < MAX_SAMPLES ? await fetchSubject(poll, subject) : undefined;
		if (sight) rows.push({ ...sight, subject });
	}
	return rows.filter(({ subject }) => subject !== '').slice(0, MAX_SAMPLES);
}

async function changeEvents(this: IPollFunctions, poll: Poll): Promise<IDataObject[]> {
	const stored = this.getWorkflowStaticData('node') as { memory?: StoredState };
	const { chosen } = poll.scope;
	const scopeKey = scopeKeyOf(this, poll.trigger);
	const watched = chosen && new Set(chosen);
	const memory = loadState(
		stored.memory?.scope === scopeKey ? stored.memory : undefined,
		(subject) => watched?.has(subject) !== false,
	);
	const [events, unfinished] = memory.cursor.isBaseline
		? [[], await buildBaseline(poll, memory)]
		: await detectChanges(poll, memory);
	if (!chosen) pruneRemoved(memory.subjects);
	const now = saveState(scopeKey, memory, unfinished);
	assertStorable(now);
	// Written only when it differs: n8n saves what is written.
	if (JSON.stringify(now) !== JSON.stringify(stored.memory)) stored.memory = now;
	return events;
}

/**
 * Who is watched, by which account, as the workflow has it: an expression stays the same while its value
 * moves along, like that of the last seven days.
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

/** @throws InvalidInput when n8n would have to store too much. */
function assertStorable(memory: StoredState): void {
	const { known } = memory;
	const count = Object.values(known).flat().length - (known.gone?.length ?? 0);
	const number = (value: number) => value.toLocaleString('en');
	const size = JSON.stringify(memory).length;
	if (count > MAX_SUBJECTS) {
		throw new InvalidParameter(
			'This trigger watches too many subjects',
			`It can remember ${number(MAX_SUBJECTS)}, and these are ${number(count)}. ${NARROW}`,
		);
	}
	if (size > MAX_STATE_CHARACTERS) {
		throw new InvalidParameter(
			'This trigger would have to remember too much',
			`It can remember ${number(MAX_STATE_CHARACTERS)} characters, and the names of these ${number(count)} subjects take ${number(size)}. ${NARROW}`,
		);
	}
}

const NARROW = 'Narrow what it watches, or share the work between several triggers.';
