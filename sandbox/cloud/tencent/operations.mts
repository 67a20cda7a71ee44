import {
	addOrganizationMemberEmail,
	describeOrganizationMemberEmailBind,
	sendOrgMemberAccountBindEmail,
	updateOrganizationMemberEmailBind,
} from './memberEmail.mts';
import {
	createOrganizationMember,
	describeOrganizationMembers,
	moveOrganizationNodeMembers,
	updateOrganizationMember,
} from './members.mts';
import type { TencentOperation } from './operation.mts';
import { describeOrganization, describeOrganizationNodes } from './organization.mts';
import { describeRegions, getCallerIdentity } from './otherProducts.mts';

/** Every action that the local cloud serves. */
export const tencentOperations: readonly TencentOperation[] = [
	describeOrganizationMemberEmailBind,
	addOrganizationMemberEmail,
	updateOrganizationMemberEmailBind,
	sendOrgMemberAccountBindEmail,
	describeOrganizationMembers,
	createOrganizationMember,
	updateOrganizationMember,
	moveOrganizationNodeMembers,
	describeOrganizationNodes,
	describeOrganization,
	getCallerIdentity,
	describeRegions,
];
