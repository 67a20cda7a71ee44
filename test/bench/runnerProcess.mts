// The built package inside n8n's engine, in a process of its own.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { type Engine, type NodeRun, startEngine } from '../integration/harness/engine.mts';
import { LOOKUPS } from '../integration/harness/world.mts';
import { withEmptyNodes } from './emptyNodes.mts';
import type { LimiterName } from './limiters.mts';
import { serve } from './remote.mts';

export interface Job {
	service: 'tencent' | 'aliyun';
	cloudUrl: string;
	/** What the items name, one each. */
	subjects: string[];
	/** So many times over; once unless told. */
	repeat?: number;
	/** Another node than the service's, which then asks nothing. */
	instead?: 'empty' | 'reading';
	/** Another value of parameters; by expression from each item unless told. */
	parameters?: INodeParameters;
	/** Runs the first item before, so that what n8n loads with the first request counts for no item. */
	warmUp?: boolean;
	options?: IDataObject;
	/** Changes to the credential of the local cloud. */
	credential?: IDataObject;
	/** Something else in place of a part of the rate limiter. */
	limiter?: LimiterName;
	/** The event loop stands still at random, as in an n8n that has other work. */
	stalls?: boolean;
}

const cancellation = new AbortController();
let engine: Engine;
let request: NodeRun;

const handlers = {
	async prepare(job: Job) {
		engine = await startEngine();
		engine.types.nodeTypes = withEmptyNodes(engine.types.nodeTypes);
		request = nodeRun(job);
		if (job.limiter) {
			const { withLimiter } = await import('./limiters.mts');
			engine.types.nodeTypes = withLimiter(job.limiter, engine.types.nodeTypes);
		}
		if (job.stalls) stallAtRandom();
		if (job.warmUp) await engine.run({ ...request, items: request.items.slice(0, 1) });
	},

	async run() {
		global.gc!();
		const heap = process.memoryUsage().heapUsed;
		const peak = process.resourceUsage().maxRSS;
		const cpu = process.cpuUsage();
		const start = performance.now();
		const { output, error } = await engine.run({ ...request, signal: cancellation.signal });
		const milliseconds = performance.now() - start;
		const { user, system } = process.cpuUsage(cpu);
		global.gc!();
		if (error) throw new Error(`${error.message} ${error.description}`);
		const items = output[0];
		const isAnswered = ({ subject, error }: IDataObject, asked: unknown) =>
			subject === asked && error === undefined;
		return {
			items: items.length,
			answered: items.filter(({ json }, index) => isAnswered(json, request.items[index].subject))
				.length,
			seconds: milliseconds / 1000,
			/** Processor time of all threads. */
			cpuMicroseconds: user + system,
			/** What the output holds. */
			heapBytes: process.memoryUsage().heapUsed - heap,
			/** By how much the most that the process ever held has grown. */
			grownBytes: (process.resourceUsage().maxRSS - peak) * 1024,
		};
	},

	/** Another execution that looks one member up, beside `run`; the result is in seconds. */
	async lookUpOne(subject: string) {
		const parameters = { ...request.parameters, options: {} };
		const start = performance.now();
		const { output } = await engine.run({ ...request, parameters, items: [{ subject }] });
		if (output[0][0].json.subject !== subject) throw new Error('The lookup was not answered');
		return (performance.now() - start) / 1000;
	},

	/** Ends `run` as the stop button does. */
	cancel() {
		cancellation.abort();
	},

	stop() {
		engine.stop();
	},
};

export type RunnerHandlers = typeof handlers;
export type RunResult = Awaited<ReturnType<RunnerHandlers['run']>>;

function nodeRun(job: Job): NodeRun {
	const { service, cloudUrl, subjects, repeat = 1, instead, parameters, options = {} } = job;
	const { node, credentialType, parameters: lookup } = LOOKUPS[service];
	const all = Array.from({ length: repeat }, () => subjects).flat();
	const keys = { ...demoCredentials[service], ...job.credential };
	const credential = { ...keys, site: 'custom', endpoint: cloudUrl };
	return {
		node: instead ?? node,
		parameters: { ...lookup, options, ...parameters } as INodeParameters,
		items: all.map((subject) => ({ subject })),
		credentials: { [credentialType]: credential },
		onError: 'continueRegularOutput',
	};
}

/** On average once a second, for 50 to 200 ms. */
function stallAtRandom(): void {
	const stall = () => {
		const end = performance.now() + 50 + Math.random() * 150;
		while (performance.now() < end);
		setTimeout(stall, Math.random() * 2000).unref();
	};
	stall();
}

serve(handlers);
