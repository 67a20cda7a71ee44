import {
	type INodeProperties,
	type INodePropertyOptions,
	updateDisplayOptions,
} from 'n8n-workflow';
import { optionsField, SIMPLIFY_FIELD } from '../fields/optionFields';
import { type Resource } from './operation';

/**
 * The parameters of a node: Resource and Operation, then the fields of each operation, which the editor
 * shows for that operation only.
 */
export function nodeProperties(resources: readonly Resource[]): INodeProperties[] {
	const operationFields = resources.map((resource) => ({
		...choice('Operation', 'operation', operationOptions(resource), resource.operations),
		displayOptions: { show: { resource: [resource.value] } },
	}));
	const ownFields = resources.flatMap((resource) =>
		resource.operations.flatMap((operation) =>
			updateDisplayOptions({ show: { resource: [resource.value], operation: [operation.value] } }, [
				...operation.properties,
				SIMPLIFY_FIELD,
				optionsField(operation.options),
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

/** A field with a fixed list of choices. The first of `values` is the default. */
const choice = (
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
	[first]: ReadonlyArray<{ value: string }>,
): INodeProperties => {
	const named = { displayName, name, default: first!.value };
	return { ...named, type: 'options', noDataExpression: true, options };
};

/** The operations of a resource, sorted by name, as n8n asks for. */
function operationOptions(resource: Resource): INodePropertyOptions[] {
	const values = resource.operations.map(({ value }) => value);
	if (new Set(values).size < values.length) {
		throw new Error(`The resource ${resource.value} has two operations of one name`);
	}
	return resource.operations
		.map(({ name, value, action, description }) => ({ name, value, action, description }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}
