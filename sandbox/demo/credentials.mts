import { demoCredentials } from '../cloud/demo.mts';
import type { CredentialFile } from '../n8n/n8n.mts';

/** The ids and names that examples/demo.json refers to. */
export const DEMO_CREDENTIALS = {
	tencentCloudTc3Api: { id: 'demoTencentCloud', name: 'Demo Tencent Cloud' },
	aliyunAcs3Api: { id: 'demoAliyun', name: 'Demo Aliyun' },
	wemakeIamApi: { id: 'demoWemakeIam', name: 'Demo WeMake IAM' },
} as const;

/** One credential of each type, with the local cloud's right keys and its address as endpoint. */
export function cloudCredentials(cloudUrl: string): CredentialFile[] {
	const credential = (type: keyof typeof DEMO_CREDENTIALS, data: CredentialFile['data']) => ({
		...DEMO_CREDENTIALS[type],
		type,
		data,
	});
	return [
		credential('tencentCloudTc3Api', {
			...demoCredentials.tencent,
			site: 'custom',
			endpoint: cloudUrl,
		}),
		credential('aliyunAcs3Api', { ...demoCredentials.aliyun, site: 'custom', endpoint: cloudUrl }),
		credential('wemakeIamApi', {
			...demoCredentials.wemake,
			authentication: 'openApi',
			domain: 'iam.example.com',
			protocol: 'http',
			appEndpoint: cloudUrl,
			apiEndpoint: cloudUrl,
			webEndpoint: cloudUrl,
			operatorEndpoint: `${cloudUrl}/sp`,
		}),
	];
}
