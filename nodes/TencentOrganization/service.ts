import { type Service } from '../shared/api/service';
import { type JsonObject, objectAt, stringifyJson, textAt } from '../shared/values/json';
import { textOf } from '../shared/values/text';
import { ERRORS } from './errors';

const VERSION = '2021-03-31';

/** Requests per second and action, for the whole account. Source: API overview, documents 850/63319 and 1031/52040. */
const QUOTA = 20;
const QUOTAS: Record<string, number> = { DescribeOrganization: 40 };

/** Base URLs of the two sites. A custom endpoint is a field of the credential. */
const SITES = new Map<unknown, string>([
	['china', 'https://organization.tencentcloudapi.com'],
	['international', 'https://organization.intl.tencentcloudapi.com'],
]);

export const tencentOrganizationService: Service = {
	credentialType: 'tencentCloudTc3Api',
	keyFields: [
		{ name: 'secretId', label: 'Secret ID' },
		{ name: 'secretKey', label: 'Secret Key' },
		{ name: 'sessionToken', label: 'Session Token', mayBeEmpty: true },
	],
	accountOf: ({ site, endpoint, secretId }) => [site, site === 'custom' && endpoint, secretId],
	errors: ERRORS,
	unlisted: {
		message: 'Tencent Cloud refused the request',
		advice: 'Look the code up in the API documentation of Tencent Cloud Organization.',
	},
	quota: (action) => QUOTAS[action] ?? QUOTA,

	/** The parameters are a JSON object in the body. Action, version and language are headers. */
	request: ({ action, parameters, language }, { site, endpoint }) => ({
		baseURL: SITES.get(site) ?? textOf(endpoint).trim(),
		url: '/',
		method: 'POST',
		headers: {
			'X-TC-Action': action,
			'X-TC-Version': VERSION,
			'X-TC-Service': 'organization',
			'X-TC-Language': language === 'zh' ? 'zh-CN' : 'en-US',
			'Content-Type': 'application/json',
		},
		body: stringifyJson(parameters),
	}),

	/**
	 * Errors have the HTTP status 200, too: `Response.Error` makes an error. An older form of errors is
	 * `{ code, message, codeDesc }`.
	 */
	parseResponse(body) {
		const response = objectAt(body, 'Response');
		if (response) {
			const error = objectAt(response, 'Error');
			return error ? errorResponse(error, textAt(response, 'RequestId')) : { answer: response };
		}
		if (typeof body.code === 'number' && body.code !== 0) {
			return {
				code: textAt(body, 'codeDesc') ?? String(body.code),
				message: textAt(body, 'message') ?? '',
				requestId: undefined,
			};
		}
		return undefined;
	},
};

const errorResponse = (error: JsonObject, requestId: string | null) => ({
	code: textAt(error, 'Code') ?? 'Unknown',
	message: textAt(error, 'Message') ?? '',
	requestId: requestId ?? undefined,
});
