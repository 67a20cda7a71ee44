// What the editor offers of an output before the first run. That the outputs are so is checked wherever
// a test runs an operation (see the harness).
import { loadRooms } from '../../../sandbox/docs/rooms.mts';
import { expectSchema, outputSchema } from '../harness/schemas.mts';

const OPERATIONS = loadRooms().flatMap(({ description, resources }) =>
	resources.flatMap(({ value: resource, operations }) =>
		operations.map((operation) => ({ node: description.name, resource, operation })),
	),
);

it.each(OPERATIONS)(
	'$node $resource $operation.value has one',
	({ node, resource, operation: { value, output } }) => {
		expect(Object.keys(output).length).toBeGreaterThan(1);
		const properties = Object.entries(output).map(([name, { description, ...rest }]) => {
			expect(description).toMatch(/\w/);
			return [name, rest];
		});
		expect(outputSchema(node, resource, value)).toEqual({
			type: 'object',
			properties: Object.fromEntries(properties) as object,
			version: 1,
		});
	},
);

describe('an output that is not as the schema says', () => {
	const item = { provider: 'aliyun', subject: 'a@example.com', deleted: true };
	const check = (json: object) => () =>
		expectSchema(
			'aliyunEmailVerification',
			{ resource: 'emailVerification', operation: 'delete' },
			[json as never],
		);

	it('is found', () => {
		expect(check(item)).not.toThrow();
		expect(check({ ...item, raw: {} })).not.toThrow();
		expect(check({ ...item, more: 1 })).toThrow('additionalProperties');
		expect(check({ ...item, deleted: 'yes' })).toThrow('boolean');
		expect(check({ provider: 'aliyun', deleted: true })).toThrow('required');
	});
});
