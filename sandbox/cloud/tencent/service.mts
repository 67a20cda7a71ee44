import { admit, type Gate } from '../api3/gate.mts';
import { languageOf, subjectsIn } from '../api3/request.mts';
import { readParameters } from '../api3/parameters.mts';
import type { Reply } from '../call.mts';
import { numberIds } from '../distort.mts';
import type { Quotas } from '../quotas.mts';
import { uuid, type Random } from '../random.mts';
import { messageOf, ErrorResponse } from '../errorResponse.mts';
import type { Service } from '../service.mts';
import type { Settings } from '../settings.mts';
import { checkSessionToken, findTencentKey, type TencentKey } from './keys.mts';
import { tencentTexts } from './messages.mts';
import type { TencentOperation } from './operation.mts';
import { tencentOperations } from './operations.mts';
import type { TencentState } from './state.mts';

const gate: Gate<TencentOperation, TencentKey> = {
	actions: tencentOperations,
	productOf: (hostname) =>
		hostname.endsWith('.tencentcloudapi.com') ? hostname.split('.')[0] : null,
	findKey: findTencentKey,
	checkToken: checkSessionToken,
};

/** Tencent Cloud API 3.0: HTTP 200 for success and for errors. */
export function createTencentService(
	states: Record<'china' | 'international', TencentState>,
	settings: Settings,
	quotas: Quotas,
	random: Random,
): Service {
	return {
		throttlingCode: 'RequestLimitExceeded',

		describe: (call) => ({
			service: 'tencent',
			action: call.headers['x-tc-action'] ?? null,
			version: call.headers['x-tc-version'] ?? null,
			subjects: subjectsIn(call, 'MemberUin'),
		}),

		answer: (call, injected) => {
			const requestId = uuid(random);
			let account: string | null = null;
			const reply = (response: object, code: string | null): Reply => ({
				status: 200,
				headers: { 'content-type': 'application/json', server: 'nginx' },
				body: { Response: { ...response, RequestId: requestId } },
				code,
				requestId,
				account,
			});
			try {
				const { action, key } = admit(call, gate);
				account = key.account;
				if (!key.mayCall(action.product, action.action)) {
					throw new ErrorResponse(
						'AuthFailure.UnauthorizedOperation',
						`${action.product}:${action.action}`,
					);
				}
				const limit = quotas.exceeded('tencent', account, action.action);
				if (limit !== null) throw new ErrorResponse('RequestLimitExceeded', `${limit}/s`);
				if (injected !== null) throw injected;
				const values = readParameters(call, action.parameters);
				const fields = action.answer(values, { state: states[key.site], settings, key, call });
				return reply(settings.tencent.hugeIds ? (numberIds(fields) as object) : fields, null);
			} catch (error) {
				if (!(error instanceof ErrorResponse)) throw error;
				const Message = messageOf(error, tencentTexts, languageOf(call));
				const status = error.details.httpStatus ?? 200;
				return { ...reply({ Error: { Code: error.code, Message } }, error.code), status };
			}
		},
	};
}
