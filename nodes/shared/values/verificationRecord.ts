import { type JsonObject, scalarOf } from './json';
import { type OutputField, subjectOutput, textOutput } from './outputSchema';

/** The one vocabulary of all services; what each of their values means stands in their `record.ts`. */
export type Status = 'unverified' | 'pending' | 'verified' | 'failed' | 'unknown';

/** What every lookup means, whatever the cloud behind it. */
export type VerificationRecord = {
	provider: string;
	/** What was looked up: a member UIN, an email address, an account ID. */
	subject: string;
	status: Status;
	isVerified: boolean;
	/** As the service gives them; they may be masked. */
	email: string | null;
	phone: string | null;
	/** Null where the service has no such channel. */
	emailStatus: Status | null;
	phoneStatus: Status | null;
	/** ISO 8601 with offset. */
	verifiedAt: string | null;
	/** Why it failed, in the service's words. */
	reason: string | null;
};

const STATUSES: readonly Status[] = ['unverified', 'pending', 'verified', 'failed', 'unknown'];

/** The same to the editor and the docs. */
export const recordOutput: Record<keyof VerificationRecord, OutputField> = {
	...subjectOutput('What it is about: a member UIN, an email address, an account ID'),
	status: { type: 'string', enum: STATUSES, description: 'The one status to branch on' },
	isVerified: { type: 'boolean', description: 'Whether the status is "verified"' },
	email: textOutput('As the service gives it; may be masked'),
	phone: textOutput('As the service gives it; may be masked'),
	emailStatus: textOutput(
		'The status of the email address; null where the service has no such channel',
	),
	phoneStatus: textOutput('The status of the phone; null where the service has no such channel'),
	verifiedAt: textOutput('When it was completed, ISO 8601 with offset'),
	reason: textOutput('Why it failed, in the words of the service'),
};

/** A record in full from what a service told; what it did not tell is null. */
export const verificationRecord = (
	known: Pick<VerificationRecord, 'provider' | 'subject' | 'status'> &
		Partial<Omit<VerificationRecord, 'isVerified'>>,
): VerificationRecord => ({
	provider: known.provider,
	subject: known.subject,
	status: known.status,
	isVerified: known.status === 'verified',
	email: known.email ?? null,
	phone: known.phone ?? null,
	emailStatus: known.emailStatus ?? null,
	phoneStatus: known.phoneStatus ?? null,
	verifiedAt: known.verifiedAt ?? null,
	reason: known.reason ?? null,
});

/** Looks a service's value up in its table; null, absent and unlisted values are `unknown`. */
export function statusOf(
	value: JsonObject[string] | undefined,
	table: Record<string, Status>,
): Status {
	const name = String(scalarOf(value) ?? '').toLowerCase();
	return Object.hasOwn(table, name) ? table[name]! : 'unknown';
}
