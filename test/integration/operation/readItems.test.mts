import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { EMAIL_REFUSALS, UIN_REFUSALS } from '../../unit/fields/hostileInputs.mts';
import { CONTINUE, useWorld } from '../harness/world.mts';

const world = useWorld();
const { sample, unbound, verified } = demoSubjects.tencent;

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
		const { json, requests } = await world.lookup(service, items, CONTINUE);
		expect(json).toHaveLength(refusals.length);
		for (const [index, item] of json.entries()) {
			expect(item.error).toMatch(refusals[index][2]);
			expect(item.details).toEqual({
				advice: expect.stringMatching(/^[A-Z].*[.]$/s) as string,
				code: null,
				requestId: null,
				serviceMessage: null,
			});
		}
		expect(requests).toEqual([]);
	});
});

it.each([
	[{ timeZone: 'Mars/Olympus' }, 'The option Time Zone names no time zone'],
	[{ timeout: 0 }, 'The option Timeout is out of range'],
	[{ timeout: '={{ "soon" }}' }, 'The option Timeout is out of range'],
	[{ maxRetries: -1 }, 'The option Max Retries is out of range'],
	[{ requestsPerSecond: 0 }, 'The option Requests per Second is out of range'],
])('refuses the options %j', async (options, message) => {
	const { error, requests } = await world.lookup('tencent', ['123'], { options });
	expect(error).toMatchObject({ name: 'NodeOperationError', message, context: { itemIndex: 0 } });
	expect(error!.description).toMatch(/ Item: 0\.$/);
	expect(requests).toEqual([]);
});

it('an expression that fails is the error of its item', async () => {
	const { json } = await world.lookup('tencent', ['123', '123'], {
		parameters: { memberUin: '={{ $itemIndex === 1 ? $json.no.such.field : $json.subject }}' },
		...CONTINUE,
	});
	expect(json[0]).toMatchObject({ status: 'verified' });
	expect(json[1].error).toBe('The member UIN is empty');
});

it.each([
	['tencent', { secretKey: '' }, 'The credential has no Secret Key. Enter it and save'],
	['aliyun', { accessKeySecret: '' }, 'The credential has no AccessKey Secret. Enter it and save'],
	['wemake', { secretId: ' ' }, 'The credential has no Secret ID. Enter it and save'],
	['tencent', { endpoint: '' }, 'The endpoint must be a URL that starts with https:// or http://'],
	['wemake', { appEndpoint: '', domain: 'a_b/../c' }, /^The platform domain must be a host name/],
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

it('reads expressions for each item, wherever they stand', async () => {
	const items = [
		{ subject: sample, simplify: true, raw: true, zone: 'UTC', way: 'record' },
		{ subject: sample, simplify: true, raw: false, zone: 'Asia/Shanghai', way: 'record' },
		{ subject: sample, simplify: false, raw: true, zone: 'UTC', way: 'record' },
		{ subject: '999', simplify: true, raw: false, zone: 'UTC', way: 'record' },
		{ subject: '999', simplify: true, raw: false, zone: 'UTC', way: 'error' },
	];
	const { json, requests } = await world.lookup('tencent', items, {
		parameters: { simplify: '={{ $json.simplify }}' },
		options: {
			includeRaw: '={{ $json.raw }}',
			timeZone: '={{ $json.zone }}',
			ifNotFound: '={{ $json.way }}',
		},
		...CONTINUE,
	});
	expect(json[0]).toMatchObject({ verifiedAt: '2022-01-13T18:09:08+00:00', raw: { BindId: 1 } });
	expect(json[1]).toMatchObject({ verifiedAt: '2022-01-13T18:09:08+08:00' });
	expect(json[1]).not.toHaveProperty('raw');
	expect(json[2]).toMatchObject({ BindId: 1, BindTime: '2022-01-13 18:09:08' });
	expect(json[3]).toMatchObject({ subject: '999', status: 'unknown' });
	expect(json[4]).toHaveProperty('error');
	// None of that changes what is asked.
	expect(requests).toHaveLength(2);
});

it.each([
	['a constant', { __rl: true, mode: 'id', value: sample }, [sample, sample, sample]],
	['a choice from the list', { __rl: true, mode: 'list', value: sample }, [sample, sample, sample]],
	[
		'an expression of a constant',
		{ __rl: true, mode: 'id', value: `=${sample}` },
		[sample, sample, sample],
	],
	[
		'an expression',
		{ __rl: true, mode: 'id', value: '={{ $json.subject }}' },
		[sample, unbound, verified],
	],
])('the member of a resource locator: %s', async (_name, memberUin, subjects) => {
	const looked = await world.lookup('tencent', [sample, unbound, verified], {
		parameters: { memberUin },
	});
	expect(looked.subjects).toEqual(subjects);
	expect(looked.requests).toHaveLength(new Set(subjects).size);
});
