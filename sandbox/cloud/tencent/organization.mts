import { integer } from '../json.mts';
import { beijingTime } from '../time.mts';
import { ORGANIZATION_CREATED_AT } from './generate.mts';
import { MANAGEMENT_ACCOUNT } from './keys.mts';
import type { TencentOperation } from './operation.mts';
import { financialPolicy } from './permissions.mts';
import {
	checkTrustedService,
	hasTags,
	requireOrganization,
	ORGANIZATION,
	pageOf,
	pageParameters,
	tagsParameter,
	type Tags,
} from './rules.mts';

export const describeOrganization: TencentOperation = {
	...ORGANIZATION,
	action: 'DescribeOrganization',
	parameters: { Lang: { type: 'string' }, Product: { type: 'string' } },
	answer: (values, context) => {
		requireOrganization(context);
		checkTrustedService(values.Product);
		return {
			OrgId: 101,
			HostUin: integer(MANAGEMENT_ACCOUNT),
			NickName: 'host_name',
			OrgType: 1,
			IsManager: context.key.user === MANAGEMENT_ACCOUNT,
			...financialPolicy([1, 2]),
			RootNodeId: context.state.departments[0].id,
			CreateTime: beijingTime(ORGANIZATION_CREATED_AT),
			JoinTime: beijingTime(ORGANIZATION_CREATED_AT),
			IsAllowQuit: 'Denied',
			PayUin: '',
			PayName: '',
			IsAssignManager: false,
			IsAuthManager: false,
		};
	},
};

export const describeOrganizationNodes: TencentOperation = {
	...ORGANIZATION,
	action: 'DescribeOrganizationNodes',
	parameters: { ...pageParameters, Tags: tagsParameter },
	answer: (values, context) => {
		requireOrganization(context);
		const tags = (values.Tags ?? []) as Tags;
		const found = context.state.departments.filter((department) => hasTags(department.tags, tags));
		const { total, rows } = pageOf(found, values, context);
		return {
			Total: total,
			Items: rows.map((department) => ({
				NodeId: department.id,
				Name: department.name,
				ParentNodeId: department.parentId,
				Remark: department.remark,
				CreateTime: beijingTime(department.createdAt),
				UpdateTime: beijingTime(department.updatedAt),
				Tags: department.tags,
			})),
		};
	},
};
