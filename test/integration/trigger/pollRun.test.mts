// The polls of one registration, and what n8n may do with them.
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import { takeWarnings } from '../harness/logs.mts';
import { subjectsOf, useMadeUpSubjects } from './madeUpSubjects.mts';

const test = useMadeUpSubjects();
/** A poll that n8n's durable engine schedules states a time of its own. */
const LONG = { budgetMs: 60_000 };

/** Pages that arrive when the test lets them. */
function heldPages() {
	const { fetchPage } = test.scope();
	const open: Array<() => void> = [];
	test.watching = test.scope({
		fetchPage: async (...at) => {
			await new Promise<void>((resolve) => open.push(resolve));
			return await fetchPage(...at);
		},
	});
	const arrived = async (count: number) => {
		while (open.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
	};
	return { open, arrived };
}

it('a poll under way is not doubled', async () => {
	await test.poll();
	const { open, arrived } = heldPages();
	const first = test.poll();
	await arrived(1);
	expect(await test.poll()).toBeNull();
	expect(open).toHaveLength(1);
	open[0]();
	await first;
});

it('a poll that hangs holds the next ones up no longer than its time, and changes nothing afterwards', async () => {
	await test.poll({}, { budgetMs: 3000 });
	const { open, arrived } = heldPages();
	test.subjects.set('s1', 'failed');
	const hanging = test.poll({}, { budgetMs: 3000 });
	await arrived(1);
	expect(await test.poll({}, { budgetMs: 3000 })).toBeNull();
	await new Promise((resolve) => setTimeout(resolve, 3010));
	test.watching = test.scope();
	test.subjects.set('s1', 'verified');
	expect(subjectsOf(await test.poll({}, { budgetMs: 3000 }))).toEqual(['s1']);
	expect(takeWarnings()).toEqual([expect.stringContaining('has not ended within its time')]);
	const state = JSON.stringify(test.staticData);
	open[0]();
	expect(await hanging).toBeNull();
	expect(JSON.stringify(test.staticData)).toBe(state);
	expect(await test.poll({}, { budgetMs: 3000 })).toBeNull();
});

it('a poll of an earlier registration does not hold up the activation, nor writes over its state', async () => {
	await test.poll();
	const { open, arrived } = heldPages();
	test.subjects.set('s1', 'failed');
	const earlier = test.poll();
	await arrived(1);
	// Published again: n8n makes another context, and asks for a proof of the key.
	test.watching = test.scope();
	test.failure = new ServiceError({ message: 'No such key', advice: '', credentialInvalid: true });
	await expect(test.poll({ simplify: false })).rejects.toMatchObject({ message: 'No such key' });
	test.failure = undefined;
	test.subjects.set('s1', 'verified');
	expect(subjectsOf(await test.poll({ simplify: false }))).toEqual(['s1']);
	const state = JSON.stringify(test.staticData);
	open[0]();
	expect(await earlier).toBeNull();
	expect(JSON.stringify(test.staticData)).toBe(state);
});

describe('the first poll of a registration', () => {
	const refusal = (definition: object, facts: object = {}) =>
		new ServiceError({ message: 'Trouble', advice: 'Wait.', ...definition }, facts);

	it.each<[string, object, object?]>([
		['a service that is down', { retry: 'read' }],
		['throttling', { retry: 'throttled' }],
		['a request that was not processed', { retry: 'always' }],
		['a page of a gateway', {}, { httpStatus: 404 }],
		['a connection that failed', {}, { code: 'EPROTO' }],
	])('goes on after %s, and the log says why', async (_name, definition, facts = {}) => {
		test.failure = refusal(definition, facts);
		expect(await test.poll()).toBeNull();
		expect(takeWarnings()).toEqual([
			expect.stringMatching(
				/The trigger is active, and the next poll tries again\. Cause: Trouble(, code EPROTO|, HTTP status 404)?\.'/,
			),
		]);
		// The second one is listed among the executions.
		await expect(test.poll()).rejects.toMatchObject({ message: 'Trouble' });
	});

	it.each<[string, object, object?]>([
		['a wrong key', { credentialInvalid: true }],
		['a missing permission', { permissionMissing: true }],
		['a page that asks for a login', { accessRefused: true }, { httpStatus: 403 }],
		['a refused request', {}],
		['a refusal with a code', {}, { code: 'InvalidParameter', httpStatus: 200 }],
	])('fails for %s', async (_name, definition, facts = {}) => {
		test.failure = refusal(definition, facts);
		await expect(test.poll()).rejects.toMatchObject({ message: 'Trouble' });
	});

	it('keeps what is known while the service is away, and the next one tells the changes', async () => {
		await test.poll();
		const stored = JSON.stringify(test.staticData);
		// n8n has started again, and reads what it has stored.
		test.staticData = JSON.parse(stored) as typeof test.staticData;
		test.failure = refusal({ retry: 'read' });
		expect(await test.poll()).toBeNull();
		expect(JSON.stringify(test.staticData)).toBe(stored);
		test.failure = undefined;
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
	});

	it('tells changes, too', async () => {
		await test.poll();
		test.staticData = JSON.parse(JSON.stringify(test.staticData)) as typeof test.staticData;
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
	});

	it('is none that the durable engine schedules: it fails, and n8n backs off', async () => {
		test.failure = refusal({ retry: 'read' });
		await expect(test.poll({}, LONG)).rejects.toMatchObject({ message: 'Trouble' });
	});

	it('ends in time though n8n hangs, and what comes late is dropped', async () => {
		const { open, arrived } = heldPages();
		const start = performance.now();
		const first = test.poll();
		await arrived(1);
		expect(await first).toBeNull();
		expect(performance.now() - start).toBeGreaterThanOrEqual(29_000);
		expect(takeWarnings()).toEqual([
			expect.stringContaining('did not answer within the time of a poll'),
		]);
		open[0]();
		test.watching = test.scope();
		expect(await test.poll()).toBeNull();
		test.subjects.set('s1', 'verified');
		expect(subjectsOf(await test.poll())).toEqual(['s1']);
	});
});
