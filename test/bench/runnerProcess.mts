// The built package inside n8n's engine, in a process of its own.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { type Engine, type NodeRun, startEngine } from '../integration/harness/engine.mts';
import { fullName } from '../integration/harness/package.mts';
import { LOOKUPS } from '../integration/harness/world.mts';
import { withEmptyNodes } from './emptyNodes.mts';
import { serve } from './remote.mts';
import { loadSource } from './sources.mts';

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
	/** Leaves out how the pace adapts to refusals. */
	withoutAdaptation?: boolean;
}

let engine: Engine;
let request: NodeRun;

const handlers = {
	async prepare(job: Job) {
		engine = await startEngine();
		engine.types.nodeTypes = withEmptyNodes(engine.types.nodeTypes);
		request = nodeRun(job);
		if (job.withoutAdaptation) ignoreRefusals();
		if (job.warmUp) await engine.run({ ...request, items: request.items.slice(0, 1) });
	},

	async run() {
		global.gc!();
		const heap = process.memoryUsage().heapUsed;
		const peak = process.resourceUsage().maxRSS;
		const cpu = process.cpuUsage();
		const start = performance.now();
		const { output, error } = await engine.run(request);
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

	stop() {
		engine.stop();
	},
};

export type RunnerHandlers = typeof handlers;
export type RunResult = Awaited<ReturnType<RunnerHandlers['run']>>;

function nodeRun({ service, cloudUrl, subjects, repeat = 1, instead, parameters }: Job): NodeRun {
	const { node, credentialType, parameters: lookup } = LOOKUPS[service];
	const all = Array.from({ length: repeat }, () => subjects).flat();
	const credential = { ...demoCredentials[service], site: 'custom', endpoint: cloudUrl };
	return {
		node: instead ?? node,
		parameters: { ...lookup, options: {}, ...parameters } as INodeParameters,
		items: all.map((subject) => ({ subject })),
		credentials: { [credentialType]: credential },
		onError: 'continueRegularOutput',
	};
}

function ignoreRefusals(): void {
	const { RateLimiter } = loadSource(
		'nodes/shared/api/rateLimiter',
	) as typeof import('../../nodes/shared/api/rateLimiter');
	RateLimiter.prototype.onThrottled = () => {};
	const { TencentOrganization } = loadSource(
		'nodes/TencentOrganization/TencentOrganization.node',
	) as typeof import('../../nodes/TencentOrganization/TencentOrganization.node');
	const node = new TencentOrganization();
	const { nodeTypes } = engine.types;
	engine.types.nodeTypes = {
		...nodeTypes,
		getByName: () => node,
		getByNameAndVersion: (name) =>
			name === fullName(node.description.name) ? node : nodeTypes.getByNameAndVersion(name),
	};
}

serve(handlers);
