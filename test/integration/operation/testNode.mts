import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';
import type { SendRequest } from '../../../nodes/shared/api/service.ts';
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { ParameterReader } from '../../../nodes/shared/fields/parameterReader.ts';
import { readList } from '../../../nodes/shared/fields/valueList.ts';
import { nodeProperties } from '../../../nodes/shared/operation/nodeProperties.ts';
import {
	operation,
	type Outcome,
	type Resource,
} from '../../../nodes/shared/operation/operation.ts';
import { runOperation } from '../../../nodes/shared/operation/runOperation.ts';
import type { JsonObject } from '../../../nodes/shared/values/json.ts';
import type { NodeRun } from '../harness/engine.mts';
import { fullName } from '../harness/package.mts';
import type { useWorld } from '../harness/world.mts';

const NAME = 'testNode';
/** The lookup that errors of a command name. */
export const LOOKUP = 'Thing: Look Up';

interface Input {
	email: string;
}

/** Any request is a command if it is said to be one: here, a lookup that the local cloud serves. */
const ask = async ({ email }: Input, call: SendRequest, kind: 'read' | 'command' = 'read') =>
	await call({
		action: 'QueryEmailVerification',
		...(kind === 'read' ? { kind } : { kind, lookup: LOOKUP }),
		parameters: { Email: email },
		language: 'en',
		expects: ['RequestId'],
	});

const common = {
	name: 'Test',
	action: 'Test',
	description: 'Tests',
	calls: ['QueryEmailVerification'] as [string],
	properties: [
		{
			displayName: 'Emails',
			name: 'emails',
			type: 'string' as const,
			default: '',
			description: '',
		},
	],
	options: ['maxRetries', 'requestsPerSecond', 'ifNotFound', 'includeRaw', 'timeout'] as const,
	output: {},
	subject: ({ email }: Input) => email,
	input: (read: ParameterReader) => readList(read('emails'), String).map((email) => ({ email })),
	simplify: (answer: JsonObject, { email }: Input) => ({ email, found: answer.Email ?? null }),
};

/**
 * A command that many inputs share: `alone` is left open, `bad` is refused, and with `broken` everything.
 * Tells what each request was given.
 */
const packed = (packs: string[][]) =>
	operation<Input>({
		...common,
		value: 'packed',
		kind: 'command',
		fetch: async ({ email }) => {
			packs.push([email]);
			return await Promise.resolve({ Email: email });
		},
		fetchMany: async (inputs) => {
			packs.push(inputs.map(({ email }) => email));
			if (inputs.some(({ email }) => email === 'broken')) {
				throw new ServiceError({ message: 'All refused', advice: 'Wait.' });
			}
			const outcome = ({ email }: Input): Outcome | undefined => {
				if (email === 'alone') return undefined;
				return email === 'bad'
					? { error: new ServiceError({ message: 'No bad', advice: 'Do.' }) }
					: { answer: { Email: email } };
			};
			return await Promise.resolve(inputs.map(outcome));
		},
	});

const resources = (packs: string[][]): Resource[] => [
	{
		value: 'thing',
		name: 'Thing',
		operations: [
			operation<Input>({
				...common,
				value: 'lookUp',
				kind: 'read',
				fetch: ask,
				unknownSubject: ({ email }) => ({ email, status: 'unknown' }),
			}),
			operation<Input>({
				...common,
				value: 'list',
				kind: 'read',
				input: (read) => ({ email: String(read('emails')) }),
				fetch: async (input, call) => {
					const answer = await ask(input, call);
					return [1, 2].map((row) => ({ ...answer, row }));
				},
				simplify: ({ row = null }) => ({ row }),
			}),
			operation<Input>({
				...common,
				value: 'command',
				kind: 'command',
				fetch: async (input, call) => await ask(input, call, 'command'),
			}),
			operation<Input>({
				...common,
				value: 'commandWithoutSubject',
				kind: 'command',
				subject: undefined,
				fetch: async (input, call) => await ask(input, call, 'command'),
			}),
			packed(packs),
		],
	},
];

const nodeType = (resourcesOfNode: readonly Resource[]): INodeType => ({
	description: {
		displayName: NAME,
		name: NAME,
		group: ['input'],
		version: 1,
		description: 'Does what a test asks',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aliyunAcs3Api', required: true }],
		properties: nodeProperties(resourcesOfNode),
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation.call(this, aliyunEmailVerificationService, resourcesOfNode);
	},
});

interface TestRun extends Pick<NodeRun, 'retryOnFail' | 'signal'> {
	options?: IDataObject;
	/** The run ends with the first error. */
	stops?: boolean;
	simplify?: boolean;
	credential?: IDataObject;
}

/** A node with operations of the tests' own, run as those of all nodes are. */
export function useTestNode(world: ReturnType<typeof useWorld>) {
	/** What the operation `packed` was given, request by request. */
	const packs: string[][] = [];
	const node = nodeType(resources(packs));
	beforeAll(() => {
		const { types } = world.engine;
		const { nodeTypes } = types;
		const find = (name: string) =>
			name === fullName(NAME) ? node : nodeTypes.getByNameAndVersion(name);
		types.nodeTypes = { ...nodeTypes, getByName: find, getByNameAndVersion: find };
	});
	beforeEach(() => {
		packs.length = 0;
	});

	/** Each item is what its field "Emails" holds. */
	const request = (
		operationName: string,
		items: string[],
		{ options, stops = false, simplify = true, credential, ...rest }: TestRun = {},
	): NodeRun => ({
		...rest,
		node: NAME,
		parameters: {
			resource: 'thing',
			operation: operationName,
			emails: '={{ $json.emails }}',
			simplify,
			options: { maxRetries: 0, requestsPerSecond: 1000, ...options } as never,
		},
		credentials: world.request('aliyun', { credential }).credentials,
		items: items.map((emails) => ({ emails })),
		onError: stops ? 'stopWorkflow' : 'continueRegularOutput',
	});

	const run = async (operationName: string, items: string[], more?: TestRun) => {
		const result = await world.engine.run(request(operationName, items, more));
		const output = result.output[0] ?? [];
		return {
			...result,
			json: output.map(({ json }) => json),
			pairs: output.map(({ pairedItem }) => (pairedItem as { item: number }).item),
			requests: world.cloud.journal.entries(),
		};
	};
	return { packs, request, run };
}
