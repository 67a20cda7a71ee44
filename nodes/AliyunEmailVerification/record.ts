import { type JsonObject, type JsonValue, textAt } from '../shared/json';
import {
	type Status,
	statusOf,
	type VerificationRecord,
	verificationRecord,
} from '../shared/record';
import { isoTime } from '../shared/time';

/** Source: QueryEmailVerification, document 67711. There is no status for an expired link. */
const VERIFICATION_STATUS: Record<string, Status> = { '0': 'pending', '1': 'verified' };

const PROVIDER = 'aliyun';

/** Older editions of the service spell its fields in lower camel case. */
const oldName = (name: string): string => name[0]!.toLowerCase() + name.slice(1);

const field = (row: JsonObject, name: string): JsonValue | undefined =>
	row[name] ?? row[oldName(name)];

const text = (row: JsonObject, name: string): string | null =>
	textAt(row, name) ?? textAt(row, oldName(name));

/** Does an answer tell a status? Without one the account does not know the address. */
export const hasStatus = (row: JsonObject): boolean =>
	(field(row, 'VerificationStatus') ?? null) !== null;

export const emailOf = (row: JsonObject): string | null => text(row, 'Email');

/** Addresses are compared without regard to case: whether the service does so is not documented. */
export const isAbout = (row: JsonObject, email: string): boolean =>
	emailOf(row)?.toLowerCase() === email.toLowerCase();

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

export const unknownEmail = (email: string): VerificationRecord =>
	verificationRecord({
		provider: PROVIDER,
		subject: email,
		status: 'unknown',
		emailStatus: 'unknown',
	});
