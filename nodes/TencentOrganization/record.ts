import { type JsonObject, textAt } from '../shared/values/json';
import { isoTime } from '../shared/values/time';
import {
	type Status,
	statusOf,
	type VerificationRecord,
	verificationRecord,
} from '../shared/values/verificationRecord';
import { type Submission } from './memberEmailFields';

/** `Valid` means that the mail was sent, not that the address is valid. Source: document 850/93332. */
const BIND_STATUS: Record<string, Status> = {
	unbound: 'unverified',
	valid: 'pending',
	success: 'verified',
	failed: 'failed',
};

const PHONE_BIND: Record<string, Status> = { '0': 'unverified', '1': 'verified' };

const provider = 'tencentOrganization';

/** The record of an answer of DescribeOrganizationMemberEmailBind, any field of which may be null. */
export function bindingRecord(
	answer: JsonObject,
	memberUin: string,
	timeZone: string,
): VerificationRecord {
	const status = statusOf(answer.BindStatus, BIND_STATUS);
	return verificationRecord({
		provider,
		subject: memberUin,
		status,
		email: textAt(answer, 'Email'),
		phone: textAt(answer, 'Phone'),
		emailStatus: status,
		phoneStatus: statusOf(answer.PhoneBind, PHONE_BIND),
		verifiedAt: status === 'verified' ? isoTime(textAt(answer, 'BindTime'), timeZone) : null,
		reason: status === 'failed' ? textAt(answer, 'Description') : null,
	});
}

/** The record of a member that the service does not know. */
export const unknownMember = (memberUin: string): VerificationRecord =>
	verificationRecord({
		provider,
		subject: memberUin,
		status: 'unknown',
		emailStatus: 'unknown',
		phoneStatus: 'unknown',
	});

/** The record after an accepted submission: the mail is sent, its link is not clicked yet. */
export const submittedRecord = (
	memberUin: string,
	{ email, phone }: Partial<Submission>,
): VerificationRecord =>
	verificationRecord({
		provider,
		subject: memberUin,
		status: 'pending',
		email,
		phone,
		emailStatus: 'pending',
		// A submitted phone is unverified until the member binds it. Resend submits no phone.
		phoneStatus: phone === undefined ? 'unknown' : 'unverified',
	});

/** The record of a new member: no address was submitted yet. */
export const createdRecord = (memberUin: string): VerificationRecord =>
	verificationRecord({
		provider,
		subject: memberUin,
		status: 'unverified',
		emailStatus: 'unverified',
		phoneStatus: 'unverified',
	});

/** The status of a row of DescribeOrganizationMembers. */
export const memberStatus = (row: JsonObject): Status => statusOf(row.BindStatus, BIND_STATUS);

/** The record of a row of DescribeOrganizationMembers, which holds nothing of the binding but its status. */
export function memberRecord(row: JsonObject): VerificationRecord {
	const status = memberStatus(row);
	return verificationRecord({
		provider,
		subject: textAt(row, 'MemberUin') ?? '',
		status,
		emailStatus: status,
		phoneStatus: 'unknown',
	});
}

/** An output item about a member that is not a verification record. */
export const memberItem = <Fields extends object>(memberUin: string, fields: Fields) => ({
	provider,
	subject: memberUin,
	...fields,
});
