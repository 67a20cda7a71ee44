import type { Fault } from '../../../sandbox/cloud/faults.mts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { startListener } from '../harness/listener.mts';
import { CONTINUE, useWorld, type ServiceName } from '../harness/world.mts';

const world = useWorld();
const SERVICES: ServiceName[] = ['tencent', 'aliyun', 'wemake'];
const SUBJECTS = { tencent: '123', aliyun: 'abc@aliyun.com', wemake: '' };
const TEMPORARY = { cause: 'temporarily-unavailable' };

interface Case {
	name: string;
	fault: Fault;
	message: string;
	/** The HTTP status that n8n shows, null if there was no answer. */
	httpCode: string | null;
	/** What the description says of code or status. */
	told: string;
	failure?: object;
	timeout?: number;
	/** Where it is different: the request was processed or is a read anyway. */
	services?: ServiceName[];
}

const CASES: Case[] = [
	{
		name: 'a gateway’s page',
		fault: { kind: 'html' },
		message: 'A gateway answered in place of the service',
		httpCode: '502',
		told: 'HTTP status: 502',
		failure: TEMPORARY,
	},
	{
		name: 'a page with status 200',
		fault: { kind: 'html', status: 200 },
		message: 'A web page came back instead of the answer',
		httpCode: '200',
		told: '',
		services: ['tencent', 'aliyun'],
	},
	{
		name: 'a truncated body',
		fault: { kind: 'truncate' },
		message: 'The answer is not one of this service',
		httpCode: '200',
		told: '',
	},
	{
		name: 'an empty body',
		fault: { kind: 'emptyBody' },
		message: 'The answer is empty',
		httpCode: '200',
		told: '',
	},
	{
		name: '200 with {}',
		fault: { kind: 'emptyObject' },
		message: 'The answer is not one of this service',
		httpCode: '200',
		told: '',
		services: ['tencent', 'wemake'],
	},
	{
		name: '429 without a word',
		fault: { kind: 'status', status: 429 },
		message: 'The service takes no more requests at the moment',
		httpCode: '429',
		told: 'HTTP status: 429',
		failure: { cause: 'rate-limited' },
	},
	{
		name: '503 without a word',
		fault: { kind: 'status', status: 503 },
		message: 'The service takes no more requests at the moment',
		httpCode: '503',
		told: 'HTTP status: 503',
		failure: TEMPORARY,
	},
	{
		name: '403 without a word',
		fault: { kind: 'status', status: 403 },
		message: 'The service does not accept the credential',
		httpCode: '403',
		told: 'HTTP status: 403',
		services: ['tencent', 'aliyun'],
	},
	{
		name: '404 with a page',
		fault: { kind: 'html', status: 404 },
		message: 'A web page came back instead of the answer',
		httpCode: '404',
		told: 'HTTP status: 404',
	},
	...['null', '[]', '"text"', '7', 'true'].map(
		(body): Case => ({
			name: `a body that is ${body}`,
			fault: { kind: 'status', status: 200, body },
			message: 'The answer is not one of this service',
			httpCode: '200',
			told: '',
		}),
	),
	{
		name: 'a reset connection',
		fault: { kind: 'reset' },
		message: 'The connection was closed before the answer was complete',
		httpCode: null,
		told: 'Code: ECONNRESET',
	},
	{
		name: 'a connection that is reset after processing',
		fault: { kind: 'resetAfter' },
		message: 'The connection was closed before the answer was complete',
		httpCode: null,
		told: 'Code: ECONNRESET',
	},
	{
		name: 'no answer at all',
		fault: { kind: 'hang' },
		message: 'The service did not answer in time',
		httpCode: null,
		told: 'Code: ECONNABORTED',
		timeout: 2000,
	},
];

describe.each(SERVICES)('%s', (service) => {
	const cases = CASES.filter(({ services }) => services?.includes(service) ?? true);
	const lookup = (more = {}) => world.lookup(service, [SUBJECTS[service]], more);

	it.each(cases)('$name', async ({ fault, message, httpCode, told, failure, timeout = 60_000 }) => {
		world.cloud.faults.add(fault);
		const { error, output, requests } = await lookup({ options: { timeout } });
		expect(error).toMatchObject({ name: 'NodeApiError', message, httpCode });
		expect(error!.context).toMatchObject({ itemIndex: 0 });
		expect(error!.description).toContain(told && ` ${told}. Item: `);
		expect(error!.description).toMatch(/ Item: 0\.$/);
		expect(error!.failure).toEqual(failure);
		expect(output).toEqual([]);
		expect(requests).toHaveLength(1);
	});

	it.each([
		['http://127.0.0.1:1', 'Nothing answers at the address of the service', 'ECONNREFUSED'],
		['http://nothing.invalid', /^The host of the service (is not known|could not be)/, 'E'],
	])('%s', async (url, message, code) => {
		const { error } = await lookup({ credential: endpoints(url) });
		expect(error!.name).toBe('NodeApiError');
		expect(error!.message).toMatch(message);
		expect(error!.description).toContain(`Code: ${code}`);
		expect(error!.description).toContain('endpoint of the credential');
		// A host that cannot be reached does not prove that this will pass.
		expect(error!.failure).toBeUndefined();
	});

	it.each([301, 302, 307, 308])('a redirect (%i) is not followed', async (status) => {
		const other = await startListener();
		try {
			world.cloud.faults.add({ kind: 'redirect', location: `${other.url}/login`, status });
			const { error, requests } = await lookup({ options: { maxRetries: 3 } });
			expect(other.received).toEqual([]);
			expect(requests).toHaveLength(1);
			expect(error!.name).toBe('NodeApiError');
			expect(error!.message).toBe('The service redirects elsewhere');
			expect(error!.description).toContain(`The answer points to http://${other.host}:`);
		} finally {
			await other.close();
		}
	});
});

const endpoints = (url: string) => ({
	endpoint: url,
	appEndpoint: url,
	webEndpoint: url,
});

it('Aliyun: 200 with {} is no answer', async () => {
	world.cloud.faults.add({ kind: 'emptyObject' });
	const { error } = await world.lookup('aliyun', ['abc@aliyun.com']);
	expect(error!.message).toBe('The answer lacks what was asked for');
});

it.each([
	['tencent', '{"Response":{}}'],
	['wemake', '{"Response":{"RequestId":"q"}}'],
	['wemake', '{"Account":null,"RequestId":"q"}'],
	['wemake', '{"Account":{},"RequestId":"q"}'],
	['wemake', '{"Account":"none","RequestId":"q"}'],
] as const)('%s: %s is no answer', async (service, body) => {
	world.cloud.faults.add({ kind: 'status', status: 200, body });
	const { error } = await world.lookup(service, [SUBJECTS[service]]);
	expect(error!.message).toBe('The answer lacks what was asked for');
	if (service === 'wemake') expect(error!.description).toContain('Request ID: q.');
});

it('a fault of one item is the error of that item', async () => {
	const { verified, pending, failed } = demoSubjects.tencent;
	world.cloud.faults.add({ kind: 'reset', subject: pending });
	const { json } = await world.lookup('tencent', [verified, pending, failed], CONTINUE);
	expect(json.map((item) => item.subject ?? item.error)).toEqual([
		verified,
		'The connection was closed before the answer was complete',
		failed,
	]);
});

it('an answer of megabytes is read', async () => {
	world.cloud.faults.add({ kind: 'hugeBody', bytes: 2_000_000 });
	const { json } = await world.lookup('tencent', ['123']);
	expect(json[0]).toMatchObject({ status: 'verified' });
});
