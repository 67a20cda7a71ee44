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
import { useTestTrigger } from './testTrigger.mts';

export const PAGE_SIZE = 10;
export const SINCE = '2026-11-20T12:00:00+08:00';
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

		async poll(parameters: IDataObject = {}, how: Parameters<typeof trigger.poll>[2] = {}) {
			test.asked = [];
			trigger.scope = test.watching;
			return await trigger.poll(test.staticData, parameters, how);
		},
		fill(count: number, status: Status = 'pending') {
			test.subjects = new Map(Array.from({ length: count }, (_, index) => [`s${index}`, status]));
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
	};
	const request = (name: string) => {
		test.asked.push(name);
		if (test.failure) throw test.failure;
	};
	beforeEach(() => {
		test.fill(3);
		test.staticData = {};
		test.failure = undefined;
		test.arePartial = false;
		test.incarnations = new Map();
		test.statusVersions = new Map();
		test.isDated = true;
		test.watching = test.scope();
	});
	return test;
}

/** Whom an item of the staticData names. */
export const subjectsIn = ({ state: stored }: IDataObject) =>
	Object.values((stored as StoredState).subjects)
		.flat()
		.map((entry) => entry.split(' ')[0]);

export const subjectsOf = (events: IDataObject[] | null) =>
	(events ?? []).map(({ subject }) => subject);
