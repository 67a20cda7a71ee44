import { type INodeProperties } from 'n8n-workflow';
import { InvalidParameter } from '../values/invalidParameter';
import { toText } from '../values/json';
import { readSwitch } from './inputs';
import { type ParameterReader } from './parameterReader';

/** How much of a list the user wants. */
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

/** What narrows a list down. */
export const filtersField = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options,
});

/**
 * The number of rows that the user wants; Infinity for all.
 *
 * @throws InvalidInput for a limit that is no whole number above 0.
 */
export function readLimit(read: ParameterReader): number {
	if (readSwitch(read('returnAll', false), 'Return All')) return Infinity;
	const limit = Number(toText(read('limit', 50)));
	if (!Number.isInteger(limit) || limit < 1) {
		throw new InvalidParameter('The limit is not a number of results', 'Enter 1 or more.');
	}
	return limit;
}
