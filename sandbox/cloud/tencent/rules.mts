// Rules and parameters that several actions of the organization share.
import type { Parameter, ParameterTable } from '../api3/parameters.mts';
import { ErrorResponse } from '../errorResponse.mts';
import type { TencentContext } from './operation.mts';
import type { Department, Member } from './state.mts';

/** Where the actions of this folder belong. */
export const ORGANIZATION = { product: 'organization', version: '2021-03-31' };

/** Trusted services that `Product` may name. */
const TRUSTED_SERVICES = ['config', 'cloudaudit', 'cic'];

export const pageParameters: ParameterTable = {
	Offset: { type: 'integer', required: true, min: 0 },
	Limit: { type: 'integer', required: true, min: 1, max: 50 },
};

export const tagsParameter: Parameter = {
	type: 'list',
	maxItems: 10,
	of: {
		type: 'object',
		fields: { TagKey: { type: 'string', required: true }, TagValue: { type: 'string' } },
	},
};

export type Tags = Array<{ TagKey: string; TagValue?: string }>;

/** Whether all wanted tags are there. A wanted tag without a value matches every value of its key. */
export const hasTags = (own: Tags, wanted: Tags): boolean =>
	wanted.every(({ TagKey, TagValue }) =>
		own.some(
			(tag) => tag.TagKey === TagKey && (TagValue === undefined || tag.TagValue === TagValue),
		),
	);

/** The form of `Total` in a list. */
const TOTALS = { number: Number, text: String, null: () => null };

/** The page of a list that a request asks for. */
export function pageOf<Row>(
	rows: Row[],
	values: Record<string, unknown>,
	{ settings }: TencentContext,
) {
	const offset = Number(values.Offset);
	const limit = Number(values.Limit);
	if (offset % limit !== 0) {
		throw new ErrorResponse('InvalidParameterValue', 'Offset must be a multiple of Limit');
	}
	const total = TOTALS[settings.tencent.totals](rows.length);
	return { total, rows: rows.slice(offset, offset + limit) };
}

export function requireOrganization({ key }: TencentContext): void {
	if (!key.hasOrganization) throw new ErrorResponse('ResourceNotFound.OrganizationNotExist');
}

/** The member that a request names. The error code for an unknown member depends on the action. */
export function requireMember(
	uin: unknown,
	{ state }: TencentContext,
	code = 'ResourceNotFound.OrganizationMemberNotExist',
): Member {
	const member = state.get(String(uin));
	if (member === undefined) throw new ErrorResponse(code);
	return member;
}

export function requireDepartment(id: unknown, { state }: TencentContext): Department {
	const department = state.departments.find((one) => one.id === Number(id));
	if (department === undefined)
		throw new ErrorResponse('ResourceNotFound.OrganizationNodeNotExist');
	return department;
}

export function checkTrustedService(name: unknown): void {
	if (name !== undefined && !TRUSTED_SERVICES.includes(String(name))) {
		throw new ErrorResponse('ResourceNotFound.OrganizationServiceNotExist');
	}
}
