import { beijingTime } from '../time.mts';

/**
 * Addresses that an account may have verified in a day. Whether mails or completed verifications
 * count is not documented; here every address counts that gets a mail.
 */
export const ADDRESSES_PER_DAY = 500;

/** Mails to one address in a day. That there is a limit is documented, its figure is not. */
export const MAILS_PER_ADDRESS = 5;

/** The mails that went out today, in Beijing. */
export interface MailQuota {
	/** Counts a mail to an address. False where the quota is used up; then the mail is not counted. */
	take(email: string): boolean;
	reset(): void;
}

export function createMailQuota(now: () => number): MailQuota {
	let today = '';
	const mails = new Map<string, number>();
	return {
		take: (email) => {
			const date = beijingTime(now()).slice(0, 10);
			if (date !== today) mails.clear();
			today = date;
			const key = email.toLowerCase();
			const count = mails.get(key) ?? 0;
			if (count >= MAILS_PER_ADDRESS || (count === 0 && mails.size >= ADDRESSES_PER_DAY)) {
				return false;
			}
			mails.set(key, count + 1);
			return true;
		},
		reset: () => mails.clear(),
	};
}
