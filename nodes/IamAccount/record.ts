import { type JsonObject, textAt } from '../shared/json';
import {
	type Status,
	statusOf,
	type VerificationRecord,
	verificationRecord,
} from '../shared/record';
import { isoTimeOfSeconds } from '../shared/time';

/** The authentication of the person or company. Source: DescribeAccount, field table. */
const AUTH_STATUS: Record<string, Status> = {
	'0': 'unverified',
	'1': 'pending',
	'2': 'verified',
	'3': 'failed',
};

/** `ContactMailStatus`, `ContactMobileStatus`. Source: the same. */
const CONTACT_STATUS: Record<string, Status> = {
	'0': 'unverified',
	'1': 'pending',
	'2': 'verified',
};

/** What an `Account` means. */
export function accountRecord(account: JsonObject, timeZone: string): VerificationRecord {
	const status = statusOf(account.AuthStatus, AUTH_STATUS);
	return verificationRecord({
		provider: 'wemakeIam',
		subject: textAt(account, 'AccountId') ?? textAt(account, 'AccountName') ?? '',
		status,
		email: textAt(account, 'ContactMail'),
		phone: textAt(account, 'ContactMobile'),
		emailStatus: statusOf(account.ContactMailStatus, CONTACT_STATUS),
		phoneStatus: statusOf(account.ContactMobileStatus, CONTACT_STATUS),
		verifiedAt: status === 'verified' ? isoTimeOfSeconds(account.AuthTime, timeZone) : null,
		reason: status === 'failed' ? textAt(account, 'FailedReason') : null,
	});
}
