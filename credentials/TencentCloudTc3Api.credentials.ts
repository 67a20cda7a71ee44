import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { type RequestOptions } from './signing/outgoingRequest';
import { signTencentCloudRequest } from './signing/tencentCloud';

const TEST_DENIED =
	'The key is genuine, but a policy denies sts:GetCallerIdentity, so this test cannot pass. The nodes may work all the same.';

/** Keys of the Tencent Cloud console (CAM), or temporary keys of its STS. Signs with TC3-HMAC-SHA256. */
export class TencentCloudTc3Api implements ICredentialType {
	name = 'tencentCloudTc3Api';

	displayName = 'Tencent Cloud API';

	icon = {
		light: 'file:../nodes/TencentOrganization/tencentOrganization.svg',
		dark: 'file:../nodes/TencentOrganization/tencentOrganization.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-account-verification/n8n-nodes-account-verification/blob/main/docs/credentials.md#tencent-cloud-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Site',
			name: 'site',
			type: 'options',
			default: 'china',
			description: 'The two sites have separate accounts: a key of one is unknown to the other',
			options: [
				{ name: 'China (cloud.tencent.com)', value: 'china' },
				{ name: 'International (tencentcloud.com)', value: 'international' },
				{ name: 'Custom Endpoint', value: 'custom' },
			],
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://organization.internal.example.com',
			description: 'Base URL of a gateway or test server that stands in for Tencent Cloud',
			displayOptions: { show: { site: ['custom'] } },
		},
		{
			displayName: 'Secret ID',
			name: 'secretId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. AKID...',
			description:
				'Tencent Cloud console > Access Management (CAM) > Access Key > Manage API Key. For member email lookups use a key of the organization’s management account.',
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown once, beside the Secret ID, when the key is created',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for temporary keys (STS). Leave empty for the keys of the console.',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		signTencentCloudRequest(
			credentials,
			requestOptions as RequestOptions,
		) as unknown as IHttpRequestOptions;

	// GetCallerIdentity needs no permission. It succeeds only if key, secret, token and clock are right.
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				"={{ $credentials.site === 'custom' ? ($credentials.endpoint || '').trim() : $credentials.site === 'international' ? 'https://sts.intl.tencentcloudapi.com' : 'https://sts.tencentcloudapi.com' }}",
			url: '/',
			method: 'POST',
			headers: {
				'X-TC-Action': 'GetCallerIdentity',
				'X-TC-Version': '2018-08-13',
				'X-TC-Region': 'ap-guangzhou',
				'X-TC-Service': 'sts',
			},
			body: {},
			timeout: 15_000,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...Object.entries({
				'AuthFailure.SecretIdNotFound':
					'Tencent Cloud does not know this Secret ID. Check it for missing characters, that the key is enabled, and the site: keys of the China and the International site are separate.',
				'AuthFailure.InvalidSecretId':
					'This Secret ID is not a Tencent Cloud API key. Create one in Access Management (CAM).',
				'AuthFailure.SignatureFailure':
					'The Secret Key does not belong to this Secret ID. Paste it again.',
				'AuthFailure.SignatureExpire':
					'The clock of the machine that runs n8n is off by more than 5 minutes. Set it and test again.',
				'AuthFailure.TokenFailure':
					'The Session Token is wrong or has expired. Get new temporary keys, or leave it empty for permanent keys.',
				'AuthFailure.InvalidAuthorization':
					'Tencent Cloud could not read the signature. Check that the Secret ID holds only the ID, and the endpoint.',
				'AuthFailure.MFAFailure':
					'This key needs a second factor. Use a key without, or temporary keys.',
				'AuthFailure.UnauthorizedOperation': TEST_DENIED,
				UnauthorizedOperation: TEST_DENIED,
				IpNotInWhitelist:
					'Tencent Cloud does not accept the address of this n8n. Add it to the allowlist of the key.',
				RequestLimitExceeded: 'Tencent Cloud is throttling this account. Test again in a moment.',
			}).map(([value, message]) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'Response.Error.Code', value, message },
			})),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'Response.AccountId',
					value: undefined,
					message:
						'The answer does not confirm the key. Check the site and, with a custom endpoint, that its address is the one of a Tencent Cloud API.',
				},
			},
		],
	};
}
