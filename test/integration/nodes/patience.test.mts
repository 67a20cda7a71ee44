import { setTimeout as sleep } from 'node:timers/promises';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { useWorld } from '../harness/world.mts';

const world = useWorld();
const SUBJECTS = { tencent: '123', aliyun: 'abc@aliyun.com', wemake: '' };
const RETRY = { options: { maxRetries: 3 } };

async function timed<T>(work: Promise<T>): Promise<[T, milliseconds: number]> {
	const start = performance.now();
	return [await work, performance.now() - start];
}

describe('retries', () => {
	it.each([
		// The waits of more than a second give every attempt a second of its own.
		[
			'tencent',
			'x-tc-timestamp',
			{ kind: 'status', status: 429, headers: { 'retry-after': '1.1' } },
		],
		['aliyun', 'x-acs-signature-nonce', { kind: 'throttle', retryAfterMs: 50 }],
	] as const)('%s: every attempt is signed afresh', async (service, header, fault) => {
		world.cloud.faults.add({ ...fault, times: 2 });
		const { json, requests } = await world.lookup(service, [SUBJECTS[service]], RETRY);
		expect(json[0]).toMatchObject({ subject: SUBJECTS[service], status: 'verified' });
		expect(requests).toHaveLength(3);
		for (const name of [header, 'authorization']) {
			expect(new Set(requests.map(({ headers }) => headers[name])).size).toBe(3);
		}
		expect(requests[2]).toMatchObject({ status: 200, code: null });
	});

	it.each(['tencent', 'aliyun', 'wemake'] as const)('%s: throttling passes', async (service) => {
		world.cloud.faults.add({ kind: 'throttle', times: 1 });
		const { json, requests } = await world.lookup(service, [SUBJECTS[service]], RETRY);
		expect(json[0]).toMatchObject({ status: 'verified' });
		expect(requests).toHaveLength(2);
	});

	it.each([
		{ kind: 'html' },
		{ kind: 'truncate' },
		{ kind: 'emptyBody' },
		{ kind: 'reset' },
		{ kind: 'resetAfter' },
		{ kind: 'code', code: 'InternalError' },
	] as const)('$kind passes', async (fault) => {
		world.cloud.faults.add({ ...fault, times: 1 });
		const { json, requests } = await world.lookup('tencent', ['123'], RETRY);
		expect(json[0]).toMatchObject({ status: 'verified' });
		expect(requests).toHaveLength(2);
	});

	it('ends after so many retries, and says how often it tried', async () => {
		world.cloud.faults.add({ kind: 'html' });
		const { error, requests } = await world.lookup('tencent', ['123'], {
			options: { maxRetries: 2 },
		});
		expect(requests).toHaveLength(3);
		expect(error!.description).toMatch(/ Tried 3 times in \d+\.\d seconds\./);
	});

	it('a refusal is not tried again', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'UnauthorizedOperation' });
		const { error, requests } = await world.lookup('tencent', ['123'], RETRY);
		expect(requests).toHaveLength(1);
		expect(error!.description).not.toContain('Tried');
	});

	it('maxRetries 0 means one request, throttled or not', async () => {
		world.cloud.faults.add({ kind: 'throttle', retryAfterMs: 5 });
		const { error, requests } = await world.lookup('aliyun', ['abc@aliyun.com']);
		expect(requests).toHaveLength(1);
		expect(error!.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 5 });
	});
});

describe('hints', () => {
	it('x-acs-retry-after is obeyed, in milliseconds', async () => {
		world.cloud.faults.add({ kind: 'throttle', times: 1, retryAfterMs: 700 });
		const [{ json }, ms] = await timed(world.lookup('aliyun', ['abc@aliyun.com'], RETRY));
		expect(json[0]).toMatchObject({ status: 'verified' });
		expect(ms).toBeGreaterThanOrEqual(690);
	});

	it.each([429, 503])('Retry-After with %i is obeyed, in seconds', async (status) => {
		world.cloud.faults.add({ kind: 'status', status, headers: { 'retry-after': '1' }, times: 1 });
		const [{ json }, ms] = await timed(world.lookup('tencent', ['123'], RETRY));
		expect(json[0]).toMatchObject({ status: 'verified' });
		expect(ms).toBeGreaterThanOrEqual(990);
	});
});

describe('quota', () => {
	it('is what the service documents, unless told otherwise', async () => {
		world.cloud.quotas.reset();
		const items = world.cloud.tencent.uins().slice(0, 45);
		const paced = { options: { maxRetries: 3, requestsPerSecond: '' }, credentialId: 'paced' };
		const [{ json, requests }, ms] = await timed(world.lookup('tencent', items, paced));
		// The cloud counts arrivals: one that overtook others may be refused, and is sent again.
		const refused = requests.filter(({ code }) => code === 'RequestLimitExceeded');
		expect(requests).toHaveLength(45 + refused.length);
		expect(json.map(({ subject }) => subject)).toEqual(items);
		// 20 at once, 20 a second later, 5 two seconds later.
		expect(ms).toBeGreaterThanOrEqual(2040);
	});

	it('is lower if the user says so', async () => {
		const items = world.cloud.tencent.uins().slice(0, 11);
		const [{ json }, ms] = await timed(
			world.lookup('tencent', items, {
				options: { requestsPerSecond: 5 },
				credentialId: 'slow',
			}),
		);
		expect(json).toHaveLength(11);
		expect(ms).toBeGreaterThanOrEqual(2040);
	});
});

describe('cancel', () => {
	/** Cancels once the cloud has got a request, and a while later; how long the run went on, in milliseconds. */
	async function cancelAfter(milliseconds: number, run: (signal: AbortSignal) => Promise<unknown>) {
		const controller = new AbortController();
		let isOver = false;
		const running = run(controller.signal).finally(() => {
			isOver = true;
		});
		while (world.cloud.journal.entries().length === 0) await sleep(5);
		await sleep(milliseconds);
		expect(isOver).toBe(false);
		const cancelledAt = performance.now();
		controller.abort();
		await running;
		return performance.now() - cancelledAt;
	}

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'ends 1,000 items that wait for slots within a second (%s)',
		async (onError) => {
			const items = Array.from({ length: 1000 }, (_, index) => String(100_000_000_000 + index));
			const late = await cancelAfter(1000, (signal) =>
				world.lookup('tencent', items, {
					signal,
					onError,
					options: { requestsPerSecond: 4, ifNotFound: 'record' },
					credentialId: `cancelled ${onError}`,
				}),
			);
			expect(late).toBeLessThan(1000);
			expect(world.cloud.journal.entries().length).toBeLessThanOrEqual(8);
		},
	);

	it('ends an unanswered request', async () => {
		world.cloud.faults.add({ kind: 'hang' });
		const late = await cancelAfter(200, (signal) => world.lookup('tencent', ['123'], { signal }));
		expect(late).toBeLessThan(1000);
	});

	it('ends the wait before a retry', async () => {
		world.cloud.faults.add({ kind: 'throttle', retryAfterMs: 30_000 });
		const late = await cancelAfter(300, (signal) =>
			world.lookup('aliyun', [demoSubjects.aliyun.sample], { signal, ...RETRY }),
		);
		expect(late).toBeLessThan(1000);
		expect(world.cloud.journal.entries()).toHaveLength(1);
	});
});
