import type { Fault, FaultRule } from '../../../sandbox/cloud/faults.mts';
import { useWorld, type ServiceName } from '../harness/world.mts';

const world = useWorld();
const SERVICES: ServiceName[] = ['tencent', 'aliyun', 'wemake'];
const SUBJECTS = { tencent: '123', aliyun: 'abc@aliyun.com', wemake: '' };

const lookup = (service: ServiceName, maxRetries: number) =>
	world.lookup(service, [SUBJECTS[service]], { options: { maxRetries } });

/** The fault strikes so many requests, the next one is answered; the requests. */
async function passing(service: ServiceName, fault: FaultRule, times = 1) {
	world.cloud.faults.add({ ...fault, times });
	const { json, requests } = await lookup(service, 3);
	expect(json[0]).toMatchObject({ status: 'verified' });
	expect(requests).toHaveLength(times + 1);
	expect(requests.at(-1)).toMatchObject({ status: 200, code: null });
	return requests;
}

/** The milliseconds between the request that the fault strikes and the next. */
async function gap(service: ServiceName, fault: FaultRule) {
	const [first, second] = await passing(service, fault);
	return second.at - first.at;
}

/** An answer without a code of the service. */
const bare = (status: number, headers: Record<string, string>): Fault => ({
	kind: 'status',
	status,
	headers,
});

it.each<[ServiceName, string, Fault]>([
	// The waits of more than a second give every attempt a second of its own.
	['tencent', 'x-tc-timestamp', bare(429, { 'retry-after': '1.1' })],
	['wemake', 'x-tc-timestamp', bare(429, { 'retry-after': '1.1' })],
	['aliyun', 'x-acs-signature-nonce', { kind: 'throttle', retryAfterMs: 50 }],
])('%s: every attempt is signed afresh', async (service, header, fault) => {
	const requests = await passing(service, fault, 2);
	for (const name of [header, 'authorization']) {
		const sent = requests.map(({ headers }) => headers[name]);
		expect(sent).not.toContain(undefined);
		expect(new Set(sent).size).toBe(3);
	}
});

it.each<[ServiceName, Fault]>([
	...SERVICES.map((service): [ServiceName, Fault] => [service, { kind: 'throttle' }]),
	['tencent', { kind: 'html' }],
	['tencent', { kind: 'truncate' }],
	['tencent', { kind: 'emptyBody' }],
	['tencent', { kind: 'reset' }],
	['tencent', { kind: 'resetAfter' }],
	['tencent', { kind: 'code', code: 'InternalError' }],
])('%s: %j passes', async (service, fault) => {
	await passing(service, fault);
});

describe('the wait that the service asks for', () => {
	it.each([
		['tencent', 429],
		['aliyun', 503],
	] as const)('%s: until the date of Retry-After, with %i', async (service, status) => {
		const date = new Date(Date.now() + 2000).toUTCString();
		const [, second] = await passing(service, bare(status, { 'retry-after': date }));
		expect(second.at).toBeGreaterThanOrEqual(Date.parse(date) - 5);
	});

	it.each<[ServiceName, Fault, number]>([
		['wemake', bare(429, { 'retry-after': '1.1' }), 1100],
		['tencent', bare(429, { 'retry-after': '1' }), 1000],
		['tencent', bare(503, { 'retry-after': '1' }), 1000],
		['aliyun', { kind: 'throttle', retryAfterMs: 700 }, 700],
	])('%s: %j', async (service, fault, milliseconds) => {
		expect(await gap(service, fault)).toBeGreaterThanOrEqual(milliseconds - 5);
	});

	it('aliyun: its own hint goes before that of HTTP', async () => {
		const ms = await gap('aliyun', bare(429, { 'x-acs-retry-after': '400', 'retry-after': '50' }));
		expect(ms).toBeGreaterThanOrEqual(395);
		expect(ms).toBeLessThan(20_000);
	});

	it.each(['-5', '0', 'soon', ''])('Retry-After "%s" is none', async (value) => {
		// Half a second at most; the rest is for a slow machine.
		expect(await gap('tencent', bare(429, { 'retry-after': value }))).toBeLessThan(5000);
	});

	it('holds all other requests of the action back', async () => {
		const emails = world.cloud.aliyun.emails().slice(0, 8);
		const [subject] = emails;
		world.cloud.faults.add({ kind: 'throttle', retryAfterMs: 1500, times: 1, subject });
		const { requests, subjects } = await world.lookup('aliyun', emails, {
			options: { maxRetries: 3, requestsPerSecond: 4 },
			account: 'held back',
		});
		expect(subjects).toEqual(emails);
		const throttledAt = requests.find(({ fault }) => fault === 'throttle')!.at;
		// Four were under way at once.
		const later = requests.slice(4);
		expect(later).toHaveLength(5);
		for (const { at } of later) expect(at - throttledAt).toBeGreaterThanOrEqual(1495);
	});
});

it.each<[ServiceName, Fault, number]>([
	['tencent', { kind: 'reset' }, 1],
	['tencent', { kind: 'reset' }, 3],
	['tencent', { kind: 'html' }, 2],
	['aliyun', { kind: 'reset' }, 2],
	['wemake', { kind: 'reset' }, 2],
])('%s: %j that stays is tried %i times more, and told', async (service, fault, retries) => {
	world.cloud.faults.add(fault);
	const start = performance.now();
	const { error, requests } = await lookup(service, retries);
	const seconds = (performance.now() - start) / 1000;
	expect(requests).toHaveLength(1 + retries);
	const told = / Tried (\d+) times in (\d+\.\d) seconds\./.exec(error!.description)!;
	expect(Number(told[1])).toBe(1 + retries);
	const elapsed = (requests.at(-1)!.at - requests[0].at) / 1000;
	expect(Number(told[2])).toBeGreaterThan(elapsed - 0.1);
	expect(Number(told[2])).toBeLessThan(seconds + 0.1);
});

it.each(SERVICES)('%s: throttling does not use the retries up', async (service) => {
	world.cloud.faults.add({ kind: 'html', times: 1 });
	world.cloud.faults.add({ ...bare(429, { 'retry-after': '0.02' }), times: 5 });
	const { json, requests } = await lookup(service, 1);
	expect(json[0]).toMatchObject({ status: 'verified' });
	expect(requests).toHaveLength(7);
});

it('a refusal is not tried again', async () => {
	world.cloud.faults.add({ kind: 'code', code: 'UnauthorizedOperation' });
	const { error, requests } = await lookup('tencent', 3);
	expect(requests).toHaveLength(1);
	expect(error!.description).not.toContain('Tried');
});

it('maxRetries 0 means one request, throttled or not', async () => {
	world.cloud.faults.add({ kind: 'throttle', retryAfterMs: 5 });
	const { error, requests } = await lookup('aliyun', 0);
	expect(requests).toHaveLength(1);
	expect(error!.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 5 });
});
