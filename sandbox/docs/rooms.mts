// What the built nodes say of themselves: the data that they run on.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import type { Service } from '../../nodes/shared/api/service.ts';
import type { Resource } from '../../nodes/shared/operation/operation.ts';
import type { StatusTrigger } from '../../nodes/shared/trigger/statusTrigger.ts';

export interface Room {
	description: INodeTypeDescription;
	service: Service;
	resources: readonly Resource[];
	trigger: StatusTrigger;
	triggerDescription: INodeTypeDescription;
	credential: ICredentialType;
	/** The page about it. */
	page: string;
	/** The folder of the package that holds it alone. */
	packageFolder: string;
}

/** By the folder of each node: the page about it, the class of its credential, its own package. */
const ROOMS = {
	TencentOrganization: ['tencent-organization.md', 'TencentCloudTc3Api', 'tencent-organization'],
	AliyunEmailVerification: [
		'aliyun-email-verification.md',
		'AliyunAcs3Api',
		'aliyun-email-verification',
	],
	IamAccount: ['iam-account.md', 'WemakeIamApi', 'wemake-iam'],
} as const;

/** Every node; needs dist. */
export const loadRooms = (): Room[] =>
	Object.entries(ROOMS).map(([folder, [page, credentialClass, packageName]]) => {
		const load = createRequire(path.resolve('dist', 'nodes', folder, 'index.js'));
		const part = <Part,>(file: string, name: string) => (load(file) as Record<string, Part>)[name];
		const Credential = part<new () => ICredentialType>(
			`../../credentials/${credentialClass}.credentials.js`,
			credentialClass,
		);
		const descriptionOf = (name: string) => {
			const Node = part<new () => Pick<Room, 'description'>>(`./${name}.node.js`, name);
			return new Node().description;
		};
		const description = descriptionOf(folder);
		return {
			description,
			service: part<Service>('./room.js', `${description.name}Service`),
			resources: part<readonly Resource[]>('./room.js', `${description.name}Resources`),
			trigger: part<StatusTrigger>('./room.js', `${description.name}StatusTrigger`),
			triggerDescription: descriptionOf(`${folder}Trigger`),
			credential: new Credential(),
			page,
			packageFolder: `packages/${packageName}`,
		};
	});
