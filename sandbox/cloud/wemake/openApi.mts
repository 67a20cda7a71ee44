import { admit, type Gate } from '../api3/gate.mts';
import { commonTexts } from '../api3/messages.mts';
import { readParameters } from '../api3/parameters.mts';
import { languageOf, subjectsIn } from '../api3/request.mts';
import type { Call, Reply } from '../call.mts';
import { demoCredentials, furtherKeyNumber, furtherKeys } from '../demo.mts';
import { numberIds } from '../distort.mts';
import type { Quotas } from '../quotas.mts';
import type { Random } from '../random.mts';
import { messageOf, ErrorResponse } from '../errorResponse.mts';
import type { Service } from '../service.mts';
import type { Settings } from '../settings.mts';
import { wemakeOperations, type WemakeOperation } from './operations.mts';
import { isOperator, type WemakeAccount, type WemakeState } from './state.mts';

interface WemakeKey {
	secretId: string;
	secretKey: string;
	isAllowed: boolean;
}

const keys: WemakeKey[] = [
	{ ...demoCredentials.wemake, isAllowed: true },
	{ ...demoCredentials.wemakeNoPermission, isAllowed: false },
];

const gate: Gate<WemakeOperation, WemakeKey> = {
	actions: wemakeOperations,
	productOf: (hostname) => {
		if (hostname.startsWith('iam-app-api.')) return 'iam-app';
		return hostname.startsWith('iam-api.') ? 'iam' : null;
	},
	findKey: (secretId) => {
		const number = furtherKeyNumber(secretId);
		const further =
			number === undefined ? [] : [{ ...furtherKeys.wemake(number), isAllowed: true }];
		return [...keys, ...further].find((key) => key.secretId === secretId);
	},
};

/** The signed interface of WeMake IAM: Tencent's protocol, and a user's token beside it. */
export function createWemakeOpenApi(
	state: WemakeState,
	settings: Settings,
	quotas: Quotas,
	random: Random,
): Service {
	return {
		throttlingCode: 'RequestLimitExceeded',

		describe: (call) => {
			const owner = state.byToken(call.headers['x-tc-token']);
			return {
				service: 'wemake',
				action: call.headers['x-tc-action'] ?? null,
				version: call.headers['x-tc-version'] ?? null,
				subjects: [
					...(owner ? [owner.AccountId] : []),
					...subjectsIn(call, 'AccountIds'),
					...subjectsIn(call, 'MasterId'),
				],
			};
		},

		answer: (call, injected) => {
			const requestId = newRequestId(random);
			let account: string | null = null;
			const reply = (body: unknown, code: string | null, status = 200): Reply => ({
				status,
				headers: { 'content-type': 'application/json' },
				body,
				code,
				requestId,
				account,
			});
			try {
				const { action, key } = admit(call, gate);
				account = key.secretId;
				const owner = action.needs === 'key' ? null : ownerOf(call, state);
				account = owner?.AccountId ?? account;
				if (!key.isAllowed || (action.needs === 'operator' && !isOperator(owner!))) {
					throw new ErrorResponse('AuthFailure.UnauthorizedOperation');
				}
				const limit = quotas.exceeded('wemake', key.secretId, action.action);
				if (limit !== null) throw new ErrorResponse('RequestLimitExceeded', `${limit}/s`);
				if (injected !== null) throw injected;
				const values = readParameters(call, action.parameters);
				const context = { state, settings, requestId };
				const fields = {
					...(action.placesRequestId ? {} : { RequestId: requestId }),
					...(action.needs === 'key'
						? action.answer(values, context)
						: action.answer(values, context, owner!)),
				};
				const exact = settings.wemake.idsAsNumbers ? numberIds(fields) : fields;
				return reply(settings.wemake.envelope === 'wrapped' ? { Response: exact } : exact, null);
			} catch (error) {
				if (!(error instanceof ErrorResponse)) throw error;
				const Message = messageOf(error, commonTexts, languageOf(call));
				const failure = { Error: { Code: error.code, Message }, RequestId: requestId };
				return reply({ Response: failure }, error.code, error.details.httpStatus);
			}
		},
	};
}

function ownerOf({ headers }: Call, state: WemakeState): WemakeAccount {
	const owner = state.byToken(headers['x-tc-token']);
	if (owner === undefined) throw new ErrorResponse('AuthFailure.TokenFailure');
	return owner;
}

/** No UUID here: 8, 1, 14 and 6 lower-case letters and digits. */
function newRequestId(random: Random): string {
	const text = random.text(29, '0123456789abcdefghijklmnopqrstuvwxyz');
	return [text.slice(0, 8), text.slice(8, 9), text.slice(9, 23), text.slice(23)].join('-');
}
