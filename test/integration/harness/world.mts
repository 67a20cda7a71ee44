import { crc32 } from 'node:zlib';
import { startEngine, type Engine, type NodeResult, type NodeRun } from './engine.mts';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startCloud, type Cloud, type CloudOptions } from '../../../sandbox/cloud/cloud.mts';
import { demoCredentials, furtherKeys } from '../../../sandbox/cloud/demo.mts';
import type { FaultScope } from '../../../sandbox/cloud/faults.mts';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import type { CredentialData } from './credentials.mts';
import { expectSchema } from './schemas.mts';

/** The three lookups. */
export const LOOKUPS = {
	tencent: {
		node: 'tencentOrganization',
		credentialType: 'tencentCloudTc3Api',
		action: 'DescribeOrganizationMemberEmailBind',
		parameters: {
			resource: 'memberEmail',
			operation: 'get',
			memberUin: { __rl: true, mode: 'id', value: '={{ $json.subject }}' },
		},
	},
	aliyun: {
		node: 'aliyunEmailVerification',
		credentialType: 'aliyunAcs3Api',
		action: 'QueryEmailVerification',
		parameters: {
			resource: 'emailVerification',
			operation: 'get',
			email: '={{ $json.subject }}',
		},
	},
	wemake: {
		node: 'iamAccount',
		credentialType: 'wemakeIamApi',
		action: 'DescribeAccount',
		parameters: { resource: 'account', operation: 'getCurrent' },
	},
} as const;

/** The nodes that watch. */
export const TRIGGERS = {
	tencent: 'tencentOrganizationTrigger',
	aliyun: 'aliyunEmailVerificationTrigger',
	wemake: 'iamAccountTrigger',
} as const;

export type ServiceName = keyof typeof LOOKUPS;

/** The setting *Continue* of the node: an item that fails becomes an error item. */
export const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** The error of a command of which nobody knows whether the service carried it out. */
export const OUTCOME_UNKNOWN = 'It is unknown whether the service carried this out';

export interface Lookup extends Partial<Pick<NodeRun, 'onError' | 'signal'>> {
	/** What stands in the node's options; no retries and no pacing unless told. */
	options?: IDataObject;
	simplify?: boolean;
	parameters?: INodeParameters;
	/** Changes to the credential of the local cloud. */
	credential?: IDataObject;
	/** Another name is a key pair of its own, and an account of its own to the node's rate limiter. */
	account?: string;
}

export interface LookupResult extends NodeResult {
	/** What the local cloud received. */
	requests: JournalEntry[];
	/** The `json` of the first output's items, and the `subject` of each. */
	json: IDataObject[];
	subjects: unknown[];
	/** The index of the input item that each of them is paired with. */
	pairs: number[];
}

/** The run stopped at the parameters of an item: nothing was sent, and the advice names the item. */
export function expectInvalidParameter(
	{ error, requests, output }: LookupResult,
	message: string | RegExp,
	itemIndex = 0,
): void {
	expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex } });
	if (typeof message === 'string') expect(error!.message).toBe(message);
	else expect(error!.message).toMatch(message);
	expect(error!.description).toMatch(/^[A-Z][^]*\. Item: \d+\.$/);
	expect({ requests, output }).toEqual({ requests: [], output: [] });
}

/** Engine and local cloud for the tests of one file; the cloud is reset before each of them. */
export function useWorld(subjects: CloudOptions = { members: 400, emails: 100, accounts: 10 }) {
	const world = {} as {
		engine: Engine;
		cloud: Cloud;
		/** Lets the cloud answer with this object, or text, and HTTP status 200. */
		serve(answer: unknown, scope?: FaultScope): () => void;
		request(service: ServiceName, lookup?: Lookup): Omit<NodeRun, 'items'>;
		/** Looks up the `subject` of each item; a string is an item with that subject. */
		lookup(
			service: ServiceName,
			items: Array<string | IDataObject>,
			lookup?: Lookup,
		): Promise<LookupResult>;
	};

	beforeAll(async () => {
		world.cloud = await startCloud(subjects);
		world.engine = await startEngine();
	});
	afterAll(async () => {
		world.engine.stop();
		await world.cloud.close();
	});
	beforeEach(() => {
		world.cloud.reset();
		world.cloud.quotas.set('tencent', LOOKUPS.tencent.action, null);
	});

	world.serve = (answer, scope) => {
		const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
		return world.cloud.faults.add({ kind: 'status', status: 200, body, ...scope });
	};

	world.request = (service, lookup = {}) => {
		const { node, credentialType, parameters } = LOOKUPS[service];
		const {
			options = {},
			simplify = true,
			credential,
			account,
			parameters: more,
			...rest
		} = lookup;
		return {
			...rest,
			node,
			parameters: {
				...parameters,
				simplify,
				// One request a lookup, unless a test asks otherwise: then faults strike where they are meant to.
				options: {
					maxRetries: 0,
					requestsPerSecond: 1000,
					lookupStrategy: 'individual',
					...options,
				} as INodeParameters,
				...more,
			},
			credentials: {
				[credentialType]: {
					...cloudCredential(service, world.cloud),
					...(account !== undefined && keysOf(service, account)),
					...credential,
				},
			},
		} as Omit<NodeRun, 'items'>;
	};

	world.lookup = async (service, subjectItems, lookup) => {
		const before = world.cloud.journal.entries().length;
		const request = world.request(service, lookup);
		const result = await world.engine.run({
			...request,
			items: subjectItems.map((item) => (typeof item === 'string' ? { subject: item } : item)),
		});
		const items = result.output[0] ?? [];
		const json = items.map((item) => item.json);
		// A node that failed as a whole hands on the items it was given.
		if (request.parameters.simplify === true && !result.error) {
			expectSchema(request.node, request.parameters, json);
		}
		return {
			...result,
			requests: world.cloud.journal.entries().slice(before),
			json,
			subjects: json.map(({ subject }) => subject),
			pairs: items.map(
				({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item ?? -1,
			),
		};
	};
	return world;
}

/** The key pair of an account. */
export const keysOf = (service: ServiceName, account: string): IDataObject =>
	furtherKeys[service](crc32(account));

function cloudCredential(service: ServiceName, { url }: Cloud): CredentialData[string] {
	const keys = demoCredentials[service];
	if (service !== 'wemake') return { ...keys, site: 'custom', endpoint: url };
	const endpoints = {
		appEndpoint: url,
		apiEndpoint: url,
		webEndpoint: url,
		operatorEndpoint: `${url}/sp`,
	};
	return { ...keys, ...endpoints, authentication: 'openApi', domain: 'iam.test', protocol: 'http' };
}
