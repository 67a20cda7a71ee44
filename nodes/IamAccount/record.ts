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

/** `ContactMailStatus`, `ContactMobileStatus`. Source: the same. */
const CONTACT_STATUS: Record<string, Status> = {
	'0': 'unverified',
	'1': 'pending',
	'2': 'verified',
};

/** `AuthType`. Source: the same. */
const AUTH_TYPE = new Map([
	['0', 'individual'],
	['1', 'enterprise'],
]);

/** `Role`, in our words and in the service's numbers. Source: the same. */
export const ROLES = new Map([
	['0', 'user'],
	['1', 'serviceProvider'],
	['10', 'operator'],
	['20', 'customerManager'],
]);

/** What an `Account` means. */
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

/** An `Account` among many: who it is, too. */
export type AccountRow = VerificationRecord & {
	name: string | null;
	role: string | null;
	/** The account ID of its main account; its own for a main account. */
	masterId: string | null;
};

/** The same to the editor and the docs. */
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

/** What an `AuthDetail` means, without the personal data in it. */
export type AuthDetailRecord = VerificationRecord & {
	authType: string | null;
	/** Is a change of it under way? */
	isChanging: boolean;
	changeStatus: Status | null;
};

/**
 * Of the authentication in force. It has neither channels nor the time of the review: those are in the
 * account itself. `owner` is the account ID of an answer that does not name one.
 */
export function authDetailRecord(detail: JsonObject, owner = ''): AuthDetailRecord {
	const current = objectAt(detail, 'CurrentUsing');
	const change = objectAt(detail, 'Modifying');
	// Null is said of an account that has no authentication; nothing at all says nothing.
	const status =
		detail.CurrentUsing === null ? 'unverified' : statusOf(current?.AuthStatus, AUTH_STATUS);
	return {
		...verificationRecord({
			provider: PROVIDER,
			subject: ownerOf(detail) ?? owner,
			status,
			reason: status === 'failed' ? fromParties(current, 'FailedReason') : null,
		}),
		authType: current ? wordFor(current, 'AuthType', AUTH_TYPE) : null,
		isChanging: change !== undefined || textAt(detail, 'IsAuthMod') === '1',
		changeStatus: change ? statusOf(change.AuthStatus, AUTH_STATUS) : null,
	};
}

/** The account ID in an `AuthDetail`; null where there is no authentication and no change. */
export const ownerOf = (detail: JsonObject): string | null =>
	fromParties(objectAt(detail, 'CurrentUsing'), 'AccountId') ??
	fromParties(objectAt(detail, 'Modifying'), 'AccountId');

/** A text of the person's or the company's part, whichever there is. */
function fromParties(detail: JsonObject | undefined, name: string): string | null {
	if (!detail) return null;
	const parties = ['PersonalAuthDetail', 'CorpAuthDetail'].map((key) => objectAt(detail, key));
	return parties.map((party) => party && textAt(party, name)).find(Boolean) ?? null;
}

/** Our word for a number of the service; an unlisted number as it is. */
const wordFor = (
	holder: JsonObject,
	name: string,
	words: ReadonlyMap<string, string>,
): string | null => {
	const value = textAt(holder, name);
	return value === null ? null : (words.get(value) ?? value);
};
