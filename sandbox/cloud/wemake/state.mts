import { createRandom } from '../random.mts';

/** An account as the service shows it, field for field; ids are decimal strings. */
export interface WemakeAccount extends Record<string, unknown> {
	AccountId: string;
	AccountName: string;
	/** 0 not authenticated, 1 in progress, 2 passed, 3 failed. */
	AuthStatus: number;
	/** Epoch seconds of the review. */
	AuthTime: number;
	ContactMail: string;
	/** 0 unconfirmed, 1 being confirmed, 2 confirmed. */
	ContactMailStatus: number;
	ContactMobile: string;
	ContactMobileStatus: number;
}

export interface WemakeState {
	accountIds(): string[];
	get(accountId: string): WemakeAccount | undefined;
	/** The account that a token belongs to; undefined if the token is unknown or expired. */
	byToken(token: string | undefined): WemakeAccount | undefined;
	/** A new access token of the account; `expiresAt` in epoch milliseconds. */
	issueToken(accountId: string, expiresAt?: number): string;
	revokeToken(token: string): void;
	/** A review ends (or begins): sets the time of the review, and the reason of a failure. */
	setAuthStatus(accountId: string, status: number, failedReason?: string): void;
	setContactMailStatus(accountId: string, status: number): void;
	setContactMobileStatus(accountId: string, status: number): void;
	delete(accountId: string): void;
}

export interface Token {
	token: string;
	accountId: string;
	/** Epoch milliseconds. */
	expiresAt: number;
}

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const TOKEN_LENGTH = 48;

/** The accounts of one platform, driven by tests. */
export function createWemakeState(
	accounts: WemakeAccount[],
	tokens: Token[],
	seed: number,
	now: () => number,
): WemakeState {
	const byId = new Map(accounts.map((account) => [account.AccountId, account]));
	const byToken = new Map(tokens.map((token) => [token.token, token]));
	const random = createRandom(seed);
	const existing = (accountId: string): WemakeAccount => {
		const account = byId.get(accountId);
		if (account === undefined) throw new Error(`The local cloud has no account ${accountId}`);
		return account;
	};
	return {
		accountIds: () => [...byId.keys()],
		get: (accountId) => byId.get(accountId),
		byToken: (token) => {
			const known = byToken.get(token ?? '');
			return known === undefined || known.expiresAt <= now()
				? undefined
				: byId.get(known.accountId);
		},
		issueToken: (accountId, expiresAt = Infinity) => {
			const token = random.text(TOKEN_LENGTH, TOKEN_ALPHABET);
			byToken.set(token, { token, accountId: existing(accountId).AccountId, expiresAt });
			return token;
		},
		revokeToken: (token) => {
			byToken.delete(token);
		},
		setAuthStatus: (accountId, status, failedReason = '') => {
			Object.assign(existing(accountId), {
				AuthStatus: status,
				AuthTime: status >= 2 ? Math.floor(now() / 1000) : 0,
				FailedReason: failedReason,
			});
		},
		setContactMailStatus: (accountId, status) => {
			existing(accountId).ContactMailStatus = status;
		},
		setContactMobileStatus: (accountId, status) => {
			existing(accountId).ContactMobileStatus = status;
		},
		delete: (accountId) => {
			byId.delete(accountId);
		},
	};
}
