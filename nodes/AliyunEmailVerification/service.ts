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

/** Base URLs of the two sites; a custom endpoint stands in the credential. */
const SITES = new Map<unknown, string>([
	['china', 'https://domain.aliyuncs.com'],
	['international', 'https://domain-intl.aliyuncs.com'],
]);

/**
 * Requests per second and action. No figure is published for these operations; the product's only
 * one, for CheckDomain, is 10 for an account.
 */
const QUOTA = 10;

/** The lookup that tells what became of a command, as the editor names it. */
export const LOOKUP = 'Email Verification: Get';

export const aliyunEmailVerificationService: Service = {
	credentialType: 'aliyunAcs3Api',
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

	/** RPC style: every parameter in the query, no body. */
	request: ({ action, parameters, language }, { site, endpoint }) => ({
		baseURL: SITES.get(site) ?? textOf(endpoint).trim(),
		url: '/',
		method: 'POST',
		headers: { 'x-acs-action': action, 'x-acs-version': VERSION, Accept: 'application/json' },
		qs: { ...parameters, Lang: language } as Record<string, string>,
	}),

	/** A flat object; a top-level `Code` makes it an error, whatever the HTTP status. */
	parseResponse(body, httpStatus) {
		const code = textAt(body, 'Code') ?? textAt(body, 'code');
		const isSuccess = httpStatus < 400 && (code === null || /^(success|200)$/i.test(code));
		if (isSuccess) return { answer: body };
		return code === null ? undefined : refusal(code, body);
	},

	/** In no document; the vendor's own clients read it as milliseconds. */
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

function refusal(code: string, body: JsonObject) {
	const missing = missingPermission(body.AccessDeniedDetail);
	const message = textAt(body, 'Message') ?? textAt(body, 'message') ?? '';
	return {
		code,
		message: missing ? `Missing RAM action ${missing}. ${message}` : message,
		requestId: textAt(body, 'RequestId') ?? textAt(body, 'requestId') ?? undefined,
	};
}

/** The RAM action that a policy would have to allow; the detail is an object, or one in a string. */
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
