// Operations of other products: the one of the credential test, and some in RPC and ROA style for the HTTP Request node.
import { createHash } from 'node:crypto';
import { isObject } from '../json.mts';
import { ErrorResponse } from '../errorResponse.mts';
import { RPC, type AliyunOperation } from './operation.mts';

export const getCallerIdentity: AliyunOperation = {
	...RPC,
	product: 'Sts',
	version: '2015-04-01',
	action: 'GetCallerIdentity',
	ramAction: null,
	parameters: {},
	answer: (_values, { key }) => {
		if (key.securityToken !== undefined) {
			return {
				IdentityType: 'AssumedRoleUser',
				AccountId: key.account,
				PrincipalId: '300000000000000001:demo-session',
				RoleId: '300000000000000001',
				Arn: `acs:ram::${key.account}:assumed-role/demo/demo-session`,
			};
		}
		const isRoot = key.user === key.account;
		return {
			IdentityType: isRoot ? 'Account' : 'RAMUser',
			AccountId: key.account,
			PrincipalId: key.user,
			UserId: key.user,
			Arn: `acs:ram::${key.account}:${isRoot ? 'root' : 'user/demo'}`,
		};
	},
};

export const describeRegions: AliyunOperation = {
	...RPC,
	product: 'Ecs',
	version: '2014-05-26',
	action: 'DescribeRegions',
	ramAction: 'ecs:DescribeRegions',
	parameters: { AcceptLanguage: { type: 'string' } },
	answer: ({ AcceptLanguage }) => ({
		Regions: {
			Region: [
				{
					RegionId: 'cn-hangzhou',
					RegionEndpoint: 'ecs.cn-hangzhou.aliyuncs.com',
					LocalName: AcceptLanguage === 'en-US' ? 'China (Hangzhou)' : '华东1（杭州）',
				},
				{
					RegionId: 'ap-southeast-1',
					RegionEndpoint: 'ecs.ap-southeast-1.aliyuncs.com',
					LocalName: AcceptLanguage === 'en-US' ? 'Singapore' : '新加坡',
				},
			],
		},
	}),
};

const CS = { product: 'CS', version: '2015-12-15' } as const;

export const describeClusters: AliyunOperation = {
	...CS,
	action: 'DescribeClustersV1',
	methods: ['GET'],
	path: '/api/v1/clusters',
	ramAction: 'cs:DescribeClustersV1',
	parameters: {
		name: { type: 'string' },
		page_number: { type: 'integer', min: 1 },
		page_size: { type: 'integer', min: 1, max: 100 },
	},
	answer: ({ name, page_number = 1, page_size = 50 }) => ({
		clusters: [{ name: name ?? 'demo', cluster_id: clusterId(String(name ?? 'demo')) }],
		page_info: { page_number, page_size, total_count: 1 },
	}),
};

export const createCluster: AliyunOperation = {
	...CS,
	action: 'CreateCluster',
	methods: ['POST'],
	path: '/clusters',
	ramAction: 'cs:CreateCluster',
	parameters: {},
	answer: (_values, { call }) => {
		const { name } = jsonBody(call.body);
		if (typeof name !== 'string' || name === '') throw new ErrorResponse('MissingName');
		return { cluster_id: clusterId(name), instanceId: clusterId(name), task_id: `T-${name}` };
	},
};

const clusterId = (name: string) =>
	`c${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;

function jsonBody(body: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(body);
		if (isObject(value)) return value;
	} catch {
		// Said below, like every other malformed body.
	}
	throw new ErrorResponse('InvalidParameter', 'the body is not a JSON object');
}
