// The packages as npm would publish them: each of one service alone in an n8n; all four together, beside a
// package of another author that uses the same names.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCloud } from '../../sandbox/cloud/cloud.mts';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { cloudCredentials } from '../../sandbox/demo/credentials.mts';
import { layPackage } from '../../sandbox/n8n/layPackage.mts';
import { createN8n } from '../../sandbox/n8n/n8n.mts';
import type { WorkflowFile } from '../../sandbox/n8n/n8n.mts';
import type { ExecutionResult } from '../../sandbox/n8n/runData.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { type HttpServer, startHttpServer } from '../httpServer.mts';
import { chain, lookup, rows } from './workflows.mts';
import type { NodeFile } from './workflows.mts';
import { startWorld } from './world.mts';
import type { World } from './world.mts';

const { tencent, aliyun, wemake } = demoSubjects;

const ALL_IN_ONE = 'n8n-nodes-account-verification';

const SINGLE = [
	{
		folder: 'packages/tencent-organization',
		node: 'tencentOrganization',
		credential: 'tencentCloudTc3Api',
		parameters: {
			resource: 'memberEmail',
			operation: 'get',
			memberUin: { __rl: true, mode: 'id', value: '={{ $json.subject }}' },
		},
		statuses: { [tencent.verified]: 'verified', [tencent.unbound]: 'unverified' },
	},
	{
		folder: 'packages/aliyun-email-verification',
		node: 'aliyunEmailVerification',
		credential: 'aliyunAcs3Api',
		parameters: {
			resource: 'emailVerification',
			operation: 'get',
			email: '={{ $json.subject }}',
		},
		statuses: { [aliyun.verified]: 'verified', [aliyun.pending]: 'pending' },
	},
	{
		folder: 'packages/wemake-iam',
		node: 'iamAccount',
		credential: 'wemakeIamApi',
		parameters: {
			resource: 'account',
			operation: 'get',
			accountIds: '={{ $json.subject }}',
		},
		statuses: { [wemake.verified.accountId]: 'verified', [wemake.failed.accountId]: 'failed' },
	},
] as const;
type Single = (typeof SINGLE)[number];

/** The package of another author: each of its nodes is named like one of ours. */
const NEIGHBOUR = 'n8n-nodes-neighbour';
const NEIGHBOURS = [
	{ node: 'aliyunEmailVerification', credential: 'aliyunApi' },
	{ node: 'tencentOrganization', credential: 'tencentCloudApi' },
] as const;
type Neighbour = (typeof NEIGHBOURS)[number];

const apiKeyOf = ({ credential }: Neighbour) => `key of ${credential}`;

const nameOf = async ({ folder }: Single) =>
	(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { name: string }).name;

/** The lookup of a service by the node of a package, for both of its subjects. */
const lookups = (packageName: string, { node, parameters, statuses }: Single): NodeFile[] => [
	...rows(Object.keys(statuses).map((subject) => ({ subject }))),
	lookup(node, parameters, { type: `${packageName}.${node}` }),
];

const neighbourCredential = (neighbour: Neighbour) => ({
	id: neighbour.credential,
	name: neighbour.credential,
	type: neighbour.credential,
	data: { apiKey: apiKeyOf(neighbour) },
});

/** The lookup by our node, and after it a request of the neighbour's node of the same name. */
function besideOurs(neighbour: Neighbour, url: string): WorkflowFile {
	const { node, credential } = neighbour;
	const { id, name } = neighbourCredential(neighbour);
	return chain(`neighbour ${node}`, [
		...lookups(ALL_IN_ONE, SINGLE.find((single) => single.node === node)!),
		{
			name: 'Neighbour',
			type: `${NEIGHBOUR}.${node}`,
			typeVersion: 1,
			parameters: { url },
			credentials: { [credential]: { id, name } },
		},
	]);
}

function expectStatuses(result: ExecutionResult, { statuses }: Single): void {
	expect(result.error).toBeUndefined();
	expect(result.json('Lookup').map(({ subject, status }) => [subject, status])).toEqual(
		Object.entries(statuses),
	);
}

