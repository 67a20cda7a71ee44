// What goes wrong before the first item: no input item may leave as if the node had done its work.
import type { ICredentialDataDecryptedObject, IDataObject, OnError } from 'n8n-workflow';
import { PlainCredentials } from '../harness/credentials.mts';
import type { NodeRun } from '../harness/engine.mts';
import { pairsOf } from '../harness/items.mts';
import { useWorld } from '../harness/world.mts';
import { useTestNode } from './testNode.mts';

const world = useWorld({ members: 10, emails: 10, accounts: 5 });
const { request: testRequest } = useTestNode(world);

const ITEMS: IDataObject[] = [{ subject: 'ann@example.com' }, { subject: 'bob@example.com' }];
const CONTINUING = ['continueRegularOutput', 'continueErrorOutput'] as const;

/** What a credentials helper of n8n may throw. */
const THROWN: Array<[string, unknown]> = [
	['an error', new Error('Credential with ID "1" does not exist for type "x".')],
	['an error without words', new Error('')],
	['a text', 'no database'],
	['undefined', undefined],
	['null', null],
	['an object that has no text', Object.create(null)],
	['an object of its own', { code: 17 }],
];

const command = (more: Partial<NodeRun> = {}): NodeRun => ({
	...world.request('aliyun', {
		parameters: { operation: 'submit', emails: '={{ $json.subject }}' },
	}),
	...more,
	items: ITEMS,
});

/** Each input has its error item on the right output, in order, and nothing was sent. */
async function expectErrorItems(run: NodeRun, error: RegExp | string): Promise<IDataObject[]> {
	const result = await world.engine.run(run);
	expect(result.error).toBeUndefined();
	const isErrorOutput = run.onError === 'continueErrorOutput';
	const [regular, errors = []] = result.output;
	const items = isErrorOutput ? errors : regular;
	if (isErrorOutput) expect(regular).toEqual([]);
	expect(pairsOf(items)).toEqual(run.items.map((_, index) => index));
	for (const { json } of items) {
		expect(json.error).toEqual(
			typeof error === 'string' ? error : (expect.stringMatching(error) as string),
		);
		expect(json).toHaveProperty('details');
	}
	expect(world.cloud.journal.entries()).toEqual([]);
	return items.map(({ json }) => json);
}

describe.each(CONTINUING)('%s', (onError) => {
	it('a command with Retry On Fail', async () => {
		const [json] = await expectErrorItems(
			command({ onError, retryOnFail: true }),
			'Retry On Fail would send again what was carried out already',
		);
		expect((json.details as IDataObject).advice).toMatch(/^Turn it off/);
	});

	it.each([
		['memberEmail', 'nothing'],
		['nothing', 'get'],
		['memberEmail', '__CUSTOM_API_CALL__'],
	])('%s: %s', async (resource, operation) => {
		const run = world.request('tencent', { parameters: { resource, operation } });
		await expectErrorItems({ ...run, onError, items: ITEMS }, /^(The node has no|A custom API)/);
	});

	it.each(['tencent', 'aliyun', 'wemake'] as const)('%s: no credential is set', async (service) => {
		const run = { ...world.request(service), credentials: {} };
		if (service === 'tencent') run.parameters.memberUin = '123';
		await expectErrorItems(
			{ ...run, onError, items: ITEMS },
			/^Node does not have any credentials/,
		);
	});

	it.each(THROWN)('getCredentials throws %s', async (_name, thrown) => {
		const restore = brokenCredentials(thrown);
		try {
			await expectErrorItems(command({ onError }), /\S/);
		} finally {
			restore();
		}
	});

	it('a lookup whose request cannot be made', async () => {
		const run = world.request('wemake', { credential: { domain: 'no host', appEndpoint: '' } });
		await expectErrorItems({ ...run, onError, items: ITEMS }, /^The platform domain must be/);
	});

	it('a credential without its key names the field', async () => {
		const run = world.request('aliyun', { credential: { accessKeyId: ' ' } });
		await expectErrorItems(
			{ ...run, onError, items: ITEMS },
			/^The credential has no AccessKey ID/,
		);
	});

	it('an item that names several subjects is one item, if nothing of it was read', async () => {
		const restore = brokenCredentials(new Error('gone'));
		try {
			const items = [{ subject: 'a@example.com,b@example.com' }, ...ITEMS];
			await expectErrorItems({ ...command({ onError }), items }, 'gone');
		} finally {
			restore();
		}
	});

	it('a lookup with Retry On Fail is tried again by n8n, and ends with error items', async () => {
		const fault = { kind: 'code', code: 'InvalidEmail' } as const;
		world.cloud.faults.add({ ...fault, subject: ITEMS[0].subject as string });
		const run = { ...world.request('aliyun'), onError, retryOnFail: true };
		const { output, error } = await world.engine.run({ ...run, items: ITEMS.slice(0, 1) });
		expect(error).toBeUndefined();
		const failed = output[onError === 'continueErrorOutput' ? 1 : 0];
		expect(failed.map(({ json }) => json.error)).toEqual([
			'Alibaba Cloud does not accept the email address',
		]);
		expect(output.flat()).toHaveLength(1);
		expect(world.cloud.journal.entries()).toHaveLength(3);
	});
});

it('an agent tool gets the error, and its advice, in place of a bare message', async () => {
	const run = { ...command({ retryOnFail: true }), node: 'aliyunEmailVerificationTool' };
	const [json] = await expectErrorItems({ ...run, items: [ITEMS[0]] }, /^Retry On Fail would/);
	expect((json.details as IDataObject).advice).toMatch(/^Turn it off/);
});

it.each<[string, () => NodeRun, RegExp]>([
	['an unknown operation', () => testRequest('nothing', ['a']), /^The node has no such/],
	['a command with Retry On Fail', () => command({ retryOnFail: true }), /^Retry On Fail would/],
	['no credential', () => ({ ...command(), credentials: {} }), /^Node does not have any cred/],
])('%s stops the run without Continue on Fail', async (_name, run, message) => {
	for (const onError of [undefined, 'stopWorkflow'] as Array<OnError | undefined>) {
		const { error, output } = await world.engine.run({ ...run(), onError });
		expect(error!.message).toMatch(message);
		expect(output).toEqual([]);
	}
	expect(world.cloud.journal.entries()).toEqual([]);
});

it('without Continue on Fail, the error of n8n stays as n8n words it', async () => {
	const restore = brokenCredentials(new Error('Credential with ID "1" does not exist'));
	try {
		const { error, output } = await world.engine.run(command());
		expect(error!.message).toBe('Credential with ID "1" does not exist');
		expect(output).toEqual([]);
	} finally {
		restore();
	}
});

it('gives no items for none', async () => {
	const run = { ...command({ retryOnFail: true, onError: 'continueErrorOutput' }), items: [] };
	expect(await world.engine.callNode(run)).toEqual([[]]);
});

/** From now on n8n's credentials helper throws this. */
function brokenCredentials(thrown: unknown): () => void {
	const spy = jest.spyOn(PlainCredentials.prototype, 'getDecrypted');
	spy.mockImplementation(async (): Promise<ICredentialDataDecryptedObject> => {
		await Promise.resolve();
		throw thrown;
	});
	return () => spy.mockRestore();
}
