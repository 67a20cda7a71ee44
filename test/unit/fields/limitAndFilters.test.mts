import { listFields, readLimit } from '../../../nodes/shared/fields/limitAndFilters.ts';
import { refused } from './refused.mts';

const read = (values: Record<string, unknown>) => (name: string, fallback?: unknown) =>
	name in values ? values[name] : fallback;

it.each([
	[{}, 50],
	[{ limit: 7 }, 7],
	[{ limit: '7' }, 7],
	[{ returnAll: false, limit: 1 }, 1],
	[{ returnAll: true, limit: 7 }, Infinity],
	[{ returnAll: true }, Infinity],
	// From a table.
	[{ returnAll: 'true', limit: 7 }, Infinity],
	[{ returnAll: 'FALSE', limit: 7 }, 7],
])('%j is %d', (values, limit) => {
	expect(readLimit(read(values))).toBe(limit);
});

it.each([0, -1, 1.5, 'many', NaN, null, []])('a limit of %p is refused', (limit) => {
	const { message } = refused(() => readLimit(read({ limit })));
	expect(message).toBe('The limit is not a number of results');
});

it('is asked in the words of n8n', () => {
	expect(listFields.map(({ displayName, description }) => [displayName, description])).toEqual([
		['Return All', 'Whether to return all results or only up to a given limit'],
		['Limit', 'Max number of results to return'],
	]);
});
