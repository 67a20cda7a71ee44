import { filtersField, listFields, readLimit } from '../../../shared/fields/limitAndFilters';
import { readOptionalText } from '../../../shared/fields/text';
import { operation } from '../../../shared/operation/operation';
import { readPages } from '../../../shared/operation/pagination';
import { InvalidParameter } from '../../../shared/values/invalidParameter';
import { textAt } from '../../../shared/values/json';
import { textOf } from '../../../shared/values/text';
import { fetchSubAccountPage, PAGE_SIZE, type SubAccountQuery } from '../../listPages';
import { accountOutput, accountRow, ROLES } from '../../record';

type Input = SubAccountQuery & {
	/** Infinity: no limit. */
	limit: number;
};

export const getManySubAccounts = operation<Input>({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many sub-accounts',
	description:
		'List the sub-accounts of the account that the access token belongs to, and how they are authenticated. Changes nothing.',
	kind: 'read',
	calls: ['DescribeSubAccounts', 'DescribeSPSubAccounts'],
	properties: [
		{
			displayName: 'Side',
			name: 'side',
			type: 'options',
			default: 'tenant',
			description: 'Which side of the platform the access token belongs to',
			options: [
				{
					name: 'Operator',
					value: 'operator',
					description:
						'Sub-users of an operator of the platform. Their authentication is not told: the status is "unknown".',
				},
				{
					name: 'Tenant',
					value: 'tenant',
					description: 'Sub-accounts of a customer of the platform',
				},
			],
		},
		...listFields,
		filtersField([
			{
				displayName: 'Role',
				name: 'role',
				type: 'options',
				default: 'user',
				description: 'Only accounts of this role',
				options: [
					{ name: 'Customer Manager', value: 'customerManager' },
					{ name: 'Operator', value: 'operator' },
					{ name: 'Ordinary User', value: 'user' },
					{ name: 'Service Provider', value: 'serviceProvider' },
				],
			},
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				description: 'Only accounts whose nickname, contact email or mobile number holds this text',
			},
		]),
	],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	input(read, { language }) {
		const side = read('side', 'tenant');
		if (side !== 'tenant' && side !== 'operator') {
			throw new InvalidParameter('The platform has no such side', 'Choose "tenant" or "operator".');
		}
		const { search, role } = read('filters', {}) as { search?: unknown; role?: unknown };
		return {
			side,
			limit: readLimit(read),
			search: readOptionalText(search, { label: 'Search' }),
			role: readRole(role),
			language,
		};
	},
	async fetch({ limit, ...query }, call) {
		const pageSize = Math.min(limit, PAGE_SIZE);
		return await readPages(
			{
				limit,
				pageSize,
				page: async (index, send) =>
					await fetchSubAccountPage(query, send, index * pageSize, pageSize),
				keyOf: (row) => textAt(row, 'AccountId') ?? JSON.stringify(row),
			},
			call,
		);
	},
	output: accountOutput,
	simplify: (account, _input, { timeZone }) => accountRow(account, timeZone),
});

/**
 * The service's number of a role, which is entered as a word or as that number; undefined: no filter.
 *
 * @throws InvalidParameter for any other value.
 */
function readRole(value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const given = textOf(value).trim();
	const [number] = [...ROLES].find((pair) => pair.includes(given)) ?? [given];
	if (/^\d{1,9}$/.test(number)) return Number(number);
	throw new InvalidParameter(
		'The platform has no such role',
		`Choose one of ${[...ROLES.values()].join(', ')}, or give its number.`,
	);
}
