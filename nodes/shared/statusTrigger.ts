import {
	type IDataObject,
	type INodeExecutionData,
	type INodeProperties,
	type IPollFunctions,
} from 'n8n-workflow';
import { carryOut } from './client';
import { Failure, InvalidInput, nodeError } from './failure';
import { lookAround, pagesOf } from './lookAround';
import { type ParameterReader, SIMPLIFY_FIELD } from './operation';
import { optionsField, readOptions } from './options';
import { isChosen, type Poll, type StatusTrigger } from './poll';
import { Stats } from './stats';
import { candidates, eventItem, missing, tell } from './tell';
import { n8nTransport } from './transport';
import { knownOf, memorize, type Memory, recall, type Subjects } from './watch';

/** More would make the workflow, which n8n stores as one row, slow to load and save. */
const MOST_SUBJECTS = 10_000;
const MOST_CHARACTERS = 1_000_000;

/** What n8n gives a poll when it does not say, in milliseconds. */
const USUAL_BUDGET = 300_000;
/** The shares of it that are used to look around, and in all. */
const TO_LOOK = 0.4;
const TO_USE = 0.8;

/** How many subjects a manual run shows. */
const SAMPLES = 3;

const TRIGGER_ON: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	default: ['any'],
	description:
		'What starts the workflow. A subject that changes twice between two polls is told once.',
	options: [
		{
			name: 'Any Change',
			value: 'any',
			description: 'A new status, a new subject, or one removed',
		},
		{ name: 'Became Failed', value: 'failed' },
		{ name: 'Became Pending', value: 'pending', description: 'The verification mail was sent' },
		{ name: 'Became Verified', value: 'verified' },
		{ name: 'New Subject', value: 'new', description: 'One that was not there at the last poll' },
		{ name: 'Removed', value: 'removed', description: 'One that the service no longer knows' },
	],
};

/** The parameters of a trigger. */
export const triggerProperties = ({ properties, options }: StatusTrigger): INodeProperties[] => [
	{ ...TRIGGER_ON },
	...properties,
	{ ...SIMPLIFY_FIELD },
	optionsField(options),
];

/** The polls under way, by node: n8n may start one before the last has ended. */
const polling = new Set<string>();

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
	if (polling.has(name)) return null;
	polling.add(name);
	try {
		const poll = await beginPoll.call(this, trigger);
		const items = mode === 'manual' ? await samples(poll) : await changes(poll);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (error) {
		throw error instanceof Failure || error instanceof InvalidInput
			? nodeError(this.getNode(), error)
			: error;
	} finally {
		polling.delete(name);
	}
}

async function beginPoll(this: IPollFunctions, trigger: StatusTrigger): Promise<Poll> {
	const budget = this.getPollBudgetMs?.() ?? USUAL_BUDGET;
	const start = Date.now();
	const end = start + budget * TO_USE;
	const isOver = () => Date.now() >= end;
	const read: ParameterReader = (name, fallback) =>
		this.getNodeParameter(name, fallback, { extractValue: true });
	const options = readOptions(read('options', {}) as IDataObject);
	const transport = await n8nTransport.call(this, trigger.service, new Stats(), isOver);
	return {
		context: this,
		trigger,
		scope: trigger.scope(read, options, this.getTimezone()),
		options,
		simplify: read('simplify', true) !== false,
		triggerOn: [read('triggerOn', 'any')].flat(),
		call: async (call) => {
			const timeout = Math.max(1, Math.min(options.timeout, end - Date.now()));
			return await carryOut(trigger.service, call, { ...options, timeout }, transport);
		},
		isLate: () => Date.now() >= start + budget * TO_LOOK,
		isOver,
	};
}

/** A few subjects as they are, for the editor: nothing is remembered. */
async function samples(poll: Poll): Promise<IDataObject[]> {
	const { scope } = poll;
	const reader = await pagesOf(poll);
	const rows = (await reader.read(0)).slice(0, SAMPLES);
	return await Promise.all(
		rows.map(async (row) => {
			const look = async () => await scope.look(row.subject, poll.call);
			const sight = (row.isShort && (await look())) || row;
			return eventItem(poll, sight, { kind: 'changed', previousStatus: null });
		}),
	);
}

async function changes(poll: Poll): Promise<IDataObject[]> {
	const stored = poll.context.getWorkflowStaticData('node') as { memory?: Memory };
	const scopeKey = keyOf(poll);
	const memory = stored.memory?.scope === scopeKey ? stored.memory : undefined;
	const subjects: Subjects = recall(memory?.known ?? {}, isChosen(poll.scope));
	const before = memory?.unfinished;
	const isLearning = !memory || before?.isLearning === true;
	const unseen = new Set(before?.unseen ?? (isLearning ? [] : subjects.keys()));

	const { rows, next } = await lookAround(poll, before?.page ?? 0);
	for (const { subject } of rows) unseen.delete(subject);
	const events: IDataObject[] = [];
	if (isLearning) {
		for (const row of rows) {
			const { subject, life } = row;
			subjects.set(subject, knownOf(row, life, subjects.get(subject)));
		}
	} else {
		events.push(...(await tell(poll, candidates(rows, subjects), subjects)));
		if (next === undefined) {
			events.push(...(await tell(poll, missing(unseen, subjects), subjects)));
		}
	}
	const unfinished =
		next === undefined ? undefined : { page: next, unseen: [...unseen], isLearning };
	const now: Memory = {
		scope: scopeKey,
		known: memorize(subjects),
		...(unfinished && { unfinished }),
	};
	assertSmall(now, subjects.size);
	// Written only when it differs: n8n saves what is written.
	if (JSON.stringify(now) !== JSON.stringify(stored.memory)) stored.memory = now;
	return events;
}

/**
 * Who is watched, by which account, as the workflow has it: an expression stays the same while its value
 * moves along, like that of the last seven days.
 */
function keyOf({ context, trigger }: Poll): string {
	const { credentials, parameters } = context.getNode();
	return JSON.stringify([
		credentials?.[trigger.service.credentialType]?.id ?? '',
		...trigger.properties.map(({ name }) => parameters[name]),
	]);
}

/** @throws InvalidInput when n8n would have to store too much. */
function assertSmall(memory: Memory, count: number): void {
	if (count <= MOST_SUBJECTS && JSON.stringify(memory).length <= MOST_CHARACTERS) return;
	throw new InvalidInput(
		'This trigger watches too many subjects',
		`It can remember ${MOST_SUBJECTS.toLocaleString('en')}, and these are ${count.toLocaleString('en')}. Narrow what it watches, or share the work between several triggers.`,
	);
}
