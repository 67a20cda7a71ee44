import {
	deepCopy,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { nodeError } from '../api/nodeError';
import { Cancelled, ServiceError } from '../api/serviceError';
import { type Options } from '../fields/options';
import { InvalidParameter } from '../values/invalidParameter';
import { type JsonObject } from '../values/json';
import { type Answer, type Operation, type Outcome } from './operation';

/** What is asked once, and everything that waits for the answer. */
export interface OperationRequest {
	input: unknown;
	options: Options;
	consumers: RequestConsumer[];
}

/** How one item, or one of the subjects that it names, wants its answer. */
export interface RequestConsumer {
	index: number;
	/** Its place among the item's subjects; undefined: it is the whole item. */
	part: number | undefined;
	simplify: boolean;
	options: Options;
}

type ItemPart = Pick<RequestConsumer, 'index' | 'part'>;

interface ItemPosition {
	/** The item. */
	index: number;
	/** Which of the subjects that it names, where it names several. */
	subject: string | undefined;
}

interface FailedItem extends ItemPosition {
	error: unknown;
}

/** Subjects that a message names. */
const MAX_NAMED_SUBJECTS = 20;

/** What an item gives: one output item, or several where it names several subjects or asks for a list. */
type OutputSlot = INodeExecutionData | OutputSlot[];

/** The output of a run: every input item gets its own, in its own place. */
export class OutputCollector {
	readonly items: number;
	private readonly slots: OutputSlot[];
	private readonly continues: boolean;
	/** What ended the run. */
	private readonly stoppingErrors: FailedItem[] = [];
	/** The commands that were carried out. */
	private readonly completedCommands: ItemPosition[] = [];
	/** Those of which nobody knows. */
	private readonly unknownOutcomes: FailedItem[] = [];
	private readonly context: IExecuteFunctions;
	private readonly entry: Operation;

	constructor(context: IExecuteFunctions, entry: Operation) {
		this.context = context;
		this.entry = entry;
		this.continues = context.continueOnFail() || isTool(context.getNode());
		this.items = context.getInputData().length;
		this.slots = new Array<OutputSlot>(this.items);
	}

	get output(): INodeExecutionData[] {
		// Several subjects, and rows of each: no slot is deeper.
		return this.slots.flat(2) as INodeExecutionData[];
	}

	/** An item failed and the node's settings say that the run ends with it. */
	get isStopped(): boolean {
		return this.stoppingErrors.length > 0;
	}

	/** Makes room for the subjects that an item names. */
	split(index: number, parts: number): void {
		this.slots[index] = new Array<OutputSlot>(parts);
	}

	settle({ input, consumers }: OperationRequest, outcome: Outcome): void {
		// Items that were stopped by another's failure are not what went wrong.
		if ('error' in outcome && outcome.error instanceof Cancelled && this.isStopped) return;
		const simplified = new Map<string, IDataObject[]>();
		consumers.forEach((job, position) => {
			if ('error' in outcome) {
				this.settleError(job, input, outcome.error);
				return;
			}
			if (this.entry.kind === 'command') {
				this.completedCommands.push({ index: job.index, subject: this.subjectOf(job, input) });
			}
			// Items share nothing: what a later node does to one must not reach another.
			const own = (row: JsonObject) => (position === 0 ? row : deepCopy(row)) as IDataObject;
			try {
				this.put(job, this.rowsJson(job, input, outcome.answer, own, simplified));
			} catch (error) {
				this.fail(job, error, input);
			}
		});
	}

	/** `input` is known once the item could be read. */
	fail(job: ItemPart, error: unknown, input?: unknown): void {
		const failed = { index: job.index, error, subject: this.subjectOf(job, input) };
		if (error instanceof ServiceError && error.outcomeUnknown) this.unknownOutcomes.push(failed);
		if (this.continues) this.put(job, this.errorJson(failed));
		else this.stoppingErrors.push(failed);
	}

	/** @throws NodeApiError, NodeOperationError of the first item that stopped the run. */
	throwFirstError(): void {
		if (!this.isStopped) return;
		const first = this.stoppingErrors.reduce((least, stop) =>
			stop.index < least.index ? stop : least,
		);
		const subject = first.subject === undefined ? '' : ` Subject: ${first.subject}.`;
		const note = subject + this.commandOutcomes(first);
		throw nodeError(this.context.getNode(), first.error, first.index, note);
	}

	/** Which commands of a run that ended early took effect; empty for lookups. */
	commandOutcomes(shown?: FailedItem): string {
		return [
			listed(' Already carried out, do not run again', this.completedCommands),
			listed(
				' Unknown whether carried out, look it up',
				this.unknownOutcomes.filter((failed) => failed !== shown),
			),
		].join('');
	}

	/** Which one it is of the subjects that an item names; undefined when it names no other. */
	private subjectOf({ part }: ItemPart, input: unknown): string | undefined {
		return part === undefined ? undefined : this.entry.subject?.(input);
	}

	private settleError(job: RequestConsumer, input: unknown, error: unknown): void {
		const isUnknown = error instanceof ServiceError && error.notFound;
		if (!isUnknown || job.options.ifNotFound === 'error' || !this.entry.unknownSubject) {
			this.fail(job, error, input);
			return;
		}
		const record: IDataObject = { ...this.entry.unknownSubject(input) };
		this.put(job, job.options.includeRaw ? { ...record, raw: null } : record);
	}

	private rowsJson(
		{ simplify, options }: RequestConsumer,
		input: unknown,
		answer: Answer,
		own: (row: JsonObject) => IDataObject,
		simplified: Map<string, IDataObject[]>,
	): IDataObject | IDataObject[] {
		// A type guard would not tell a readonly array.
		const isList = Array.isArray(answer);
		const rows = (isList ? answer : [answer]) as JsonObject[];
		if (!simplify) return isList ? rows.map(own) : own(rows[0]!);
		let simple = simplified.get(options.timeZone);
		if (!simple) {
			simple = rows.map((row) => this.entry.simplify(row, input, options));
			simplified.set(options.timeZone, simple);
		}
		const json = simple.map((fields, position) =>
			options.includeRaw ? { ...fields, raw: own(rows[position]!) } : { ...fields },
		);
		return isList ? json : json[0]!;
	}

	/** The keys are those by which n8n tells an error item from a result. */
	private errorJson({ index, error, subject }: FailedItem): IDataObject {
		const node = this.context.getNode();
		const shown = nodeError(node, error, index);
		const { message } = shown;
		// Before 2.37 n8n would take an item with details for a success, and not to the error output.
		if (node.onError === 'continueErrorOutput' && !('failure' in shown)) {
			return { error: `${message}. ${shown.description ?? ''}`.trim() };
		}
		const { advice, code, requestId, serviceMessage } =
			error instanceof ServiceError || error instanceof InvalidParameter
				? (error as Partial<ServiceError>)
				: ({} as Partial<ServiceError>);
		const details = {
			advice: advice ?? null,
			code: code ?? null,
			requestId: requestId ?? null,
			serviceMessage: serviceMessage ?? null,
			...(subject !== undefined && { subject }),
		};
		return { error: message, details };
	}

	private put({ index, part }: ItemPart, json: IDataObject | IDataObject[]): void {
		const paired = (row: IDataObject) => ({ json: row, pairedItem: { item: index } });
		const slot = Array.isArray(json) ? json.map(paired) : paired(json);
		if (part === undefined) this.slots[index] = slot;
		else (this.slots[index] as OutputSlot[])[part] = slot;
	}
}

/**
 * Is the node the tool of an AI agent? Of an error that is thrown n8n tells the model nothing but the
 * message. An error item says what to do, and leaves what was carried out beside it.
 */
const isTool = ({ type, onError }: INode): boolean =>
	type.endsWith('Tool') && onError !== 'stopWorkflow';

/** ` Label: item 1, items 3 to 5, a@example.com (of item 6).`; empty when there is nothing to list. */
function listed(label: string, places: ItemPosition[]): string {
	if (places.length === 0) return '';
	const whole = places.filter(({ subject }) => subject === undefined).map(({ index }) => index);
	const parts = places.filter(({ subject }) => subject !== undefined);
	const named = parts
		.slice(0, MAX_NAMED_SUBJECTS)
		.map(({ index, subject }) => `${subject} (of item ${index})`);
	const more = parts.length > named.length ? [`and ${parts.length - named.length} more`] : [];
	return `${label}: ${[...ranges(whole), ...named, ...more].join(', ')}.`;
}

/** `item 1`, `items 3 to 5` */
function ranges(items: number[]): string[] {
	const found: Array<[first: number, last: number]> = [];
	for (const item of [...items].sort((a, b) => a - b)) {
		const range = found.at(-1);
		if (range && range[1] === item - 1) range[1] = item;
		else found.push([item, item]);
	}
	return found.map(([first, last]) =>
		first === last ? `item ${first}` : `items ${first} to ${last}`,
	);
}
