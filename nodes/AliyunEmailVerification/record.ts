import { emailKey } from '../shared/values/emailKey';
import { type JsonObject, type JsonValue, textAt } from '../shared/values/json';
import { type OutputSchema, textOutput } from '../shared/values/outputSchema';
import { isoTime } from '../shared/values/time';
import {
	recordOutput,
	type Status,
	statusOf,
	type VerificationRecord,
	verificationRecord,
} from '../shared/values/verificationRecord';

/** Source: QueryEmailVerification, document 67711. There is no status for an expired link. */
const VERIFICATION_STATUS: Record<string, Status> = { '0': 'pending', '1': 'verified' };

export const PROVIDER = 'aliyun';

/** The service's value for one of our statuses. */
export function verificationStatusOf(status: unknown): number | undefined {
	const [value] = Object.entries(VERIFICATION_STATUS).find(([, known]) => known === status) ?? [];
	return value === undefined ? undefined : Number(value);
}

/** Older editions of the service spell its fields in lower camel case. */
export const oldName = (name: string): string => name[0]!.toLowerCase() + name.slice(1);

export const field = (row: JsonObject, name: string): JsonValue | undefined =>
	row[name] ?? row[oldName(name)];

export const text = (row: JsonObject, name: string): string | null =>
	textAt(row, name) ?? textAt(row, oldName(name));

export const requestIdOf = (answer: JsonObject): string | null => text(answer, 'RequestId');

/** Does an answer tell a status? Without one the account does not know the address. */
export const hasStatus = (row: JsonObject): boolean =>
	(field(row, 'VerificationStatus') ?? null) !== null;

export const emailOf = (row: JsonObject): string | null => text(row, 'Email');

/** The key of the address of a row; undefined when the row has no address. */
export function keyOf(row: JsonObject): string | undefined {
	const email = emailOf(row);
	return email === null ? undefined : emailKey(email);
}

/** Addresses are compared without regard to case: whether the service does so is not documented. */
export const isAbout = (row: JsonObject, email: string): boolean => keyOf(row) === emailKey(email);

/** What an answer of QueryEmailVerification, or a row of ListEmailVerification, means. */
export function emailRecord(row: JsonObject, email: string, timeZone: string): VerificationRecord {
	const status = statusOf(field(row, 'VerificationStatus'), VERIFICATION_STATUS);
	return verificationRecord({
		provider: PROVIDER,
		subject: email,
		status,
		email: text(row, 'Email'),
		emailStatus: status,
		verifiedAt: status === 'verified' ? isoTime(text(row, 'VerificationTime'), timeZone) : null,
	});
}

/** With what tells whether a mail went out, and whose link has expired: it is good for three days. */
export const emailDetail = (row: JsonObject, email: string, timeZone: string) => ({
	...emailRecord(row, email, timeZone),
	createdAt: isoTime(text(row, 'GmtCreate'), timeZone),
	mailSentAt: isoTime(text(row, 'TokenSendTime'), timeZone),
});

/** The fields of a lookup, and of a row of a list. */
export const detailOutput: OutputSchema = {
	...recordOutput,
	createdAt: textOutput('When it was submitted, ISO 8601 with offset'),
	mailSentAt: textOutput('When the latest mail was sent, whose link is good for three days'),
};

/** What a command leaves behind, by the service's entry for the address. */
export const commandedEmail = (
	entry: JsonObject,
	email: string,
	status: 'pending' | 'unknown',
): VerificationRecord =>
	verificationRecord({
		provider: PROVIDER,
		subject: email,
		status,
		email: emailOf(entry),
		emailStatus: status,
	});

export const unknownEmail = (email: string): VerificationRecord =>
	verificationRecord({
		provider: PROVIDER,
		subject: email,
		status: 'unknown',
		emailStatus: 'unknown',
	});

export const unknownDetail = (email: string) => ({
	...unknownEmail(email),
	createdAt: null,
	mailSentAt: null,
});
