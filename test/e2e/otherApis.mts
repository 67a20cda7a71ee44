// examples/other-apis.json, run from the file itself: what README says about other APIs of the vendors.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import type { NodeFile } from './workflows.mts';
import type { World, Workflows } from './world.mts';

interface Pair {
	name: string;
	value: string;
}

interface Example extends WorkflowFile {
	nodes: NodeFile[];
}

const example = () =>
	JSON.parse(readFileSync(path.join('examples', 'other-apis.json'), 'utf8')) as Example;

/** The fields of the node that users edit; theirs to change in place. */
const addressesOf = ({ nodes }: Example): Pair[] => {
	const { parameters } = nodes.find(({ name }) => name === 'Addresses')!;
	return (parameters.assignments as { assignments: Pair[] }).assignments;
};

/** The example as a user adapts it to a custom endpoint: its address instead of the vendors'. */
export const otherApisWorkflow: Workflows = ({ url }) => {
	const workflow = example();
	for (const address of addressesOf(workflow)) address.value = url;
	return [workflow];
};

export function describeOtherApis(world: () => World): void {
	describe('examples/other-apis.json', () => {
		it('asks other APIs of both vendors with the credentials of the nodes', async () => {
			const { cloud, session } = world();
			cloud.reset();
			const result = await session.runWorkflow('otherApis', 'Run');
			expect(result.status).toBe('success');
			const values = (node: string, field: string) =>
				result.items(node).map(({ json }) => json[field]);
			const departments = cloud.tencent.departments.slice(0, 50);
			expect(values('Departments', 'Name')).toEqual(departments.map(({ name }) => name));
			expect(values('Tencent Cloud Regions', 'Region')).toEqual(['ap-guangzhou', 'ap-singapore']);
			expect(values('Aliyun Regions', 'LocalName')).toEqual(['China (Hangzhou)', 'Singapore']);
			expect(values('Clusters', 'name')).toEqual(['demo']);

			const sent = cloud.journal.entries();
			expect(sent.map(({ action }) => action).sort()).toEqual([
				'DescribeClustersV1',
				'DescribeOrganizationNodes',
				'DescribeRegions',
				'DescribeRegions',
			]);
			for (const { status, code } of sent)
				expect({ status, code }).toEqual({ status: 200, code: null });
		});

		it('names the hosts of the vendors, each with the product it is signed for', () => {
			const workflow = example();
			const hosts = addressesOf(workflow).map(({ value }) => new URL(value));
			for (const { protocol, hostname } of hosts) {
				expect(protocol).toBe('https:');
				expect(hostname).toMatch(/\.(tencentcloudapi|aliyuncs)\.com$/);
			}
			const products = workflow.nodes.flatMap(({ parameters }) => {
				const headers = parameters.headerParameters as { parameters: Pair[] } | undefined;
				return headers?.parameters.filter(({ name }) => name === 'X-TC-Service') ?? [];
			});
			expect(products.map(({ value }) => value)).toEqual(
				hosts
					.filter(({ hostname }) => hostname.endsWith('.tencentcloudapi.com'))
					.map(({ hostname }) => hostname.split('.')[0]),
			);
		});
	});
}
