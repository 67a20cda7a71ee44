// The built triggers inside n8n's poll context, in a process of its own.
import type { IDataObject } from 'n8n-workflow';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { startEngine, type Engine, type NodeRun } from '../integration/harness/engine.mts';
import { LOOKUPS, TRIGGERS } from '../integration/harness/world.mts';
import { serve } from './remote.mts';

let engine: Engine;
let request: Omit<NodeRun, 'items'>;
/** What n8n stores for the node. */
const memory: IDataObject = {};

const handlers = {
	async prepare({ service, cloudUrl }: { service: 'tencent' | 'aliyun'; cloudUrl: string }) {
		engine = await startEngine();
		const credential = { ...demoCredentials[service], site: 'custom', endpoint: cloudUrl };
		request = {
			node: TRIGGERS[service],
			parameters: { triggerOn: ['any'], options: {} },
			credentials: { [LOOKUPS[service].credentialType]: credential },
		};
	},

	async poll() {
		const start = performance.now();
		const events = await engine.poll(request, memory);
		return {
			events: events?.length ?? 0,
			seconds: (performance.now() - start) / 1000,
			memoryBytes: Buffer.byteLength(JSON.stringify(memory)),
		};
	},

	stop() {
		engine.stop();
	},
};

export type PollerHandlers = typeof handlers;

serve(handlers);
