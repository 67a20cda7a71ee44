import { type INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/fields/id';
import { locator } from '../shared/fields/locator';

const EXAMPLE_UIN = '100000000001';
const EXAMPLE_NODE = '1001';

/** A member of the organization. */
export const memberUinField: INodeProperties = {
	...locator({
		what: 'a member',
		searchMethod: 'searchMembers',
		example: EXAMPLE_UIN,
		hint: 'The UIN (account number) of the member',
		errorMessage: 'A UIN holds digits only',
	}),
	displayName: 'Member',
	name: 'memberUin',
	required: true,
	description: 'The member account of the organization',
};

/** A department of the organization, which the service calls a node. */
export const nodeIdField: INodeProperties = {
	...locator({
		what: 'a department',
		searchMethod: 'searchDepartments',
		example: EXAMPLE_NODE,
		hint: 'The ID of the department, which Tencent Cloud calls a node',
		errorMessage: 'A department ID holds digits only',
	}),
	displayName: 'Department',
	name: 'nodeId',
	description: 'The department of the organization',
};

/** @throws InvalidParameter when it is empty, not a UIN, or a number too large to be exact. */
export const readMemberUin = (value: unknown): string => readId(value, 'member UIN', EXAMPLE_UIN);

/** @throws InvalidParameter as `readMemberUin` does. */
export const readNodeId = (value: unknown): string => readId(value, 'department ID', EXAMPLE_NODE);
