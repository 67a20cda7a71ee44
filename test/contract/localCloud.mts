// The official SDKs, pointed at the local cloud without changing a byte of what they send.
import http from 'node:http';
import net from 'node:net';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';

/** An agent that dials the local cloud whatever host the URL names. */
export function dialing(cloud: Cloud): http.Agent {
	const agent = new http.Agent({ keepAlive: false });
	agent.createConnection = () => net.connect(cloud.port, '127.0.0.1');
	return agent;
}

/** The settings of a Tencent SDK client whose requests are production's. */
export function tencentClient(
	cloud: Cloud,
	product: string,
	{
		credential = demoCredentials.tencent as {
			secretId: string;
			secretKey: string;
			sessionToken?: string;
		},
		site = '',
		language = 'en-US' as 'en-US' | 'zh-CN',
		method = 'POST' as 'POST' | 'GET',
		timeoutS = 10,
	} = {},
) {
	const { secretId, secretKey, sessionToken } = credential;
	return {
		credential: { secretId, secretKey, token: sessionToken },
		profile: {
			language,
			httpProfile: {
				endpoint: `${product}.${site}tencentcloudapi.com`,
				protocol: 'http://',
				reqMethod: method,
				reqTimeout: timeoutS,
				agent: dialing(cloud),
			},
		},
	};
}
