import { type INodeProperties } from 'n8n-workflow';
import { type SendRequest, type Service } from '../api/service';
import { ServiceError } from '../api/serviceError';
import { type OptionName, type Options } from '../fields/options';
import { type ParameterReader } from '../fields/parameterReader';
import { type OutputSchema } from '../values/outputSchema';
import { type VerificationRecord } from '../values/verificationRecord';
import { type ListedSubject, type SubjectSnapshot } from './change';

/** Whom a trigger watches, and how to look at them. */
export interface Scope {
	/** Rows of a full page. */
	pageSize: number;
	/** One page of all subjects, counted from 0, and how many there are: Infinity where nobody says. */
	fetchPage(index: number, call: SendRequest): Promise<{ rows: ListedSubject[]; total: number }>;
	/**
	 * One subject as it is now.
	 *
	 * @throws Failure, `notFound` when the service does not know it.
	 */
	fetchSubject(subject: string, call: SendRequest): Promise<SubjectSnapshot>;
	/** Only these, as rows have them under `subject`. */
	chosen?: readonly string[];
	/** False: a subject of this life is watched no longer. Without it, who exists is watched. */
	includes?(life: string): boolean;
}

/** What may start a workflow: a status that was reached, or a subject that came or went. */
export type EventType = 'failed' | 'new' | 'pending' | 'removed' | 'verified';

export interface StatusTrigger {
	service: Service;
	/** The fields that choose whom to watch. What stands in them, once changed, is learnt anew. */
	properties: readonly INodeProperties[];
	/** The one among them that names chosen subjects: of those only the added ones are learnt. */
	chosenField?: string;
	/** What may start the workflow, beside any change, in words of this service. */
	triggerOn: Partial<Record<EventType, string>>;
	options: readonly OptionName[];
	/**
	 * `timeZone` is the workflow's own.
	 *
	 * @throws InvalidInput
	 */
	scope(read: ParameterReader, options: Options, timeZone: string): Scope;
	/** The fields of a subject's record. */
	output: OutputSchema;
	/** The record of one that is gone. */
	unknownSubject(subject: string): VerificationRecord;
}

/** What a poll works with. */
export interface Poll {
	trigger: StatusTrigger;
	scope: Scope;
	options: Options;
	simplify: boolean;
	triggerOn: unknown[];
	send: SendRequest;
	/** Milliseconds left to look around; telling takes time, too. */
	scanTimeLeft(): number;
	/** The time that n8n gives is used up. */
	isOutOfTime(): boolean;
}

/** Requests of a poll under way at a time: enough for any quota and latency. */
export const MAX_CONCURRENCY = 20;

/** One subject as it is now; undefined when the service does not know it. */
export async function fetchSubject(
	{ scope, send }: Poll,
	subject: string,
): Promise<SubjectSnapshot | undefined> {
	return await scope.fetchSubject(subject, send).catch((error: unknown) => {
		if (error instanceof ServiceError && error.notFound) return undefined;
		throw error;
	});
}
