// The accounts of the demo platform and their tokens: the same seed gives the same ones.
import { demoCredentials, demoSubjects } from '../demo.mts';
import { integer } from '../json.mts';
import { DIGITS, type Random } from '../random.mts';
import { SAMPLE_ACCOUNT } from '../samples.mts';
import { DAY_MS } from '../time.mts';
import type { Token, WemakeAccount } from './state.mts';

const AUTH_MIX: ReadonlyArray<readonly [number, number]> = [
	[2, 55],
	[0, 25],
	[1, 12],
	[3, 8],
];
const FAILED_REASONS = ['营业执照不清晰', 'The name does not match the bank account'];
const FIRST_GENERATED_ID = 511_008_144_530_000_000n;
const FIRST_SUB_ACCOUNT_ID = 611_008_144_530_000_000n;
const TENANT_ROLES = [
	[0, 8],
	[1, 2],
] as const;
const OPERATOR_ROLES = [
	[10, 6],
	[20, 4],
] as const;

/** At least the accounts of `demoSubjects`, then more until there are `count`. */
export function generateAccounts(count: number, random: Random, startedAt: number) {
	const { pending, unverified, failed, operator } = demoSubjects.wemake;
	const make = (id: string, authStatus: number) => account(id, authStatus, random, startedAt);
	const accounts: WemakeAccount[] = [
		{ ...SAMPLE_ACCOUNT },
		make(pending.accountId, 1),
		make(unverified.accountId, 0),
		make(failed.accountId, 3),
		{ ...make(operator.accountId, 2), Role: 10 },
	];
	let id = FIRST_GENERATED_ID;
	while (accounts.length < count) {
		id += BigInt(random.between(1, 1_000_000));
		accounts.push(make(String(id), random.weighted(AUTH_MIX)));
	}
	return accounts;
}

/** `count` sub-accounts for the demo's verified account, and as many for its operator. */
export function generateSubAccounts(count: number, random: Random, startedAt: number) {
	const { verified, operator } = demoSubjects.wemake;
	let id = FIRST_SUB_ACCOUNT_ID;
	return [verified, operator].flatMap(({ accountId: MasterId }, index) =>
		Array.from({ length: count }, (): WemakeAccount => {
			id += BigInt(random.between(1, 1_000_000));
			return {
				...account(String(id), random.weighted(AUTH_MIX), random, startedAt),
				AccountName: `staff-${String(id).slice(-6)}`,
				RegisterType: 2,
				Type: 2,
				Role: random.weighted(index === 0 ? TENANT_ROLES : OPERATOR_ROLES),
				MasterId,
				MasterIsCp: index === 0,
			};
		}),
	);
}

/** The tokens of the demo accounts, and an expired token. */
export function demoTokens(startedAt: number): Token[] {
	const valid = Object.values(demoSubjects.wemake).map(({ accountId, accessToken }) => ({
		token: accessToken,
		accountId,
		expiresAt: Infinity,
	}));
	const expired = {
		token: demoCredentials.wemakeExpiredToken.accessToken,
		accountId: demoSubjects.wemake.verified.accountId,
		expiresAt: startedAt - DAY_MS,
	};
	return [...valid, expired];
}

function account(id: string, authStatus: number, random: Random, startedAt: number): WemakeAccount {
	const name = `user${id.slice(-6)}@example.com`;
	const isEnterprise = random.next() < 0.6;
	const isReviewed = authStatus >= 2;
	const confirmation = () =>
		authStatus === 2
			? 2
			: random.weighted([
					[0, 4],
					[1, 2],
					[2, 4],
				]);
	return {
		AccountId: id,
		AccountName: name,
		RegisterType: random.between(1, 4),
		AppId: 0,
		NickName: random.pick([name, '小明', "O'Brien"]),
		Type: 1,
		Role: random.weighted(TENANT_ROLES),
		Strategy: authStatus === 2 ? (isEnterprise ? 20 : 10) : 0,
		MasterId: id,
		Status: 2,
		ContactMailStatus: confirmation(),
		ContactMail: name,
		ContactMobileStatus: confirmation(),
		ContactMobile: `177xxxx${random.text(2, DIGITS)}`,
		CountryCode: '86',
		WxBindStatus: 0,
		WxOpenId: '',
		WxNickName: '',
		AuthType: isEnterprise ? 1 : 0,
		AuthStatus: authStatus,
		AuthId: authStatus === 0 ? '0' : String(BigInt(id) + 1_375_314_664_000_000n),
		IsAuthMod: 0,
		ModAuthType: 0,
		ModAuthId: '0',
		CorpName: isEnterprise && isReviewed ? '示例科技有限公司' : '',
		UserName: !isEnterprise && isReviewed ? '王小明' : '',
		MailBindStatus: 0,
		WorkWxBindStatus: 0,
		WorkWxUserId: '',
		WorkWxCorpId: '',
		MiniProgramBindStatus: 0,
		MasterIsCp: false,
		AuthTime: isReviewed ? Math.floor((startedAt - random.between(1, 900) * DAY_MS) / 1000) : 0,
		FailedReason: authStatus === 3 ? random.pick(FAILED_REASONS) : '',
		Permission: integer(random.pick(['0', '18446744073709551615'])),
	};
}
