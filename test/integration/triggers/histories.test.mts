// Random histories of subjects that are made up, page by page of two.
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../../../nodes/shared/failure.ts';
import type { Scope } from '../../../nodes/shared/poll.ts';
import { verificationRecord, type Status } from '../../../nodes/shared/record.ts';
import type { Sight } from '../../../nodes/shared/watch.ts';
import { history, live, STATUSES, type Changing, type Fault, type Mutation } from './history.mts';
import { useTestTrigger } from './testTrigger.mts';

const test = useTestTrigger();
const HISTORIES = Number(process.env.HISTORIES ?? 600);
const PAGE_SIZE = 2;
const NOBODY = { message: 'Nobody', advice: 'Look elsewhere.', notFound: true };

interface Subject {
	status: Status;
	/** Counts the changes of all subjects: when the status began. */
	since: number;
	life: number;
}

/** The service: subjects in the order of their creation, in pages. */
function createService(start: number, rowsAreShort: boolean) {
	const subjects = new Map<number, Subject>();
	/** How often each was removed. */
	const removals = new Map<string, number>();
	let clock = 0;
	const mutate = ({ do: what, who, to }: Mutation) => {
		clock += 1;
		const known = subjects.get(who);
		if (what === 'remove') {
			if (subjects.delete(who)) removals.set(String(who), (removals.get(String(who)) ?? 0) + 1);
		} else if (!known) subjects.set(who, { status: STATUSES[to], since: clock, life: clock });
		else if (known.status !== STATUSES[to]) {
			Object.assign(known, { status: STATUSES[to], since: clock });
		}
	};
	for (let who = 0; who < start; who++) mutate({ do: 'change', who, to: who % 4 });

	const service = {
		subjects,
		removals,
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
			throw new Failure({ message: 'A fault', advice: 'Wait.', retry: fault.retry });
		}
		const next = service.meanwhile.shift();
		if (next) mutate(next);
	};
	const sight = (who: number, { status, since, life }: Subject): Sight => ({
		record: verificationRecord({ provider: 'aliyun', subject: String(who), status }),
		answer: { occurrence: `${who}/${life}/${status}/${since}` },
		since: `moment ${since}`,
		mark: `${life} ${since}`,
		life: '',
	});
	service.scope = {
		pageSize: PAGE_SIZE,
		page: async (index) => {
			await Promise.resolve();
			request();
			const all = [...subjects];
			return {
				rows: all.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE).map(([who, subject]) => ({
					...sight(who, subject),
					subject: String(who),
					life: String(subject.life),
					isShort: rowsAreShort,
				})),
				total: all.length,
			};
		},
		look: async (subject) => {
			await Promise.resolve();
			request();
			const found = subjects.get(Number(subject));
			if (!found) throw new Failure(NOBODY);
			return sight(Number(subject), found);
		},
	};
	return service;
}

/** The service, watched. */
function createChanging(start: number, rowsAreShort: boolean): Changing {
	const service = createService(start, rowsAreShort);
	test.scope = service.scope;
	return {
		mutate: service.mutate,
		statuses: () => new Map([...service.subjects].map(([who, { status }]) => [`${who}`, status])),
		removals: service.removals,
		occurrenceOf: ({ raw }) => (raw as IDataObject).occurrence as string | undefined,
		poll: async (memory, { fault, isShort, meanwhile }) => {
			Object.assign(service, { requests: 0, fault, meanwhile });
			const parameters = { triggerOn: ['any'], options: { includeRaw: true } };
			const poll = test.poll(memory, parameters, { budgetMs: isShort ? 0 : 300_000 });
			return await poll.finally(() => {
				service.meanwhile = [];
			});
		},
		isExpected: ({ message }) => /^A fault|^The service did not answer within/.test(message),
	};
}

const property = (losesSaves: boolean) =>
	fc.asyncProperty(history, fc.boolean(), async ({ start, steps }, rowsAreShort) => {
		await live(createChanging(start, rowsAreShort), steps, losesSaves);
	});

it('tells every change, and none twice, whatever happens', async () => {
	await fc.assert(property(false), { numRuns: HISTORIES });
});

it('tells the same change under the same ID when n8n has lost what it saved', async () => {
	await fc.assert(property(true), { numRuns: HISTORIES });
});
