import type { FaultRule } from '../../../sandbox/cloud/faults.mts';
import { useWorld, type ServiceName } from '../harness/world.mts';

const world = useWorld();
const SUBJECTS = { tencent: '123', aliyun: 'abc@aliyun.com', wemake: '' };

const lookup = (service: ServiceName, maxRetries: number) =>
	world.lookup(service, [SUBJECTS[service]], { options: { maxRetries } });

/** The milliseconds between a request that this fault strikes and the next, which is answered. */
async function gap(service: ServiceName, fault: FaultRule) {
	world.cloud.faults.add({ ...fault, times: 1 });
	const { json, requests } = await lookup(service, 3);
	expect(json[0]).toMatchObject({ status: 'verified' });
	expect(requests).toHaveLength(2);
	return requests[1].at - requests[0].at;
}

describe('the wait that the service asks for', () => {
	it.each([
		['tencent', 429],
		['aliyun', 503],
	] as const)('%s: until the date of Retry-After, with %i', async (service, status) => {
		const date = new Date(Date.now() + 2000).toUTCString();
		await gap(service, { kind: 'status', status, headers: { 'retry-after': date } });
		const [, second] = world.cloud.journal.entries();
		expect(second.at).toBeGreaterThanOrEqual(Date.parse(date) - 5);
	});

	it('wemake: as many seconds as Retry-After says, then signed afresh', async () => {
		const headers = { 'retry-after': '1.1' };
		const ms = await gap('wemake', { kind: 'status', status: 429, headers });
		expect(ms).toBeGreaterThanOrEqual(1095);
		const [first, second] = world.cloud.journal.entries();
		for (const header of ['x-tc-timestamp', 'authorization']) {
			expect(first.headers[header]).toBeTruthy();
			expect(second.headers[header]).not.toBe(first.headers[header]);
		}
	});

	it('aliyun: its own hint goes before that of HTTP', async () => {
		const headers = { 'x-acs-retry-after': '400', 'retry-after': '50' };
		const ms = await gap('aliyun', { kind: 'status', status: 429, headers });
		expect(ms).toBeGreaterThanOrEqual(395);
		expect(ms).toBeLessThan(20_000);
	});

	it.each(['-5', '0', 'soon', ''])('Retry-After "%s" is none', async (value) => {
		const headers = { 'retry-after': value };
		// Half a second at most; the rest is for a slow machine.
		expect(await gap('tencent', { kind: 'status', status: 429, headers })).toBeLessThan(5000);
	});

	it('holds all other requests of the action back', async () => {
		const emails = world.cloud.aliyun.emails().slice(0, 8);
		const [subject] = emails;
		world.cloud.faults.add({ kind: 'throttle', retryAfterMs: 1500, times: 1, subject });
		const { requests, json } = await world.lookup('aliyun', emails, {
			options: { maxRetries: 3, requestsPerSecond: 4 },
			credentialId: 'held back',
		});
		expect(json.map((item) => item.subject)).toEqual(emails);
		const throttledAt = requests.find(({ fault }) => fault === 'throttle')!.at;
		// Four were under way at once.
		const later = requests.slice(4);
		expect(later).toHaveLength(5);
		for (const { at } of later) expect(at - throttledAt).toBeGreaterThanOrEqual(1495);
	}, 30_000);
});

it.each([
	['tencent', 1],
	['tencent', 3],
	['aliyun', 2],
	['wemake', 2],
] as const)('%s: a fault that stays is tried %i times more, and told', async (service, retries) => {
	world.cloud.faults.add({ kind: 'reset' });
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

it.each(['tencent', 'aliyun', 'wemake'] as const)(
	'%s: throttling does not use the retries up',
	async (service) => {
		const headers = { 'retry-after': '0.02' };
		world.cloud.faults.add({ kind: 'html', times: 1 });
		world.cloud.faults.add({ kind: 'status', status: 429, headers, times: 5 });
		const { json, requests } = await lookup(service, 1);
		expect(json[0]).toMatchObject({ status: 'verified' });
		expect(requests).toHaveLength(7);
	},
);
