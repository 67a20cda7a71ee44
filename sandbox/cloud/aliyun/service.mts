import { queryParameters, type Call, type Reply } from '../call.mts';
import { isObject } from '../json.mts';
import type { Quotas } from '../quotas.mts';
import { uuid, type Random } from '../random.mts';
import { messageOf, ErrorResponse } from '../errorResponse.mts';
import type { Service } from '../service.mts';
import type { Settings } from '../settings.mts';
import { aliyunTexts, httpStatuses } from './errors.mts';
import { authenticate, createNonces, findOperation } from './gate.mts';
import type { AliyunKey } from './keys.mts';
import type { AliyunOperation } from './operation.mts';
import { aliyunOperations } from './operations.mts';
import { readQuery } from './parameters.mts';
import type { AliyunState } from './state.mts';

/** Aliyun's OpenAPI: flat answers, errors with HTTP statuses, every request with its own nonce. */
export function createAliyunService(
	states: Record<'china' | 'international', AliyunState>,
	settings: Settings,
	quotas: Quotas,
	random: Random,
): Service {
	const nonces = createNonces();

	function operate(call: Call, injected: ErrorResponse | null, seen: { key?: AliyunKey }) {
		const operation = findOperation(call, aliyunOperations);
		const key = authenticate(call, nonces);
		seen.key = key;
		checkPermission(operation, key);
		if (quotas.exceeded('aliyun', key.account, operation.action) !== null) {
			throw new ErrorResponse('Throttling.User');
		}
		if (injected !== null) throw injected;
		const values = readQuery(call.rawQuery, operation.parameters);
		return operation.answer(values, { state: states[key.site], settings, key, call });
	}

	return {
		throttlingCode: 'Throttling.User',

		describe: (call) => ({
			service: 'aliyun',
			action: call.headers['x-acs-action'] ?? null,
			version: call.headers['x-acs-version'] ?? null,
			subjects: queryParameters(call.rawQuery)
				.filter(([name]) => name === 'Email')
				.flatMap(([, value]) => [...new Set([value, ...value.split(',')])]),
		}),

		answer: (call, injected) => {
			const requestId = uuid(random).toUpperCase();
			const seen: { key?: AliyunKey } = {};
			const reply = (status: number, body: unknown, code: string | null): Reply => ({
				status,
				headers: {
					'content-type': 'application/json;charset=utf-8',
					'x-acs-request-id': requestId,
				},
				body: settings.aliyun.keyCase === 'camel' ? withCamelKeys(body) : body,
				code,
				requestId,
				account: seen.key?.account ?? null,
			});
			try {
				const fields = operate(call, injected, seen);
				return reply(200, { ...fields, RequestId: requestId }, null);
			} catch (error) {
				if (!(error instanceof ErrorResponse)) throw error;
				const status = error.details.httpStatus ?? httpStatuses[error.code] ?? 400;
				const body = errorFields(error, call, requestId);
				return withErrorForm(reply(status, body, error.code), error, body, settings);
			}
		},
	};
}

function checkPermission({ ramAction }: AliyunOperation, key: AliyunKey): void {
	if (ramAction === null || key.isAllowed) return;
	throw new ErrorResponse('NoPermission', {
		more: {
			AccessDeniedDetail: {
				AuthAction: ramAction,
				AuthPrincipalType: 'SubUser',
				AuthPrincipalOwnerId: key.account,
				AuthPrincipalDisplayName: key.user,
				NoPermissionType: 'ImplicitDeny',
				PolicyType: 'AccountLevelIdentityBasedPolicy',
				EncodedDiagnosticMessage: Buffer.from(`denied: ${ramAction}`).toString('base64'),
			},
		},
	});
}

function errorFields(error: ErrorResponse, call: Call, requestId: string): Record<string, unknown> {
	const isChinese = queryParameters(call.rawQuery).some(
		([name, value]) => name === 'Lang' && value === 'zh',
	);
	return {
		RequestId: requestId,
		HostId: call.hostname,
		Code: error.code,
		Message: messageOf(error, aliyunTexts, isChinese ? 'zh' : 'en'),
		Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}&requestId=${requestId}`,
		...error.details.more,
	};
}

/** The header with the time to wait, and the XML form if that is set. */
function withErrorForm(
	reply: Reply,
	{ code, details }: ErrorResponse,
	fields: Record<string, unknown>,
	{ aliyun }: Settings,
): Reply {
	const headers = { ...reply.headers };
	const retryAfterMs = details.retryAfterMs ?? aliyun.retryAfterMs;
	if (code.includes('Throttling') && retryAfterMs !== null) {
		headers['x-acs-retry-after'] = String(retryAfterMs);
	}
	if (aliyun.format === 'json') return { ...reply, headers };
	const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	const elements = Object.entries(fields)
		.filter(([, value]) => typeof value === 'string')
		.map(([name, value]) => `<${name}>${escape(String(value))}</${name}>`);
	headers['content-type'] = 'text/xml;charset=utf-8';
	const body = `<?xml version='1.0' encoding='UTF-8'?><Error>${elements.join('')}</Error>`;
	return { ...reply, headers, body };
}

function withCamelKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withCamelKeys);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [
			name[0].toLowerCase() + name.slice(1),
			withCamelKeys(inner),
		]),
	);
}