describe('a package of one service, alone', () => {
	let cloud: Cloud;
	beforeAll(async () => {
		cloud = await startCloud({});
	});
	afterAll(() => cloud.close());

	it.each(SINGLE)('$folder looks up', async (single) => {
		const userFolder = await mkdtemp(path.join(tmpdir(), 'n8n-single-'));
		try {
			const [port, brokerPort] = [await freePort(), await freePort()];
			const n8n = await createN8n({ userFolder, port, brokerPort });
			await layPackage(userFolder, single.folder);
			const credentials = cloudCredentials(cloud.url);
			await n8n.importCredentials(credentials.filter(({ type }) => type === single.credential));
			await n8n.importWorkflows([chain('lookup', lookups(await nameOf(single), single))]);
			expectStatuses(await n8n.execute('lookup'), single);
		} finally {
			await rm(userFolder, { recursive: true, force: true });
		}
	});
});

describe('all four packages together, beside a neighbour', () => {
	let world: World;
	let names: string[];
	/** Answers with the authorization that a request of the neighbour's nodes came with. */
	let echo: HttpServer;

	beforeAll(async () => {
		names = await Promise.all(SINGLE.map(nameOf));
		echo = await startHttpServer(({ headers: { authorization } }, response) => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ authorization }));
		});
		world = await startWorld(
			() => [
				...SINGLE.flatMap((single, index) =>
					[ALL_IN_ONE, names[index]].map((name) =>
						chain(`${name} ${single.node}`, lookups(name, single)),
					),
				),
				...NEIGHBOURS.map((neighbour) => besideOurs(neighbour, echo.url)),
			],
			() => NEIGHBOURS.map(neighbourCredential),
			{},
			{},
			['.', ...SINGLE.map(({ folder }) => folder), 'test/e2e/neighbour'],
		);
	});
	afterAll(async () => {
		await world?.close();
		await echo?.close();
	});

	it('are listed with all nodes, each once', async () => {
		const types = await world.session.get<Array<{ name: string }>>('/types/nodes.json');
		const ours = types.map(({ name }) => name).filter((name) => /^n8n-nodes-(?!base)/.test(name));
		const expected = SINGLE.flatMap(({ node }, index) =>
			[ALL_IN_ONE, names[index]].flatMap((name) =>
				[node, `${node}Tool`, `${node}Trigger`].map((type) => `${name}.${type}`),
			),
		);
		const others = NEIGHBOURS.flatMap(({ node }) =>
			[node, `${node}Tool`].map((type) => `${NEIGHBOUR}.${type}`),
		);
		expect(ours.sort()).toEqual([...expected, ...others].sort());
	});

	it('bring credential types that are the same, as only one of each name counts for n8n', async () => {
		type Listed = { name: string; properties: unknown[] };
		const types = await world.session.get<Listed[]>('/types/credentials.json');
		for (const { credential } of SINGLE) {
			const [ofOne, ofAnother, ...more] = types.filter(({ name }) => name === credential);
			expect(more).toEqual([]);
			expect(ofOne.properties.length).toBeGreaterThan(3);
			expect(ofOne.properties).toEqual(ofAnother.properties);
		}
	});

	it.each(SINGLE)('$node looks up from either package, with one credential', async (single) => {
		const name = await nameOf(single);
		for (const id of [ALL_IN_ONE, name].map((owner) => `${owner} ${single.node}`)) {
			expectStatuses(await world.session.runWorkflow(id, 'Start'), single);
		}
	});

	it.each(SINGLE)('$credential tests itself', async ({ credential }) => {
		const stored = world.credentials.find(({ type }) => type === credential)!;
		expect(await world.session.testCredential(stored)).toMatchObject({ status: 'OK' });
	});

	it.each(NEIGHBOURS)(
		'$node of either author uses the credential of its own',
		async (neighbour) => {
			const result = await world.session.runWorkflow(`neighbour ${neighbour.node}`, 'Start');
			expectStatuses(result, SINGLE.find(({ node }) => node === neighbour.node)!);
			expect(result.json('Neighbour')).toEqual([
				{ authorization: `${neighbour.credential} ${apiKeyOf(neighbour)}` },
			]);
		},
	);
});
