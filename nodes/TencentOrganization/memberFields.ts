import { type INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/fields/id';
import { type ParameterReader } from '../shared/fields/parameterReader';
import { readOptionalText } from '../shared/fields/text';
import { readList } from '../shared/fields/valueList';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { countAt, isJsonObject, type JsonObject, textAt } from '../shared/values/json';
import { printable, textOf } from '../shared/values/text';

/** The operation that shows whether a command was carried out, as the editor names it. */
export const MEMBER_LOOKUP = 'Member: Get Many';

/** The only policy type. The service takes permissions only together with it. */
export const POLICY_TYPE = 'Financial';

/** What a name may consist of. Source: document 850/82934, parameters Name and AccountName. */
export const MEMBER_NAME_RULES = {
	max: 25,
	form: {
		pattern: /^[\p{Script=Han}A-Za-z0-9+@&._[\]\-:,]+$/u,
		words: 'It may hold letters, digits, Chinese characters and + @ & . _ [ ] - : , but no blanks.',
	},
};

/** Financial permissions by the service's number. Source: document 850/82934. */
const PERMISSIONS = new Map([
	[1, 'View Bills'],
	[2, 'View Balance'],
	[3, 'Transfer Funds'],
	[4, 'Consolidated Billing'],
	[5, 'Invoicing'],
	[6, 'Inherit Discounts'],
	[7, 'Pay on Behalf'],
	[8, 'Cost Analysis'],
	[9, 'Budget Management'],
	[10, 'Set Credit Limit'],
]);
const MANDATORY = [1, 2];
const PAY_ON_BEHALF = 7;

export const permissionIdsField: INodeProperties = {
	displayName: 'Financial Permissions',
	name: 'permissionIds',
	type: 'multiOptions',
	default: [...MANDATORY],
	description:
		'What the management account may do with the finances of the member. View Bills and View Balance are mandatory, on the International site Pay on Behalf too. Tencent Cloud has to enable Transfer Funds and Set Credit Limit first.',
	options: [...PERMISSIONS]
		.map(([value, name]) => ({ name, value }))
		.sort((a, b) => (a.name < b.name ? -1 : 1)),
};

export const payUinField: INodeProperties = {
	displayName: 'Payer UIN',
	name: 'payUin',
	type: 'string',
	default: '',
	placeholder: 'e.g. 100000000001',
	description: 'The account that pays for the member, needed with the permission Pay on Behalf',
};

/** @throws InvalidParameter when it is neither empty nor a UIN. */
export const readPayUin = (read: ParameterReader): string | undefined =>
	readOptionalId(read('additionalFields.payUin', ''), 'payer UIN', '100000000001');

/**
 * The numbers of the permissions, ascending.
 *
 * @throws InvalidParameter for an unknown permission, and when a permission that the service demands is missing.
 */
export function readPermissionIds(value: unknown, payUin: string | undefined): number[] {
	const ids = readList(value, readPermissionId);
	const missing = MANDATORY.filter((id) => !ids.includes(id)).map((id) => PERMISSIONS.get(id)!);
	if (missing.length > 0) {
		throw new InvalidParameter(
			'A mandatory financial permission is missing',
			`The service takes no member without it. Add ${missing.join(' and ')}.`,
		);
	}
	if (ids.includes(PAY_ON_BEHALF) && payUin === undefined) {
		throw new InvalidParameter(
			'Pay on Behalf needs a payer',
			'Add the field Payer UIN, or leave the permission out.',
		);
	}
	return ids.sort((a, b) => a - b);
}

function readPermissionId(value: unknown): number {
	const number = Number(textOf(value));
	if (PERMISSIONS.has(number)) return number;
	throw new InvalidParameter(
		'There is no such financial permission',
		`Choose from the list, or give numbers from 1 to 10. Given was "${printable(value)}".`,
	);
}

/** The numbers of a member's permissions; null when the row has none of them. */
export function permissionIdsOf({ OrgPermission }: JsonObject): number[] | null {
	if (!Array.isArray(OrgPermission)) return null;
	return OrgPermission.map((permission) =>
		isJsonObject(permission) ? countAt(permission, 'Id') : undefined,
	).filter((id) => id !== undefined);
}

const MAY_LEAVE = new Map([
	['allow', true],
	['denied', false],
]);

/** Whether a member may leave the organization; null when the row does not say. */
export const mayLeaveOf = (row: JsonObject): boolean | null =>
	MAY_LEAVE.get(textAt(row, 'IsAllowQuit')?.toLowerCase() ?? '') ?? null;

/** @throws InvalidParameter when it is neither empty nor an ID. */
export const readOptionalId = (
	value: unknown,
	name: string,
	example: string,
): string | undefined =>
	readOptionalText(value, { label: name }) === undefined ? undefined : readId(value, name, example);
