// The parameters of an API 3.0 action (Tencent Cloud, WeMake): declared as data, checked strictly.
import { queryParameters, type Call } from '../call.mts';
import { isObject, parseExactly } from '../json.mts';
import { ErrorResponse } from '../errorResponse.mts';

export interface Parameter {
	type: 'integer' | 'string' | 'list' | 'object';
	required?: boolean;
	/** The only values of a string. */
	oneOf?: readonly string[];
	/** Smallest and largest value of an integer. */
	min?: number;
	max?: number;
	/** A list: what it holds, and how many at most. */
	of?: Parameter;
	maxItems?: number;
	/** An object: its fields. */
	fields?: ParameterTable;
}
export type ParameterTable = Record<string, Parameter>;
export type Values = Record<string, unknown>;

/** All parameters of a request, checked against the table of its action. */
export function readParameters(call: Call, table: ParameterTable): Values {
	if (call.method === 'GET') {
		return checkFields(nestedQuery(call.rawQuery), table, '', true);
	}
	for (const [name] of queryParameters(call.rawQuery)) {
		throw new ErrorResponse('UnknownParameter', `${name} in the query of a POST request`);
	}
	let values: unknown;
	try {
		values = parseExactly(call.body);
	} catch {
		throw new ErrorResponse('InvalidParameter', 'the body is not JSON');
	}
	if (!isObject(values))
		throw new ErrorResponse('InvalidParameter', 'the body is not a JSON object');
	return checkFields(values, table, '', false);
}

function checkFields(values: Values, table: ParameterTable, path: string, isText: boolean): Values {
	for (const name of Object.keys(values)) {
		if (!Object.hasOwn(table, name)) throw new ErrorResponse('UnknownParameter', path + name);
	}
	const checked: Values = {};
	for (const [name, parameter] of Object.entries(table)) {
		if (!Object.hasOwn(values, name)) {
			if (parameter.required) throw new ErrorResponse('MissingParameter', path + name);
			continue;
		}
		checked[name] = checkValue(values[name], parameter, path + name, isText);
	}
	return checked;
}

function checkValue(value: unknown, parameter: Parameter, path: string, isText: boolean): unknown {
	const wrongType = () =>
		new ErrorResponse('InvalidParameter', `${path} must be: ${parameter.type}`);
	switch (parameter.type) {
		case 'integer':
			return checkInteger(value, parameter, path, isText);
		case 'string':
			if (typeof value !== 'string') throw wrongType();
			if (parameter.oneOf?.includes(value) === false) {
				throw new ErrorResponse('InvalidParameterValue', `${path}: ${parameter.oneOf.join(', ')}`);
			}
			return value;
		case 'list': {
			if (!Array.isArray(value)) throw wrongType();
			if (value.length > (parameter.maxItems ?? Infinity)) {
				throw new ErrorResponse(
					'InvalidParameterValue',
					`${path}: at most ${parameter.maxItems} entries`,
				);
			}
			const of = parameter.of ?? { type: 'string' };
			return value.map((entry, index) => checkValue(entry, of, `${path}.${index}`, isText));
		}
		case 'object':
			if (!isObject(value)) throw wrongType();
			return checkFields(value, parameter.fields ?? {}, `${path}.`, isText);
	}
}

function checkInteger(value: unknown, parameter: Parameter, path: string, isText: boolean) {
	let number = value;
	if (isText && typeof value === 'string' && /^-?\d+$/.test(value)) {
		number = Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
	}
	if (typeof number !== 'bigint' && !Number.isInteger(number)) {
		throw new ErrorResponse('InvalidParameter', `${path} must be: integer`);
	}
	const { min = -Infinity, max = Infinity } = parameter;
	if ((number as number) < min || (number as number) > max) {
		throw new ErrorResponse('InvalidParameterValue', `${path} must be from ${min} to ${max}`);
	}
	return number;
}

/** `Tags.0.TagKey=a` as `{ Tags: [{ TagKey: 'a' }] }`; every leaf stays text. */
function nestedQuery(rawQuery: string): Values {
	// Without a prototype: names come from outside, and `__proto__` is a name like any other.
	const emptyValues = () => Object.create(null) as Values;
	const root = emptyValues();
	for (const [name, value] of queryParameters(rawQuery)) {
		const steps = name.split('.');
		let place = root;
		for (const step of steps.slice(0, -1)) {
			if (!isObject(place[step])) place[step] = emptyValues();
			place = place[step] as Values;
		}
		place[steps[steps.length - 1]] = value;
	}
	return withLists(root) as Values;
}

function withLists(value: unknown): unknown {
	if (!isObject(value)) return value;
	const entries = Object.entries(value).map(([key, inner]) => [key, withLists(inner)] as const);
	const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
	return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
