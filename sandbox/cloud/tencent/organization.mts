import { integer } from '../json.mts';
import { Refusal } from '../refusal.mts';
import { beijingTime, fromBeijingTime } from '../time.mts';
import { MANAGEMENT_ACCOUNT } from './keys.mts';
import type { TencentContext, TencentOperation } from './operation.mts';
import type { Member } from './state.mts';

const product = 'organization';
const version = '2021-03-31';
const ORGANIZATION_CREATED_AT = fromBeijingTime('2021-04-15 21:07:54');
const FINANCIAL_POLICY = {
	OrgPolicyType: 'Financial',
	OrgPolicyName: '财务管理',
	OrgPermission: [
		{ Id: 1, Name: 'viewBill' },
		{ Id: 2, Name: 'viewBalance' },
	],
};

/** Trusted services that `Product` may name. */
const TRUSTED_SERVICES = ['config', 'cloudaudit', 'cic'];

export const describeOrganizationMemberEmailBind: TencentOperation = {
	product,
	version,
	action: 'DescribeOrganizationMemberEmailBind',
	parameters: { MemberUin: { type: 'integer', required: true, min: 1 } },
	answer: (values, context) => {
		needOrganization(context);
		const member = context.state.get(String(values.MemberUin));
		if (member === undefined) {
			throw new Refusal('ResourceNotFound.OrganizationMemberNotExist');
		}
		return bindingFields(member, context);
	},
};

export const describeOrganizationMembers: TencentOperation = {
	product,
	version,
	action: 'DescribeOrganizationMembers',
	parameters: {
		Offset: { type: 'integer', required: true, min: 0 },
		Limit: { type: 'integer', required: true, min: 1, max: 50 },
		Lang: { type: 'string' },
		SearchKey: { type: 'string' },
		AuthName: { type: 'string' },
		Product: { type: 'string' },
		Tags: {
			type: 'list',
			maxItems: 10,
			of: {
				type: 'object',
				fields: { TagKey: { type: 'string', required: true }, TagValue: { type: 'string' } },
			},
		},
		NodeId: { type: 'integer', min: 0 },
		NodeName: { type: 'string' },
	},
	answer: (values, context) => {
		needOrganization(context);
		const offset = Number(values.Offset);
		const limit = Number(values.Limit);
		if (offset % limit !== 0) {
			throw new Refusal('InvalidParameterValue', 'Offset must be a multiple of Limit');
		}
		const found = context.state.members().filter(memberFilter(values, context));
		return {
			Total: found.length,
			Items: found.slice(offset, offset + limit).map((member) => memberRow(member, context)),
		};
	},
};

export const describeOrganization: TencentOperation = {
	product,
	version,
	action: 'DescribeOrganization',
	parameters: { Lang: { type: 'string' }, Product: { type: 'string' } },
	answer: (values, context) => {
		needOrganization(context);
		checkTrustedService(values.Product);
		return {
			OrgId: 101,
			HostUin: integer(MANAGEMENT_ACCOUNT),
			NickName: 'host_name',
			OrgType: 1,
			IsManager: context.key.user === MANAGEMENT_ACCOUNT,
			...FINANCIAL_POLICY,
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

function needOrganization({ key }: TencentContext): void {
	if (!key.hasOrganization) throw new Refusal('ResourceNotFound.OrganizationNotExist');
}

function checkTrustedService(name: unknown): void {
	if (name !== undefined && !TRUSTED_SERVICES.includes(String(name))) {
		throw new Refusal('ResourceNotFound.OrganizationServiceNotExist');
	}
}

function bindingFields(member: Member, { state, settings }: TencentContext) {
	const { binding } = member;
	const { masked } = settings.tencent;
	if (binding === null || member.hasNoValues) {
		return {
			BindId: null,
			ApplyTime: null,
			Email: null,
			Phone: null,
			BindStatus: state.bindStatus(member),
			BindTime: null,
			Description: null,
			PhoneBind: member.hasNoValues ? null : 0,
			CountryCode: null,
		};
	}
	return {
		BindId: binding.bindId,
		ApplyTime: beijingTime(binding.appliedAt),
		Email: masked ? binding.email.replace(/^(.{0,2}).*@/u, '$1***@') : binding.email,
		Phone: masked ? binding.phone.replace(/^(.{2}).*(.{2})$/, '$1***$2') : binding.phone,
		BindStatus: state.bindStatus(member),
		BindTime: binding.boundAt === null ? null : beijingTime(binding.boundAt),
		Description: state.description(member),
		PhoneBind: binding.isPhoneBound ? 1 : 0,
		CountryCode: binding.countryCode,
	};
}

function memberFilter(values: Record<string, unknown>, { state }: TencentContext) {
	checkTrustedService(values.Product);
	const departments = new Map(state.departments.map(({ id, name }) => [id, name]));
	if (values.NodeId !== undefined && !departments.has(Number(values.NodeId))) {
		throw new Refusal('ResourceNotFound.OrganizationNodeNotExist');
	}
	const tags = (values.Tags ?? []) as Array<{ TagKey: string; TagValue?: string }>;
	const searchKey = String(values.SearchKey ?? '');
	return (member: Member) =>
		(member.name.includes(searchKey) || member.uin === searchKey) &&
		(values.AuthName === undefined || member.authName.includes(String(values.AuthName))) &&
		(values.NodeId === undefined || member.nodeId === Number(values.NodeId)) &&
		(values.NodeName === undefined ||
			departments.get(member.nodeId)?.includes(String(values.NodeName)) === true) &&
		tags.every(({ TagKey, TagValue }) =>
			member.tags.some(
				(tag) => tag.TagKey === TagKey && (TagValue === undefined || tag.TagValue === TagValue),
			),
		);
}

function memberRow(member: Member, { state }: TencentContext) {
	return {
		MemberUin: integer(member.uin),
		Name: member.name,
		MemberType: member.type,
		...FINANCIAL_POLICY,
		NodeId: member.nodeId,
		NodeName: state.departments.find(({ id }) => id === member.nodeId)?.name,
		Remark: member.remark,
		CreateTime: beijingTime(member.createdAt),
		UpdateTime: beijingTime(member.updatedAt),
		IsAllowQuit: member.isAllowQuit,
		PayUin: '',
		PayName: '',
		OrgIdentity: [{ IdentityId: 1, IdentityAliasName: 'Administrator' }],
		BindStatus: state.bindStatus(member),
		PermissionStatus: member.permissionStatus,
		Tags: member.tags,
		NickName: member.nickName,
	};
}
