import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { pairsOf } from '../harness/items.mts';
import { CONTINUE, useWorld } from '../harness/world.mts';

const world = useWorld();
const { pending, verified } = demoSubjects.tencent;

// A good one, one that the service does not know, one that cannot be sent, a good one.
const MIX = [
	{ subject: verified, name: 'a' },
	{ subject: '999', name: 'b' },
	{ subject: 'x', name: 'c' },
	{ subject: pending, name: 'd' },
];

it('puts error items in their own places', async () => {
	const { output, json, pairs, subjects, error } = await world.lookup('tencent', MIX, CONTINUE);
	expect(error).toBeUndefined();
	expect(output).toHaveLength(1);
	expect(pairs).toEqual([0, 1, 2, 3]);
	expect(subjects).toEqual([verified, undefined, undefined, pending]);
	const [good, unknown, invalid, alsoGood] = json;
	for (const item of [good, alsoGood]) expect(item).not.toHaveProperty('error');
	expect(unknown).toEqual({
		error: 'The organization has no such member',
		details: {
			advice: expect.stringContaining('Check the member UIN') as string,
			code: 'ResourceNotFound.OrganizationMemberNotExist',
			requestId: world.cloud.journal.entries({
				code: 'ResourceNotFound.OrganizationMemberNotExist',
			})[0].requestId,
			serviceMessage: expect.any(String) as string,
		},
	});
	expect(invalid).toEqual({
		error: 'This is not a member UIN',
		details: {
			advice: expect.stringContaining('up to 19 digits') as string,
			code: null,
			requestId: null,
			serviceMessage: null,
		},
	});
});

it('sends error items to the error output, merged with their input', async () => {
	const { output, subjects, pairs } = await world.lookup('tencent', MIX, {
		onError: 'continueErrorOutput',
	});
	expect(output).toHaveLength(2);
	expect(subjects).toEqual([verified, pending]);
	expect(pairs).toEqual([0, 3]);
	expect(pairsOf(output[1])).toEqual([1, 2]);
	expect(output[1].map(({ json }) => [json.subject, json.name, json.error])).toEqual([
		['999', 'b', 'The organization has no such member'],
		['x', 'c', 'This is not a member UIN'],
	]);
	for (const { json } of output[1]) {
		expect(Object.keys(json).sort()).toEqual(['details', 'error', 'name', 'subject']);
	}
});
