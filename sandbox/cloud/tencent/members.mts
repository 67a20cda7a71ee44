import { integer } from '../json.mts';
import { ErrorResponse } from '../errorResponse.mts';
import { beijingTime } from '../time.mts';
import type { TencentContext, TencentOperation } from './operation.mts';
import {
	checkPayer,
	checkPermissions,
	financialPolicy,
	permissionParameters,
} from './permissions.mts';
import {
	checkTrustedService,
	hasTags,
	requireDepartment,
	requireMember,
	requireOrganization,
	ORGANIZATION,
	pageOf,
	pageParameters,
	tagsParameter,
	type Tags,
} from './rules.mts';
import type { Member } from './state.mts';

const NAME = /^[\p{Script=Han}A-Za-z0-9+@&._[\]\-:,]{1,25}$/u;
const LONGEST_REMARK = 40;
/** Access identities and legal entities that the organization has. */
const IDENTITIES = [1, 2, 3];
const AUTH_RELATIONS = [0, 1];

export const describeOrganizationMembers: TencentOperation = {
	...ORGANIZATION,
	action: 'DescribeOrganizationMembers',
	parameters: {
		...pageParameters,
		Lang: { type: 'string' },
		SearchKey: { type: 'string' },
		AuthName: { type: 'string' },
		Product: { type: 'string' },
		Tags: tagsParameter,
		NodeId: { type: 'integer', min: 0 },
		NodeName: { type: 'string' },
	},
	answer: (values, context) => {
		requireOrganization(context);
		const found = context.state.members().filter(memberFilter(values, context));
		const { total, rows } = pageOf(found, values, context);
		return { Total: total, Items: rows.map((member) => memberRow(member, context)) };
	},
};

export const createOrganizationMember: TencentOperation = {
	...ORGANIZATION,
	action: 'CreateOrganizationMember',
	parameters: {
		Name: { type: 'string', required: true },
		AccountName: { type: 'string', required: true },
		...permissionParameters(true),
		NodeId: { type: 'integer', required: true, min: 1 },
		Remark: { type: 'string' },
		RecordId: { type: 'integer', min: 0 },
		IdentityRoleID: { type: 'list', of: { type: 'integer', min: 1 } },
		AuthRelationId: { type: 'integer', min: 0 },
		Tags: tagsParameter,
	},
	answer: (values, context) => {
		requireOrganization(context);
		const { state, settings } = context;
		const payUin = String(values.PayUin ?? '');
		const tags = (values.Tags ?? []) as Tags;
		checkCreationRecord(values.RecordId, context);
		checkName(values.Name, 'InvalidParameter');
		checkName(values.AccountName, 'InvalidParameter');
		checkPermissions(values, payUin);
		if (payUin !== '') checkPayer(payUin);
		const { id: nodeId } = requireDepartment(values.NodeId, context);
		if (!AUTH_RELATIONS.includes(Number(values.AuthRelationId ?? 0))) {
			throw new ErrorResponse('ResourceNotFound.OrganizationAuthRelationNotExist');
		}
		for (const id of (values.IdentityRoleID ?? []) as number[]) {
			if (!IDENTITIES.includes(id)) throw new ErrorResponse('InvalidParameter', 'IdentityRoleID');
		}
		if (tags.some(({ TagKey }) => TagKey === ''))
			throw new ErrorResponse('InvalidParameter.TagError');
		if (state.members().some(({ accountName }) => accountName === values.AccountName)) {
			throw new ErrorResponse('FailedOperation.MemberNameUsed');
		}
		checkNameIsFree(values.Name, context);
		if (state.members().length >= settings.tencent.limits.members) {
			throw new ErrorResponse('LimitExceeded.OrganizationMemberOverLimit');
		}
		const { uin } = state.create({
			name: String(values.Name),
			accountName: String(values.AccountName),
			nodeId,
			remark: String(values.Remark ?? ''),
			permissionIds: values.PermissionIds as number[],
			payUin,
			tags: tags.map(({ TagKey, TagValue = '' }) => ({ TagKey, TagValue })),
		});
		return { Uin: integer(uin) };
	},
};

export const updateOrganizationMember: TencentOperation = {
	...ORGANIZATION,
	action: 'UpdateOrganizationMember',
	parameters: {
		MemberUin: { type: 'integer', required: true, min: 1 },
		Name: { type: 'string' },
		Remark: { type: 'string' },
		...permissionParameters(false),
		// One of the published samples writes it small.
		IsAllowQuit: { type: 'string', oneOf: ['Allow', 'Denied', 'allow', 'denied'] },
		IsModifyNickName: { type: 'integer', min: 0, max: 1 },
	},
	answer: (values, context) => {
		requireOrganization(context);
		const member = requireMember(values.MemberUin, context, 'ResourceNotFound.MemberNotExist');
		const changes = memberChanges(values, member, context);
		Object.assign(member, changes, { updatedAt: context.state.now() });
		return {};
	},
};

