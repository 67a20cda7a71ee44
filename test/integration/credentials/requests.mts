// Sample requests: every form of options that n8n hands to a credential.
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { Options } from './senders.mts';

export interface Sample {
	title: string;
	type: 'tencentCloudTc3Api' | 'aliyunAcs3Api' | 'wemakeIamApi';
	/** Changes to the credential of the local cloud. */
	credential?: Record<string, string>;
	/** Without the address, which each helper takes in its own option. */
	options: Options;
	path?: string;
}

const FORM = 'application/x-www-form-urlencoded';
const tencentLookup = {
	'X-TC-Action': 'DescribeOrganizationMemberEmailBind',
	'X-TC-Version': '2021-03-31',
	'X-TC-Service': 'organization',
};
const cvm = {
	'X-TC-Action': 'DescribeRegions',
	'X-TC-Version': '2017-03-12',
	'X-TC-Region': 'ap-guangzhou',
	'x-tc-service': 'cvm',
};
const aliyunLookup = { 'x-acs-action': 'QueryEmailVerification', 'x-acs-version': '2018-01-29' };
const ecs = { 'x-acs-action': 'DescribeRegions', 'x-acs-version': '2014-05-26' };
const clusters = { 'x-acs-action': 'DescribeClustersV1', 'x-acs-version': '2015-12-15' };
const createCluster = { 'x-acs-action': 'CreateCluster', 'x-acs-version': '2015-12-15' };
const iam = { 'X-TC-Action': 'DescribeAccount', 'X-TC-Version': '2020-05-25' };

const member = { MemberUin: 123 };
const json = JSON.stringify(member);
const hostile = { Email: demoSubjects.aliyun.hostile };
const lists = {
	list: ['a', "b'(*)", 'ü'],
	deep: { 用户: ['🎉', null] },
	empty: '',
	none: undefined,
};

/** How lists are written, in the option of either helper. */
const listsAs = (arrayFormat: 'repeat' | 'brackets'): Options => ({
	arrayFormat,
	qsStringifyOptions: { arrayFormat },
});

type Row = [title: string, options: Options, more?: Partial<Sample>];
const samples = (type: Sample['type'], rows: Row[]): Sample[] =>
	rows.map(([title, options, more]) => ({
		title: `${type}: ${title}`,
		type,
		options: { method: 'POST', ...options },
		...more,
	}));

export const SAMPLES: Sample[] = [
	...samples('tencentCloudTc3Api', [
		['an object', { headers: tencentLookup, body: member }],
		['JSON text', { headers: tencentLookup, body: json }],
		['JSON text with blanks around', { headers: tencentLookup, body: ` ${json} \n` }],
		[
			'a Buffer',
			{
				headers: { ...tencentLookup, 'content-type': 'application/json' },
				body: Buffer.from(json),
			},
		],
		['a charset', { headers: { ...cvm, 'Content-Type': 'application/json; charset=UTF-8' } }],
		['an empty object', { headers: cvm, body: {} }],
		['an empty text', { headers: cvm, body: '' }],
		['no body', { headers: cvm }],
		['an empty form', { headers: { ...cvm, 'Content-Type': FORM }, form: {} }],
		['GET', { method: 'GET', headers: cvm }],
		['GET with a query', { method: 'GET', headers: tencentLookup, qs: { MemberUin: 123 } }],
		['GET with an empty body', { method: 'GET', headers: cvm, body: {} }],
		[
			'temporary keys',
			{ headers: cvm, body: {} },
			{ credential: demoCredentials.tencentTemporary },
		],
	]),
	...samples('aliyunAcs3Api', [
		['RPC without a body', { headers: aliyunLookup, qs: hostile }],
		['RPC with GET', { method: 'GET', headers: ecs, qs: { AcceptLanguage: 'en-US' } }],
		['unicode', { headers: aliyunLookup, qs: { Email: demoSubjects.aliyun.unicode } }],
		['lists and nested values', { headers: ecs, qs: lists as Options['qs'] }],
		['repeated names', { headers: ecs, qs: { a: [1, 'ü'] }, ...listsAs('repeat') }],
		['names with brackets', { headers: ecs, qs: { a: [1, 'ü'] }, ...listsAs('brackets') }],
		['the same query twice', { headers: ecs, qs: { a: 1 } }, { path: '/?a=1&b=x+y%2B&c' }],
		['an empty object', { headers: ecs, body: {} }],
		['form fields', { headers: { ...ecs, 'Content-Type': FORM }, body: { 'a b': "*'ü" } }],
		['the option form', { headers: ecs, form: { 'a b': ["*'ü"] } }],
		[
			'a form with a charset',
			{ headers: { ...ecs, 'Content-Type': `${FORM}; charset=utf-8` }, body: { a: 1 } },
		],
		[
			'a form type in capitals',
			{ headers: { ...ecs, 'Content-Type': FORM.toUpperCase() }, body: { a: 1 } },
		],
		['URLSearchParams', { headers: ecs, body: new URLSearchParams({ 'a b': "*'~" }) }],
		['bytes that are no text', { headers: ecs, body: Buffer.from([0, 255, 13, 10, 128]) }],
		[
			'ROA with GET',
			{ method: 'GET', headers: clusters, qs: { name: "a'b (ü)" } },
			{ path: '/api/v1/clusters' },
		],
		['ROA with a body', { headers: createCluster, body: { name: 'ü' } }, { path: '/clusters' }],
		['temporary keys', { headers: ecs }, { credential: demoCredentials.aliyunTemporary }],
	]),
	...samples('wemakeIamApi', [
		['OpenAPI', { headers: iam, body: { Module: 'account' } }],
		[
			'session',
			{ method: 'GET' },
			{ credential: { authentication: 'session' }, path: '/iam/api/v1/account' },
		],
	]),
];

/** A credential for the local cloud at this address. */
export function credentialFor({ type, credential }: Sample, url: string): Record<string, string> {
	if (type === 'tencentCloudTc3Api') {
		return { ...demoCredentials.tencent, site: 'custom', endpoint: url, ...credential };
	}
	if (type === 'aliyunAcs3Api') {
		return { ...demoCredentials.aliyun, site: 'custom', endpoint: url, ...credential };
	}
	const endpoints = {
		appEndpoint: url,
		apiEndpoint: url,
		webEndpoint: url,
		operatorEndpoint: `${url}/sp`,
	};
	const common = { authentication: 'openApi', domain: 'iam.test', protocol: 'http' };
	return { ...demoCredentials.wemake, ...endpoints, ...common, ...credential };
}
