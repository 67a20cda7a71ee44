import { operation } from '../../../shared/operation/operation';
import { doneOutput, subjectOutput, textOutput } from '../../../shared/values/outputSchema';
import { COMMON_OPTIONS } from '../../commonFields';
import { memberUinField, nodeIdField, readMemberUin, readNodeId } from '../../idFields';
import { MEMBER_LOOKUP } from '../../memberFields';
import { memberItem } from '../../record';

export const moveMember = operation({
	value: 'move',
	name: 'Move',
	action: 'Move member to department',
	description:
		'MOVE a member account to another department of the organization. The policies of that department then apply to it. Sends no mail.',
	kind: 'command',
	calls: ['MoveOrganizationNodeMembers'],
	properties: [
		memberUinField,
		{ ...nodeIdField, required: true, description: 'The department that the member moves to' },
	],
	options: COMMON_OPTIONS,
	input: (read, { language }) => ({
		memberUin: readMemberUin(read('memberUin')),
		nodeId: readNodeId(read('nodeId')),
		language,
	}),
	subject: ({ memberUin }) => memberUin,
	fetch: async ({ memberUin, nodeId, language }, call) =>
		await call({
			action: 'MoveOrganizationNodeMembers',
			kind: 'command',
			lookup: MEMBER_LOOKUP,
			// MemberUin is a list. No document says how long it may be, so that a request holds one member.
			parameters: { NodeId: BigInt(nodeId), MemberUin: [BigInt(memberUin)] },
			language,
			expects: ['RequestId'],
		}),
	output: {
		...subjectOutput('The UIN of the member'),
		moved: doneOutput('Whether the member was moved'),
		nodeId: textOutput('The ID of its department'),
	},
	simplify: (_answer, { memberUin, nodeId }) => memberItem(memberUin, { moved: true, nodeId }),
});