export const moveOrganizationNodeMembers: TencentOperation = {
	...ORGANIZATION,
	action: 'MoveOrganizationNodeMembers',
	parameters: {
		NodeId: { type: 'integer', required: true, min: 1 },
		MemberUin: { type: 'list', required: true, of: { type: 'integer', min: 1 } },
	},
	answer: (values, context) => {
		requireOrganization(context);
		const uins = values.MemberUin as Array<number | bigint>;
		if (uins.length === 0) throw new ErrorResponse('InvalidParameter', 'MemberUin is empty');
		const { id: nodeId } = requireDepartment(values.NodeId, context);
		const members = uins.map((uin) =>
			requireMember(uin, context, 'FailedOperation.SomeUinsNotInOrganization'),
		);
		for (const member of members) Object.assign(member, { nodeId, updatedAt: context.state.now() });
		return {};
	},
};

/** Everything is checked before anything changes. */
function memberChanges(
	values: Record<string, unknown>,
	member: Member,
	context: TencentContext,
): Partial<Member> {
	const { Name, Remark, PolicyType, PermissionIds, PayUin, IsAllowQuit, IsModifyNickName } = values;
	const payUin = String(PayUin ?? member.payUin);
	const changes: Partial<Member> = { payUin };
	if (PayUin !== undefined) checkPayer(payUin);
	if (Name !== undefined) {
		checkName(Name, 'InvalidParameterValue');
		checkNameIsFree(Name, context, member);
		changes.name = String(Name);
	}
	if (Remark !== undefined) {
		if (String(Remark).length > LONGEST_REMARK) {
			throw new ErrorResponse('InvalidParameterValue', 'Remark');
		}
		changes.remark = String(Remark);
	}
	if (PolicyType !== undefined || PermissionIds !== undefined) {
		checkPermissions(values, payUin);
		if (member.permissionStatus === 'UnConfirmed') {
			throw new ErrorResponse('FailedOperation.ChangePermissionRecordExist');
		}
		changes.permissionIds = PermissionIds as number[];
	}
	if (IsAllowQuit !== undefined) {
		const mayQuit = String(IsAllowQuit).toLowerCase() === 'allow';
		if (mayQuit && payUin !== '') throw new ErrorResponse('InvalidParameter.AllowQuitIllegal');
		changes.isAllowQuit = mayQuit ? 'Allow' : 'Denied';
	}
	if (IsModifyNickName === 1) changes.nickName = changes.name ?? member.name;
	return changes;
}

/** Every creation in the local cloud succeeds. So a creation record is unknown, or its member exists. */
function checkCreationRecord(id: unknown, { state }: TencentContext): void {
	if (id === undefined || id === 0) return;
	throw new ErrorResponse(
		Number(id) <= state.creations()
			? 'FailedOperation.CreateRecordAlreadySuccess'
			: 'FailedOperation.CreateRecordNotExist',
	);
}

/** No document gives a code for names of a wrong form; not every action lists `InvalidParameter`. */
function checkName(name: unknown, code: string): void {
	if (!NAME.test(String(name))) throw new ErrorResponse(code, 'Name');
}

function checkNameIsFree(name: unknown, { state }: TencentContext, self?: Member): void {
	if (state.members().some((member) => member !== self && member.name === name)) {
		throw new ErrorResponse('FailedOperation.OrganizationMemberNameUsed');
	}
}

function memberFilter(values: Record<string, unknown>, context: TencentContext) {
	checkTrustedService(values.Product);
	if (values.NodeId !== undefined) requireDepartment(values.NodeId, context);
	const departments = new Map(context.state.departments.map(({ id, name }) => [id, name]));
	const tags = (values.Tags ?? []) as Tags;
	const searchKey = String(values.SearchKey ?? '');
	return (member: Member) =>
		(member.name.includes(searchKey) || member.uin === searchKey) &&
		(values.AuthName === undefined || member.authName.includes(String(values.AuthName))) &&
		(values.NodeId === undefined || member.nodeId === Number(values.NodeId)) &&
		(values.NodeName === undefined ||
			departments.get(member.nodeId)?.includes(String(values.NodeName)) === true) &&
		hasTags(member.tags, tags);
}

function memberRow(member: Member, { state }: TencentContext) {
	return {
		MemberUin: integer(member.uin),
		Name: member.name,
		MemberType: member.type,
		...financialPolicy(member.permissionIds),
		NodeId: member.nodeId,
		NodeName: state.departments.find(({ id }) => id === member.nodeId)?.name,
		Remark: member.remark,
		CreateTime: beijingTime(member.createdAt),
		UpdateTime: beijingTime(member.updatedAt),
		IsAllowQuit: member.isAllowQuit,
		PayUin: member.payUin,
		PayName: member.payUin === '' ? '' : 'host_name',
		OrgIdentity: [{ IdentityId: 1, IdentityAliasName: 'Administrator' }],
		BindStatus: state.bindStatus(member),
		PermissionStatus: member.permissionStatus,
		Tags: member.tags,
		NickName: member.nickName,
	};
}
