import { MAX_CONCURRENCY } from '../api/sendTogether';
import { Cancelled, isRefused, ServiceError } from '../api/serviceError';

/** The most subjects that a message, or the log of a poll, names. */
export const MAX_NAMED_SUBJECTS = 20;

/** An error that concerns one subject. */
export interface SubjectError {
	subject: string;
	error: ServiceError;
}

/**
 * Does an error of one subject's lookup end the poll? Others do not: the other subjects go on, and this one
 * stays as it was known.
 */
export const endsPoll = (error: unknown): boolean =>
	!(error instanceof ServiceError) || error instanceof Cancelled || error.credentialInvalid;

/** The error of a lookup that had the time of a whole poll. */
export const noAnswerInTime = (): ServiceError =>
	new ServiceError({
		message: 'The service did not answer in time',
		advice: 'Every poll asks again.',
		retry: 'read',
	});

/**
 * The first of some lookups, when it was not answered (undefined) and had the time of a whole poll, gets an
 * outcome in place of an answer: it must not hold up the others in every poll. When none was answered, the
 * service may be away; unless a scan `isResumed` with this one, because it held up the last poll already.
 */
export function giveUpFirst<Outcome>(
	outcomes: Array<Outcome | undefined>,
	isResumed: boolean,
	instead: () => Outcome | undefined,
): void {
	const isHanging = outcomes.length > 0 && outcomes[0] === undefined;
	const isOtherAnswered = outcomes.some((outcome) => outcome !== undefined);
	if (isHanging && (isResumed || isOtherAnswered)) outcomes[0] = instead();
}

/** What went wrong with single subjects in one poll. */
export class SubjectErrors {
	/** By the subject's name in lower case. */
	private readonly bySubject = new Map<string, SubjectError>();
	/** Those whose lookup the service answered, be it that it does not know the subject. */
	readonly answered = new Set<string>();

	/** In the order in which the errors came. */
	get all(): SubjectError[] {
		return [...this.bySubject.values()];
	}

	/** So many subjects failed, while no lookup was answered, that it cannot be a matter of single ones. */
	get isEveryOneFailing(): boolean {
		return this.answered.size === 0 && this.bySubject.size >= MAX_CONCURRENCY;
	}

	addAnswered(subject: string): void {
		this.answered.add(subject.toLowerCase());
	}

	has(subject: string): boolean {
		return this.bySubject.has(subject.toLowerCase());
	}

	add(failed: SubjectError): void {
		this.bySubject.set(failed.subject.toLowerCase(), failed);
	}

	/**
	 * A service that answered no lookup at all may be away, or the permission is missing for all of them: the
	 * user must hear of it. But few subjects must hold back neither what there is to tell, nor a scan of
	 * which this poll is a part: the next parts would never be read.
	 *
	 * @param told whom the poll has an event for
	 * @throws ServiceError
	 */
	assertAnswered(told: readonly string[], isPartOfScan: boolean): void {
		if (this.answered.size > 0 || (isPartOfScan && !this.isEveryOneFailing)) return;
		const outage = this.all.find(({ error }) => !isRefused(error));
		if (outage && told.length === 0) throw outage.error;
		const denied = this.all.find(({ error }) => error.permissionMissing);
		// The event of a subject whose details were denied shows that nothing else was answered.
		if (denied && told.every((subject) => this.has(subject))) throw denied.error;
	}

	/**
	 * The error of a poll in which every lookup failed: the first error that may pass, or else the first, with
	 * the subjects that failed.
	 */
	asError(): ServiceError {
		const { error } = this.all.find((failed) => !isRefused(failed.error)) ?? this.all[0]!;
		const named = this.all.slice(0, MAX_NAMED_SUBJECTS).map(({ subject }) => subject);
		const more = this.all.length - named.length;
		const subjects = [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
		return new ServiceError(
			{ ...error, message: error.message, advice: `${error.advice} Subjects: ${subjects}.` },
			error,
		);
	}
}
