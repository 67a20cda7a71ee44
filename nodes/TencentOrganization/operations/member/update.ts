import { type INodeProperties } from 'n8n-workflow';
import { readBoolean } from '../../../shared/fields/boolean';
import { type ParameterReader } from '../../../shared/fields/parameterReader';
import { readOptionalText } from '../../../shared/fields/text';
import { splitList } from '../../../shared/fields/valueList';
import { operation } from '../../../shared/operation/operation';
import { InvalidParameter } from '../../../shared/values/invalidParameter';
import { doneOutput, subjectOutput } from '../../../shared/values/outputSchema';
import { COMMON_OPTIONS } from '../../commonFields';
import { memberUinField, readMemberUin } from '../../idFields';
import {
	MEMBER_LOOKUP,
	MEMBER_NAME_RULES,
	payUinField,
	permissionIdsField,
	POLICY_TYPE,
	readPayUin,
	readPermissionIds,
} from '../../memberFields';
import { memberItem } from '../../record';

/** Characters. Source: document 850/82932, parameter Remark. */
const MAX_REMARK = 40;

const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What to change. A field that is left empty stays as it is.',
	options: [
		{
			displayName: 'Copy Name to Nickname',
			name: 'isModifyNickName',
			type: 'boolean',
			default: false,
			description: 'Whether to make the name of the member the nickname of its account, too',
		},
		permissionIdsField,
		{
			displayName: 'May Leave',
			name: 'isAllowQuit',
			type: 'boolean',
			default: false,
			description: 'Whether the member may leave the organization by itself',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			description:
				'The name of the member within the organization, at most 25 characters without blanks',
		},
		payUinField,
		{
			displayName: 'Remark',
			name: 'remark',
			type: 'string',
			default: '',
			description: 'A remark of at most 40 characters',
		},
	],
};

export const updateMember = operation({
	value: 'update',
	name: 'Update',
	action: 'Update member',
	description:
		'CHANGE name, remark, financial permissions, payer or the right to leave of a member account. Only the fields that are set change. Sends no mail.',
	kind: 'command',
	calls: ['UpdateOrganizationMember'],
	properties: [memberUinField, updateFields],
	options: COMMON_OPTIONS,
	input: (read, { language }) => ({
		memberUin: readMemberUin(read('memberUin')),
		changes: readChanges(read),
		language,
	}),
	subject: ({ memberUin }) => memberUin,
	fetch: async ({ memberUin, changes, language }, call) =>
		await call({
			action: 'UpdateOrganizationMember',
			kind: 'command',
			lookup: MEMBER_LOOKUP,
			parameters: { MemberUin: BigInt(memberUin), ...changes },
			language,
			expects: ['RequestId'],
		}),
	output: {
		...subjectOutput('The UIN of the member'),
		updated: doneOutput('Whether the member was changed'),
	},
	simplify: (_answer, { memberUin }) => memberItem(memberUin, { updated: true }),
});

/**
 * The fields that the user set, as request parameters.
 *
 * @throws InvalidParameter when no field is set, or a value is not valid.
 */
function readChanges(read: ParameterReader): Record<string, unknown> {
	const field = (name: string) => read(`additionalFields.${name}`, '');
	const payUin = readPayUin(read);
	const permissions = splitList(field('permissionIds'));
	const mayLeave = readBoolean(field('isAllowQuit'), 'May Leave');
	const copiesName = readBoolean(field('isModifyNickName'), 'Copy Name to Nickname');
	const changes = {
		Name: readOptionalText(field('name'), { label: 'The name', ...MEMBER_NAME_RULES }),
		Remark: readOptionalText(field('remark'), { label: 'The remark', max: MAX_REMARK }),
		...(permissions.length > 0 && {
			PolicyType: POLICY_TYPE,
			PermissionIds: readPermissionIds(permissions, payUin),
		}),
		PayUin: payUin,
		IsAllowQuit: mayLeave === undefined ? undefined : mayLeave ? 'Allow' : 'Denied',
	};
	const isAnySet = Object.values(changes).some((value) => value !== undefined);
	if (!isAnySet && copiesName !== true) {
		throw new InvalidParameter(
			'There is nothing to change',
			'Add at least one of the Update Fields, and check that it is not empty.',
		);
	}
	return {
		...changes,
		IsModifyNickName: copiesName === undefined ? undefined : Number(copiesName),
	};
}
