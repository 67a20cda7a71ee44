import { type IDataObject, type INodeProperties } from 'n8n-workflow';
import { type SendRequest } from '../api/service';
import { type OptionName } from '../fields/optionFields';
import { type ParameterReader } from '../fields/parameterReader';
import { type Options } from '../fields/readOptions';
import { type JsonObject } from '../values/json';
import { type OutputSchema } from '../values/outputSchema';

/**
 * Everything about one operation, in one place. `Input` holds the checked parameters of a request. Lookups
 * with equal inputs are sent once.
 */
export interface Operation<Input = unknown> {
	/** The value of the operation in saved workflows. It never changes. */
	value: string;
	name: string;
	/**
	 * The entry of the node panel, in sentence case. n8n tells the model of an AI agent nothing else about
	 * the operation, unless the user writes more. So an operation that sends mail says so here, too.
	 */
	action: string;
	/** What the operation does and when to use it. */
	description: string;
	kind: 'read' | 'command';
	/** The actions of the service that the operation calls, by the vendor's names. The main action comes first. */
	calls: readonly [string, ...string[]];
	properties: INodeProperties[];
	options: readonly OptionName[];
	/**
	 * Reads and checks the parameters of an item, before any request is sent. An item that names several
	 * subjects returns an input for each subject, and gets an output item for each. `timeZone` is the time
	 * zone of the workflow: dates that the user enters are meant in it.
	 *
	 * @throws InvalidParameter
	 */
	input(read: ParameterReader, options: Options, timeZone: string): Input | readonly Input[];
	/**
	 * The subject of an input. The error of an item that names several subjects says which of them failed.
	 * Commands for the same subject are sent one after another, in the order of the items.
	 */
	subject?(input: Input): string;
	/** Sends the requests of one input. Returns the documented response object, or the rows of a list. */
	fetch(input: Input, call: SendRequest): Promise<Answer>;
	/**
	 * Answers many different inputs with fewer requests than one for each input. An outcome that is
	 * undefined is left to `fetch`. When it throws, all inputs of a lookup are left to `fetch`. A command
	 * leaves an outcome undefined only when the service surely did not carry it out.
	 */
	fetchMany?(
		inputs: readonly Input[],
		call: SendRequest,
	): Promise<ReadonlyArray<Outcome | undefined>>;
	/**
	 * The inputs of each call of `fetchMany`, by their positions. Each batch fails or succeeds on its own, and
	 * none is sent once an error has stopped the run. Without this function all inputs are one batch.
	 */
	batches?(inputs: readonly Input[]): ReadonlyArray<readonly number[]>;
	/** The fields of a simplified item. The editor shows them before the first run; the documentation lists them. */
	output: OutputSchema;
	/** The simplified item of an answer, or of a row of a list. */
	simplify(answer: JsonObject, input: Input, options: Options): IDataObject;
	/**
	 * The item of a subject that the service does not know, for the option If Not Found. An operation
	 * without this function fails such an item.
	 */
	unknownSubject?(input: Input): IDataObject;
}

/** The answer to one input. A list gives an output item for each of its rows. */
export type Answer = JsonObject | readonly JsonObject[];

/** What became of one input: an answer or an error. */
export type Outcome = { answer: Answer } | { error: unknown };

/** A resource of a node, as n8n calls the things that operations are about. */
export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/**
 * Declares an operation. Inside the operation its inputs have their own type. For the code that runs
 * operations, the type of an input is unknown.
 */
export const operation = <Input>(definition: Operation<Input>): Operation =>
	definition as unknown as Operation;
