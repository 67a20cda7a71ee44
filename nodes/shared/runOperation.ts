import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';
import { type Call, carryOut, type Service } from './client';
import { Failure } from './failure';
import { type Caller, type Operation, type Outcome, type Resource } from './operation';
import { type Options, optionsReader, requestTerms } from './options';
import { parameterReader } from './parameters';
import { type Request, Results } from './results';
import { runSummary, Stats } from './stats';
import { CLOCK, n8nTransport } from './transport';

/** The choice that n8n adds to the lists of every node with such a credential. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** Requests of one execution that are under way or wait for their slot: enough for any quota and latency. */
const LANES = 200;

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
	const results = new Results(this, entry);
	const requests = readRequests.call(this, entry, results);
	// Without Continue on Fail an item that cannot be sent stops the run before anything is sent.
	results.throwFirstError();

	const stats = new Stats();
	const transport = await n8nTransport.call(this, service, stats, () => results.isStopped);
	const caller = (options: Options) => async (call: Call) =>
		await carryOut(service, call, options, transport);

	stats.duplicates = results.waiting - requests.length;
	const left = entry.fetchMany ? await askTogether(entry, requests, caller, results) : requests;
	stats.answeredByList = requests.length - left.length;

	const queue = left.values();
	const isCancelled = () => this.getExecutionCancelSignal?.()?.aborted === true;
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
	await Promise.all(Array.from({ length: Math.min(LANES, left.length) }, lane));
	results.throwFirstError();
	// Nobody waits for thousands of error items.
	if (isCancelled()) throw new NodeOperationError(this.getNode(), 'The execution was cancelled');

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

/** Every item's parameters, checked; equal lookups become one request. */
function readRequests(this: IExecuteFunctions, entry: Operation, results: Results): Request[] {
	const parameter = parameterReader.call(this);
	const optionsOf = optionsReader();
	const requests = new Map<string | number, Request>();
	for (let index = 0; index < results.items && !results.isStopped; index++) {
		try {
			const options = optionsOf(parameter('options', index, {}) as IDataObject);
			const input = entry.input((name) => parameter(name, index), options);
			const job = { index, simplify: parameter('simplify', index, true) !== false, options };
			// Two equal commands are two.
			const key = entry.kind === 'read' ? requestTerms(options) + JSON.stringify(input) : index;
			const request = requests.get(key);
			if (request) request.jobs.push(job);
			else requests.set(key, { input, options, jobs: [job] });
		} catch (error) {
			results.fail(index, error);
		}
	}
	return [...requests.values()];
}

/** Has the operation answer what it can in fewer requests; gives back what it could not. */
async function askTogether(
	entry: Operation,
	requests: Request[],
	caller: (options: Options) => Caller,
	results: Results,
): Promise<Request[]> {
	const groups = new Map<string, Request[]>();
	for (const request of requests) {
		const terms = requestTerms(request.options);
		const group = groups.get(terms);
		if (group) group.push(request);
		else groups.set(terms, [request]);
	}
	const left: Request[] = [];
	for (const group of groups.values()) {
		const { options } = group[0]!;
		const outcomes =
			group.length > 1 && options.lookupStrategy === 'automatic'
				? await fetchMany(entry, group, caller(options))
				: [];
		group.forEach((request, position) => {
			const outcome = outcomes[position];
			if (outcome) results.settle(request, outcome);
			else left.push(request);
		});
	}
	return left;
}

/** Where the short cut fails, each request on its own tells what is wrong with it. */
async function fetchMany(
	entry: Operation,
	group: Request[],
	call: Caller,
): Promise<ReadonlyArray<Outcome | undefined>> {
	const inputs = group.map(({ input }) => input);
	return await entry.fetchMany!(inputs, call).catch((error: unknown) => {
		if (error instanceof Failure) return [];
		throw error;
	});
}
