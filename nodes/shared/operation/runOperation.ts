import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';
import { sendWithRetry } from '../api/client';
import { CLOCK } from '../api/clock';
import { RunStats, runSummary } from '../api/runStats';
import { type Call, type SendRequest, type Service } from '../api/service';
import { ServiceError } from '../api/serviceError';
import { n8nTransport } from '../api/transport';
import { type Options, optionsReader, requestOptionsKey } from '../fields/options';
import { parameterReader } from '../fields/parameterReader';
import { type Operation, type Outcome, type Resource } from './operation';
import { type OperationRequest, OutputCollector } from './outputCollector';

/** The choice that n8n adds to the lists of every node with such a credential. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** Requests of one execution that are under way or wait for their slot: enough for any quota and latency. */
const MAX_CONCURRENCY = 200;

/**
 * Items in, items out: reads every item's parameters, asks the service once for equal lookups, and
 * gives each item its own output, in the order of the input.
 */
export async function runOperation(
	this: IExecuteFunctions,
	service: Service,
	resources: readonly Resource[],
): Promise<INodeExecutionData[][]> {
	const start = CLOCK.now();
	const entry = chosenOperation.call(this, resources);
	if (entry.kind === 'command') assertSentOnce.call(this);
	const results = new OutputCollector(this, entry);
	const requests = readRequests.call(this, entry, results);
	// Without Continue on Fail an item that cannot be sent stops the run before anything is sent.
	results.throwFirstError();

	const stats = new RunStats();
	const transport = await n8nTransport.call(this, service, stats, () =>
		results.isStopped ? 0 : Infinity,
	);
	const caller = (options: Options) => async (call: Call) =>
		await sendWithRetry(service, call, options, transport);

	stats.duplicates = requests.reduce((sum, { consumers }) => sum + consumers.length - 1, 0);
	const isCancelled = () => this.getExecutionCancelSignal?.()?.aborted === true;
	for (const round of batchesInSubjectOrder(entry, requests)) {
		const left = entry.fetchMany ? await answerInBulk(entry, round, caller, results) : round;
		if (entry.kind === 'read') stats.answeredInBulk += round.length - left.length;

		const queue = left.values();
		const lane = async () => {
			for (const request of queue) {
				if (results.isStopped || isCancelled()) return;
				const outcome = await entry.fetch(request.input, caller(request.options)).then(
					(answer): Outcome => ({ answer }),
					(error: unknown): Outcome => ({ error }),
				);
				results.settle(request, outcome);
			}
		};
		await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENCY, left.length) }, lane));
		if (results.isStopped || isCancelled()) break;
	}
	results.throwFirstError();
	// Nobody waits for thousands of error items.
	if (isCancelled()) {
		throw new NodeOperationError(this.getNode(), 'The execution was cancelled', {
			description: results.commandOutcomes().trim() || undefined,
		});
	}

	const message = runSummary(stats, results.items, CLOCK.now() - start);
	if (message) this.addExecutionHints?.({ message, location: 'outputPane' });
	return [results.output];
}

function chosenOperation(this: IExecuteFunctions, resources: readonly Resource[]): Operation {
	const resource = this.getNodeParameter('resource', 0) as string;
	// n8n drops the operation of a resource that it does not know.
	const operation = this.getNodeParameter('operation', 0, '') as string;
	const entry = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (entry) return entry;
	const isCustom = [resource, operation].includes(CUSTOM_API_CALL);
	throw new NodeOperationError(
		this.getNode(),
		isCustom
			? 'A custom API call is made with the HTTP Request node'
			: 'The node has no such resource and operation',
		{
			description: isCustom
				? 'Add an HTTP Request node, set Authentication to Predefined Credential Type and choose this credential.'
				: `Choose both from their lists. Now they are "${resource}" and "${operation}".`,
		},
	);
}

