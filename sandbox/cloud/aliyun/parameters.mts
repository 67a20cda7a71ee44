// Parameters `in: query`: text, declared as data. Undeclared ones are ignored, as gateways do.
import { queryParameters } from '../call.mts';
import { ErrorResponse } from '../errorResponse.mts';

export interface QueryParameter {
	type: 'string' | 'integer' | 'boolean';
	required?: boolean;
	min?: number;
	max?: number;
}
export type QueryTable = Record<string, QueryParameter>;
export type QueryValues = Record<string, string | number | boolean | undefined>;

export function readQuery(rawQuery: string, table: QueryTable): QueryValues {
	const sent = new Map(queryParameters(rawQuery));
	const values: QueryValues = {};
	for (const [name, parameter] of Object.entries(table)) {
		const text = sent.get(name) ?? '';
		if (text === '') {
			if (parameter.required) {
				throw new ErrorResponse(`Missing${name}`, {
					texts: [`${name} is mandatory for this action.`, `缺少参数 ${name}。`],
				});
			}
			continue;
		}
		values[name] = READERS[parameter.type](name, text, parameter);
	}
	return values;
}

const READERS = {
	string: (_name: string, text: string) => text,
	integer: (name: string, text: string, { min = -Infinity, max = Infinity }: QueryParameter) => {
		const number = /^-?\d+$/.test(text) ? Number(text) : NaN;
		if (!(number >= min && number <= max)) throw invalid(name);
		return number;
	},
	boolean: (name: string, text: string) => {
		if (text !== 'true' && text !== 'false') throw invalid(name);
		return text === 'true';
	},
};

const invalid = (name: string) =>
	new ErrorResponse(`Invalid${name}`, {
		texts: [`Specified parameter ${name} is not valid.`, `参数 ${name} 不合法。`],
	});
