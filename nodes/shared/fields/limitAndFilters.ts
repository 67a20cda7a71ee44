import { type INodeProperties } from 'n8n-workflow';
import { InvalidParameter } from '../values/invalidParameter';
import { textOf } from '../values/text';
import { readBoolean } from './boolean';
import { type ParameterReader } from './parameterReader';

/** The fields with which a user limits the number of records of a list operation. */
export const listFields: readonly INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** The collection of the filters of a list operation. `options` are the filters. */
export const filtersField = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options,
});

/**
 * The most records that the user wants; Infinity for all.
 *
 * @throws InvalidParameter when the limit is no whole number above 0.
 */
export function readLimit(read: ParameterReader): number {
	if (readBoolean(read('returnAll', false), 'Return All')) return Infinity;
	const limit = Number(textOf(read('limit', 50)));
	if (!Number.isInteger(limit) || limit < 1) {
		throw new InvalidParameter('The limit is not a number of results', 'Enter 1 or more.');
	}
	return limit;
}
