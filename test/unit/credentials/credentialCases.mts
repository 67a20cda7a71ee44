// The three credential types with made-up keys, and a host each that they sign for.
import type { ICredentialType } from 'n8n-workflow';
import { AliyunAcs3Api } from '../../../credentials/AliyunAcs3Api.credentials';
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';
import { TencentCloudTc3Api } from '../../../credentials/TencentCloudTc3Api.credentials';
import { WemakeIamApi } from '../../../credentials/WemakeIamApi.credentials';

export interface CredentialCase {
	/** Its name in test names. */
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

/** The message by which a request is refused. */
export async function refused(signed: Promise<unknown>): Promise<string> {
	const error = await signed.then(
		() => undefined,
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(Error);
	// n8n would show the code in place of the message.
	expect(error).not.toHaveProperty('code');
	return (error as Error).message;
}
