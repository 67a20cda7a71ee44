import { createRandom } from '../random.mts';
import { authDetail, type AuthChange } from './authDetail.mts';

/** An account as the service shows it, field for field; ids are decimal strings. */
export interface WemakeAccount extends Record<string, unknown> {
	AccountId: string;
	AccountName: string;
	/** 1 main account, 2 sub-account. */
	Type: number;
	/** 0 ordinary user, 1 service provider, 10 operator of the platform, 20 customer manager. */
	Role: number;
	/** The main account's id; a main account's own. */
	MasterId: string;
	/** 0 individual, 1 enterprise. */
	AuthType: number;
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
	/** The main accounts. */
	accountIds(): string[];
	/** The sub-accounts of a main account. */
	subAccountIds(masterId: string): string[];
	/** An account of either kind. */
	get(accountId: string): WemakeAccount | undefined;
	authDetail(accountId: string): ReturnType<typeof authDetail>;
	/** The account that a token belongs to; undefined if the token is unknown or expired. */
	byToken(token: string | undefined): WemakeAccount | undefined;
	/** A new access token of the account; `expiresAt` in epoch milliseconds. */
	issueToken(accountId: string, expiresAt?: number): string;
	revokeToken(token: string): void;
	/** Another sub-account of a main account that has some: nothing of it is authenticated. */
	addSubAccount(masterId: string): WemakeAccount;
	/** A review ends (or begins): sets the time of the review, and the reason of a failure. */
	setAuthStatus(accountId: string, status: number, failedReason?: string): void;
	/** A change of the authentication begins or is judged; null: there is none (any more). */
	setAuthChange(accountId: string, status: number | null, failedReason?: string): void;
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

const isMain = ({ Type }: WemakeAccount): boolean => Type === 1;

const OPERATOR_ROLE = 10;

/** Before the first that is added to those of the seed. */
const BEFORE_ADDED = 711_008_144_530_000_000n;

export const isOperator = ({ Role }: WemakeAccount): boolean => Role === OPERATOR_ROLE;

/** The accounts of one platform, driven by tests. */
export function createWemakeState(
	accounts: WemakeAccount[],
	tokens: Token[],
	seed: number,
	now: () => number,
): WemakeState {
	const byId = new Map(accounts.map((account) => [account.AccountId, account]));
	const byToken = new Map(tokens.map((token) => [token.token, token]));
	const changes = new Map<string, AuthChange>();
	const random = createRandom(seed);
	let lastAddedId = BEFORE_ADDED;
	const existing = (accountId: string): WemakeAccount => {
		const account = byId.get(accountId);
		if (account === undefined) throw new Error(`The local cloud has no account ${accountId}`);
		return account;
	};
	return {
		accountIds: () => [...byId.values()].filter(isMain).map(({ AccountId }) => AccountId),
		subAccountIds: (masterId) =>
			[...byId.values()]
				.filter((account) => !isMain(account) && account.MasterId === masterId)
				.map(({ AccountId }) => AccountId),
		get: (accountId) => byId.get(accountId),
		authDetail: (accountId) => authDetail(existing(accountId), changes.get(accountId)),
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
		addSubAccount: (masterId) => {
			const sibling = [...byId.values()].findLast(
				(account) => !isMain(account) && account.MasterId === masterId,
			);
			if (sibling === undefined) throw new Error(`Account ${masterId} has no sub-accounts`);
			lastAddedId += 1n;
			const added = {
				...sibling,
				AccountId: String(lastAddedId),
				AuthStatus: 0,
				AuthTime: 0,
				AuthId: '0',
				FailedReason: '',
			};
			byId.set(added.AccountId, added);
			return added;
		},
		setAuthStatus: (accountId, status, failedReason = '') => {
			Object.assign(existing(accountId), {
				AuthStatus: status,
				AuthTime: status >= 2 ? Math.floor(now() / 1000) : 0,
				FailedReason: failedReason,
			});
		},
		setAuthChange: (accountId, status, failedReason = '') => {
			const account = existing(accountId);
			account.IsAuthMod = status === null ? 0 : 1;
			if (status === null) changes.delete(accountId);
			else changes.set(accountId, { status, failedReason });
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
