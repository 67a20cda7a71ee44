import { type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { Cancelled, carryOut } from './client';
import { compare, learn } from './compare';
import { Failure, InvalidInput, nodeError } from './failure';
import { type ParameterReader } from './operation';
import { readOptions } from './options';
import { look, type Poll, type StatusTrigger } from './poll';
import { Stats } from './stats';
import { eventItem } from './tell';
import { CLOCK, n8nTransport } from './transport';
import { forgetOldest, memorize, type Memory, recall, type Watched } from './watch';

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
		const items = mode === 'manual' ? await samples(poll) : await changes.call(this, poll);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (error) {
		const known = error instanceof Cancelled ? outOfTime() : error;
		throw known instanceof Failure || known instanceof InvalidInput
			? nodeError(this.getNode(), known)
			: known;
	} finally {
		polling.delete(name);
	}
}

const outOfTime = (): Failure =>
	new Failure({
		message: 'The service did not answer within the time of a poll',
		advice:
			'The next poll tries again. If it stays so, narrow what is watched, or raise the option Requests per Second if your quota allows it.',
		retry: 'read',
	});

async function beginPoll(this: IPollFunctions, trigger: StatusTrigger): Promise<Poll> {
	const budget = this.getPollBudgetMs?.() ?? USUAL_BUDGET;
	const start = CLOCK.now();
	const timeLeft = () => start + budget * TO_USE - CLOCK.now();
	const read: ParameterReader = (name, fallback) =>
		this.getNodeParameter(name, fallback, { extractValue: true });
	const options = readOptions(read('options', {}) as IDataObject);
	const transport = await n8nTransport.call(this, trigger.service, new Stats(), timeLeft);
	return {
		trigger,
		scope: trigger.scope(read, options, this.getTimezone()),
		options,
		simplify: read('simplify', true) !== false,
		triggerOn: [read('triggerOn', 'any')].flat(),
		call: async (call) => await carryOut(trigger.service, call, options, transport),
		lookLeft: () => start + budget * TO_LOOK - CLOCK.now(),
		isOver: () => timeLeft() <= 0,
	};
}

/** A few subjects as they are, for the editor: nothing is remembered. */
async function samples(poll: Poll): Promise<IDataObject[]> {
	const sights = (await sampleRows(poll)).map(async (row) => {
		return row.isShort ? ((await look(poll, row.subject)) ?? row) : row;
	});
	return (await Promise.all(sights)).map((sight) =>
		eventItem(poll, sight, { kind: 'changed', previousStatus: null }, { life: '', turn: 0 }, 0),
	);
}

async function sampleRows(poll: Poll): Promise<Watched[]> {
	const { scope, call } = poll;
	const rows: Watched[] = [];
	if (!scope.chosen) rows.push(...(await scope.page(0, call)).rows);
	for (const subject of scope.chosen ?? []) {
		const sight = rows.length < SAMPLES ? await look(poll, subject) : undefined;
		if (sight) rows.push({ ...sight, subject });
	}
	return rows.filter(({ subject }) => subject !== '').slice(0, SAMPLES);
}

async function changes(this: IPollFunctions, poll: Poll): Promise<IDataObject[]> {
	const stored = this.getWorkflowStaticData('node') as { memory?: Memory };
	const { chosen } = poll.scope;
	const scopeKey = keyOf(this, poll.trigger);
	const watched = chosen && new Set(chosen);
	const memory = recall(
		stored.memory?.scope === scopeKey ? stored.memory : undefined,
		(subject) => watched?.has(subject) !== false,
	);
	const [events, unfinished] = memory.look.isLearning
		? [[], await learn(poll, memory)]
		: await compare(poll, memory);
	if (!chosen) forgetOldest(memory.subjects);
	const now = memorize(scopeKey, memory, unfinished);
	assertSmall(now);
	// Written only when it differs: n8n saves what is written.
	if (JSON.stringify(now) !== JSON.stringify(stored.memory)) stored.memory = now;
	return events;
}

/**
 * Who is watched, by which account, as the workflow has it: an expression stays the same while its value
 * moves along, like that of the last seven days.
 */
function keyOf(context: IPollFunctions, trigger: StatusTrigger): string {
	const { credentials, parameters } = context.getNode();
	return JSON.stringify([
		credentials?.[trigger.service.credentialType]?.id ?? '',
		...trigger.properties
			.filter(({ name }) => name !== trigger.chosenField)
			.map(({ name }) => parameters[name]),
	]);
}

/** @throws InvalidInput when n8n would have to store too much. */
function assertSmall(memory: Memory): void {
	const { known } = memory;
	const count = Object.values(known).flat().length - (known.gone?.length ?? 0);
	const number = (value: number) => value.toLocaleString('en');
	const size = JSON.stringify(memory).length;
	if (count > MOST_SUBJECTS) {
		throw new InvalidInput(
			'This trigger watches too many subjects',
			`It can remember ${number(MOST_SUBJECTS)}, and these are ${number(count)}. ${NARROW}`,
		);
	}
	if (size > MOST_CHARACTERS) {
		throw new InvalidInput(
			'This trigger would have to remember too much',
			`It can remember ${number(MOST_CHARACTERS)} characters, and the names of these ${number(count)} subjects take ${number(size)}. ${NARROW}`,
		);
	}
}

const NARROW = 'Narrow what it watches, or share the work between several triggers.';
