// What every trigger must do, whatever the cloud behind it.
import type { IDataObject } from 'n8n-workflow';
import type {
	Status,
	VerificationRecord,
} from '../../../nodes/shared/values/verificationRecord.ts';
import type { Cloud, CloudOptions } from '../../../sandbox/cloud/cloud.mts';
import type { FaultRule } from '../../../sandbox/cloud/faults.mts';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { copy, idsOf, subjectsOf, type Watching } from './watching.mts';

/** A change of one subject in the cloud, and what the trigger must say of it. */
export interface Drive {
	kind: 'changed' | 'new' | 'removed';
	status: Status;
	previousStatus: Status | null;
	/** Makes the change; the subject. */
	act(cloud: Cloud): string;
	/** The field of Trigger On that wants it, beside "any". */
	triggerOn: readonly string[];
}

export interface Room {
	provider: VerificationRecord['provider'];
	/** Brings the subjects of the drives to where their changes begin. */
	prepare?(cloud: Cloud): void;
	/** One of each kind, each of another subject. */
	drives: Record<string, Drive>;
	/** Requests of a poll that finds nothing new. */
	quiet: number;
	/** More requests for each of `drives`, by its name; none unless told. */
	costs?: Record<string, number>;
	/** The record that a lookup, or a list, gives of a subject. */
	record(subject: string): Promise<IDataObject>;
	/** The documented object that says it, as a lookup gives it with Simplify off. */
	answer(subject: string): Promise<IDataObject>;
	/** One subject goes through the same statuses again and again: each call is one change. */
	rounds: ReadonlyArray<(cloud: Cloud) => Status>;
	/** The service documents no code for throttling: nothing is concluded from it. */
	isThrottledInSilence?: boolean;
	/** Changes to the credential that make it wrong. */
	wrongKeys: Record<string, IDataObject>;
	/** What the cloud may switch without anything having changed. */
	switches: Record<string, (cloud: Cloud) => void>;
	/** Removes one of an early page just when a later one is read: who moves up is on no page. */
	shiftPages: {
		/** As many as it takes to have pages. */
		subjects?: CloudOptions;
		isLaterPage(entry: JournalEntry): boolean;
		remove(cloud: Cloud): string;
	};
}

const RECORD_LENGTH = 10;
const without = (object: IDataObject, ...keys: string[]) =>
	Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const OWN_FIELDS = ['change', 'previousStatus', 'changedAt', 'eventId'];

