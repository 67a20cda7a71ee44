import { type IDataObject, type INodeProperties } from 'n8n-workflow';
import { type SendRequest } from '../api/service';
import { type OptionName, type Options } from '../fields/options';
import { type ParameterReader } from '../fields/parameterReader';
import { type JsonObject } from '../values/json';
import { type OutputSchema } from '../values/outputSchema';

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
	fetchMany?(
		inputs: readonly Input[],
		call: SendRequest,
	): Promise<ReadonlyArray<Outcome | undefined>>;
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
