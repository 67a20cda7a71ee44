// What the pages are written from: the data that the built nodes run on, and what only the pages need.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { ERRORS_BY_ACTION as ALIYUN_ERRORS_BY_ACTION } from '../../nodes/AliyunEmailVerification/errorsByAction.mts';
import * as aliyunPermissions from '../../nodes/AliyunEmailVerification/permissions.mts';
import {
	CODES_OF_ANY_ACTION,
	ERRORS_BY_ACTION as TENCENT_ERRORS_BY_ACTION,
} from '../../nodes/TencentOrganization/errorsByAction.mts';
import * as tencentPermissions from '../../nodes/TencentOrganization/permissions.mts';
import type { Service } from '../../nodes/shared/api/service.ts';
import type { Resource } from '../../nodes/shared/operation/operation.ts';
import type { StatusTrigger } from '../../nodes/shared/trigger/statusTrigger.ts';

/** What a `permissions.mts` exports. */
export interface Permissions {
	/** What the key must be allowed, by the vendor's name of an action. */
	permissionsOf(action: string): readonly string[];
	/** The vendor's way to write a policy down. */
	policyOf(permissions: readonly string[]): object;
	/** How certain the names are, in sentences. */
	PERMISSION_NOTE?: string;
}

export interface Room {
	description: INodeTypeDescription;
	service: Service;
	resources: readonly Resource[];
	trigger: StatusTrigger;
	triggerDescription: INodeTypeDescription;
	credential: ICredentialType;
	/** What the vendor documents of permissions; undefined: nothing. */
	permissions: Permissions | undefined;
	/** The codes that the vendor documents for an action, without those that any action may answer. */
	errorCodesOf(action: string): readonly string[];
	/** How a new user says what to look up, in Markdown. */
	subjectStep: string;
	/** The page about it. */
	page: string;
	/** The folder of the package that holds it alone. */
	packageFolder: string;
}

interface RoomFiles extends Pick<Room, 'page' | 'subjectStep' | 'permissions' | 'errorCodesOf'> {
	credentialClass: string;
	/** The folder in `packages/`. */
	packageName: string;
}

/** By the folder of each node. */
const ROOMS: Record<string, RoomFiles> = {
	TencentOrganization: {
		page: 'tencent-organization.md',
		credentialClass: 'TencentCloudTc3Api',
		packageName: 'tencent-organization',
		subjectStep: 'Choose the member, or enter an expression such as `{{ $json.memberUin }}`.',
		permissions: tencentPermissions,
		errorCodesOf: (action) =>
			(TENCENT_ERRORS_BY_ACTION[action] ?? []).filter(
				(code) => !CODES_OF_ANY_ACTION.includes(code),
			),
	},
	AliyunEmailVerification: {
		page: 'aliyun-email-verification.md',
		credentialClass: 'AliyunAcs3Api',
		packageName: 'aliyun-email-verification',
		subjectStep: 'Enter the email address, or an expression such as `{{ $json.email }}`.',
		permissions: aliyunPermissions,
		errorCodesOf: (action) => ALIYUN_ERRORS_BY_ACTION[action] ?? [],
	},
	IamAccount: {
		page: 'iam-account.md',
		credentialClass: 'WemakeIamApi',
		packageName: 'wemake-iam',
		subjectStep:
			'Choose the operation *Get* and give the account ID, for example `{{ $json.accountId }}`. *Get Current*, the default, has no such field: it looks up the account of the access token.',
		permissions: undefined,
		errorCodesOf: () => [],
	},
};

/** Every node; needs dist. */
export const loadRooms = (): Room[] =>
	Object.entries(ROOMS).map(([folder, files]) => {
		const { page, credentialClass, packageName, subjectStep, permissions, errorCodesOf } = files;
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
			permissions,
			errorCodesOf,
			subjectStep,
			page,
			packageFolder: `packages/${packageName}`,
		};
	});
