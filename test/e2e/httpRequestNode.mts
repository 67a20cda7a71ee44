// n8n's HTTP Request node with our credentials: any other API of the two public clouds.
import { DEMO_CREDENTIALS } from '../../sandbox/demo/credentials.mts';
import { type HttpServer, startHttpServer } from '../httpServer.mts';
import { fan, TRIGGER } from './workflows.mts';
import type { NodeFile } from './workflows.mts';
import type { World, Workflows } from './world.mts';

type Fields = Record<string, string>;

function request(
	name: string,
	credential: 'tencentCloudTc3Api' | 'aliyunAcs3Api',
	call: { method: string; url: string; headers: Fields; query?: Fields; body?: object },
): NodeFile {
	const parameters = (fields: Fields = {}) => ({
		parameters: Object.entries(fields).map(([key, value]) => ({ name: key, value })),
	});
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: call.method,
			url: call.url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential,
			sendHeaders: true,
			headerParameters: parameters(call.headers),
			sendQuery: call.query !== undefined,
			queryParameters: parameters(call.query),
			sendBody: call.body !== undefined,
			specifyBody: 'json',
			jsonBody: JSON.stringify(call.body ?? {}),
			options: {},
		},
		credentials: { [credential]: DEMO_CREDENTIALS[credential] },
		onError: 'continueRegularOutput',
	};
}

const CVM = {
	'X-TC-Action': 'DescribeRegions',
	'X-TC-Version': '2017-03-12',
	'X-TC-Region': 'ap-guangzhou',
	'X-TC-Service': 'cvm',
};
const ECS = { 'x-acs-action': 'DescribeRegions', 'x-acs-version': '2014-05-26' };
const cs = (action: string) => ({ 'x-acs-action': action, 'x-acs-version': '2015-12-15' });

/** A host that our credentials have no business with; it only counts who came. */
let foreignHost: HttpServer;
let foreignRequests = 0;

/** Its address goes into a workflow, so it must listen before n8n starts. */
export async function startForeignHost(): Promise<void> {
	foreignHost = await startHttpServer((_request, response) => {
		foreignRequests += 1;
		response.end('{}');
	});
}

export const stopForeignHost = () => foreignHost?.close();

export const httpRequestWorkflows: Workflows = ({ url }) => {
	const foreign = `${foreignHost.url}/`;
	return [
		fan('httpRequest', [
			request('CVM POST', 'tencentCloudTc3Api', { method: 'POST', url, headers: CVM, body: {} }),
			request('CVM GET', 'tencentCloudTc3Api', { method: 'GET', url, headers: CVM }),
			request('ECS POST', 'aliyunAcs3Api', {
				method: 'POST',
				url,
				headers: ECS,
				query: { AcceptLanguage: 'en-US' },
			}),
			request('CS GET', 'aliyunAcs3Api', {
				method: 'GET',
				url: `${url}/api/v1/clusters`,
				headers: cs('DescribeClustersV1'),
				query: { name: 'köln & (müllheim)*' },
			}),
			request('CS POST', 'aliyunAcs3Api', {
				method: 'POST',
				url: `${url}/clusters`,
				headers: cs('CreateCluster'),
				body: { name: 'new cluster' },
			}),
			request('Foreign Tencent', 'tencentCloudTc3Api', {
				method: 'GET',
				url: foreign,
				headers: CVM,
			}),
			request('Foreign Aliyun', 'aliyunAcs3Api', { method: 'GET', url: foreign, headers: ECS }),
		]),
	];
};

export function describeHttpRequestNode(world: () => World): void {
	it('signs other APIs of both clouds in the HTTP Request node, and refuses foreign hosts', async () => {
		const { cloud, session } = world();
		cloud.journal.clear();
		const result = await session.runWorkflow('httpRequest', TRIGGER);
		const json = (node: string) => result.json(node)[0];

		for (const node of ['CVM POST', 'CVM GET']) {
			expect(json(node)).toMatchObject({ Response: { TotalCount: 2 } });
		}
		expect(json('ECS POST')).toMatchObject({
			Regions: { Region: [{ LocalName: 'China (Hangzhou)' }, { LocalName: 'Singapore' }] },
		});
		expect(json('CS GET')).toMatchObject({ clusters: [{ name: 'köln & (müllheim)*' }] });
		expect(json('CS POST')).toMatchObject({ task_id: 'T-new cluster' });

		const sent = cloud.journal.entries();
		expect(sent.map(({ action }) => action).sort()).toEqual([
			'CreateCluster',
			'DescribeClustersV1',
			'DescribeRegions',
			'DescribeRegions',
			'DescribeRegions',
		]);
		for (const { code, headers } of sent) {
			expect(code).toBeNull();
			expect(headers).not.toHaveProperty('x-tc-service');
		}

		for (const node of ['Foreign Tencent', 'Foreign Aliyun']) {
			expect(JSON.stringify(json(node))).toMatch(/This credential is not sent to 127\.0\.0\.1/);
		}
		expect(foreignRequests).toBe(0);
	});
}
