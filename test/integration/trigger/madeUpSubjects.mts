// A trigger over subjects that a test makes up, page by page of ten.
import type { IDataObject } from 'n8n-workflow';
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { SubjectSnapshot } from '../../../nodes/shared/trigger/change.ts';
import type { StoredState } from '../../../nodes/shared/trigger/state.ts';
import type { Scope } from '../../../nodes/shared/trigger/statusTrigger.ts';
import {
	type Status,
	verificationRecord,
} from '../../../nodes/shared/values/verificationRecord.ts';
import { takeLogs } from '../harness/logs.mts';
import { useTestTrigger } from './testTrigger.mts';

export const PAGE_SIZE = 10;
export const SINCE = '2026-11-20T12:00:00+08:00';
/** A poll with this budget has the time for a few slow pages. */
export const SHORT = { budgetMs: 200 };
export const NOBODY = { message: 'Nobody', advice: 'Look elsewhere.', notFound: true };

/** Three subjects that wait, and a trigger that watches them all and remembers nothing, for each test. */
export function useMadeUpSubjects() {
	const trigger = useTestTrigger();
	const test = {
		subjects: new Map<string, Status>(),
		/** Of those who have one. */
		incarnations: new Map<string, string>(),
		statusVersions: new Map<string, string>(),
		/** What the latest poll asked for. */
		asked: [] as string[],
		staticData: {} as IDataObject,
		/** What every request fails with. */
		failure: undefined as ServiceError | undefined,
		/** Whether a page does not tell all of its subjects. */
		arePartial: false,
		/** Whether the service says which time of a status it is. */
		isDated: true,
		watching: {} as Scope,
		/** Lookups of these subjects fail. */
		failing: new Map<string, ServiceError>(),

		async poll(parameters: IDataObject = {}, how: Parameters<typeof trigger.poll>[2] = {}) {
			test.asked = [];
			trigger.scope = test.watching;
			return await trigger.poll(test.staticData, parameters, how);
		},
		fill(count: number, status: Status = 'pending') {
			test.subjects = new Map(Array.from({ length: count }, (_, index) => [`s${index}`, status]));
		},
		/** Other subjects, which have nothing to do with those before. */
		replace(count: number) {
			const names = Array.from({ length: count }, (_, index) => `o${index}`);
			test.subjects = new Map(names.map((name) => [name, 'pending']));
		},
		/** The credential holds another key from now on. */
		changeKey() {
			const { state } = test.staticData as { state: StoredState };
			test.staticData.state = { ...state, key: 'of somebody else' };
		},
		/** Makes a poll with the budget `SHORT` read a few pages only. */
		slowPagesDown() {
			const { fetchPage } = test.watching;
			test.watching.fetchPage = async (...at) => {
				await new Promise((resolve) => setTimeout(resolve, 50));
				return await fetchPage(...at);
			};
		},
		/** Polls until a scan of several polls is complete; whom the events name. */
		async pass() {
			const told: unknown[] = [];
			for (let polls = 0; polls < 200; polls++) {
				told.push(...subjectsOf(await test.poll({}, SHORT)));
				if (!(test.staticData.state as StoredState).cursor) return told;
			}
			throw new Error('The scan does not end');
		},
		snapshot: (subject: string): SubjectSnapshot => ({
			record: verificationRecord({
				provider: 'aliyun',
				subject,
				status: test.subjects.get(subject)!,
			}),
			answer: { Subject: subject },
			since: test.isDated ? SINCE : null,
			dedupKey: test.isDated ? SINCE : '',
			incarnation: test.incarnations.get(subject) ?? '',
		}),
		scope: (more: Partial<Scope> = {}): Scope => ({
			pageSize: PAGE_SIZE,
			fetchPage: async (index) => {
				request(`page ${index}`);
				const names = [...test.subjects.keys()].slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE);
				return await Promise.resolve({
					rows: names.map((subject) => ({
						...test.snapshot(subject),
						subject,
						isPartial: test.arePartial,
						statusVersion: test.statusVersions.get(subject),
					})),
					total: test.subjects.size,
				});
			},
			fetchSubject: async (subject) => {
				request(`look ${subject}`);
				if (!test.subjects.has(subject)) throw new ServiceError(NOBODY);
				return await Promise.resolve(test.snapshot(subject));
			},
			...more,
		}),
		/** Watches all, or these, through a service where the lookups of `failing` fail. */
		watchFailing(chosen?: string[]) {
			const { fetchSubject } = test.scope();
			test.watching = test.scope({
				...(chosen && { chosen }),
				fetchSubject: async (subject, send) => {
					const error = test.failing.get(subject);
					if (error) throw error;
					return await fetchSubject(subject, send);
				},
			});
		},
		/** The same in a list in which each subject takes a lookup, as an operator's sub-users do. */
		watchFailingRows() {
			const { fetchPage } = test.scope();
			test.watching = test.scope({
				fetchPage: async (...at) => {
					const { rows, total } = await fetchPage(...at);
					const [read, failed] = [true, false].map((isRead) =>
						rows.filter(({ subject }) => !test.failing.has(subject) === isRead),
					);
					return {
						rows: read,
						total,
						failed: failed.map(({ subject }) => ({ subject, error: test.failing.get(subject)! })),
					};
				},
			});
		},
	};
	const request = (name: string) => {
		test.asked.push(name);
		if (test.failure) throw test.failure;
	};
	beforeEach(() => {
		test.fill(3);
		test.staticData = {};
		test.failure = undefined;
		test.failing = new Map();
		takeLogs();
		test.arePartial = false;
		test.incarnations = new Map();
		test.statusVersions = new Map();
		test.isDated = true;
		test.watching = test.scope();
	});
	return test;
}

/** Errors of one subject. */
export const REFUSED = new ServiceError({ message: 'The link expired', advice: 'Send it again.' });
export const DENIED = new ServiceError({
	message: 'Not allowed',
	advice: 'Ask for it.',
	permissionMissing: true,
});
export const DOWN = new ServiceError({ message: 'Down', advice: 'Wait.', retry: 'read' });

/** Whom an item of the staticData names. */
export const subjectsIn = ({ state: stored }: IDataObject) =>
	Object.values((stored as StoredState).subjects)
		.flat()
		.map((entry) => entry.split(' ')[0]);

export const subjectsOf = (events: IDataObject[] | null) =>
	(events ?? []).map(({ subject }) => subject);
