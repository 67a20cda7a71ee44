import { type IPollFunctions, type INodeProperties } from 'n8n-workflow';
import { type Service } from './client';
import { type Caller, type ParameterReader } from './operation';
import { type OptionName, type Options } from './options';
import { type OutputFields } from './output';
import { type VerificationRecord } from './record';
import { type Sight, type Watched } from './watch';

/** Whom a trigger watches, and how to look at them. */
export interface Scope {
	/** One page of all subjects, counted from 0, and how many there are: Infinity where nobody says. */
	page(index: number, call: Caller): Promise<{ rows: Watched[]; pages: number }>;
	/** One subject as it is now; undefined when the service does not know it. */
	look(subject: string, call: Caller): Promise<Sight | undefined>;
	/** Only these. */
	chosen?: readonly string[];
	/** False: it exists and is watched no longer. Without it, who exists is watched. */
	holds?(sight: Sight): boolean;
}

/** Whether a subject is among the chosen ones, where there is a choice. */
export function isChosen({ chosen }: Scope): (subject: string) => boolean {
	const wanted = chosen && new Set(chosen.map((subject) => subject.toLowerCase()));
	return (subject) => wanted?.has(subject.toLowerCase()) !== false;
}

export interface StatusTrigger {
	service: Service;
	/** The fields that choose whom to watch. What stands in them, once changed, is learnt anew. */
	properties: readonly INodeProperties[];
	options: readonly OptionName[];
	/**
	 * `timeZone` is the workflow's own.
	 *
	 * @throws InvalidInput
	 */
	scope(read: ParameterReader, options: Options, timeZone: string): Scope;
	/** The fields of a subject's record. */
	output: OutputFields;
	/** The record of a subject that is gone. */
	unknownSubject(subject: string): VerificationRecord;
}

/** What a poll works with. */
export interface Poll {
	context: IPollFunctions;
	trigger: StatusTrigger;
	scope: Scope;
	options: Options;
	simplify: boolean;
	triggerOn: unknown[];
	call: Caller;
	/** So much of the time is used up that looking around ends: telling takes time, too. */
	isLate(): boolean;
	/** The time that n8n gives is used up. */
	isOver(): boolean;
}

/** Requests of a poll under way at a time: enough for any quota and latency. */
export const LANES = 20;
