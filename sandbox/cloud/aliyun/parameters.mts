// Parameters `in: query`: text, declared as data. Undeclared ones are ignored, as gateways do.
import { queryParameters } from '../call.mts';
import { Refusal } from '../refusal.mts';

export interface QueryParameter {
	type: 'string' | 'integer';
	required?: boolean;
	min?: number;
	max?: number;
}
export type QueryTable = Record<string, QueryParameter>;
export type QueryValues = Record<string, string | number | undefined>;

export function readQuery(rawQuery: string, table: QueryTable): QueryValues {
	const sent = new Map(queryParameters(rawQuery));
	const values: QueryValues = {};
	for (const [name, parameter] of Object.entries(table)) {
		const text = sent.get(name) ?? '';
		if (text === '') {
			if (parameter.required) {
				throw new Refusal(`Missing${name}`, {
					texts: [`${name} is mandatory for this action.`, `缺少参数 ${name}。`],
				});
			}
			continue;
		}
		values[name] = parameter.type === 'string' ? text : integerOf(name, text, parameter);
	}
	return values;
}

function integerOf(
	name: string,
	text: string,
	{ min = -Infinity, max = Infinity }: QueryParameter,
) {
	const number = /^-?\d+$/.test(text) ? Number(text) : NaN;
	if (!(number >= min && number <= max)) {
		throw new Refusal(`Invalid${name}`, {
			texts: [`Specified parameter ${name} is not valid.`, `参数 ${name} 不合法。`],
		});
	}
	return number;
}
