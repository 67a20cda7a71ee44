import { type JsonObject, textAt } from '../shared/json';
import {
	type Status,
	statusOf,
	type VerificationRecord,
	verificationRecord,
} from '../shared/record';
import { isoTime } from '../shared/time';

/** `Valid` says that the mail was sent, not that the address is valid. Source: document 850/93332. */
const BIND_STATUS: Record<string, Status> = {
	unbound: 'unverified',
	valid: 'pending',
	success: 'verified',
	failed: 'failed',
};

const PHONE_BIND: Record<string, Status> = { '0': 'unverified', '1': 'verified' };

/** What an answer of DescribeOrganizationMemberEmailBind means; every field of it may be null. */
export function bindingRecord(
	answer: JsonObject,
	memberUin: string,
	timeZone: string,
): VerificationRecord {
	const status = statusOf(answer.BindStatus, BIND_STATUS);
	return verificationRecord({
		provider: 'tencentOrganization',
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
