// Random histories against a model: changes, faults, lost saves, restarts, polls without enough time, and
// lists that change while they are read. Nothing may be lost, nothing told twice.
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import type { Status } from '../../../nodes/shared/values/verificationRecord.ts';
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
const learning = fc.record({
	fault: poll.map(({ fault }) => fault),
	isShort: fc.boolean(),
	// Who comes while somebody else leaves cannot be told from one who was there before.
	meanwhile: fc.array(
		mutation.map((one) => ({ ...one, do: 'remove' as const })),
		{ maxLength: 2 },
	),
});

/** Most watch everything. */
const triggerOn: fc.Arbitrary<string[]> = fc.oneof(
	{ weight: 2, arbitrary: fc.constant<string[]>(['any']) },
	{
		weight: 1,
		arbitrary: fc.subarray(['failed', 'new', 'pending', 'removed', 'verified'], { minLength: 1 }),
	},
);

export const history = fc.record({
	/** So many are there from the start. */
	start: fc.nat(PEOPLE),
	triggerOn,
	/** n8n's durable engine saves what a poll without events left, too. */
	isDurable: fc.boolean(),
	learning: fc.array(learning, { maxLength: 2 }),
	steps: fc.array(step, { maxLength: 25 }),
});
export type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** What changes, and a trigger that watches it. */
export interface Changing {
	/** Each change can be told from any other, by what the list shows: no lost save hides one. */
	isDated: boolean;
	mutate(mutation: Mutation): void;
	/** Everybody's status now, by subject. */
	statuses(): Map<string, Status>;
	/** How often each subject was removed, and added. */
	removals: ReadonlyMap<string, number>;
	additions: ReadonlyMap<string, number>;
	/** Names the change that an event tells of; undefined for a removal. */
	occurrenceOf(event: IDataObject): string | undefined;
	/** Takes from `meanwhile` what happened. Rejects with an error that `isExpected` when it failed. */
	poll(
		staticData: IDataObject,
		triggerOn: readonly string[],
		circumstances: Circumstances,
	): Promise<IDataObject[] | null>;
	isExpected(error: Error): boolean;
}

const PEACE: Circumstances = { fault: null, isShort: false, meanwhile: [] };

/** A count of something, by whom it befell. */
export const counter = () => {
	const counts = new Map<string, number>();
	return {
		counts,
		count: (who: string) => counts.set(who, (counts.get(who) ?? 0) + 1).get(who)!,
	};
};

/** What a reader of the events knows, who drops those whose ID was there before. */
function createReader(
	{ removals, additions, occurrenceOf, isDated }: Changing,
	losesSaves: boolean,
	isAny: boolean,
) {
	const changes = new Map<string, string>();
	const ids = new Map<string, string>();
	const gone = counter();
	const met = counter();
	const told = new Map<string, Status | 'gone'>();
	const reader = {
		told,
		/** Whoever is called new must have been added. */
		knowsNew: isAny && !losesSaves,
		read(events: IDataObject[]) {
			for (const event of events) {
				const { eventId: id, subject: who, status } = event as Record<string, string>;
				expect(id).toMatch(/^[0-9a-f]{32}$/);
				const occurrence = occurrenceOf(event);
				// The same ID is the same change. One that was told and not saved, and then came again,
				// counts as told, where the service says nothing that tells the two apart.
				const isSure = isDated || !losesSaves;
				const change = (isSure && occurrence) || `${who} is ${status}`;
				expect(changes.get(id) ?? change).toBe(change);
				if (changes.has(id)) continue;
				changes.set(id, change);
				if (occurrence) {
					// The same change has the same ID. That of who comes back counts the removals, and one that
					// was not saved is forgotten.
					const isCounted = losesSaves && gone.counts.has(who);
					if (!isCounted) expect(ids.get(occurrence) ?? id).toBe(id);
					ids.set(occurrence, id);
					told.set(who, status as Status);
					// Nobody is called new who was there.
					const isNew = event.previousStatus === null && reader.knowsNew;
					if (isNew) expect(met.count(who)).toBeLessThanOrEqual(additions.get(who) ?? 0);
				} else {
					// Nobody is called gone who was not.
					expect(gone.count(who)).toBeLessThanOrEqual(removals.get(who) ?? 0);
					told.set(who, 'gone');
				}
			}
		},
	};
	return reader;
}

