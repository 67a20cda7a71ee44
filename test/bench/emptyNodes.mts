// What n8n itself costs: nodes with the parameters of the Tencent lookup that ask nothing.
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypes } from 'n8n-workflow';
import { fullName } from '../integration/harness/package.mts';

const emptyItem = (_: unknown, item: number): INodeExecutionData => ({
	json: {},
	pairedItem: { item },
});

/** Gives an empty item for each. */
async function empty(this: IExecuteFunctions) {
	return await Promise.resolve([this.getInputData().map(emptyItem)]);
}

/** The same, once n8n has worked out the member UIN of each item. */
async function reading(this: IExecuteFunctions) {
	return await Promise.resolve([
		this.getInputData().map((item, index) => {
			this.getNodeParameter('memberUin', index, undefined, { extractValue: true });
			return emptyItem(item, index);
		}),
	]);
}

/** The package's nodes, with `empty` and `reading` beside them. */
export function withEmptyNodes(types: INodeTypes): INodeTypes {
	const { description } = types.getByNameAndVersion(fullName('tencentOrganization'));
	const nodes: Record<string, INodeType> = {
		[fullName('empty')]: { description, execute: empty },
		[fullName('reading')]: { description, execute: reading },
	};
	return {
		...types,
		getByName: (name) => nodes[name] ?? types.getByName(name),
		getByNameAndVersion: (name) => nodes[name] ?? types.getByNameAndVersion(name),
	};
}
