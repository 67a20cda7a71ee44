import { filtersField, listFields, readLimit } from '../../../shared/fields/limitAndFilters';
import { readOptionalText } from '../../../shared/fields/text';
import { readList } from '../../../shared/fields/valueList';
import { operation } from '../../../shared/operation/operation';
import { InvalidParameter } from '../../../shared/values/invalidParameter';
import { textAt } from '../../../shared/values/json';
import { textOutput } from '../../../shared/values/outputSchema';
import { printable, textOf } from '../../../shared/values/text';
import { recordOutput, type Status } from '../../../shared/values/verificationRecord';
import { COMMON_OPTIONS, productField, readProduct } from '../../commonFields';
import { nodeIdField, readNodeId } from '../../idFields';
import { fetchList, MEMBERS } from '../../listPages';
import { mayLeaveOf, permissionIdsOf } from '../../memberFields';
import { memberRecord, memberStatus } from '../../record';
import { readTags, tagsField } from '../../tagFields';

const STATUSES: ReadonlyArray<{ name: string; value: Status }> = [
	{ name: 'Failed', value: 'failed' },
	{ name: 'Pending', value: 'pending' },
	{ name: 'Unknown', value: 'unknown' },
	{ name: 'Unverified', value: 'unverified' },
	{ name: 'Verified', value: 'verified' },
];

const filters = filtersField([
	{ ...nodeIdField, description: 'Only members of this department' },
	{
		displayName: 'Legal Entity',
		name: 'authName',
		type: 'string',
		default: '',
		description: 'Only members of legal entities with this in their name',
	},
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		description: 'The name or UIN of a member to search for',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'multiOptions',
		default: [],
		description:
			'Only members whose email verification has one of these statuses. The service cannot filter by it: with a limit, pages are read until there are enough.',
		options: [...STATUSES],
	},
	tagsField('Only members with all of these tags. Without a value, any value of the key counts.'),
	productField,
]);

export const getManyMembers = operation({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many members',
	description:
		'List the member accounts of the organization with the status of their email verification, for example everyone who is still pending. Changes nothing and sends no mail.',
	kind: 'read',
	calls: ['DescribeOrganizationMembers'],
	properties: [...listFields, filters],
	options: COMMON_OPTIONS,
	input: (read, { language }) => {
		const nodeId = read('filters.nodeId', '');
		const text = (name: string, label: string) => readOptionalText(read(name, ''), { label });
		return {
			limit: readLimit(read),
			statuses: readList(read('filters.status', []), readStatus),
			nodeId: nodeId ? readNodeId(nodeId) : undefined,
			filter: {
				SearchKey: text('filters.search', 'The search text'),
				AuthName: text('filters.authName', 'The legal entity'),
				Product: readProduct(read('filters.product', '')),
				Tags: readTags(read('filters.tags', {})),
			},
			language,
		};
	},
	fetch: async ({ limit, statuses, nodeId, filter, language }, call) =>
		await fetchList(
			MEMBERS,
			{
				limit,
				filter: { ...filter, NodeId: nodeId === undefined ? undefined : BigInt(nodeId) },
				language,
			},
			call,
			(row) => statuses.length === 0 || statuses.includes(memberStatus(row)),
		),
	output: {
		...recordOutput,
		name: textOutput('The name of the member'),
		memberType: textOutput('Create or Invite: whether the organization created the account'),
		nodeId: textOutput('The ID of its department'),
		nodeName: textOutput('The name of its department'),
		nickName: textOutput('The nickname of its account'),
		remark: textOutput('Its remark'),
		permissionIds: {
			type: ['array', 'null'],
			items: { type: 'number' },
			description: 'The numbers of its financial permissions, as Member: Update takes them',
		},
		payUin: textOutput('The UIN of who pays for it; null when it pays itself'),
		mayLeave: {
			type: ['boolean', 'null'],
			description: 'Whether it may leave the organization by itself',
		},
	},
	simplify: (row) => ({
		...memberRecord(row),
		name: textAt(row, 'Name'),
		memberType: textAt(row, 'MemberType'),
		nodeId: textAt(row, 'NodeId'),
		nodeName: textAt(row, 'NodeName'),
		nickName: textAt(row, 'NickName'),
		remark: textAt(row, 'Remark'),
		permissionIds: permissionIdsOf(row),
		payUin: textAt(row, 'PayUin'),
		mayLeave: mayLeaveOf(row),
	}),
});

function readStatus(value: unknown): Status {
	const status = STATUSES.find((status) => status.value === textOf(value).trim());
	if (status) return status.value;
	throw new InvalidParameter(
		'There is no such status',
		`Use failed, pending, unknown, unverified or verified. Given was "${printable(value)}".`,
	);
}
