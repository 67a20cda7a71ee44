import { deepCopy, type IDataObject } from 'n8n-workflow';
import { type Options } from '../fields/readOptions';
import { type JsonObject } from '../values/json';
import { type RequestConsumer } from './mergeLookups';
import { type Answer, type Operation } from './operation';

/**
 * Makes the JSON of result items: those of all consumers of one answer. The first consumer gets the rows
 * of the answer themselves, every other consumer gets copies: when a later node changes an item, no other
 * item may change with it.
 */
export class ResultItems {
	private readonly operation: Operation;
	private readonly input: unknown;
	private readonly isList: boolean;
	private readonly rows: readonly JsonObject[];
	/** The simplified rows by time zone: the one option that may differ between consumers and matters here. */
	private readonly simplified = new Map<string, IDataObject[]>();
	private isFirst = true;

	constructor(operation: Operation, input: unknown, answer: Answer) {
		this.operation = operation;
		this.input = input;
		this.isList = Array.isArray(answer);
		this.rows = (this.isList ? answer : [answer]) as readonly JsonObject[];
	}

	/** The JSON of one consumer's item. When the answer is a list: of its items. */
	jsonFor({ simplify, options }: RequestConsumer): IDataObject | IDataObject[] {
		const { isFirst } = this;
		this.isFirst = false;
		const own = (row: JsonObject) => (isFirst ? row : deepCopy(row)) as IDataObject;
		if (!simplify) return this.isList ? this.rows.map(own) : own(this.rows[0]!);
		const json = this.simplifiedRows(options).map((fields, position) =>
			options.includeRaw ? { ...fields, raw: own(this.rows[position]!) } : { ...fields },
		);
		return this.isList ? json : json[0]!;
	}

	private simplifiedRows(options: Options): IDataObject[] {
		let rows = this.simplified.get(options.timeZone);
		if (!rows) {
			rows = this.rows.map((row) => this.operation.simplify(row, this.input, options));
			this.simplified.set(options.timeZone, rows);
		}
		return rows;
	}
}

/**
 * The JSON of the item of a subject that the service does not know, when the option If Not Found asks for
 * it; undefined when such an item fails.
 */
export function notFoundJson(
	operation: Operation,
	input: unknown,
	{ ifNotFound, includeRaw }: Options,
): IDataObject | undefined {
	if (ifNotFound === 'error' || !operation.unknownSubject) return undefined;
	const record: IDataObject = { ...operation.unknownSubject(input) };
	return includeRaw ? { ...record, raw: null } : record;
}
