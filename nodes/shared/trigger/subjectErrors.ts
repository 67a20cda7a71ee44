import { Cancelled, isRefused, ServiceError } from '../api/serviceError';

/** The most subjects that a message names. */
const MAX_NAMED_SUBJECTS = 20;

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

/** What went wrong with single subjects in one poll. */
export class SubjectErrors {
	private readonly bySubject = new Map<string, ServiceError>();
	/** Lookups that the service answered, be it that it does not know the subject. */
	private answered = 0;

	/** In the order in which the errors came. */
	get all(): SubjectError[] {
		return [...this.bySubject].map(([subject, error]) => ({ subject, error }));
	}

	/** The error of a service that answered no lookup at all, and may do so later. */
	get outage(): ServiceError | undefined {
		if (this.answered > 0) return undefined;
		return this.all.find(({ error }) => !isRefused(error))?.error;
	}

	/** How many subjects failed while no lookup was answered. */
	get failedInARow(): number {
		return this.answered > 0 ? 0 : this.bySubject.size;
	}

	addAnswered(count = 1): void {
		this.answered += count;
	}

	has(subject: string): boolean {
		return this.bySubject.has(subject);
	}

	add({ subject, error }: SubjectError): void {
		this.bySubject.set(subject, error);
	}

	/**
	 * A permission that is missing for one subject is a matter of that subject. When the service answered no
	 * lookup, the permission is missing for all of them, and the user must hear of it.
	 *
	 * @throws ServiceError
	 */
	assertPermitted(): void {
		if (this.answered > 0) return;
		const denied = this.all.find(({ error }) => error.permissionMissing);
		if (denied) throw denied.error;
	}

	/** The error of a poll in which every lookup failed: the first error, with the subjects that it concerns. */
	asError(): ServiceError {
		const { error } = this.all[0]!;
		const named = this.all.slice(0, MAX_NAMED_SUBJECTS).map(({ subject }) => subject);
		const more = this.all.length - named.length;
		const subjects = [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
		return new ServiceError(
			{ ...error, message: error.message, advice: `${error.advice} Subjects: ${subjects}.` },
			error,
		);
	}
}
