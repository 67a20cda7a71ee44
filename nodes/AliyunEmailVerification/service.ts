import { type Service } from '../shared/api/service';
import {
	isJsonObject,
	type JsonObject,
	type JsonValue,
	parseJson,
	textAt,
} from '../shared/values/json';
import { textOf } from '../shared/values/text';
import { ERRORS } from './errors';

const VERSION = '2018-01-29';

/** Base URLs of the two sites. A custom endpoint is a field of the credential. */
const SITES = new Map<unknown, string>([
	['china', 'https://domain.aliyuncs.com'],
	['international', 'https://domain-intl.aliyuncs.com'],
]);

/**
 * Requests per second and action. No quota is published for these operations. The only quota of the
 * product, for CheckDomain, is 10 for an account.
 */
const QUOTA = 10;

export const aliyunEmailVerificationService: Service = {
	credentialType: 'aliyunAcs3Api',
	keyFields: [
		{ name: 'accessKeyId', label: 'AccessKey ID' },
		{ name: 'accessKeySecret', label: 'AccessKey Secret' },
		{ name: 'securityToken', label: 'Security Token', mayBeEmpty: true },
	],
	accountOf: ({ site, endpoint, accessKeyId }) => [
		site,
		site === 'custom' && endpoint,
		accessKeyId,
	],
	errors: ERRORS,
	familyOf(code) {
		if (code.includes('Throttling')) return 'Throttling';
		return code.startsWith('Missing') ? 'MissingParameter' : undefined;
	},
	unlisted: {
		message: 'Alibaba Cloud refused the request',
		advice: 'Look the code up in the error center of Alibaba Cloud.',
		ambiguous: true,
	},
	quota: () => QUOTA,

	/** RPC style: all parameters are in the query, and there is no body. */
	request: ({ action, parameters, language }, { site, endpoint }) => ({
		baseURL: SITES.get(site) ?? textOf(endpoint).trim(),
		url: '/',
		method: 'POST',
		headers: { 'x-acs-action': action, 'x-acs-version': VERSION, Accept: 'application/json' },
		qs: { ...parameters, Lang: language } as Record<string, string>,
	}),

	/** The body is a flat object. A top-level `Code` makes it an error, whatever the HTTP status. */
	parseResponse(body, httpStatus) {
		const code = textAt(body, 'Code') ?? textAt(body, 'code');
		const isSuccess = httpStatus < 400 && (code === null || /^(success|200)$/i.test(code));
		if (isSuccess) return { answer: body };
		return code === null ? undefined : errorResponse(code, body);
	},

	/** Not documented. The vendor's own clients read the header as milliseconds. */
	retryAfter(headers) {
		const wait = Number(headers['x-acs-retry-after']);
		return wait > 0 ? wait : undefined;
	},

	/** Gateways of Alibaba Cloud may answer in XML. */
	parseNonJsonError(text) {
		if (!/<Error>/.test(text)) return undefined;
		const element = (name: string) =>
			new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.trim() ?? '';
		const code = element('Code');
		return code
			? { code, message: element('Message'), requestId: element('RequestId') || undefined }
			: undefined;
	},
};

function errorResponse(code: string, body: JsonObject) {
	const missing = missingPermission(body.AccessDeniedDetail);
	const message = textAt(body, 'Message') ?? textAt(body, 'message') ?? '';
	return {
		code,
		message: missing ? `Missing RAM action ${missing}. ${message}` : message,
		requestId: textAt(body, 'RequestId') ?? textAt(body, 'requestId') ?? undefined,
	};
}

/** The RAM action that a policy would have to allow. The detail is an object, or a string that holds an object. */
function missingPermission(detail: JsonValue | undefined): string | null {
	if (typeof detail === 'string' && detail.startsWith('{')) {
		try {
			return missingPermission(parseJson(detail));
		} catch {
			return null;
		}
	}
	return isJsonObject(detail) ? textAt(detail, 'AuthAction') : null;
}
