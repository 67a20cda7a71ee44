import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { aliyunEmailVerificationService } from '../../../nodes/AliyunEmailVerification/service.ts';
import { nodeProperties } from '../../../nodes/shared/operation/nodeProperties.ts';
import type { Resource } from '../../../nodes/shared/operation/operation.ts';
import { runOperation } from '../../../nodes/shared/operation/runOperation.ts';
import { fullName } from '../harness/package.mts';
import type { useWorld } from '../harness/world.mts';

/** A node of a test's own operations, in n8n's engine, through the same engine of ours as all. */
export function addTestNode(
	world: ReturnType<typeof useWorld>,
	name: string,
	resources: readonly Resource[],
): void {
	const node: INodeType = {
		description: {
			displayName: name,
			name,
			group: ['input'],
			version: 1,
			description: 'Does what a test asks',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'aliyunAcs3Api', required: true }],
			properties: nodeProperties(resources),
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await runOperation.call(this, aliyunEmailVerificationService, resources);
		},
	};
	beforeAll(() => {
		const { types } = world.engine;
		const { nodeTypes } = types;
		const nodeType = (asked: string) =>
			asked === fullName(name) ? node : nodeTypes.getByNameAndVersion(asked);
		types.nodeTypes = { ...nodeTypes, getByName: nodeType, getByNameAndVersion: nodeType };
	});
}
