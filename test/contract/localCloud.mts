// The official SDKs, pointed at the local cloud without changing a byte of what they send.
import http from 'node:http';
import net from 'node:net';
import Client, { $OpenApiUtil } from '@alicloud/openapi-core';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';

const TIMEOUT_MS = 60_000;

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
		timeoutS = TIMEOUT_MS / 1000,
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

/** Calls any Aliyun API through the official SDK at the cloud's address. */
export function aliyunCall(
	cloud: Cloud,
	operation: {
		action: string;
		version: string;
		/** By default `RPC` with path `/`. */
		style?: 'RPC' | 'ROA';
		method?: string;
		pathname?: string;
		query?: Record<string, string>;
		body?: unknown;
		headers?: Record<string, string>;
	},
	credential: {
		accessKeyId: string;
		accessKeySecret: string;
		securityToken?: string;
	} = demoCredentials.aliyun,
) {
	const { action, version, style = 'RPC', method = 'POST', pathname = '/' } = operation;
	const { query, body, headers } = operation;
	const client = new Client(
		new $OpenApiUtil.Config({
			...credential,
			endpoint: `127.0.0.1:${cloud.port}`,
			protocol: 'HTTP',
		}),
	);
	const params = new $OpenApiUtil.Params({
		action,
		version,
		style,
		method,
		pathname,
		protocol: 'HTTPS',
		authType: 'AK',
		reqBodyType: style === 'ROA' ? 'json' : 'formData',
		bodyType: 'json',
	});
	const request = new $OpenApiUtil.OpenApiRequest({ query, body, headers });
	// Longer than a busy machine takes: a request that is given up would be in the next test's journal.
	const patience = { connectTimeout: TIMEOUT_MS, readTimeout: TIMEOUT_MS };
	const runtime = patience as Parameters<typeof client.callApi>[2];
	return client.callApi(params, request, runtime) as Promise<{
		statusCode: number;
		headers: Record<string, string>;
		body: Record<string, unknown>;
	}>;
}
