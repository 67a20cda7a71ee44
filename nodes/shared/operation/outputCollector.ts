import { type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { nodeError } from '../api/nodeError';
import { Cancelled, NotSent, ServiceError } from '../api/serviceError';
import { isAgentTool } from './agentTool';
import { CommandOutcomes } from './commandOutcomes';
import { errorItemJson } from './errorItem';
import { type FailedItem } from './itemPosition';
import { type OperationRequest, type RequestConsumer } from './mergeLookups';
import { type Operation, type Outcome } from './operation';
import { notFoundJson, ResultItems } from './resultItem';

type ItemPart = Pick<RequestConsumer, 'index' | 'part'>;

/** The output of one input item: an item, or several when it names several subjects or asks for a list. */
type OutputSlot = INodeExecutionData | OutputSlot[];

/** Collects the output of a run. The output of each input item stands in the place of that item. */
export class OutputCollector {
	/** The number of input items. */
	readonly items: number;
	private readonly slots: OutputSlot[];
	/** A failed item becomes an error item, and the run goes on. */
	private readonly continuesOnError: boolean;
	/** The errors that end the run. */
	private readonly stoppingErrors: FailedItem[] = [];
	private readonly commandOutcomes = new CommandOutcomes();
	private readonly context: IExecuteFunctions;

	constructor(context: IExecuteFunctions) {
		this.context = context;
		this.continuesOnError = context.continueOnFail() || isAgentTool(context.getNode());
		this.items = context.getInputData().length;
		this.slots = new Array<OutputSlot>(this.items);
	}

	get output(): INodeExecutionData[] {
		// Two levels at most: the subjects of an item, and the rows of a subject.
		return this.slots.flat(2) as INodeExecutionData[];
	}

	/** An item failed, and the settings of the node say that the run ends with it. */
	get isStopped(): boolean {
		return this.stoppingErrors.length > 0;
	}

	/** Reserves a place for each of the subjects that an item names. */
	split(index: number, parts: number): void {
		this.slots[index] = new Array<OutputSlot>(parts);
	}

	/** Makes the output of all consumers of a request from its outcome. */
	addOutcome(operation: Operation, request: OperationRequest, outcome: Outcome): void {
		const { input, consumers } = request;
		if ('error' in outcome) {
			// The first stopping error cancels all other requests. A cancelled request is no error of its items.
			if (outcome.error instanceof Cancelled && this.isStopped) return;
			for (const consumer of consumers) this.addError(operation, consumer, input, outcome.error);
			return;
		}
		const results = new ResultItems(operation, input, outcome.answer);
		for (const consumer of consumers) {
			const subject = subjectOf(operation, consumer, input);
			if (operation.kind === 'command') {
				this.commandOutcomes.addCompleted({ index: consumer.index, subject });
			}
			try {
				this.put(consumer, results.jsonFor(consumer));
			} catch (error) {
				this.fail(consumer, error, subject);
			}
		}
	}

	/** Fails an item, or a part of it. `subject` is that of the part. */
	fail(part: ItemPart, error: unknown, subject?: string): void {
		const failed = { index: part.index, error, subject };
		if (error instanceof ServiceError && error.outcomeUnknown) {
			this.commandOutcomes.addUnknown(failed);
		}
		if (this.continuesOnError) this.put(part, errorItemJson(this.context.getNode(), failed));
		else this.stoppingErrors.push(failed);
	}

	/**
	 * Fails what has no output yet, because of an error that no item caused. n8n must not see it thrown: it
	 * would hand on the input items by the success output, as if they were done.
	 *
	 * @throws the error itself, when the run does not go on after errors.
	 */
	failRest(error: unknown): void {
		if (!this.continuesOnError) throw error;
		for (let index = 0; index < this.items; index++) {
			const output = this.slots[index];
			const parts = Array.isArray(output) ? Array.from(output) : [];
			const isUntouched = output === undefined || (parts.length > 0 && parts.every(isMissing));
			if (isUntouched) this.fail({ index, part: undefined }, error);
			else parts.forEach((output, part) => isMissing(output) && this.fail({ index, part }, error));
		}
	}

	/** @throws NodeApiError, NodeOperationError of the first item that stopped the run. */
	throwFirstError(): void {
		if (!this.isStopped) return;
		// What was not sent because of a refusal says less than the refusal.
		const answered = this.stoppingErrors.filter(({ error }) => !(error instanceof NotSent));
		const shown = answered.length > 0 ? answered : this.stoppingErrors;
		const first = shown.reduce((least, failed) => (failed.index < least.index ? failed : least));
		const subject = first.subject === undefined ? '' : ` Subject: ${first.subject}.`;
		const note = subject + this.commandReport(first);
		throw nodeError(this.context.getNode(), first.error, first.index, note);
	}

	/** Which commands of a run that ended early took effect, or may have; empty for lookups. */
	commandReport(shown?: FailedItem): string {
		return this.commandOutcomes.report(shown);
	}

	private addError(
		operation: Operation,
		consumer: RequestConsumer,
		input: unknown,
		error: unknown,
	): void {
		const isNotFound = error instanceof ServiceError && error.notFound;
		const json = isNotFound ? notFoundJson(operation, input, consumer.options) : undefined;
		if (json) this.put(consumer, json);
		else this.fail(consumer, error, subjectOf(operation, consumer, input));
	}

	private put({ index, part }: ItemPart, json: IDataObject | IDataObject[]): void {
		const paired = (row: IDataObject) => ({ json: row, pairedItem: { item: index } });
		const output = Array.isArray(json) ? json.map(paired) : paired(json);
		if (part === undefined) this.slots[index] = output;
		else (this.slots[index] as OutputSlot[])[part] = output;
	}
}

const isMissing = (output: OutputSlot | undefined): boolean => output === undefined;

/** The subject of a part, when the item names several; otherwise undefined. */
const subjectOf = (operation: Operation, { part }: ItemPart, input: unknown): string | undefined =>
	part === undefined ? undefined : operation.subject?.(input);