/** Lives through a history, and looks at what was told of it. */
export async function live(
	changing: Changing,
	{ triggerOn: wanted, isDurable, learning, steps }: History,
	losesSaves: boolean,
): Promise<void> {
	const isAny = wanted.includes('any');
	const reader = createReader(changing, losesSaves, isAny);
	let staticData: IDataObject = {};
	let saved: IDataObject = {};
	const pollOnce = async (circumstances: Circumstances, keeps: boolean) => {
		const before = copy(staticData);
		const meanwhile = [...circumstances.meanwhile];
		const events = await changing
			.poll(staticData, wanted, { ...circumstances, meanwhile })
			.catch((error: Error) => {
				if (!changing.isExpected(error)) throw error;
				expect(staticData).toEqual(before);
			});
		meanwhile.forEach(changing.mutate);
		// n8n saves what a poll that tells something left, and what the activation left.
		const isActivation = Object.keys(before).length === 0;
		const isLost = losesSaves && !keeps;
		if ((events || isActivation || isDurable) && !isLost) saved = copy(staticData);
		// It takes a kill in between to lose what was told: n8n would save it with the next.
		if (events && isLost && !changing.isDated) staticData = copy(saved);
		for (const { status, previousStatus } of events ?? []) {
			// A removal, and somebody new, have no status before or after.
			const isNew = previousStatus === null && wanted.includes('new');
			const state = status === 'unknown' ? 'gone' : (status as Status);
			expect(isNew || isWanted(wanted, state)).toBe(true);
		}
		reader.read(events ?? []);
		return events ?? [];
	};
	const inPeace = async () => await pollOnce(PEACE, true);

	// What happens while everybody is learnt may be part of what is learnt; so is, after a restart, what
	// had been learnt before it.
	const beginnings: Array<Map<string, Status>> = [];
	let baseline = changing.statuses();
	const isLearning = () => (staticData.state as StoredState | undefined)?.cursor?.isBaseline;
	const learnAll = async () => {
		beginnings.push(changing.statuses());
		for (const circumstances of learning) await pollOnce(circumstances, true);
		do await inPeace();
		while (isLearning() !== undefined);
		baseline = changing.statuses();
		reader.told.clear();
	};
	await learnAll();
	for (const one of steps) {
		if (one.do === 'poll') await pollOnce(one, one.keeps);
		else if (one.do === 'restart') {
			staticData = copy(saved);
			// Nothing was told since the activation, which had not time to learn everybody.
			if (!isLearning()) continue;
			// Who came while somebody else left cannot be told from one who was there before.
			reader.knowsNew = false;
			await learnAll();
		} else changing.mutate(one);
	}
	// A look that was not finished goes on first; then there is nothing left to tell.
	await inPeace();
	await inPeace();
	expect(await inPeace()).toEqual([]);

	// A list that shows the status alone hides that one changed and changed back while a save was lost.
	if (losesSaves && !changing.isDated) return;
	const now = changing.statuses();
	for (const who of new Set([...now.keys(), ...baseline.keys(), ...reader.told.keys()])) {
		const status = now.get(who) ?? 'gone';
		// Who came and went while a save was lost was told once, and is known to nobody.
		if (losesSaves && status === 'gone') continue;
		const told = reader.told.get(who);
		const unchanged = [...beginnings, baseline].map((statuses) => statuses.get(who) ?? 'gone');
		if (isAny) {
			expect([who, told ? [told] : unchanged]).toEqual([who, expect.arrayContaining([status])]);
		} else if (isDurable && isWanted(wanted, status) && !unchanged.includes(status)) {
			expect([who, told]).toEqual([who, status]);
		}
	}
}

const isWanted = (wanted: readonly string[], status: Status | 'gone'): boolean =>
	wanted.includes('any') || wanted.includes(status === 'gone' ? 'removed' : status);
