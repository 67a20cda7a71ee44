import { type INodeProperties } from 'n8n-workflow';
import { readId } from '../../../shared/fields/id';
import { readOptionalText, readText } from '../../../shared/fields/text';
import { readList } from '../../../shared/fields/valueList';
import { operation } from '../../../shared/operation/operation';
import { textAt } from '../../../shared/values/json';
import { textOutput } from '../../../shared/values/outputSchema';
import { recordOutput } from '../../../shared/values/verificationRecord';
import { additionalFields, COMMON_OPTIONS } from '../../commonFields';
import { nodeIdField, readNodeId } from '../../idFields';
import {
	MEMBER_LOOKUP,
	MEMBER_NAME_RULES,
	payUinField,
	permissionIdsField,
	POLICY_TYPE,
	readOptionalId,
	readPayUin,
	readPermissionIds,
} from '../../memberFields';
import { createdRecord } from '../../record';
import { readTags, tagsField } from '../../tagFields';

const fields: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Sales-East',
		description:
			'The name of the member within the organization, at most 25 characters without blanks',
	},
	{
		displayName: 'Account Name',
		name: 'accountName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. sales-east',
		description: 'The name of the new account, at most 25 characters without blanks',
	},
	{
		...nodeIdField,
		required: true,
		description: 'The department of the organization that the member joins',
	},
	permissionIdsField,
	additionalFields([
		{
			displayName: 'Access Identity IDs',
			name: 'identityRoleIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2, 3',
			description:
				'Access identities for the member, as a comma-separated list of IDs, which the API operation ListOrganizationIdentity lists (run it in the API Explorer of Tencent Cloud). Identity 1 is always included.',
		},
		{
			displayName: 'Creation Record ID',
			name: 'recordId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12',
			description:
				'The ID of a creation that broke off, to repeat it. Tencent Cloud does not document where it stands: its support can tell. When empty, a new creation begins.',
		},
		{
			displayName: 'Legal Entity ID',
			name: 'authRelationId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12',
			description:
				'The relation ID of another legal entity, to create a member for it. The API operation DescribeOrganizationAuthNode lists them (run it in the API Explorer of Tencent Cloud, China site only).',
		},
		payUinField,
		{
			displayName: 'Remark',
			name: 'remark',
			type: 'string',
			default: '',
			description: 'A note about the member, which Member: Get Many shows',
		},
		tagsField('Tags of the new member, at most 10'),
	]),
];

export const createMember = operation({
	value: 'create',
	name: 'Create',
	action: 'Create member',
	description:
		'CREATE a new Tencent Cloud account as a member of the organization. It costs one of the accounts that may be created, and cannot simply be taken back. Its output goes straight into Member Email: Add.',
	kind: 'command',
	calls: ['CreateOrganizationMember'],
	properties: fields,
	options: COMMON_OPTIONS,
	input: (read, { language }) => {
		const payUin = readPayUin(read);
		const optionalId = (name: string, label: string) =>
			readOptionalId(read(`additionalFields.${name}`, ''), label, '12');
		return {
			name: readText(read('name'), { label: 'The name', ...MEMBER_NAME_RULES }),
			accountName: readText(read('accountName'), {
				label: 'The account name',
				...MEMBER_NAME_RULES,
			}),
			nodeId: readNodeId(read('nodeId')),
			permissionIds: readPermissionIds(read('permissionIds', [1, 2]), payUin),
			payUin,
			remark: readOptionalText(read('additionalFields.remark', ''), { label: 'The remark' }),
			tags: readTags(read('additionalFields.tags', {})),
			identityRoleIds: readList(read('additionalFields.identityRoleIds', ''), (id) =>
				readId(id, 'access identity ID', '2'),
			),
			authRelationId: optionalId('authRelationId', 'legal entity ID'),
			recordId: optionalId('recordId', 'creation record ID'),
			language,
		};
	},
	fetch: async (input, call) =>
		await call({
			action: 'CreateOrganizationMember',
			kind: 'command',
			lookup: MEMBER_LOOKUP,
			parameters: {
				Name: input.name,
				AccountName: input.accountName,
				PolicyType: POLICY_TYPE,
				PermissionIds: input.permissionIds,
				NodeId: BigInt(input.nodeId),
				Remark: input.remark,
				PayUin: input.payUin,
				// A new tag must have a value, which may be empty.
				Tags: input.tags?.map((tag) => ({ TagValue: '', ...tag })),
				IdentityRoleID:
					input.identityRoleIds.length > 0 ? input.identityRoleIds.map(BigInt) : undefined,
				AuthRelationId: bigIntOf(input.authRelationId),
				RecordId: bigIntOf(input.recordId),
			},
			language: input.language,
			expects: ['Uin'],
		}),
	output: {
		...recordOutput,
		name: textOutput('The name of the member'),
		nodeId: textOutput('The ID of its department'),
	},
	simplify: (answer, { name, nodeId }) => ({
		...createdRecord(textAt(answer, 'Uin') ?? ''),
		name,
		nodeId,
	}),
});

const bigIntOf = (id: string | undefined) => (id === undefined ? undefined : BigInt(id));
