import {
	type INodeProperties,
	type INodePropertyOptions,
	updateDisplayOptions,
} from 'n8n-workflow';
import { type Call } from './client';
import { type JsonObject } from './json';
import { type OptionName, type Options, optionsField } from './options';
import { type VerificationRecord } from './record';

/** Reads one parameter of the item at hand; the resource locator's value is taken out. */
export type ParameterReader = (name: string) => unknown;

/** Sends one request of an operation, paced and retried. */
export type Caller = (call: Call) => Promise<JsonObject>;

/**
 * Everything about one operation in one place. `Input` is what identifies a request, as checked
 * parameters; equal inputs of lookups are asked once.
 */
export interface Operation<Input = unknown> {
	/** The operation's value in saved workflows; it never changes. */
	value: string;
	name: string;
	/** Sentence case, as the node panel lists it. */
	action: string;
	/** What it does and when to use it; also what an AI agent reads. */
	description: string;
	kind: 'read' | 'command';
	properties: INodeProperties[];
	options: readonly OptionName[];
	/**
	 * Reads and checks an item's parameters, before any request.
	 *
	 * @throws InvalidInput
	 */
	input(read: ParameterReader, options: Options): Input;
	/** Asks the service; the answer is the documented response object. */
	fetch(input: Input, call: Caller): Promise<JsonObject>;
	/**
	 * Answers many different inputs with fewer requests than one each. What it leaves undefined is asked
	 * by `fetch`; so is everything when it throws.
	 */
	fetchMany?(inputs: readonly Input[], call: Caller): Promise<ReadonlyArray<Outcome | undefined>>;
	/** What an answer means. */
	record(answer: JsonObject, input: Input, options: Options): VerificationRecord;
	/** The record of a subject that the service does not know; without it such an item always fails. */
	unknownSubject?(input: Input): VerificationRecord;
}

/** What became of one input. */
export type Outcome = { answer: JsonObject } | { error: unknown };

export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/** Keeps an operation's own input type inside it: outside, inputs are opaque. */
export const operation = <Input>(definition: Operation<Input>): Operation =>
	definition as unknown as Operation;

const SIMPLIFY_FIELD: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

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
