import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { signAliyunRequest } from './signing/aliyun';
import { type RequestOptions } from './signing/outgoingRequest';

const TEST_DENIED =
	'The key is genuine, but a policy denies sts:GetCallerIdentity, so this test cannot pass. The nodes may work all the same.';

/** An AccessKey pair of Alibaba Cloud (RAM), or temporary keys of its STS. Signs with ACS3-HMAC-SHA256. */
export class AliyunAcs3Api implements ICredentialType {
	name = 'aliyunAcs3Api';

	displayName = 'Aliyun AccessKey API';

	icon = {
		light: 'file:../nodes/AliyunEmailVerification/aliyunEmailVerification.svg',
		dark: 'file:../nodes/AliyunEmailVerification/aliyunEmailVerification.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-account-verification/n8n-nodes-account-verification/blob/main/docs/credentials.md#aliyun-accesskey-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Site',
			name: 'site',
			type: 'options',
			default: 'china',
			description: 'The two sites have separate accounts: a key of one is unknown to the other',
			options: [
				{ name: 'China (aliyun.com)', value: 'china' },
				{ name: 'International (alibabacloud.com)', value: 'international' },
				{ name: 'Custom Endpoint', value: 'custom' },
			],
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://domain.internal.example.com',
			description: 'Base URL of a gateway or test server that stands in for Alibaba Cloud',
			displayOptions: { show: { site: ['custom'] } },
		},
		{
			displayName: 'AccessKey ID',
			name: 'accessKeyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. LTAI...',
			description:
				'RAM console > Users > your user > AccessKey. The policy domain:QueryEmailVerification is enough for lookups.',
		},
		{
			displayName: 'AccessKey Secret',
			name: 'accessKeySecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown once, when the AccessKey is created',
		},
		{
			displayName: 'Security Token',
			name: 'securityToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for temporary keys (STS). Leave empty for a permanent AccessKey.',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		signAliyunRequest(
			credentials,
			requestOptions as RequestOptions,
		) as unknown as IHttpRequestOptions;

	// GetCallerIdentity needs no permission. It succeeds only if key, secret, token and clock are right.
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				"={{ $credentials.site === 'custom' ? ($credentials.endpoint || '').trim() : $credentials.site === 'international' ? 'https://sts.ap-southeast-1.aliyuncs.com' : 'https://sts.cn-hangzhou.aliyuncs.com' }}",
			url: '/',
			method: 'POST',
			headers: { 'x-acs-action': 'GetCallerIdentity', 'x-acs-version': '2015-04-01' },
			timeout: 15_000,
			disableFollowRedirect: true,
			// Alibaba Cloud sends errors with a status of 4xx, and only the body says which error it is.
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...Object.entries({
				'InvalidAccessKeyId.NotFound':
					'Alibaba Cloud does not know this AccessKey ID. Check that it is not swapped with the secret or deleted, and the site: keys of the China and the International site are separate.',
				'InvalidAccessKeyId.Inactive':
					'This AccessKey is disabled. Enable it in the RAM console or use another.',
				SignatureDoesNotMatch:
					'The AccessKey Secret does not belong to this AccessKey ID. Paste it again.',
				IncompleteSignature:
					'Alibaba Cloud could not read the signature. Paste both key parts again.',
				'InvalidTimeStamp.Expired':
					'The clock of the machine that runs n8n is off by more than 15 minutes. Set it and test again.',
				MissingSecurityToken: 'This is a temporary key. Enter its security token as well.',
				'InvalidSecurityToken.Expired':
					'The Security Token has expired. Get new temporary keys: ID, secret and token.',
				'InvalidSecurityToken.Malformed':
					'The Security Token is damaged. Paste ID, secret and token of the same set.',
				'InvalidSecurityToken.MismatchWithAccessKey':
					'The Security Token belongs to another key. Paste ID, secret and token of the same set.',
				'Forbidden.RAM': TEST_DENIED,
				NoPermission: TEST_DENIED,
				'Throttling.User': 'Alibaba Cloud is throttling this account. Test again in a moment.',
			}).map(([value, message]) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'Code', value, message },
			})),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'AccountId',
					value: undefined,
					message:
						'The answer does not confirm the key. Check the site and, with a custom endpoint, that its address is the one of an Alibaba Cloud API.',
				},
			},
		],
	};
}
