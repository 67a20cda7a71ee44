import { type JsonObject, scalarOf } from './json';
import { type OutputField, subjectOutput, textOutput } from './outputSchema';
import { textOf } from './text';

/** The status in the one vocabulary of all services. Each service's `record.ts` maps its own values to it. */
export type Status = 'unverified' | 'pending' | 'verified' | 'failed' | 'unknown';

/** The result of a lookup, in the same fields for every service. */
export type VerificationRecord = {
	provider: string;
	/** The subject of the lookup: a member UIN, an email address, an account ID. */
	subject: string;
	status: Status;
	isVerified: boolean;
	/** As the service sent it; may be masked. */
	email: string | null;
	/** As the service sent it; may be masked. */
	phone: string | null;
	/** Null when the service does not verify email addresses. */
	emailStatus: Status | null;
	/** Null when the service does not verify phones. */
	phoneStatus: Status | null;
	/** When the verification was completed, ISO 8601 with offset. */
	verifiedAt: string | null;
	/** Why the verification failed, in the words of the service. */
	reason: string | null;
};

const STATUSES: readonly Status[] = ['unverified', 'pending', 'verified', 'failed', 'unknown'];

/** The fields of a record, as the editor and the documentation show them. */
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

/** A complete record of what a service sent. A field that the service did not send is null. */
export const verificationRecord = (
	sent: Pick<VerificationRecord, 'provider' | 'subject' | 'status'> &
		Partial<Omit<VerificationRecord, 'isVerified'>>,
): VerificationRecord => ({
	provider: sent.provider,
	subject: sent.subject,
	status: sent.status,
	isVerified: sent.status === 'verified',
	email: sent.email ?? null,
	phone: sent.phone ?? null,
	emailStatus: sent.emailStatus ?? null,
	phoneStatus: sent.phoneStatus ?? null,
	verifiedAt: sent.verifiedAt ?? null,
	reason: sent.reason ?? null,
});

/** The status that a value of a service stands for. Null, absent and unlisted values are `unknown`. */
export function statusOf(
	value: JsonObject[string] | undefined,
	table: Record<string, Status>,
): Status {
	const name = textOf(scalarOf(value)).toLowerCase();
	return Object.hasOwn(table, name) ? table[name]! : 'unknown';
}
