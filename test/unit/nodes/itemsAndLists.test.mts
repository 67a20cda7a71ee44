// n8n advises "Execute Once" for operations with these values. For an operation that answers per item,
// that would drop all items but the first.
import { aliyunEmailVerificationResources } from '../../../nodes/AliyunEmailVerification/operations/index.ts';
import { iamAccountResources } from '../../../nodes/IamAccount/operations/index.ts';
import type { Operation } from '../../../nodes/shared/operation/operation.ts';
import { tencentOrganizationResources } from '../../../nodes/TencentOrganization/operations/index.ts';

const EXECUTED_ONCE = ['getMany', 'getAll'];

const RESOURCES = [
	...tencentOrganizationResources,
	...aliyunEmailVerificationResources,
	...iamAccountResources,
];
const OPERATIONS = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.name}: ${operation.name}`,
		operation,
	})),
);

/** A list lets the user choose how much of it to return. */
const isList = ({ properties }: Operation): boolean =>
	['returnAll', 'limit'].every((name) => properties.some((property) => property.name === name));

it('distinguishes lists from operations that answer per item', () => {
	const lists = OPERATIONS.filter(({ operation }) => isList(operation)).map(({ name }) => name);
	expect(lists).toEqual(expect.arrayContaining(['Member: Get Many', 'Sub-Account: Get IDs']));
	expect(lists).not.toContain('Account: Get');
	expect(lists.length).toBeLessThan(OPERATIONS.length / 2);
});

it.each(OPERATIONS)('$name is called a list only if it is one', ({ operation }) => {
	if (EXECUTED_ONCE.includes(operation.value)) expect(isList(operation)).toBe(true);
	if (!isList(operation)) expect(operation.name).not.toMatch(/\b(many|all)\b/i);
});
