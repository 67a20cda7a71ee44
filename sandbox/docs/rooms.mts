// What the built nodes say of themselves: the data that they run on.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Service } from '../../nodes/shared/client.ts';
import type { Resource } from '../../nodes/shared/operation.ts';
import type { StatusTrigger } from '../../nodes/shared/poll.ts';

export interface Room {
	description: INodeTypeDescription;
	service: Service;
	resources: readonly Resource[];
	trigger: StatusTrigger;
	triggerDescription: INodeTypeDescription;
	/** The page about it. */
	page: string;
}

/** By the folder of each node. */
const PAGES = {
	TencentOrganization: 'tencent-organization.md',
	AliyunEmailVerification: 'aliyun-email-verification.md',
	IamAccount: 'iam-account.md',
};

/** Every node; needs dist. */
export const loadRooms = (): Room[] =>
	Object.entries(PAGES).map(([folder, page]) => {
		const load = createRequire(path.resolve('dist', 'nodes', folder, 'index.js'));
		const part = <Part,>(file: string, name: string) => (load(file) as Record<string, Part>)[name];
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
			page,
		};
	});
