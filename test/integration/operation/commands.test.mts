// What changes something is sent again only when it surely was not carried out.
import type { IDataObject } from 'n8n-workflow';
import { startCloud } from '../../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { startListener } from '../harness/listener.mts';
import { OUTCOME_UNKNOWN, useWorld } from '../harness/world.mts';
import { LOOKUP, useTestNode } from './testNode.mts';

const world = useWorld();
const { run } = useTestNode(world);
const { sample } = demoSubjects.aliyun;

/** Sends the command for each of the addresses. */
const command = async (emails: string[], options: IDataObject = {}, credential: IDataObject = {}) =>
	await run('command', emails, {
		options: { maxRetries: 3, ...options },
		credential,
		simplify: false,
	});

const advice = (json: IDataObject) => String((json.details as IDataObject).advice);

describe('what may have been carried out', () => {
	it.each([
		['cut off after it was carried out', { kind: 'resetAfter' }],
		['cut off before', { kind: 'reset' }],
		['carried out too late', { kind: 'latency', ms: 2000 }],
		['no answer', { kind: 'hang' }],
		['a gateway', { kind: 'html' }],
		['not available', { kind: 'status', status: 503 }],
		['an unlisted code', { kind: 'code', code: 'NeverHeardOf', httpStatus: 500 }],
		['a breakdown', { kind: 'code', code: 'InternalError' }],
		['half an answer', { kind: 'truncate' }],
		['an empty answer', { kind: 'emptyBody' }],
		['an answer that holds nothing', { kind: 'emptyObject' }],
	] as const)('%s: sent once, and the item tells how to find out', async (_name, fault) => {
		world.cloud.faults.add(fault);
		const { json, requests } = await command([sample], { timeout: 800 });
		expect(requests).toHaveLength(1);
		expect(json).toHaveLength(1);
		expect(json[0].error).toBe(OUTCOME_UNKNOWN);
		expect(advice(json[0])).toContain('It was not sent a second time.');
		expect(advice(json[0])).toContain(`Look up what became of it with ${LOOKUP} before`);
	});

	it('and truly was, for all that the caller knows', async () => {
		world.cloud.faults.add({ kind: 'resetAfter' });
		const { requests } = await command([sample]);
		expect(requests[0]).toMatchObject({ fault: 'resetAfter', code: null });
		expect(requests[0].requestId).toMatch(/^[0-9A-F-]{36}$/);
	});
});

describe('what surely was not carried out', () => {
	it.each([
		['throttled', { kind: 'throttle', retryAfterMs: 30 }],
		['throttled by a gateway', { kind: 'status', status: 429 }],
	] as const)('%s: sent again until it is carried out', async (_name, fault) => {
		world.cloud.faults.add({ ...fault, times: 2 });
		const { json, requests } = await command([sample]);
		expect(requests.map(({ status }) => status)).toEqual([
			expect.any(Number),
			expect.any(Number),
			200,
		]);
		expect(
			requests.filter(({ code, fault: struck }) => code === null && struck === null),
		).toHaveLength(1);
		expect(json[0]).toMatchObject({ Email: sample });
	});

	it('a refused connection: sent again, and carried out once somebody listens', async () => {
		const { url, close } = await startListener();
		await close();
		const running = command([sample], { maxRetries: 10 }, { endpoint: url });
		const cloud = await startCloud({
			port: Number(new URL(url).port),
			emails: 10,
			members: 1,
			accounts: 1,
		});
		try {
			const { json } = await running;
			expect(json[0]).toMatchObject({ Email: sample });
			expect(cloud.journal.entries()).toHaveLength(1);
		} finally {
			await cloud.close();
		}
	});

	it.each([
		['http://127.0.0.1:1', /^Nothing answers/],
		['http://nothing.invalid', /^The host of the service/],
	])('%s: tried again, and its outcome is not in doubt', async (endpoint, message) => {
		const { json } = await command([sample], { maxRetries: 1 }, { endpoint });
		expect(json[0].error).toMatch(message);
		expect(advice(json[0])).not.toMatch(/second time|became of it/);
	});

	it.each([
		['a refusal', { kind: 'code', code: 'Forbidden.RAM' }],
		['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }],
	] as const)('%s: sent once, and its outcome is not in doubt', async (_name, fault) => {
		world.cloud.faults.add(fault);
		const { json, requests } = await command([sample]);
		expect(requests).toHaveLength(1);
		expect(json[0].error).not.toBe(OUTCOME_UNKNOWN);
		expect(advice(json[0])).not.toContain('second time');
	});

	it('a key that may not: sent once', async () => {
		const { json, requests } = await command([sample], {}, demoCredentials.aliyunNoPermission);
		expect(requests).toHaveLength(1);
		expect(json[0].error).toBe('The key may not do this');
	});
});

it('equal commands are as many requests, one for each item', async () => {
	const { json, pairs, requests } = await command([sample, sample, sample]);
	expect(requests).toHaveLength(3);
	expect(pairs).toEqual([0, 1, 2]);
	expect(new Set(json.map(({ RequestId }) => RequestId)).size).toBe(3);
});

it('maxRetries 0 sends nothing again, whatever happened', async () => {
	world.cloud.faults.add({ kind: 'throttle' });
	const { requests } = await command([sample], { maxRetries: 0 });
	expect(requests).toHaveLength(1);
});
