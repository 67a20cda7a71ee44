import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { type RequestOptions } from './signing/outgoingRequest';
import { authenticateWemakeRequest } from './signing/wemakeIam';

const TOKEN_REFUSED =
	'The Access Token is wrong or has expired. Log in to the platform and get a new one.';

/**
 * Where a response may hold an error code: in Tencent's envelope, in that envelope without its wrapper,
 * and in the legacy envelope.
 */
const CODE_KEYS = ['Response.Error.Code', 'Error.Code', 'codeDesc'];

const errorRule = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});

/** Access to one deployment of the WeMake industrial platform: by signed OpenAPI calls, or by the cookie of a login. */
export class WemakeIamApi implements ICredentialType {
	name = 'wemakeIamApi';

	displayName = 'WeMake IAM API';

	icon = {
		light: 'file:../nodes/IamAccount/iamAccount.svg',
		dark: 'file:../nodes/IamAccount/iamAccount.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-account-verification/n8n-nodes-account-verification/blob/main/docs/credentials.md#wemake-iam-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			default: 'openApi',
			options: [
				{
					name: 'OpenAPI (Key Pair and Access Token)',
					value: 'openApi',
					description: 'All operations. Needs platform version 5.9 or newer.',
				},
				{
					name: 'Session (Access Token Only)',
					value: 'session',
					description:
						'The current account, its sub-accounts, and accounts by ID, as the web sites read them',
				},
			],
		},
		{
			displayName: 'Platform Domain',
			name: 'domain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. industry.example.com',
			description: 'The address you log in to, without https:// and www.',
		},
		{
			displayName: 'Protocol',
			name: 'protocol',
			type: 'options',
			default: 'https',
			description: 'Use HTTP only for a platform in your own network that has no HTTPS',
			options: [
				{ name: 'HTTPS', value: 'https' },
				{ name: 'HTTP', value: 'http' },
			],
		},
		{
			displayName: 'Secret ID',
			name: 'secretId',
			type: 'string',
			default: '',
			required: true,
			description:
				'Issued to your application by the platform’s operator (ecosystem access platform). Keys of the Tencent Cloud console do not work here.',
			displayOptions: { show: { authentication: ['openApi'] } },
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Issued together with the Secret ID',
			displayOptions: { show: { authentication: ['openApi'] } },
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Says which account is the current one. With OpenAPI, only Account: Get and Sub-Account: Get IDs work without it. It is the token of an OAuth login, or the cookie "access_token" of a browser that is logged in to the platform (developer tools > Application > Cookies); on the operator’s web site it is "sp_access_token". When it has expired, paste a new one. In a session, the test of the credential asks the web site of the customers: it refuses a token of the operator’s site, which serves the operations of that site all the same.',
		},
		{
			displayName: 'App Endpoint',
			name: 'appEndpoint',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://iam-app-api.industry.example.com',
			description:
				'Only if Get Current, Get Current Authentication Detail and Sub-Account: Get Many are not at iam-app-api.{domain}',
			displayOptions: { show: { authentication: ['openApi'] } },
		},
		{
			displayName: 'API Endpoint',
			name: 'apiEndpoint',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://iam-api.industry.example.com',
			description: 'Only if Account: Get and Sub-Account: Get IDs are not at iam-api.{domain}',
			displayOptions: { show: { authentication: ['openApi'] } },
		},
		{
			displayName: 'Web Endpoint',
			name: 'webEndpoint',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://www.industry.example.com',
			description: 'Only if the web site is not at www.{domain}',
			displayOptions: { show: { authentication: ['session'] } },
		},
		{
			displayName: 'Operator Endpoint',
			name: 'operatorEndpoint',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://sp.industry.example.com',
			description: 'Only if the operator’s web site is not at sp.{domain}',
			displayOptions: { show: { authentication: ['session'] } },
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		authenticateWemakeRequest(
			credentials,
			requestOptions as RequestOptions,
		) as unknown as IHttpRequestOptions;

	// DescribeAccount of the token's own account, as the node calls it: no call that needs less is known.
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				"={{ (($credentials.authentication === 'session' ? $credentials.webEndpoint : $credentials.appEndpoint) || '').trim() || $credentials.protocol + '://' + ($credentials.authentication === 'session' ? 'www.' : 'iam-app-api.') + $credentials.domain.trim().replace(/^https?:\\/\\//i, '').replace(/^www\\./i, '').replace(/\\/.*$/, '') }}",
			url: "={{ $credentials.authentication === 'session' ? '/iam/api/v1/account' : '/' }}",
			method: "={{ $credentials.authentication === 'session' ? 'GET' : 'POST' }}" as 'POST',
			headers: {
				'X-TC-Action': 'DescribeAccount',
				'X-TC-Version': '2020-05-25',
				'X-TC-Region': 'ap-guangzhou',
				'X-TC-Language': 'en-US',
				'X-TC-Service': 'iam-app',
			},
			body: "={{ $credentials.authentication === 'session' ? {} : { Module: 'account' } }}",
			timeout: 15_000,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		},
		rules: CODE_KEYS.flatMap((key) => [
			...Object.entries({
				'AuthFailure.SecretIdNotFound':
					'The platform does not know this Secret ID. Check it, and the domain: keys of Tencent’s public cloud do not work here.',
				'AuthFailure.InvalidSecretId':
					'The platform does not accept this Secret ID. Ask its operator for a key pair.',
				'AuthFailure.SignatureFailure':
					'The Secret Key does not belong to this Secret ID. Paste it again.',
				'AuthFailure.SignatureExpire':
					'The clock of the machine that runs n8n is off by more than 5 minutes. Set it and test again.',
				'AuthFailure.TokenFailure': TOKEN_REFUSED,
				'AuthFailure.InvalidAuthorization':
					'The platform could not read the signature. Check the endpoints.',
				InvalidAction:
					'The platform does not know this call: OpenAPI needs version 5.9 or newer. Try Session.',
			}).map(([code, message]) => errorRule(key, code, message)),
			// Any other code. n8n reads the key with lodash, which finds the constructor of a string.
			errorRule(
				`${key}.constructor`,
				String,
				'The platform refused the request. Check all fields.',
			),
		]).concat([
			// Numeric codes are not documented, and a rule cannot say "any code but 0".
			...['Code', 'code', 'Response.Code'].flatMap((key) =>
				[401, 403, 10401, 10403, 1001, 1, -1].map((code) => errorRule(key, code, TOKEN_REFUSED)),
			),
			...['Code', 'code', 'Response.Code'].map((key) =>
				errorRule(`${key}.constructor`, String, TOKEN_REFUSED),
			),
			errorRule(
				'constructor',
				String,
				'The answer is a web page, not an account: the Access Token has expired, or the domain is another one.',
			),
		]),
	};
}
