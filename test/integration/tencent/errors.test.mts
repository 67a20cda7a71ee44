// Every documented code of every operation: what the user reads, and what is sent afterwards.
import { ERRORS } from '../../../nodes/TencentOrganization/errors/index.ts';
import { tencentOrganizationResources } from '../../../nodes/TencentOrganization/operations/index.ts';
import { definitionIn } from '../../../nodes/shared/api/serviceError.ts';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import { ERRORS_BY_ACTION } from '../../../nodes/TencentOrganization/errorsByAction.mts';
import { CONTINUE, OUTCOME_UNKNOWN } from '../harness/world.mts';
import { COMMANDS, outcomeCheck, OPERATIONS, useOrganization } from './useOrganization.mts';

const { world, run } = useOrganization();

describe.each(Object.entries(OPERATIONS))('%s', (name, { action, item }) => {
	const command = COMMANDS[name];

	it.each(ERRORS_BY_ACTION[action])('%s', async (code) => {
		const known = ERRORS[code];
		expect(known).toBeDefined();
		const message = `Words of ${code}`;
		world.cloud.faults.add({ kind: 'code', action, code, message });
		const { error, output } = await run(name, [item(world.cloud)]);
		expect(output).toEqual([]);
		const refused = world.cloud.journal.entries({ action });
		expect(refused).toMatchObject([{ code }]);
		// An internal error leaves open what the service did before.
		const isOutcomeUnknown = command !== undefined && known.retry === 'read';
		const advice = isOutcomeUnknown
			? `${known.message}. It was not sent a second time. ${outcomeCheck(command)}`
			: known.advice;
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: isOutcomeUnknown ? OUTCOME_UNKNOWN : known.message,
			description: `${advice} The service says: "${message}". Code: ${code}. Request ID: ${refused[0].requestId}. Item: 0.`,
			context: { itemIndex: 0 },
		});
	});

	it('a refused item keeps its place, and the others go on', async () => {
		const code = 'FailedOperation.Unheard';
		world.cloud.faults.add({ kind: 'code', action, code, times: 1 });
		const items = Array.from({ length: 3 }, () => item(world.cloud));
		// Lists and the organization are asked once for equal items: these differ in what they ask.
		const options = { timeout: '={{ 30000 + $itemIndex }}' };
		const { json, pairs } = await run(name, items, { ...CONTINUE, options });
		const failed = json.filter(({ error }) => error !== undefined);
		const details = expect.objectContaining({ code }) as object;
		expect(failed).toEqual([{ error: ERRORS.FailedOperation.message, details }]);
		expect([...new Set(pairs)]).toEqual([0, 1, 2]);
		for (const each of json)
			expect(Object.keys(each).includes('error')).toBe(failed.includes(each));
	});

	it('needs its permission, and says which', async () => {
		const credential = demoCredentials.tencentNoPermission;
		const { error } = await run(name, [item(world.cloud)], { credential });
		expect(error!.message).toBe('The key may not do this');
		expect(error!.description).toMatch(/\[organization:[A-Za-z]+\]/);
	});
});

it.each(Object.entries(COMMANDS))(
	'%s is refused to a key that may only look up',
	async (name, { action, item, isDone }) => {
		const one = item(world.cloud);
		const { error } = await run(name, [one], { credential: demoCredentials.tencentReadOnly });
		expect(error!.description).toContain(`[organization:${action}]`);
		expect(isDone(world.cloud, one)).toBe(false);
	},
);

describe('the catalogue', () => {
	const operations = tencentOrganizationResources.flatMap((resource) => resource.operations);

	it('has an entry of its own for every documented code', () => {
		for (const code of Object.values(ERRORS_BY_ACTION).flat()) {
			expect(definitionIn(ERRORS, code)).toBe(ERRORS[code]);
		}
	});

	it('is tested for every action of every operation', () => {
		const called = new Set(operations.flatMap(({ calls }) => calls));
		expect([...called].sort()).toEqual(Object.keys(ERRORS_BY_ACTION).sort());
		expect(operations).toHaveLength(Object.keys(OPERATIONS).length);
	});
});
