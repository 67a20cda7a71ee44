import {
	deepCopy,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Cancelled } from './client';
import { Failure, InvalidInput, nodeError } from './failure';
import { type JsonObject } from './json';
import { type Operation, type Outcome } from './operation';
import { type Options } from './options';

/** What is asked once, and every item that waits for the answer. */
export interface Request {
	input: unknown;
	options: Options;
	jobs: Job[];
}

/** How one item wants its answer. */
export interface Job {
	index: number;
	simplify: boolean;
	options: Options;
}

/** The output of a run: every input item gets its own, in its own place. */
export class Results {
	readonly items: number;
	readonly output: INodeExecutionData[];
	/** Items without output. */
	waiting: number;
	private readonly continues: boolean;
	private readonly stops: Array<{ index: number; error: unknown }> = [];
	private readonly context: IExecuteFunctions;
	private readonly entry: Operation;

	constructor(context: IExecuteFunctions, entry: Operation) {
		this.context = context;
		this.entry = entry;
		this.continues = context.continueOnFail();
		this.items = context.getInputData().length;
		this.waiting = this.items;
		this.output = new Array<INodeExecutionData>(this.items);
	}

	/** An item failed and the node's settings say that the run ends with it. */
	get isStopped(): boolean {
		return this.stops.length > 0;
	}

	settle({ input, jobs }: Request, outcome: Outcome): void {
		// Items that were stopped by another's failure are not what went wrong.
		if ('error' in outcome && outcome.error instanceof Cancelled && this.isStopped) return;
		const records = new Map<string, IDataObject>();
		jobs.forEach((job, position) => {
			if ('error' in outcome) {
				this.settleError(job, input, outcome.error);
				return;
			}
			// Items share nothing: what a later node does to one must not reach another.
			const raw = () => (position === 0 ? outcome.answer : deepCopy(outcome.answer)) as IDataObject;
			try {
				this.put(job.index, this.answerJson(job, input, outcome.answer, raw, records));
			} catch (error) {
				this.fail(job.index, error);
			}
		});
	}

	fail(index: number, error: unknown): void {
		if (this.continues) this.put(index, this.errorJson(index, error));
		else this.stops.push({ index, error });
	}

	/** @throws NodeApiError, NodeOperationError of the first item that stopped the run. */
	throwFirstError(): void {
		if (!this.isStopped) return;
		const first = this.stops.reduce((least, stop) => (stop.index < least.index ? stop : least));
		throw nodeError(this.context.getNode(), first.error, first.index);
	}

	private settleError({ index, options }: Job, input: unknown, error: unknown): void {
		const isUnknown = error instanceof Failure && error.notFound;
		if (!isUnknown || options.ifNotFound === 'error' || !this.entry.unknownSubject) {
			this.fail(index, error);
			return;
		}
		const record: IDataObject = { ...this.entry.unknownSubject(input) };
		this.put(index, options.includeRaw ? { ...record, raw: null } : record);
	}

	private answerJson(
		{ simplify, options }: Job,
		input: unknown,
		answer: JsonObject,
		raw: () => IDataObject,
		records: Map<string, IDataObject>,
	): IDataObject {
		if (!simplify) return raw();
		let record = records.get(options.timeZone);
		if (!record) {
			record = { ...this.entry.record(answer, input, options) };
			records.set(options.timeZone, record);
		}
		return options.includeRaw ? { ...record, raw: raw() } : { ...record };
	}

	/** The keys are those by which n8n tells an error item from a result. */
	private errorJson(index: number, error: unknown): IDataObject {
		const { message } = nodeError(this.context.getNode(), error, index);
		if (error instanceof InvalidInput) return { error: message, details: { advice: error.advice } };
		if (!(error instanceof Failure)) return { error: message, details: {} };
		const { advice, code, requestId, serviceMessage } = error;
		const details = {
			advice,
			code: code ?? null,
			requestId: requestId ?? null,
			serviceMessage: serviceMessage ?? null,
		};
		return { error: message, details };
	}

	private put(index: number, json: IDataObject): void {
		this.output[index] = { json, pairedItem: { item: index } };
		this.waiting--;
	}
}
