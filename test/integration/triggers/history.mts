// Random histories against a model: changes, faults, lost saves, restarts, polls without enough time, and
// lists that change while they are read. Nothing may be lost, nothing told twice.
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Status } from '../../../nodes/shared/record.ts';
import { copy } from './watching.mts';

export const STATUSES: Status[] = ['unverified', 'pending', 'verified', 'failed'];
/** Subjects that a history may name. */
const PEOPLE = 60;

/** Something happens to a subject: it is there from now on, in that status, or gone. */
export interface Mutation {
	do: 'change' | 'remove';
	who: number;
	/** An index of `STATUSES`. */
	to: number;
}
/** The request that fails, counted within the poll. */
export interface Fault {
	at: number;
	retry: 'read' | 'never';
}
/** The circumstances of a poll. */
export interface Circumstances {
	fault: Fault | null;
	/** There is not time enough. */
	isShort: boolean;
	/** What happens between its requests, one after each; what is left happens afterwards. */
	meanwhile: Mutation[];
}
type Step =
	| Mutation
	| ({ do: 'poll'; /** n8n saves what it must. */ keeps: boolean } & Circumstances)
	| { do: 'restart' };

const mutation: fc.Arbitrary<Mutation> = fc.record({
	do: fc.constantFrom('change', 'change', 'change', 'remove'),
	who: fc.nat(PEOPLE - 1),
	to: fc.nat(STATUSES.length - 1),
});
const poll = fc.record({
	do: fc.constant('poll' as const),
	fault: fc.option(fc.record({ at: fc.nat(30), retry: fc.constantFrom('read', 'never') }), {
		freq: 2,
	}) as fc.Arbitrary<Fault | null>,
	isShort: fc.boolean(),
	keeps: fc.boolean(),
	meanwhile: fc.array(mutation, { maxLength: 3 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: mutation },
	{ weight: 4, arbitrary: poll },
	{ weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);
export const history = fc.record({
	/** So many are there from the start. */
	start: fc.nat(PEOPLE),
	steps: fc.array(step, { maxLength: 25 }),
});

/** What changes, and a trigger that watches it. */
export interface Changing {
	mutate(mutation: Mutation): void;
	/** Everybody's status now, by subject. */
	statuses(): Map<string, Status>;
	/** How often each subject was removed. */
	removals: ReadonlyMap<string, number>;
	/** Names the change that an event tells of; undefined for a removal. */
	occurrenceOf(event: IDataObject): string | undefined;
	/** Takes from `meanwhile` what happened. Rejects with an error that `isExpected` when it failed. */
	poll(memory: IDataObject, circumstances: Circumstances): Promise<IDataObject[] | null>;
	isExpected(error: Error): boolean;
}

/** What a reader of the events knows, who drops those whose ID was there before. */
function createReader({ removals, occurrenceOf }: Changing) {
	const changes = new Map<string, string>();
	const ids = new Map<string, string>();
	const removalIds = new Map<string, Set<string>>();
	const told = new Map<string, Status | 'gone'>();
	return {
		told,
		read(events: IDataObject[]) {
			for (const event of events) {
				const { eventId: id, subject: who, status } = event as Record<string, string>;
				expect(id).toMatch(/^[0-9a-f]{32}$/);
				const occurrence = occurrenceOf(event);
				const change = occurrence ?? `${who} is gone`;
				// The same ID is the same change, and the same change has the same ID.
				expect(changes.get(id) ?? change).toBe(change);
				if (changes.has(id)) continue;
				changes.set(id, change);
				if (occurrence) {
					expect(ids.get(change) ?? id).toBe(id);
					ids.set(change, id);
					told.set(who, status as Status);
				} else {
					// Nobody is called gone who was not.
					const own = removalIds.get(who) ?? new Set();
					removalIds.set(who, own.add(id));
					expect(own.size).toBeLessThanOrEqual(removals.get(who) ?? 0);
					told.set(who, 'gone');
				}
			}
		},
	};
}

/** Lives through a history, and looks at what was told of it. */
export async function live(
	changing: Changing,
	steps: readonly Step[],
	losesSaves: boolean,
): Promise<void> {
	const reader = createReader(changing);
	let memory: IDataObject = {};
	let saved: IDataObject = {};
	const pollOnce = async (circumstances: Circumstances, keeps: boolean) => {
		const before = copy(memory);
		const meanwhile = [...circumstances.meanwhile];
		const events = await changing
			.poll(memory, { ...circumstances, meanwhile })
			.catch((error: Error) => {
				if (!changing.isExpected(error)) throw error;
				expect(memory).toEqual(before);
			});
		meanwhile.forEach(changing.mutate);
		// n8n saves what a poll that tells something left, and what the activation left.
		const isActivation = Object.keys(before).length === 0;
		if ((events || isActivation) && (keeps || !losesSaves)) saved = copy(memory);
		reader.read(events ?? []);
		return events ?? [];
	};
	const inPeace = async () => await pollOnce({ fault: null, isShort: false, meanwhile: [] }, true);

	await inPeace();
	const baseline = changing.statuses();
	for (const one of steps) {
		if (one.do === 'poll') await pollOnce(one, one.keeps);
		else if (one.do === 'restart') memory = copy(saved);
		else changing.mutate(one);
	}
	// A look that was not finished goes on first; then there is nothing left to tell.
	await inPeace();
	await inPeace();
	expect(await inPeace()).toEqual([]);

	// Who reads twice what was saved once may take an old word for a new one.
	if (losesSaves) return;
	const now = changing.statuses();
	for (const who of new Set([...now.keys(), ...baseline.keys(), ...reader.told.keys()])) {
		const last = reader.told.get(who) ?? baseline.get(who) ?? 'gone';
		expect([who, last]).toEqual([who, now.get(who) ?? 'gone']);
	}
}
