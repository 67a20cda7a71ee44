import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';
import { type Call, carryOut, type Service } from './client';
import { Failure, nodeError } from './failure';
import { type JsonObject } from './json';
import { type Operation, outputOf, type Resource } from './operation';
import { type Options, readOptions } from './options';
import { n8nTransport } from './transport';

/** Requests of one execution that are under way or wait for their slot: enough for any quota and latency. */
const LANES = 200;

/** One item's work: what it asks, and what became of it. */
interface Job {
	index: number;
	input: unknown;
	simplify: boolean;
	options: Options;
}

type Outcome = { answer: JsonObject } | { error: unknown };

/**
 * Items in, items out: reads every item's parameters, asks the service once for equal lookups, and
 * gives each item its own output, in the order of the input.
 */
export async function runOperation(
	this: IExecuteFunctions,
	service: Service,
	resources: readonly Resource[],
): Promise<INodeExecutionData[][]> {
	const entry = chosenOperation.call(this, resources);
	const items = this.getInputData();
	const output = new Array<INodeExecutionData | undefined>(items.length);
	const continues = this.continueOnFail();
	const stops: Array<{ index: number; error: unknown }> = [];

	const fail = (index: number, error: unknown) => {
		if (continues) output[index] = errorItem.call(this, error, index);
		else stops.push({ index, error });
	};
	const succeed = ({ index, input, simplify, options }: Job, answer: JsonObject) => {
		const json = outputOf(entry, answer, input, simplify, options);
		output[index] = { json, pairedItem: { item: index } };
	};

	const groups = new Map<string, Job[]>();
	for (let index = 0; index < items.length && stops.length === 0; index++) {
		try {
			const job = readJob.call(this, entry, index);
			const key = entry.kind === 'read' ? requestKey(job) : String(index);
			const group = groups.get(key);
			if (group) group.push(job);
			else groups.set(key, [job]);
		} catch (error) {
			fail(index, error);
		}
	}
	// Without Continue on Fail an item that cannot be sent stops the run before anything is sent.
	if (stops.length > 0) throw firstInOrder.call(this, stops);

	const transport = await n8nTransport.call(this, service);
	const queue = groups.values();
	const lane = async () => {
		for (const group of queue) {
			const [{ input, options }] = group as [Job];
			const call = (one: Call) =>
				carryOut(service, one, options, transport(options.requestsPerSecond));
			const outcome: Outcome = await entry.fetch(input, call).then(
				(answer) => ({ answer }),
				(error: unknown) => ({ error }),
			);
			for (const job of group) {
				if ('answer' in outcome) succeed(job, outcome.answer);
				else if (isNotFound(outcome.error) && job.options.ifNotFound === 'record') {
					output[job.index] = unknownItem(entry, job);
				} else fail(job.index, outcome.error);
			}
			if (stops.length > 0) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(LANES, groups.size) }, lane));
	if (stops.length > 0) throw firstInOrder.call(this, stops);
	return [output as INodeExecutionData[]];
}

function chosenOperation(this: IExecuteFunctions, resources: readonly Resource[]): Operation {
	const resource = this.getNodeParameter('resource', 0) as string;
	// n8n drops the operation of a resource that it does not know.
	const operation = this.getNodeParameter('operation', 0, '') as string;
	const entry = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (entry) return entry;
	throw new NodeOperationError(
		this.getNode(),
		`There is no operation "${operation}" of the resource "${resource}"`,
		{
			description:
				'Choose resource and operation from their lists. For a custom API call use the HTTP Request node with this credential.',
		},
	);
}

function readJob(this: IExecuteFunctions, entry: Operation, index: number): Job {
	const options = readOptions(this.getNodeParameter('options', index, {}) as IDataObject);
	const read = (name: string) =>
		this.getNodeParameter(name, index, undefined, { extractValue: true }) as unknown;
	return {
		index,
		input: entry.input(read, options),
		simplify: this.getNodeParameter('simplify', index, true) as boolean,
		options,
	};
}

/** Two lookups with this in common get one request: what is asked, and how patiently. */
const requestKey = ({ input, options }: Job): string =>
	JSON.stringify(
		[input, options.timeout, options.maxRetries, options.requestsPerSecond],
		(_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
	);

const isNotFound = (error: unknown): boolean => error instanceof Failure && error.notFound;

function unknownItem(entry: Operation, { input, index, options }: Job): INodeExecutionData {
	const record: IDataObject = { ...entry.unknownSubject?.(input) };
	const json = options.includeRaw ? { ...record, raw: null } : record;
	return { json, pairedItem: { item: index } };
}

function firstInOrder(this: IExecuteFunctions, stops: Array<{ index: number; error: unknown }>) {
	const { error, index } = stops.reduce((first, stop) => (stop.index < first.index ? stop : first));
	return nodeError(this.getNode(), error, index);
}

/** The keys are those by which n8n tells an error item from a result. */
function errorItem(this: IExecuteFunctions, error: unknown, index: number): INodeExecutionData {
	const { message, description } = nodeError(this.getNode(), error, index);
	const details: IDataObject = { advice: description ?? null };
	if (error instanceof Failure) {
		details.code = error.code ?? null;
		details.requestId = error.requestId ?? null;
	}
	return { json: { error: message, details }, pairedItem: { item: index } };
}
