// What n8n's editor asks for while a user builds a workflow: lists to choose from, the fields that an
// operation gives, and the way to other APIs.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OutputSchema } from '../../nodes/shared/values/outputSchema.ts';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import { DEMO_CREDENTIALS } from '../../sandbox/demo/credentials.mts';
import { loadRooms } from '../../sandbox/docs/rooms.mts';
import { fan, lookup, TRIGGER } from './workflows.mts';
import type { Workflows, World } from './world.mts';

const PACKAGE = 'n8n-nodes-account-verification';
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** The lists, and one of the fields that offer each. */
const LISTS = {
	searchMembers: {
		node: 'tencentOrganization',
		credential: 'tencentCloudTc3Api',
		parameters: { resource: 'memberEmail', operation: 'get' },
		field: 'memberUin',
	},
	searchDepartments: {
		node: 'tencentOrganization',
		credential: 'tencentCloudTc3Api',
		parameters: { resource: 'member', operation: 'create' },
		field: 'nodeId',
	},
	searchAccounts: {
		node: 'iamAccount',
		credential: 'wemakeIamApi',
		parameters: { resource: 'subAccount', operation: 'getIds' },
		field: 'masterId',
	},
} as const;

type List = keyof typeof LISTS;

/** What the editor shows of the fields: it has no use for a description. */
const typesOf = (fields: OutputSchema) =>
	Object.entries(fields).map(([name, { type }]) => [name, type]);

interface Choices {
	results: Array<{ name: string; value: string }>;
	paginationToken?: string;
}

const customCall = (node: Parameters<typeof lookup>[0], resource: string, operation: string) =>
	lookup(node, { resource, operation }, { name: `${node} ${resource} ${operation}` });

const CUSTOM_CALLS = [
	customCall('tencentOrganization', 'memberEmail', CUSTOM_API_CALL),
	customCall('tencentOrganization', CUSTOM_API_CALL, 'get'),
	customCall('aliyunEmailVerification', 'emailVerification', CUSTOM_API_CALL),
	customCall('iamAccount', 'account', CUSTOM_API_CALL),
];

export const editorWorkflows: Workflows = () =>
	CUSTOM_CALLS.map((node, index) => fan(`customApiCall${index}`, [node]));

