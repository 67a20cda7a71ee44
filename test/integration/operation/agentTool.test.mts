// A node as the tool of an AI agent: what it gives is all that the model learns.
import type { NodeRun } from '../harness/engine.mts';
import { OUTCOME_UNKNOWN, useWorld } from '../harness/world.mts';

const world = useWorld({ members: 10, emails: 10, accounts: 5 });

const ACTION = 'SubmitEmailVerification';
const [ann, bob] = ['ann@asked.example.com', 'bob@asked.example.com'];

/** The tool as an agent calls it: with one item. */
async function submit(emails: string[], onError?: NodeRun['onError']) {
	const request = world.request('aliyun', { onError, parameters: { operation: 'submit', emails } });
	const node = 'aliyunEmailVerificationTool';
	const { output, error } = await world.engine.run({ ...request, node, items: [{}] });
	return { error, json: (output[0] ?? []).map((item) => item.json) };
}

it('a subject that fails stands beside those that were carried out', async () => {
	world.cloud.settings.aliyun.badAddressFails = 'itself';
	const tooLong = `${'x'.repeat(65)}@asked.example.com`;
	const { error, json } = await submit([ann, tooLong, bob]);
	expect(error).toBeUndefined();
	expect(json).toEqual([
		expect.objectContaining({ subject: ann, mailSent: true }),
		{
			error: expect.any(String) as string,
			details: expect.objectContaining({ advice: expect.any(String) as string }) as object,
		},
		expect.objectContaining({ subject: bob, mailSent: true }),
	]);
});

it('a command of unknown fate names the lookup, and is sent once', async () => {
	world.cloud.faults.add({ kind: 'resetAfter', action: ACTION });
	const { json } = await submit(['carl@asked.example.com']);
	expect(json).toEqual([
		{
			error: OUTCOME_UNKNOWN,
			details: expect.objectContaining({
				advice: expect.stringContaining('with Email Verification: Get before') as string,
			}) as object,
		},
	]);
	expect(world.cloud.journal.entries({ action: ACTION })).toHaveLength(1);
});

it('a bad parameter says what to do', async () => {
	const { json } = await submit(['nobody']);
	expect(json).toEqual([
		{
			error: expect.any(String) as string,
			details: {
				advice: expect.stringMatching(/\.$/) as string,
				code: null,
				requestId: null,
				serviceMessage: null,
			},
		},
	]);
	expect(world.cloud.journal.entries()).toEqual([]);
});

it('stops where the user says so', async () => {
	const { error, json } = await submit(['nobody'], 'stopWorkflow');
	expect(error!.name).toBe('NodeOperationError');
	expect(json).toEqual([]);
});
