import type { TencentOperation } from './operation.mts';
import {
	describeOrganization,
	describeOrganizationMemberEmailBind,
	describeOrganizationMembers,
} from './organization.mts';
import { describeRegions, getCallerIdentity } from './otherProducts.mts';

/** Every action that the local cloud serves. */
export const tencentOperations: readonly TencentOperation[] = [
	describeOrganizationMemberEmailBind,
	describeOrganizationMembers,
	describeOrganization,
	getCallerIdentity,
	describeRegions,
];
