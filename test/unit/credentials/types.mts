// The three credential types with keys that look right, and a request each that they sign.
import type { ICredentialType } from 'n8n-workflow';
import { AliyunAcs3Api } from '../../../credentials/AliyunAcs3Api.credentials';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { TencentCloudTc3Api } from '../../../credentials/TencentCloudTc3Api.credentials';
import { WemakeIamApi } from '../../../credentials/WemakeIamApi.credentials';

export interface CredentialCase {
	/** What it is called in test names. */
	title: string;
	type: ICredentialType;
	data: Record<string, unknown>;
	/** A base URL that this credential signs for. */
	host: string;
}

export const tencent: CredentialCase = {
	title: 'Tencent Cloud',
	type: new TencentCloudTc3Api(),
	data: { site: 'china', secretId: 'AKIDEXAMPLE', secretKey: 'SECRETKEY', sessionToken: 'TOKEN' },
	host: 'https://cvm.tencentcloudapi.com',
};

export const aliyun: CredentialCase = {
	title: 'Aliyun',
	type: new AliyunAcs3Api(),
	data: {
		site: 'china',
		accessKeyId: 'LTAIEXAMPLE',
		accessKeySecret: 'SECRETKEY',
		securityToken: 'TOKEN',
	},
	host: 'https://domain.aliyuncs.com',
};

export const wemakeOpenApi: CredentialCase = {
	title: 'WeMake OpenAPI',
	type: new WemakeIamApi(),
	data: {
		authentication: 'openApi',
		domain: 'example.com',
		protocol: 'https',
		secretId: 'AKIDEXAMPLE',
		secretKey: 'SECRETKEY',
		accessToken: 'TOKEN',
		appEndpoint: '',
		apiEndpoint: '',
		webEndpoint: '',
		operatorEndpoint: '',
	},
	host: 'https://iam-app-api.example.com',
};

export const wemakeSession: CredentialCase = {
	...wemakeOpenApi,
	title: 'WeMake session',
	data: { ...wemakeOpenApi.data, authentication: 'session' },
	host: 'https://www.example.com',
};

export const allCases = [tencent, aliyun, wemakeOpenApi, wemakeSession];

/** Authenticates as n8n does: through the type's own function, keys and options as given. */
export async function authenticate(
	{ type, data }: Pick<CredentialCase, 'type' | 'data'>,
	options: RequestOptions,
	changes: Record<string, unknown> = {},
): Promise<RequestOptions> {
	if (typeof type.authenticate !== 'function') throw new Error('authenticate is no function');
	const credentials = { ...data, ...changes } as Parameters<typeof type.authenticate>[0];
	const signed = await type.authenticate(
		credentials,
		options as Parameters<typeof type.authenticate>[1],
	);
	return signed as unknown as RequestOptions;
}
