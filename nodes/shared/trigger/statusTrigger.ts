import { type INodeProperties } from 'n8n-workflow';
import { type SendRequest, type Service } from '../api/service';
import { isRefused, ServiceError } from '../api/serviceError';
import { type OptionName } from '../fields/optionFields';
import { type ParameterReader } from '../fields/parameterReader';
import { type Options } from '../fields/readOptions';
import { type OutputSchema } from '../values/outputSchema';
import { type VerificationRecord } from '../values/verificationRecord';
import { type ListedSubject, type SubjectSnapshot } from './change';
import { endsPoll, type SubjectError, type SubjectErrors } from './subjectErrors';

/** A trigger of one service: what a room fills in. */
export interface StatusTrigger {
	service: Service;
	/** The fields that choose the watched subjects. When the value of one changes, a new baseline begins. */
	properties: readonly INodeProperties[];
	/**
	 * The field that lists chosen subjects. When its value changes, only added subjects get a baseline; the
	 * state of the others is kept.
	 */
	chosenField?: string;
	/** The events that this service can have, each with its description in the editor. */
	triggerOn: Partial<Record<EventType, string>>;
	options: readonly OptionName[];
	/**
	 * Reads the parameters of the node. `timeZone` is that of the workflow.
	 *
	 * @throws InvalidParameter
	 */
	scope(read: ParameterReader, options: Options, timeZone: string): Scope;
	/** The fields of a subject's record. */
	output: OutputSchema;
	/** The record of a subject that was removed. */
	unknownSubject(subject: string): VerificationRecord;
}

/** What may start a workflow: a status that was reached, a new subject, or a removed one. */
export type EventType = 'failed' | 'new' | 'pending' | 'removed' | 'verified';

/** The watched subjects, and how to read them. */
export interface Scope {
	/** Rows of a full page. */
	pageSize: number;
	/**
	 * One page of the list of subjects; the first has index 0. Where each row takes a lookup of its own, those
	 * before `fromRow` were read by an earlier poll; with Infinity the total alone is asked for.
	 */
	fetchPage(index: number, send: SendRequest, fromRow?: number): Promise<SubjectPage>;
	/**
	 * The present state of one subject.
	 *
	 * @throws ServiceError, with `notFound` when the service does not know the subject.
	 */
	fetchSubject(subject: string, send: SendRequest): Promise<SubjectSnapshot>;
	/** The keys of the chosen subjects; undefined when all subjects of the list are watched. */
	chosen?: readonly string[];
	/**
	 * Whether an incarnation still belongs to the scope. A subject that left the scope is dropped without
	 * an event. Undefined: every subject of the list belongs to it.
	 */
	includes?(incarnation: string): boolean;
}

export interface SubjectPage {
	rows: ListedSubject[];
	/** The number of subjects in all: Infinity where the service does not say. */
	total: number;
	/**
	 * Subjects of the page that could not be read, where each of them takes a lookup of its own; undefined where
	 * none does.
	 */
	failed?: readonly SubjectError[];
	/** The first row for which there was no time; undefined when there was for all. */
	unreadFrom?: number;
}

/** One poll: its parameters and its time. */
export interface Poll {
	trigger: StatusTrigger;
	/** Identifies the key of the credential, without telling it. */
	key: string;
	scope: Scope;
	options: Options;
	simplify: boolean;
	triggerOn: unknown[];
	send: SendRequest;
	/** As `send`; ends while there is time for the events. */
	sendInScan: SendRequest;
	errors: SubjectErrors;
	/** Milliseconds left for reading pages. The rest of the poll's time is for the events. */
	scanTimeLeft(): number;
	isOutOfTime(): boolean;
}

/** What a lookup says of a subject. `failed`: it may be answered later. */
export type SubjectLookup = SubjectSnapshot | 'failed' | 'notFound' | 'refused';

/**
 * The present state of a subject. An error that concerns the subject alone is collected, and the other
 * subjects go on.
 *
 * @throws ServiceError of a refused credential, or when the poll's time is over.
 */
export async function fetchSubject(
	{ scope, send, errors }: Poll,
	subject: string,
): Promise<SubjectLookup> {
	return await scope.fetchSubject(subject, send).then(
		(snapshot): SubjectLookup => {
			errors.addAnswered(subject);
			return snapshot;
		},
		(error: unknown): SubjectLookup => {
			if (!(error instanceof ServiceError) || endsPoll(error)) throw error;
			if (error.notFound) {
				errors.addAnswered(subject);
				return 'notFound';
			}
			errors.add({ subject, error });
			return isRefused(error) ? 'refused' : 'failed';
		},
	);
}
