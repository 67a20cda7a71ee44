// What others do: a loop over the vendor's SDK, one item after the other.
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';

// Both SDKs are CommonJS and name their files without extension.
const require = createRequire(import.meta.url);

/**
 * Looks members up in the local cloud at this port; the result is in seconds. With another key, it goes on
 * after errors.
 */
export async function tencentLoop(
	port: number,
	uins: readonly string[],
	otherKey?: { secretId: string; secretKey: string },
): Promise<number> {
	const { organization } =
		require('tencentcloud-sdk-nodejs/tencentcloud/services/organization') as typeof import('tencentcloud-sdk-nodejs/tencentcloud/services/organization');
	// The SDK signs for the host it names, so it must name the vendor's and dial the local cloud.
	const agent = new http.Agent({ keepAlive: true });
	agent.createConnection = () => net.connect(port, '127.0.0.1');
	const client = new organization.v20210331.Client({
		credential: otherKey ?? demoCredentials.tencent,
		profile: {
			httpProfile: {
				endpoint: 'organization.tencentcloudapi.com',
				protocol: 'http://',
				agent,
			},
		},
	});
	const start = performance.now();
	for (const uin of uins) {
		const lookup = client.DescribeOrganizationMemberEmailBind({ MemberUin: Number(uin) });
		await (otherKey ? lookup.catch(() => {}) : lookup);
	}
	agent.destroy();
	return (performance.now() - start) / 1000;
}

/** Looks addresses up in the local cloud at this port; the result is in seconds. */
export async function aliyunLoop(port: number, emails: readonly string[]): Promise<number> {
	const { default: Client, $OpenApiUtil } =
		require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');
	const client = new Client(
		new $OpenApiUtil.Config({
			...demoCredentials.aliyun,
			endpoint: `127.0.0.1:${port}`,
			protocol: 'HTTP',
		}),
	);
	const params = new $OpenApiUtil.Params({
		action: 'QueryEmailVerification',
		version: '2018-01-29',
		style: 'RPC',
		method: 'POST',
		pathname: '/',
		protocol: 'HTTPS',
		authType: 'AK',
		reqBodyType: 'formData',
		bodyType: 'json',
	});
	const start = performance.now();
	for (const email of emails) {
		const request = new $OpenApiUtil.OpenApiRequest({ query: { Email: email } });
		await client.callApi(params, request, {} as Parameters<typeof client.callApi>[2]);
	}
	return (performance.now() - start) / 1000;
}
