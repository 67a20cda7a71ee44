// Random histories of subjects that are made up, page by page of two.
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { SubjectSnapshot } from '../../../nodes/shared/trigger/change.ts';
import type { Scope } from '../../../nodes/shared/trigger/statusTrigger.ts';
import {
	type Status,
	verificationRecord,
} from '../../../nodes/shared/values/verificationRecord.ts';
import { runs } from '../../random.mts';
import {
	type Changing,
	type Circumstances,
	counter,
	type Fault,
	type History,
	history,
	live,
	type Mutation,
	STATUSES,
} from './history.mts';
import { useTestTrigger } from './testTrigger.mts';

const test = useTestTrigger();
const HISTORIES = runs(2500, 1);
const PAGE_SIZE = 2;
const NOBODY = { message: 'Nobody', advice: 'Look elsewhere.', notFound: true };

interface Subject {
	status: Status;
	/** Counts the changes of all subjects: when the status began. */
	since: number;
	incarnation: number;
}

/** What a service tells of its subjects. */
interface Kind {
	rowsArePartial: boolean;
	isDated: boolean;
}

/** The service: subjects in the order of their creation, in pages. */
function createService(start: number, { rowsArePartial, isDated }: Kind) {
	const subjects = new Map<number, Subject>();
	const removals = counter();
	const additions = counter();
	let clock = 0;
	const mutate = ({ do: what, who, to }: Mutation) => {
		clock += 1;
		const known = subjects.get(who);
		if (what === 'remove') {
			if (subjects.delete(who)) removals.count(String(who));
		} else if (!known) {
			additions.count(String(who));
			subjects.set(who, { status: STATUSES[to], since: clock, incarnation: clock });
		} else if (known.status !== STATUSES[to]) {
			Object.assign(known, { status: STATUSES[to], since: clock });
		}
	};
	for (let who = 0; who < start; who++) mutate({ do: 'change', who, to: who % 4 });
	additions.counts.clear();

	const service = {
		subjects,
		removals: removals.counts,
		additions: additions.counts,
		mutate,
		requests: 0,
		fault: null as Fault | null,
		meanwhile: [] as Mutation[],
		scope: {} as Scope,
	};
	/** Every request may fail, and the world goes on between any two. */
	const request = () => {
		const { fault } = service;
		if (service.requests++ === fault?.at) {
			throw new ServiceError({ message: 'A fault', advice: 'Wait.', retry: fault.retry });
		}
		const next = service.meanwhile.shift();
		if (next) mutate(next);
	};
	const snapshot = (who: number, { status, since, incarnation }: Subject): SubjectSnapshot => ({
		record: verificationRecord({ provider: 'aliyun', subject: String(who), status }),
		answer: { occurrence: `${who}/${incarnation}/${status}/${since}` },
		since: isDated ? `moment ${since}` : null,
		dedupKey: isDated ? `${incarnation} ${since}` : '',
		incarnation: '',
	});
	service.scope = {
		pageSize: PAGE_SIZE,
		fetchPage: async (index) => {
			await Promise.resolve();
			request();
			const all = [...subjects];
			return {
				rows: all.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE).map(([who, subject]) => ({
					...snapshot(who, subject),
					subject: String(who),
					incarnation: String(subject.incarnation),
					isPartial: rowsArePartial,
					statusVersion: isDated && !rowsArePartial ? String(subject.since) : '',
				})),
				total: all.length,
			};
		},
		fetchSubject: async (subject) => {
			await Promise.resolve();
			request();
			const found = subjects.get(Number(subject));
			if (!found) throw new ServiceError(NOBODY);
			return snapshot(Number(subject), found);
		},
	};
	return service;
}

/** The service, watched. */
function createChanging(start: number, kind: Kind): Changing {
	const service = createService(start, kind);
	test.scope = service.scope;
	return {
		isDated: kind.isDated && !kind.rowsArePartial,
		mutate: service.mutate,
		statuses: () => new Map([...service.subjects].map(([who, { status }]) => [`${who}`, status])),
		removals: service.removals,
		additions: service.additions,
		occurrenceOf: ({ raw }) => (raw as IDataObject).occurrence as string | undefined,
		poll: async (staticData, triggerOn, { fault, isShort, meanwhile }) => {
			Object.assign(service, { requests: 0, fault, meanwhile });
			const parameters = { triggerOn: [...triggerOn], options: { includeRaw: true } };
			const poll = test.poll(staticData, parameters, { budgetMs: isShort ? 0 : 300_000 });
			return await poll.finally(() => {
				service.meanwhile = [];
			});
		},
		isExpected: ({ message }) => /^A fault|^The service did not answer within/.test(message),
	};
}

const kind: fc.Arbitrary<Kind> = fc.record({ rowsArePartial: fc.boolean(), isDated: fc.boolean() });

const property = (losesSaves: boolean) =>
	fc.asyncProperty(history, kind, async (one, of) => {
		await live(createChanging(one.start, of), one, losesSaves);
	});

it('tells every change, and none twice, whatever happens', async () => {
	await fc.assert(property(false), { numRuns: HISTORIES });
});

it('tells the same change under the same ID when n8n has lost what it saved', async () => {
	await fc.assert(property(true), { numRuns: HISTORIES });
});

const PEACE: Circumstances = { fault: null, isShort: false, meanwhile: [] };
const change = (to: number): Mutation => ({ do: 'change', who: 0, to });
const lostPoll = { ...PEACE, do: 'poll' as const, keeps: false };
const usual = { triggerOn: ['any'], isDurable: false, learning: [] };

// Found at random: the model was wrong, once in thousands of histories.
it.each<[string, boolean, Kind, History]>([
	[
		'a change that was undone, when a restart brought back what was half learnt',
		false,
		{ rowsArePartial: false, isDated: false },
		{
			...usual,
			start: 5,
			learning: [{ ...PEACE, isShort: true, meanwhile: [] }],
			steps: [change(1), { do: 'restart' }, change(0)],
		},
	],
	[
		'a return, when neither it nor the removal was saved',
		true,
		{ rowsArePartial: false, isDated: true },
		{
			...usual,
			start: 1,
			steps: [{ do: 'remove', who: 0, to: 0 }, lostPoll, change(1), lostPoll, { do: 'restart' }],
		},
	],
])('tells %s', async (_what, losesSaves, of, one) => {
	await live(createChanging(one.start, of), one, losesSaves);
});