export function describeEditor(world: () => World): void {
	/** Asks for a list as the editor does, for a node of the canvas or a tool of an agent. */
	const choices = async (list: List, filter?: string, paginationToken?: string, suffix = '') => {
		const { node, credential, parameters, field } = LISTS[list];
		return await world().session.post<Choices>(
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: `parameters.${field}`,
				methodName: list,
				nodeTypeAndVersion: { name: `${PACKAGE}.${node}${suffix}`, version: 1 },
				currentNodeParameters: { ...parameters, [field]: { mode: 'list', value: '' } },
				credentials: { [credential]: DEMO_CREDENTIALS[credential] },
				filter,
				paginationToken,
			},
		);
	};

	describe('the editor', () => {
		beforeEach(() => world().cloud.reset());

		const { tencent, wemake } = demoSubjects;
		const choice = (name: string, value: string) => ({ name: `${name} (${value})`, value });
		const everything: Record<List, () => Choices['results']> = {
			searchMembers: () =>
				world()
					.cloud.tencent.members()
					.map(({ name, uin }) => choice(name, uin)),
			searchDepartments: () =>
				world().cloud.tencent.departments.map(({ name, id }) => choice(name, String(id))),
			searchAccounts: () => {
				const { subAccountIds, get } = world().cloud.wemake;
				const own = wemake.verified.accountId;
				return [own, ...subAccountIds(own)].map((id) => choice(String(get(id)!.NickName), id));
			},
		};

		it.each(Object.keys(LISTS) as List[])('lists page after page: %s', async (list) => {
			const first = await choices(list);
			const second = await choices(list, undefined, first.paginationToken);
			const seen = [...first.results, ...second.results];
			expect(first.results.length).toBeGreaterThanOrEqual(50);
			expect(seen).toEqual(everything[list]().slice(0, seen.length));
			expect(await choices(list, undefined, undefined, 'Tool')).toEqual(first);
		});

		it.each<[List, string, () => string]>([
			['searchMembers', 'name', () => world().cloud.tencent.get(tencent.verified)!.name],
			['searchMembers', 'UIN', () => tencent.huge],
			['searchDepartments', 'name, on the last page', () => 'team 60'],
			['searchDepartments', 'ID', () => '1004'],
			['searchAccounts', 'nickname', () => 'IAM_test'],
		])('searches: %s by %s', async (list, _what, textOf) => {
			const text = textOf().toLowerCase();
			const { results } = await choices(list, textOf());
			expect(results).toEqual(
				everything[list]().filter(({ name }) => name.toLowerCase().includes(text)),
			);
			expect(results).toHaveLength(1);
		});

		it.each(Object.keys(LISTS) as List[])('finds nothing without an error: %s', async (list) => {
			expect(await choices(list, 'nobody of this name')).toEqual({ results: [] });
		});

		it('says in a list what is wrong with the credential', async () => {
			const { faults } = world().cloud;
			faults.add({ kind: 'code', service: 'tencent', code: 'AuthFailure.SecretIdNotFound' });
			await expect(choices('searchMembers')).rejects.toThrow(
				/Tencent Cloud does not know the Secret ID/,
			);
		});

		const operations = loadRooms().flatMap(({ description, resources }) =>
			resources.flatMap((resource) =>
				resource.operations.map((operation) => ({
					node: description.name,
					folder: path.join('dist', 'nodes', upperFirst(description.name)),
					place: `${resource.value}/${operation.value}.json`,
					output: operation.output,
				})),
			),
		);

		it.each(operations)(
			'gets the fields of $node $place before its first run',
			async ({ node, folder, place, output }) => {
				// The node's version as n8n writes it, whatever form the folder's name has.
				const served = await world().session.get<{ properties: OutputSchema }>(
					`/schemas/${PACKAGE}.${node}/1.0.0/${place}`,
				);
				const built = await readFile(path.join(folder, '__schema__', 'v1.0.0', place), 'utf8');
				expect(served).toEqual(JSON.parse(built));
				// What the editor takes for a schema.
				expect(served).toMatchObject({ type: 'object' });
				expect(typesOf(served.properties)).toEqual(typesOf(output));
				expect(Object.keys(output)).not.toEqual([]);
			},
		);

		it('offers Custom API Call, and the credentials in the HTTP Request node', async () => {
			const { session } = world();
			interface NodeType {
				name: string;
				properties: Array<{ name: string; options?: Array<{ value: string }> }>;
			}
			const nodes = await session.get<NodeType[]>('/types/nodes.json');
			for (const { description } of loadRooms()) {
				const { properties } = nodes.find(({ name }) => name === `${PACKAGE}.${description.name}`)!;
				const lists = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
				expect(lists.length).toBeGreaterThan(1);
				for (const { options } of lists) expect(options!.at(-1)!.value).toBe(CUSTOM_API_CALL);
			}
			const types = await session.get<Array<{ name: string }>>('/types/credentials.json');
			for (const name of Object.keys(DEMO_CREDENTIALS)) {
				// The editor offers a type there when it has this key.
				expect(types.find((type) => type.name === name)).toHaveProperty('authenticate');
			}
		});

		it.each(CUSTOM_CALLS.map(({ name }, index) => ({ name, index })))(
			'leads on from a Custom API Call: $name',
			async ({ name, index }) => {
				const result = await world().session.runWorkflow(`customApiCall${index}`, TRIGGER);
				expect(result.status).toBe('error');
				expect(result.nodeError(name)).toMatchObject({
					message: 'A custom API call is made with the HTTP Request node',
					description: expect.stringContaining('Predefined Credential Type') as string,
				});
				expect(world().cloud.journal.entries()).toEqual([]);
			},
		);
	});
}

const upperFirst = (text: string) => text[0].toUpperCase() + text.slice(1);
