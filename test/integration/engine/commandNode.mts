import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';
import { nodeProperties, operation } from '../../../nodes/shared/operation.ts';
import { runOperation } from '../../../nodes/shared/runOperation.ts';
import { fullName } from '../harness/package.mts';
import type { useWorld } from '../harness/world.mts';

/** The lookup that the failures of the command name. */
export const LOOKUP = 'Email Verification: Get';
export const ACTION = 'QueryEmailVerification';

/** Any request is a command if it is said to be one: here, one that the local cloud serves. */
const resources = [
	{
		value: 'thing',
		name: 'Thing',
		operations: [
			operation<{ email: string }>({
				value: 'do',
				name: 'Do',
				action: 'Do a thing',
				description: 'Does it',
				kind: 'command',
				properties: [
					{ displayName: 'Email', name: 'email', type: 'string', default: '', description: '' },
				],
				options: ['maxRetries', 'timeout', 'requestsPerSecond'],
				input: (read) => ({ email: String(read('email')) }),
				fetch: async ({ email }, call) =>
					await call({
						action: ACTION,
						kind: 'command',
						lookup: LOOKUP,
						parameters: { Email: email },
						language: 'en',
						expects: ['RequestId'],
					}),
				record: () => ({}) as never,
			}),
		],
	},
];

const NODE: INodeType = {
	description: {
		displayName: 'Command',
		name: 'testCommand',
		group: ['input'],
		version: 1,
		description: 'Changes something',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aliyunApi', required: true }],
		properties: nodeProperties(resources),
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation.call(this, aliyunEmailVerificationService, resources);
	},
};

/** A node with a command, in n8n's engine, through the same engine of ours as the lookups. */
export function commandNode(world: ReturnType<typeof useWorld>) {
	beforeAll(() => {
		const { types } = world.engine;
		const { nodeTypes } = types;
		const nodeType = (name: string) =>
			name === fullName(NODE.description.name) ? NODE : nodeTypes.getByNameAndVersion(name);
		types.nodeTypes = { ...nodeTypes, getByName: nodeType, getByNameAndVersion: nodeType };
	});

	/** Sends the command for each of the addresses. */
	return async (emails: string[], options: IDataObject = {}, credential: IDataObject = {}) => {
		const { credentials } = world.request('aliyun', { credential });
		const result = await world.engine.run({
			node: NODE.description.name,
			parameters: {
				resource: 'thing',
				operation: 'do',
				email: '={{ $json.subject }}',
				simplify: false,
				options: { maxRetries: 3, requestsPerSecond: 1000, ...options } as never,
			},
			credentials,
			items: emails.map((subject) => ({ subject })),
			onError: 'continueRegularOutput',
		});
		const json = result.output[0].map((item) => item.json);
		return { json, requests: world.cloud.journal.entries(), pairs: result.output[0] };
	};
}
