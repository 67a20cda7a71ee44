// The commands. Three of them take a list of addresses and give a result for each address.
import { messageOf, ErrorResponse } from '../errorResponse.mts';
import { COMMON, DOMAIN } from './emailVerification.mts';
import { aliyunTexts } from './errors.mts';
import type { AliyunContext, AliyunOperation } from './operation.mts';
import type { QueryTable, QueryValues } from './parameters.mts';
import { LINK_VALIDITY_MS } from './state.mts';

/** Addresses in a request: the figure of the vendor's console, as the API documents none. */
export const MOST_ADDRESSES = 100;

const WRITE = { ...DOMAIN, ramAction: 'domain:EmailVerificationOperation' } as const;
const ADDRESSES: QueryTable = { ...COMMON, Email: { type: 'string', required: true } };

/** The result for one address: the list that it stands in, and the code of its entry; null: no code. */
type AddressResult = readonly [list: 'SuccessList' | 'ExistList' | 'FailList', code: string | null];

const DONE: AddressResult = ['SuccessList', 'Success'];
const EXISTS: AddressResult = ['ExistList', null];
const BAD: AddressResult = ['FailList', 'ParameterIllegall'];
const TOO_MANY: AddressResult = ['FailList', 'SendTokenQuotaExceeded'];

export const submitEmailVerification: AliyunOperation = {
	...WRITE,
	action: 'SubmitEmailVerification',
	parameters: { ...ADDRESSES, SendIfExist: { type: 'boolean' } },
	answer: (values, context) =>
		forEachAddress(values, context, ['SuccessList', 'ExistList', 'FailList'], (email) => {
			const { state, settings } = context;
			const known = state.get(email);
			// What happens to a verified address is not documented: it needs no mail.
			if (known && (values.SendIfExist !== true || known.status === 1)) return EXISTS;
			const isSent = state.mails.take(email);
			if (isSent) state.submit(email, senderOf(values));
			if (!known) return isSent ? DONE : TOO_MANY;
			// The published sample has an existing address that could not be sent another mail.
			return isSent ? [settings.aliyun.sentAgain, 'Success'] : ['ExistList', TOO_MANY[1]];
		}),
};

export const resendEmailVerification: AliyunOperation = {
	...WRITE,
	action: 'ResendEmailVerification',
	parameters: ADDRESSES,
	answer: (values, context) =>
		forEachAddress(values, context, ['SuccessList', 'FailList'], (email) => {
			const { state } = context;
			if (state.get(email)?.status !== 0) return BAD;
			if (!state.mails.take(email)) return TOO_MANY;
			state.submit(email, senderOf(values));
			return DONE;
		}),
};

export const deleteEmailVerification: AliyunOperation = {
	...WRITE,
	action: 'DeleteEmailVerification',
	parameters: ADDRESSES,
	answer: (values, context) =>
		forEachAddress(values, context, ['SuccessList', 'FailList'], (email) => {
			const { state, settings } = context;
			const record = state.get(email);
			if (!record || (record.status === 0 && !settings.aliyun.deletesPending)) return BAD;
			state.delete(email);
			return DONE;
		}),
};

/** The codes of wrong, used and expired tokens are not documented: the only candidate answers them all. */
export const verifyEmail: AliyunOperation = {
	...DOMAIN,
	action: 'VerifyEmail',
	// An older page says EmailVerificationOperation.
	ramAction: 'domain:VerifyEmail',
	parameters: { ...COMMON, Token: { type: 'string', required: true } },
	answer: (values, { state, call }) => {
		const record = state.records().find(({ token }) => token !== null && token === values.Token);
		if (!record || call.at > Number(record.tokenSentAt) + LINK_VALIDITY_MS) {
			throw new ErrorResponse('ParameterIllegal');
		}
		state.clickLink(record.email, senderOf(values));
		return {};
	},
};

const senderOf = ({ UserClientIp }: QueryValues) =>
	UserClientIp === undefined ? undefined : String(UserClientIp);

function forEachAddress(
	{ Email, Lang }: QueryValues,
	{ settings }: AliyunContext,
	lists: ReadonlyArray<AddressResult[0]>,
	resultOf: (email: string) => AddressResult,
): Record<string, unknown> {
	const emails = String(Email)
		.split(',')
		.map((email) => email.trim());
	const { badAddressFails, keyCase } = settings.aliyun;
	const failsAll = badAddressFails === 'request' && !emails.every(isAddress);
	if (failsAll || emails.length > MOST_ADDRESSES) throw new ErrorResponse('ParameterIllegal');
	const answer: Record<string, unknown[]> = Object.fromEntries(lists.map((list) => [list, []]));
	for (const email of emails) {
		const [list, code] = isAddress(email) ? resultOf(email) : BAD;
		const isReduced = code === null || (keyCase === 'camel' && code === 'Success');
		const details = isReduced
			? {}
			: {
					Code: code,
					Message: messageOf(new ErrorResponse(code), aliyunTexts, Lang === 'zh' ? 'zh' : 'en'),
				};
		answer[list].push({ Email: email, ...details });
	}
	return answer;
}

/** RFC 5321, 4.5.3.1: no name is longer than 64. */
const isAddress = (email: string) => /^[^@]{1,64}@[^@\s]+\.[^@\s.]+$/.test(email);
