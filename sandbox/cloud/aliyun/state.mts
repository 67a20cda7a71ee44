import { DAY_MS } from '../time.mts';
import { createMailQuota, type MailQuota } from './mailQuota.mts';

/** How long the link of a verification mail is good. */
export const LINK_VALIDITY_MS = 3 * DAY_MS;

/** The verification of one address; times are epoch milliseconds, null: the field is absent. */
export interface EmailRecord {
	email: string;
	/** 0 waiting, 1 verified; there is no other. */
	status: 0 | 1;
	verificationNo: string;
	userId: string;
	createdAt: number;
	modifiedAt: number;
	tokenSentAt: number | null;
	verifiedAt: number | null;
	sendIp: string | null;
	confirmIp: string | null;
	/** What the link of the latest mail carries; null: no link waits to be clicked. */
	token: string | null;
}

export interface AliyunState {
	/** All addresses, in the order of ListEmailVerification. */
	emails(): string[];
	records(): EmailRecord[];
	/** Without regard to case. */
	get(email: string): EmailRecord | undefined;
	/** Sends a mail with a new link. A new address gets a pending record. */
	submit(email: string, sendIp?: string): EmailRecord;
	/** The recipient clicks the link of the latest mail; an error if it is too old. */
	clickLink(email: string, confirmIp?: string): void;
	/** Lets the link grow too old; the record stays pending, as in the real service. */
	expire(email: string): void;
	delete(email: string): void;
	/** The token in the latest mail to an address. */
	token(email: string): string;
	/** The mails that operations send; a test that drives the subjects itself sends none. */
	mails: MailQuota;
}

/** The e-mail verifications of the demo account. */
export function createAliyunState(
	records: EmailRecord[],
	userId: string,
	newCode: () => string,
	now: () => number,
): AliyunState {
	const byEmail = new Map(records.map((record) => [record.email.toLowerCase(), record]));
	const get = (email: string) => byEmail.get(email.toLowerCase());
	for (const record of records) {
		if (record.status === 0) record.token = newCode();
	}
	const pending = (email: string): EmailRecord => {
		const record = get(email);
		if (record === undefined || record.status !== 0) {
			throw new Error(`The local cloud has no pending verification of ${email}`);
		}
		return record;
	};
	return {
		emails: () => [...byEmail.values()].map((record) => record.email),
		records: () => [...byEmail.values()],
		get,
		submit: (email, sendIp = '127.0.0.1') => {
			const existing = get(email);
			if (existing?.status === 1) return existing;
			const record: EmailRecord = existing ?? {
				email,
				status: 0,
				verificationNo: newCode(),
				userId,
				createdAt: now(),
				modifiedAt: now(),
				tokenSentAt: now(),
				verifiedAt: null,
				sendIp,
				confirmIp: null,
				token: null,
			};
			Object.assign(record, { modifiedAt: now(), tokenSentAt: now(), token: newCode() });
			byEmail.set(email.toLowerCase(), record);
			return record;
		},
		clickLink: (email, confirmIp = '127.0.0.1') => {
			const record = pending(email);
			if (record.tokenSentAt === null || now() > record.tokenSentAt + LINK_VALIDITY_MS) {
				throw new Error(`The link for ${email} has expired`);
			}
			const at = now();
			Object.assign(record, { status: 1, verifiedAt: at, modifiedAt: at, confirmIp, token: null });
		},
		expire: (email) => {
			const sentAt = now() - LINK_VALIDITY_MS - 1;
			Object.assign(pending(email), {
				createdAt: sentAt,
				modifiedAt: sentAt,
				tokenSentAt: sentAt,
			});
		},
		delete: (email) => {
			byEmail.delete(email.toLowerCase());
		},
		token: (email) => pending(email).token!,
		mails: createMailQuota(now),
	};
}
