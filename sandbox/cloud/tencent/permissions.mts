// The financial relationship between the management account and its members.
import type { ParameterTable } from '../api3/parameters.mts';
import { ErrorResponse } from '../errorResponse.mts';
import { MANAGEMENT_ACCOUNT } from './keys.mts';

const POLICY = 'Financial';
const MANDATORY = [1, 2];
const PAY_ON_BEHALF = 7;
/** Transfer funds and set credit limit: the vendor has to enable them first. */
const NOT_ENABLED = [3, 10];
const LARGEST = 10;

/** Names are published for the first two only. */
const NAMES = ['', 'viewBill', 'viewBalance'];

export const permissionParameters = (required: boolean): ParameterTable => ({
	PolicyType: { type: 'string', required },
	PermissionIds: { type: 'list', required, of: { type: 'integer' } },
	PayUin: { type: 'string' },
});

export const financialPolicy = (permissionIds: number[]) => ({
	OrgPolicyType: POLICY,
	OrgPolicyName: '财务管理',
	OrgPermission: permissionIds.map((Id) => ({ Id, Name: NAMES[Id] ?? `permission ${Id}` })),
});

/** Throws where permissions may not be granted. `payUin` is the UIN of the payer; empty: there is none. */
export function checkPermissions(values: Record<string, unknown>, payUin: string): void {
	const { PolicyType, PermissionIds } = values;
	if (PolicyType !== POLICY) throw new ErrorResponse('FailedOperation.OrganizationPolicyIllegal');
	const ids = (PermissionIds ?? []) as number[];
	const isLegal =
		MANDATORY.every((id) => ids.includes(id)) &&
		ids.every((id) => id >= 1 && id <= LARGEST && !NOT_ENABLED.includes(id));
	if (!isLegal) throw new ErrorResponse('FailedOperation.OrganizationPermissionIllegal');
	if (ids.includes(PAY_ON_BEHALF)) checkPayer(payUin);
}

/** The administrator of the legal entity pays; here that is the management account. */
export function checkPayer(payUin: string): void {
	if (payUin !== MANAGEMENT_ACCOUNT) throw new ErrorResponse('FailedOperation.PayUinIllegal');
}
