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

/** The service's value for a status of the record; undefined when it has none. */
export function verificationStatusOf(status: unknown): number | undefined {
	const [value] = Object.entries(VERIFICATION_STATUS).find(([, name]) => name === status) ?? [];
	return value === undefined ? undefined : Number(value);
}

/** The name of a field in older editions of the service, which use lower camel case. */
export const legacyName = (name: string): string => name[0]!.toLowerCase() + name.slice(1);

export const fieldOf = (row: JsonObject, name: string): JsonValue | undefined =>
	row[name] ?? row[legacyName(name)];

export const textFieldOf = (row: JsonObject, name: string): string | null =>
	textAt(row, name) ?? textAt(row, legacyName(name));

export const requestIdOf = (answer: JsonObject): string | null => textFieldOf(answer, 'RequestId');

/** Whether an answer holds a status. Without a status the account does not know the address. */
export const hasStatus = (row: JsonObject): boolean =>
	(fieldOf(row, 'VerificationStatus') ?? null) !== null;

export const emailOf = (row: JsonObject): string | null => textFieldOf(row, 'Email');

/** The key of the address of a row; undefined when the row has no address. */
export function keyOf(row: JsonObject): string | undefined {
	const email = emailOf(row);
	return email === null ? undefined : emailKey(email);
}

/** Compares addresses by their key. No document says whether the service ignores the case. */
export const isForEmail = (row: JsonObject, email: string): boolean =>
	keyOf(row) === emailKey(email);

/** The record of an answer of QueryEmailVerification, or of a row of ListEmailVerification. */
export function emailRecord(row: JsonObject, email: string, timeZone: string): VerificationRecord {
	const status = statusOf(fieldOf(row, 'VerificationStatus'), VERIFICATION_STATUS);
	return verificationRecord({
		provider: PROVIDER,
		subject: email,
		status,
		email: textFieldOf(row, 'Email'),
		emailStatus: status,
		verifiedAt:
			status === 'verified' ? isoTime(textFieldOf(row, 'VerificationTime'), timeZone) : null,
	});
}

/** The record with the times of submission and mail: a link expires three days after its mail. */
export const emailDetail = (row: JsonObject, email: string, timeZone: string) => ({
	...emailRecord(row, email, timeZone),
	createdAt: isoTime(textFieldOf(row, 'GmtCreate'), timeZone),
	mailSentAt: isoTime(textFieldOf(row, 'TokenSendTime'), timeZone),
});

/** The output fields of `emailDetail`. */
export const detailOutput: OutputSchema = {
	...recordOutput,
	createdAt: textOutput('When it was submitted, ISO 8601 with offset'),
	mailSentAt: textOutput('When the latest mail was sent, whose link is good for three days'),
};

/** The record after a command, by the service's entry for the address. */
export const recordAfterCommand = (
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
