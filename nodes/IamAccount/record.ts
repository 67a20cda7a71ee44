import { type JsonObject, objectAt, textAt } from '../shared/values/json';
import { type OutputField, textOutput } from '../shared/values/outputSchema';
import { isoTimeOfSeconds } from '../shared/values/time';
import {
	recordOutput,
	type Status,
	statusOf,
	type VerificationRecord,
	verificationRecord,
} from '../shared/values/verificationRecord';

export const PROVIDER = 'wemakeIam';

/** The authentication of the person or company. Source: DescribeAccount, field table. */
const AUTH_STATUS: Record<string, Status> = {
	'0': 'unverified',
	'1': 'pending',
	'2': 'verified',
	'3': 'failed',
};

/** `ContactMailStatus` and `ContactMobileStatus`. Source: DescribeAccount, field table. */
const CONTACT_STATUS: Record<string, Status> = {
	'0': 'unverified',
	'1': 'pending',
	'2': 'verified',
};

/** `AuthType`. Source: DescribeAccount, field table. */
const AUTH_TYPE = new Map([
	['0', 'individual'],
	['1', 'enterprise'],
]);

/** `Role`: the words of this node by the numbers of the service. Source: DescribeAccount, field table. */
export const ROLES = new Map([
	['0', 'user'],
	['1', 'serviceProvider'],
	['10', 'operator'],
	['20', 'customerManager'],
]);

/** The record of an `Account`. */
export function accountRecord(account: JsonObject, timeZone: string): VerificationRecord {
	const status = statusOf(account.AuthStatus, AUTH_STATUS);
	return verificationRecord({
		provider: PROVIDER,
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

/** The record of an `Account` in a list, with name, role and main account. */
export type AccountRow = VerificationRecord & {
	name: string | null;
	role: string | null;
	/** The account ID of its main account; its own for a main account. */
	masterId: string | null;
};

/** The output fields of an `AccountRow`. */
export const accountOutput: Record<keyof AccountRow, OutputField> = {
	...recordOutput,
	name: textOutput('The nickname of the account, else its name'),
	role: textOutput('user, serviceProvider, operator or customerManager'),
	masterId: textOutput('The ID of its main account; its own for a main account'),
};

export const accountRow = (account: JsonObject, timeZone: string): AccountRow => ({
	...accountRecord(account, timeZone),
	name: textAt(account, 'NickName') ?? textAt(account, 'AccountName'),
	role: wordFor(account, 'Role', ROLES),
	masterId: textAt(account, 'MasterId'),
});

/** The row of an account that the service does not know. */
export const unknownAccount = (accountId: string): AccountRow => ({
	...accountRow({}, ''),
	subject: accountId,
});

/** The record of an `AuthDetail`, without its personal data. */
export type AuthDetailRecord = VerificationRecord & {
	authType: string | null;
	/** Whether a change of the authentication is under way. */
	isChanging: boolean;
	changeStatus: Status | null;
};

/**
 * The record of the authentication in force. Email, phone and the time of the review are not in it, but
 * in the account. `owner` is the account ID for an answer that does not hold one.
 */
export function authDetailRecord(detail: JsonObject, owner = ''): AuthDetailRecord {
	const current = objectAt(detail, 'CurrentUsing');
	const change = objectAt(detail, 'Modifying');
	// Null: the account has no authentication. Absent: the answer does not say.
	const status =
		detail.CurrentUsing === null ? 'unverified' : statusOf(current?.AuthStatus, AUTH_STATUS);
	return {
		...verificationRecord({
			provider: PROVIDER,
			subject: ownerOf(detail) ?? owner,
			status,
			reason: status === 'failed' ? textOfEitherParty(current, 'FailedReason') : null,
		}),
		authType: current ? wordFor(current, 'AuthType', AUTH_TYPE) : null,
		isChanging: change !== undefined || textAt(detail, 'IsAuthMod') === '1',
		changeStatus: change ? statusOf(change.AuthStatus, AUTH_STATUS) : null,
	};
}

/** The account ID in an `AuthDetail`; null where there is no authentication and no change. */
export const ownerOf = (detail: JsonObject): string | null =>
	textOfEitherParty(objectAt(detail, 'CurrentUsing'), 'AccountId') ??
	textOfEitherParty(objectAt(detail, 'Modifying'), 'AccountId');

/** A text of the person's or of the company's part, whichever the answer has. */
function textOfEitherParty(detail: JsonObject | undefined, name: string): string | null {
	if (!detail) return null;
	const parties = ['PersonalAuthDetail', 'CorpAuthDetail'].map((key) => objectAt(detail, key));
	return parties.map((party) => party && textAt(party, name)).find(Boolean) ?? null;
}

/** The word for a number of the service; the number itself when it is not listed. */
const wordFor = (
	holder: JsonObject,
	name: string,
	words: ReadonlyMap<string, string>,
): string | null => {
	const value = textAt(holder, name);
	return value === null ? null : (words.get(value) ?? value);
};
