import {
	type INodeProperties,
	type INodePropertyOptions,
	updateDisplayOptions,
} from 'n8n-workflow';
import { optionsField, SIMPLIFY_FIELD } from '../fields/options';
import { type Resource } from './operation';

/** The parameters of a node: resource and operation, then each operation's own, shown only for it. */
export function nodeProperties(resources: readonly Resource[]): INodeProperties[] {
	const operationFields = resources.map((resource) => ({
		...choice('Operation', 'operation', operationOptions(resource), resource.operations),
		displayOptions: { show: { resource: [resource.value] } },
	}));
	const ownFields = resources.flatMap((resource) =>
		resource.operations.flatMap((entry) =>
			updateDisplayOptions({ show: { resource: [resource.value], operation: [entry.value] } }, [
				...entry.properties,
				SIMPLIFY_FIELD,
				optionsField(entry.options),
			]),
		),
	);
	const resourceOptions = resources.map(({ name, value }) => ({ name, value }));
	return [
		choice('Resource', 'resource', resourceOptions, resources),
		...operationFields,
		...ownFields,
	];
}

/** The first entry is the default. */
const choice = (
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
	[first]: ReadonlyArray<{ value: string }>,
): INodeProperties => {
	const named = { displayName, name, default: first!.value };
	return { ...named, type: 'options', noDataExpression: true, options };
};

function operationOptions(resource: Resource): INodePropertyOptions[] {
	const values = resource.operations.map(({ value }) => value);
	if (new Set(values).size < values.length) {
		throw new Error(`The resource ${resource.value} has two operations of one name`);
	}
	return resource.operations
		.map(({ name, value, action, description }) => ({ name, value, action, description }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}
