// Two actions of other products: the action of the credential test, and one for the HTTP Request node.
import type { TencentOperation } from './operation.mts';

export const getCallerIdentity: TencentOperation = {
	product: 'sts',
	version: '2018-08-13',
	action: 'GetCallerIdentity',
	parameters: {},
	answer: (_values, { key }) => ({
		Arn: `qcs::cam::uin/${key.account}:uin/${key.user}`,
		AccountId: key.account,
		UserId: key.sessionToken === undefined ? key.user : `4611686018427397919:demo-session`,
		PrincipalId: key.user,
		Type: key.sessionToken === undefined ? 'CAMUser' : 'CAMRole',
	}),
};

export const describeRegions: TencentOperation = {
	product: 'cvm',
	version: '2017-03-12',
	action: 'DescribeRegions',
	parameters: {},
	answer: () => ({
		TotalCount: 2,
		RegionSet: [
			{ Region: 'ap-guangzhou', RegionName: '华南地区(广州)', RegionState: 'AVAILABLE' },
			{ Region: 'ap-singapore', RegionName: '亚太东南(新加坡)', RegionState: 'AVAILABLE' },
		],
	}),
};
