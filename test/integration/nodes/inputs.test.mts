import { EMAIL_REFUSALS, UIN_REFUSALS } from '../../unit/nodes/hostileInputs.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();

describe.each([
	['tencent', UIN_REFUSALS],
	['aliyun', EMAIL_REFUSALS],
] as const)('%s', (service, refusals) => {
	it.each(refusals)('refuses %s before any request', async (_name, subject, message) => {
		const { error, requests, output } = await world.lookup(service, [{ subject } as never]);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error!.message).toMatch(message);
		expect(error!.description).toMatch(/ Item: 0\.$/);
		expect(output).toEqual([]);
		expect(requests).toEqual([]);
	});

	it('fails every such item in its own place, and asks for none', async () => {
		const items = refusals.map(([, subject]) => ({ subject }) as never);
		const { json, requests } = await world.lookup(service, items, {
			onError: 'continueRegularOutput',
		});
		expect(json).toHaveLength(refusals.length);
		for (const [index, item] of json.entries()) {
			expect(item.error).toMatch(refusals[index][2]);
			expect(item.details).toEqual({
				advice: expect.stringMatching(` Item: ${index}\\.$`) as string,
			});
		}
		expect(requests).toEqual([]);
	});
});

it.each([
	[{ timeZone: 'Mars/Olympus' }, 'There is no time zone "Mars/Olympus"'],
	[{ timeout: 0 }, 'The option Timeout must be a number of at least 1'],
	[{ timeout: '={{ "soon" }}' }, 'The option Timeout must be a number of at least 1'],
	[{ maxRetries: -1 }, 'The option Max Retries must be a number of at least 0'],
	[{ requestsPerSecond: 0 }, 'The option Requests per Second must be a number of at least 0.1'],
])('refuses the options %j', async (options, message) => {
	const { error, requests } = await world.lookup('tencent', ['123'], { options });
	expect(error).toMatchObject({ name: 'NodeOperationError', message, context: { itemIndex: 0 } });
	expect(error!.description).toMatch(/ Item: 0\.$/);
	expect(requests).toEqual([]);
});

it('an expression that fails is the error of its item', async () => {
	const { json } = await world.lookup('tencent', ['123', '123'], {
		parameters: { memberUin: '={{ $itemIndex === 1 ? $json.no.such.field : $json.subject }}' },
		onError: 'continueRegularOutput',
	});
	expect(json[0]).toMatchObject({ status: 'verified' });
	expect(json[1].error).toBe('The member UIN is empty');
});

it.each([
	['tencent', 'memberEmail', '__CUSTOM_API_CALL__', '__CUSTOM_API_CALL__'],
	['aliyun', 'emailVerification', '__CUSTOM_API_CALL__', '__CUSTOM_API_CALL__'],
	['wemake', 'account', '__CUSTOM_API_CALL__', '__CUSTOM_API_CALL__'],
	['tencent', 'memberEmail', 'nothing', 'nothing'],
	// n8n drops the operation, as no field for it is shown.
	['tencent', '__CUSTOM_API_CALL__', 'get', ''],
] as const)('%s %s: %s is answered clearly', async (service, resource, operation, named) => {
	const { error, requests } = await world.lookup(service, ['123'], {
		parameters: { resource, operation },
	});
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: `There is no operation "${named}" of the resource "${resource}"`,
	});
	expect(error!.description).toContain('HTTP Request node');
	expect(requests).toEqual([]);
});

it.each([
	['tencent', { secretKey: '' }, 'The credential has no Secret Key. Enter it and save'],
	['aliyun', { accessKeySecret: '' }, 'The credential has no AccessKey Secret. Enter it and save'],
	['wemake', { secretId: ' ' }, 'The credential has no Secret ID. Enter it and save'],
	['tencent', { endpoint: '' }, 'The endpoint must be a URL that starts with https:// or http://'],
	['wemake', { appEndpoint: '', domain: 'a/../b' }, /^The platform domain must be a host name/],
	['wemake', { domain: '', authentication: 'session', webEndpoint: '' }, /^The platform domain/],
] as const)(
	'%s with the credential %j says what is missing',
	async (service, credential, message) => {
		const subject = service === 'aliyun' ? 'a@example.com' : '123';
		const { error, requests } = await world.lookup(service, [subject], { credential });
		expect(error!.message).toMatch(message);
		expect(error!.context.itemIndex).toBe(0);
		expect(requests).toEqual([]);
	},
);
