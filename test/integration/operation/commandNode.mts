import type { IDataObject } from 'n8n-workflow';
import { operation } from '../../../nodes/shared/operation/operation.ts';
import type { useWorld } from '../harness/world.mts';
import { addTestNode } from './testNode.mts';

/** The lookup that the failures of the command name. */
export const LOOKUP = 'Email Verification: Get';
const NAME = 'testCommand';
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
				calls: [ACTION],
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
				output: {},
				simplify: () => ({}) as never,
			}),
		],
	},
];

/** A node with a command, in n8n's engine. */
export function commandNode(world: ReturnType<typeof useWorld>) {
	addTestNode(world, NAME, resources);

	/** Sends the command for each of the addresses. */
	return async (emails: string[], options: IDataObject = {}, credential: IDataObject = {}) => {
		const { credentials } = world.request('aliyun', { credential });
		const result = await world.engine.run({
			node: NAME,
			parameters: {
				resource: 'thing',
				operation: 'do',
				email: '={{ $json.subject }}',
				output: {},
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
