import {
	type IDataObject,
	type INodeProperties,
	type INodePropertyOptions,
	type NodeParameterValueType,
	updateDisplayOptions,
} from 'n8n-workflow';
import { type Call } from './client';
import { type JsonObject } from './json';
import { type OptionName, type Options, optionsField } from './options';
import { type OutputSchema } from './output';

/**
 * Reads one parameter of the item at hand; the resource locator's value is taken out. A name with
 * dots reaches into a collection (`filters.nodeId`). Without a fallback the parameter must be there.
 */
export type ParameterReader = (name: string, fallback?: NodeParameterValueType) => unknown;

/** Sends one request of an operation, paced and retried. */
export type SendRequest = (call: Call) => Promise<JsonObject>;

/**
 * Everything about one operation in one place. `Input` is what identifies a request, as checked
 * parameters; equal inputs of lookups are asked once.
 */
export interface Operation<Input = unknown> {
	/** The operation's value in saved workflows; it never changes. */
	value: string;
	name: string;
	/**
	 * Sentence case, as the node panel lists it. It is all that n8n tells the model of an AI agent, unless
	 * the user writes more: that an operation sends mail must stand here, too.
	 */
	action: string;
	/** What it does and when to use it. */
	description: string;
	kind: 'read' | 'command';
	/** The vendor's names of what it calls, the main one first. */
	calls: readonly [string, ...string[]];
	properties: INodeProperties[];
	options: readonly OptionName[];
	/**
	 * Reads and checks an item's parameters, before any request. An item that names several subjects
	 * gives an input, and an output item, for each of them. `timeZone` is the workflow's own: dates that
	 * its user enters are meant in it.
	 *
	 * @throws InvalidInput
	 */
	input(read: ParameterReader, options: Options, timeZone: string): Input | readonly Input[];
	/**
	 * Whom an input is about: named in the errors of an item that names several. Commands for one subject
	 * go out one after another, in the order of the items.
	 */
	subject?(input: Input): string;
	/** Asks the service; the answer is the documented response object, or the rows of a list. */
	fetch(input: Input, call: SendRequest): Promise<Answer>;
	/**
	 * Answers many different inputs with fewer requests than one each. What it leaves undefined is asked
	 * by `fetch`; so is everything of a lookup when it throws. A command leaves undefined only what was
	 * surely not carried out.
	 */
	fetchMany?(inputs: readonly Input[], call: SendRequest): Promise<ReadonlyArray<Outcome | undefined>>;
	/** The fields of an item with Simplify on: for the editor, before the first run, and for the docs. */
	output: OutputSchema;
	/** What an answer, or a row of it, means: the item with Simplify on. */
	simplify(answer: JsonObject, input: Input, options: Options): IDataObject;
	/** The item of a subject that the service does not know; without it such an item always fails. */
	unknownSubject?(input: Input): IDataObject;
}

/** A list gives an output item for each of its rows. */
export type Answer = JsonObject | readonly JsonObject[];

/** What became of one input. */
export type Outcome = { answer: Answer } | { error: unknown };

export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/** Keeps an operation's own input type inside it: outside, inputs are opaque. */
export const operation = <Input>(definition: Operation<Input>): Operation =>
	definition as unknown as Operation;

export const SIMPLIFY_FIELD: INodeProperties = {
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
