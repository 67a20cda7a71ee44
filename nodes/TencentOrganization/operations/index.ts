import { type Resource } from '../../shared/operation/operation';
import { getManyDepartments } from './department/getMany';
import { createMember } from './member/create';
import { getManyMembers } from './member/getMany';
import { moveMember } from './member/move';
import { updateMember } from './member/update';
import { addMemberEmail } from './memberEmail/add';
import { getMemberEmail } from './memberEmail/get';
import { resendMemberEmail } from './memberEmail/resend';
import { updateMemberEmail } from './memberEmail/update';
import { getOrganization } from './organization/get';

/** The first operation of a resource is its default: a lookup. */
export const tencentOrganizationResources: readonly Resource[] = [
	{
		value: 'memberEmail',
		name: 'Member Email',
		operations: [getMemberEmail, addMemberEmail, resendMemberEmail, updateMemberEmail],
	},
	{
		value: 'member',
		name: 'Member',
		operations: [getManyMembers, createMember, moveMember, updateMember],
	},
	{ value: 'department', name: 'Department', operations: [getManyDepartments] },
	{ value: 'organization', name: 'Organization', operations: [getOrganization] },
];