export function describeEveryRoom(watching: Watching, room: Room): void {
	const { drives, quiet, costs = {} } = room;
	const names = Object.keys(drives);
	const costOf = (chosen: string[]) => chosen.reduce((sum, name) => sum + (costs[name] ?? 0), 0);
	const act = (name: string) => drives[name].act(watching.cloud);

	beforeEach(() => room.prepare?.(watching.cloud));

	it('learns first, with no more requests than pages, and tells nothing', async () => {
		expect(await watching.poll()).toBeNull();
		expect(watching.requests).toHaveLength(quiet);
		expect(await watching.poll()).toBeNull();
		expect(watching.requests).toHaveLength(quiet);
	});

	it.each(['missingFields', 'nullFields'] as const)(
		'an answer whose rows say nothing is none, and nobody is gone for it: %s',
		async (kind) => {
			const removal = watching.cloud.faults.add({ kind });
			// The activation goes on, and nothing is recorded.
			expect(await watching.poll()).toBeNull();
			expect(watching.staticData).toEqual({});
			await expect(watching.poll()).rejects.toThrow('The answer lacks what was asked for');
			removal();
			expect(await watching.poll()).toBeNull();
			watching.cloud.faults.add({ kind });
			await expect(watching.poll()).rejects.toThrow('The answer lacks what was asked for');
			watching.cloud.faults.clear();
			expect(await watching.poll()).toBeNull();
			const subject = act(names[0]);
			expect(subjectsOf(await watching.events())).toEqual([subject]);
		},
	);

	it.each(names)('tells the record that a lookup gives: %s', async (name) => {
		const { kind, status, previousStatus } = drives[name];
		await watching.poll();
		watching.passSeconds(5);
		const subject = act(name);
		const [event, ...others] = await watching.events();
		expect(others).toEqual([]);
		expect(watching.requests).toHaveLength(quiet + costOf([name]));
		expect(event).toMatchObject({ provider: room.provider, subject, status, previousStatus });
		expect(event.change).toBe(kind);
		const keys = Object.keys(event);
		expect(keys.slice(-OWN_FIELDS.length)).toEqual(OWN_FIELDS);
		expect(keys.length).toBeGreaterThanOrEqual(RECORD_LENGTH + OWN_FIELDS.length);
		expect(event.eventId).toMatch(/^[0-9a-f]{32}$/);
		if (kind !== 'removed') {
			expect(without(event, ...OWN_FIELDS)).toEqual(await room.record(subject));
		}
		expect(await watching.poll()).toBeNull();
	});

	it('tells all changes of one poll, each once', async () => {
		await watching.poll();
		const changed = names.map(act);
		const events = await watching.events();
		expect(subjectsOf(events).sort()).toEqual([...changed].sort());
		expect(new Set(idsOf(events)).size).toBe(changed.length);
		expect(await watching.poll()).toBeNull();
	});

	const filters = [...new Set(names.flatMap((name) => drives[name].triggerOn))];
	it.each(filters)('Trigger On %s tells those alone, and the others never', async (triggerOn) => {
		const parameters = { triggerOn: [triggerOn] };
		await watching.poll({ parameters });
		const changed = names.map((name) => [name, act(name)] as const);
		const wanted = changed.filter(([name]) => drives[name].triggerOn.includes(triggerOn));
		const events = await watching.events({ parameters });
		expect(subjectsOf(events).sort()).toEqual(wanted.map(([, subject]) => subject).sort());
		expect(await watching.poll({ parameters: { triggerOn: ['any'] } })).toBeNull();
	});

	it('says who and what with Simplify off, beside the documented object', async () => {
		const parameters = { simplify: false };
		await watching.poll({ parameters });
		for (const name of names) {
			watching.passSeconds(5);
			const { kind, status, previousStatus } = drives[name];
			const subject = act(name);
			const [event] = await watching.events({ parameters });
			expect(event).toMatchObject({ subject, status, previousStatus });
			if (kind === 'removed') expect(Object.keys(event)).toHaveLength(6);
			else expect(event).toMatchObject(without(await room.answer(subject), 'RequestId'));
		}
	});

	it('adds the documented object under "raw" when asked', async () => {
		const options = { includeRaw: true };
		await watching.poll({ options });
		const name = names.find((one) => drives[one].kind !== 'removed')!;
		const subject = act(name);
		const [event] = await watching.events({ options });
		expect(event).toMatchObject(await room.record(subject));
		expect(event.raw).toMatchObject(without(await room.answer(subject), 'RequestId'));
	});

	describe('the event ID', () => {
		it('is the same when the same memory meets the same change again', async () => {
			await watching.poll();
			const before = copy(watching.staticData);
			names.forEach(act);
			const first = await watching.events();
			watching.staticData = before;
			watching.passSeconds(60);
			expect(idsOf(await watching.events()).sort()).toEqual(idsOf(first).sort());
		});

		it('is another for every other change, whatever statuses come again', async () => {
			await watching.poll();
			const told: IDataObject[] = [];
			for (const next of [...room.rounds, ...room.rounds, ...room.rounds]) {
				watching.passSeconds(2);
				const status = next(watching.cloud);
				const events = await watching.events();
				expect(events.map((event) => event.status)).toEqual([status]);
				told.push(...events);
			}
			expect(new Set(idsOf(told)).size).toBe(told.length);
		});
	});

	describe('a fault', () => {
		const faults: Array<[string, FaultRule, IDataObject | undefined]> = [
			[
				'throttled',
				{ kind: 'throttle' },
				room.isThrottledInSilence ? undefined : { cause: 'rate-limited' },
			],
			[
				'a server in trouble',
				{ kind: 'status', status: 503 },
				{ cause: 'temporarily-unavailable' },
			],
			['a gateway’s page', { kind: 'html' }, { cause: 'temporarily-unavailable' }],
			['cut off', { kind: 'reset' }, undefined],
			['cut off after the answer', { kind: 'resetAfter' }, undefined],
			['half an answer', { kind: 'truncate' }, undefined],
		];
		it.each(faults)('leaves the memory as it was: %s', async (_name, fault, failure) => {
			await watching.poll();
			const changed = names.map(act);
			const before = copy(watching.staticData);
			// The first request, the last one, and all of them.
			for (const times of [1, undefined]) {
				watching.cloud.faults.add({ ...fault, times });
				const error = await watching.poll().catch((thrown: object) => thrown);
				expect(error).toBeInstanceOf(Error);
				expect((error as { failure?: object }).failure).toEqual(failure);
				expect(watching.staticData).toEqual(before);
				watching.cloud.faults.clear();
			}
			expect(subjectsOf(await watching.events()).sort()).toEqual([...changed].sort());
			expect(await watching.poll()).toBeNull();
		});

		it('that passes is nobody’s business: the request is sent again', async () => {
			watching.usual = { ...watching.usual, options: { maxRetries: 2 } };
			await watching.poll();
			watching.cloud.faults.add({ kind: 'status', status: 503, times: 1 });
			act(names[0]);
			expect(await watching.poll()).toHaveLength(1);
		});
	});

	describe('a service that does not answer', () => {
		const inTime = { budgetMs: 3000, options: { maxRetries: 3 } };

		it('ends the poll within its budget, and the user is told why', async () => {
			await watching.poll();
			names.forEach(act);
			const before = copy(watching.staticData);
			watching.cloud.faults.add({ kind: 'hang' });
			const start = performance.now();
			await expect(watching.poll(inTime)).rejects.toMatchObject({
				name: 'NodeApiError',
				message: 'The service did not answer within the time of a poll',
				description: expect.stringContaining('The next poll tries again') as string,
			});
			expect(performance.now() - start).toBeLessThan(3000);
			expect(watching.staticData).toEqual(before);
			watching.cloud.faults.clear();
			expect(await watching.events()).toHaveLength(names.length);
		});
	});

	for (const [name, credential] of Object.entries(room.wrongKeys)) {
		it(`a wrong key stops the first poll, and says so to n8n: ${name}`, async () => {
			await expect(watching.poll({ credential })).rejects.toMatchObject({
				name: 'NodeApiError',
				description: expect.stringMatching(/^.{40}/) as string,
				failure: { cause: 'credential-invalid' },
			});
			expect(watching.staticData).toEqual({});
		});
	}

	it('a manual run shows samples, sends little and changes nothing', async () => {
		const first = await watching.events({ mode: 'manual' });
		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThanOrEqual(3);
		expect(watching.staticData).toEqual({});
		for (const { subject, change, previousStatus, changedAt, eventId, ...record } of first) {
			expect(change).toBe('changed');
			expect({ subject, ...record }).toEqual(await room.record(subject as string));
			expect(previousStatus).toBeNull();
			expect([typeof changedAt, typeof eventId]).toEqual(['string', 'string']);
		}
		await watching.poll();
		const before = copy(watching.staticData);
		names.forEach(act);
		await watching.events({ mode: 'manual' });
		expect(watching.staticData).toEqual(before);
		expect(await watching.poll()).toHaveLength(names.length);
	});

	it.each(Object.entries(room.switches))('does not mind: %s', async (_name, flip) => {
		await watching.poll();
		flip(watching.cloud);
		expect(await watching.poll()).toBeNull();
		watching.passSeconds(5);
		const changed = names.map(act);
		expect(subjectsOf(await watching.events()).sort()).toEqual([...changed].sort());
		expect(await watching.poll()).toBeNull();
	});

	it('calls nobody gone who moved between two pages meanwhile', async () => {
		const { subjects, isLaterPage, remove } = room.shiftPages;
		if (subjects) await watching.renew(subjects);
		await watching.poll();
		let gone = '';
		watching.atRequest(isLaterPage, () => {
			gone = remove(watching.cloud);
		});
		// Who left was still on its page: the next poll tells so, and of nobody else.
		expect(await watching.poll()).toBeNull();
		expect(gone).not.toBe('');
		expect(await watching.events()).toMatchObject([{ subject: gone, status: 'unknown' }]);
		expect(await watching.poll()).toBeNull();
	});

	it('is learnt anew with another credential, which may be another account’s', async () => {
		await watching.poll();
		act(names[0]);
		expect(await watching.poll({ credentialId: 'another' })).toBeNull();
	});

	it.each([
		['requestsPerSecond', 0],
		['timeout', 'soon'],
		['maxRetries', 99],
		['timeZone', 'Nowhere'],
	])('refuses a bad option before any request: %s', async (option, value) => {
		await expect(watching.poll({ options: { [option]: value } })).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/^The option /) as string,
		});
		expect(watching.requests).toEqual([]);
		expect(watching.staticData).toEqual({});
	});
}
