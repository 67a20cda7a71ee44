// Every operation of the three nodes, as users chain them, in a real n8n.
import { loadRooms } from '../../sandbox/docs/rooms.mts';
import {
	aliyunOperationWorkflows,
	describeAliyunOperations,
	startMailbox,
	stopMailbox,
} from './operations/aliyun.mts';
import { describeTencentOperations, tencentOperationWorkflows } from './operations/tencent.mts';
import {
	describeWemakeOperations,
	wemakeCredentials,
	wemakeOperationWorkflows,
} from './operations/wemake.mts';
import type { NodeFile } from './workflows.mts';
import type { World, Workflows } from './world.mts';

export { startMailbox, stopMailbox, wemakeCredentials as operationCredentials };

export const operationWorkflows: Workflows = (cloud) => [
	...tencentOperationWorkflows(cloud),
	...aliyunOperationWorkflows(cloud),
	...wemakeOperationWorkflows(cloud),
];

export function describeOperations(world: () => World): void {
	describe('every operation', () => {
		beforeEach(() => world().cloud.reset());
		afterAll(() => world().cloud.reset());

		describeTencentOperations(world);
		describeAliyunOperations(world);
		describeWemakeOperations(world);

		it('is run by one of these workflows', () => {
			const nodes = operationWorkflows(world().cloud).flatMap(
				({ nodes: all }) => all as NodeFile[],
			);
			const run = new Set(
				nodes.map(({ type, parameters: { resource, operation } }) =>
					[type, resource, operation].join(' '),
				),
			);
			for (const { description, resources } of loadRooms()) {
				for (const { value: resource, operations } of resources) {
					for (const { value } of operations) {
						const type = `n8n-nodes-account-verification.${description.name}`;
						expect([...run]).toContain([type, resource, value].join(' '));
					}
				}
			}
		});
	});
}