/** n8n's own retry runs the node again from the first item: what was carried out would be so twice. */
function assertSentOnce(this: IExecuteFunctions): void {
	if (!this.getNode().retryOnFail) return;
	throw new NodeOperationError(
		this.getNode(),
		'Retry On Fail would send again what was carried out already',
		{
			description:
				'Turn it off in the settings of the node. The node itself repeats what surely was not carried out: see the option Max Retries.',
		},
	);
}

/** Every item's parameters, checked; equal lookups become one request. */
function readRequests(
	this: IExecuteFunctions,
	entry: Operation,
	results: OutputCollector,
): OperationRequest[] {
	const parameter = parameterReader.call(this);
	const optionsOf = optionsReader();
	const timeZone = this.getTimezone();
	const requests = new Map<string, OperationRequest>();
	for (let index = 0; index < results.items && !results.isStopped; index++) {
		try {
			const options = optionsOf(parameter('options', index, {}) as IDataObject);
			const read = entry.input(
				(name, fallback) => parameter(name, index, fallback),
				options,
				timeZone,
			);
			const simplify = parameter('simplify', index, true) !== false;
			const add = (input: unknown, part?: number) => {
				const job = { index, part, simplify, options };
				// Two equal commands are two.
				const key =
					entry.kind === 'read'
						? requestOptionsKey(options) + JSON.stringify(input)
						: `${index}/${part ?? ''}`;
				const request = requests.get(key);
				if (request) request.consumers.push(job);
				else requests.set(key, { input, options, consumers: [job] });
			};
			const inputs: unknown[] = Array.isArray(read) ? read : [read];
			if (inputs.length === 1) {
				add(inputs[0]);
			} else {
				results.split(index, inputs.length);
				inputs.forEach(add);
			}
		} catch (error) {
			results.fail({ index, part: undefined }, error);
		}
	}
	return [...requests.values()];
}

/**
 * What may go out side by side: everything, but of the commands for one subject the second only after
 * the first.
 */
function batchesInSubjectOrder(
	entry: Operation,
	requests: OperationRequest[],
): OperationRequest[][] {
	if (entry.kind === 'read' || !entry.subject) return [requests];
	const counts = new Map<string, number>();
	const list: OperationRequest[][] = [];
	for (const request of requests) {
		const subject = entry.subject(request.input);
		const count = counts.get(subject) ?? 0;
		counts.set(subject, count + 1);
		(list[count] ??= []).push(request);
	}
	return list;
}

/** Has the operation answer what it can in fewer requests; gives back what it could not. */
async function answerInBulk(
	entry: Operation,
	requests: OperationRequest[],
	caller: (options: Options) => SendRequest,
	results: OutputCollector,
): Promise<OperationRequest[]> {
	const groups = new Map<string, OperationRequest[]>();
	for (const request of requests) {
		const terms = requestOptionsKey(request.options);
		const group = groups.get(terms);
		if (group) group.push(request);
		else groups.set(terms, [request]);
	}
	const left: OperationRequest[] = [];
	for (const group of groups.values()) {
		const { options } = group[0]!;
		const isWanted = entry.kind === 'command' || options.lookupStrategy === 'automatic';
		const outcomes =
			group.length > 1 && isWanted ? await fetchMany(entry, group, caller(options)) : [];
		group.forEach((request, position) => {
			const outcome = outcomes[position];
			if (outcome) results.settle(request, outcome);
			else left.push(request);
		});
	}
	return left;
}

/**
 * Where the short cut of a lookup fails, each request on its own tells what is wrong with it; commands
 * are not sent again.
 */
async function fetchMany(
	entry: Operation,
	group: OperationRequest[],
	call: SendRequest,
): Promise<ReadonlyArray<Outcome | undefined>> {
	const inputs = group.map(({ input }) => input);
	return await entry.fetchMany!(inputs, call).catch((error: unknown) => {
		if (!(error instanceof ServiceError)) throw error;
		return entry.kind === 'read' ? [] : inputs.map(() => ({ error }));
	});
}
