// The organization's operations as the tests of this folder drive them.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Cloud } from '../../../sandbox/cloud/cloud.mts';
import type { Member } from '../../../sandbox/cloud/tencent/state.mts';
import { useWorld, type Lookup } from '../harness/world.mts';
import { ERRORS_BY_ACTION } from '../../../nodes/TencentOrganization/errorsByAction.mts';

export const MANAGER = '100000000001';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const memberUin = byId('={{ $json.subject }}');
const submission = {
	email: '={{ $json.email }}',
	countryCode: '={{ $json.countryCode ?? "+86" }}',
	phone: '={{ $json.phone }}',
};

interface Entry {
	resource: string;
	operation: string;
	action: string;
	parameters: INodeParameters;
	/** An item that the local cloud takes: its subject is made for it alone. */
	item(cloud: Cloud): IDataObject;
}

interface Command extends Entry {
	/** The lookup that an unknown outcome's advice names; undefined: no lookup shows the outcome. */
	lookup?: string;
	/** What asks that lookup about an item. */
	look: { name: string; parameters?: INodeParameters };
	/** What the cloud's state shows once it was carried out. */
	isDone(cloud: Cloud, item: IDataObject): boolean;
}

let count = 0;
const next = () => `${(count += 1)}`;

/** A new member of the organization, without binding. */
export function newMember(cloud: Cloud, fields: Partial<Member> = {}): Member {
	return Object.assign(cloud.tencent.create({ name: `member-${next()}` }), fields);
}

/** A new member that waits for its activation. */
export function waitingMember(cloud: Cloud): Member {
	const member = newMember(cloud);
	cloud.tencent.submit(member.uin, { ...newSubmission(), countryCode: '86' });
	return member;
}

export const newSubmission = () => {
	const number = next();
	return { email: `new${number}@example.com`, phone: `138${number.padStart(8, '0')}` };
};

const bindingOf = (cloud: Cloud, { subject }: IDataObject) =>
	cloud.tencent.get(String(subject))!.binding;

const listed = (search: string) => ({
	name: 'member getMany',
	parameters: { filters: { search } },
});

export const COMMANDS: Record<string, Command> = {
	'memberEmail add': {
		resource: 'memberEmail',
		operation: 'add',
		action: 'AddOrganizationMemberEmail',
		lookup: 'Member Email: Get',
		look: { name: 'memberEmail get' },
		parameters: { memberUin, ...submission },
		item: (cloud) => ({ subject: newMember(cloud).uin, ...newSubmission() }),
		isDone: (cloud, item) => bindingOf(cloud, item)?.email === item.email,
	},
	'memberEmail update': {
		resource: 'memberEmail',
		operation: 'update',
		action: 'UpdateOrganizationMemberEmailBind',
		lookup: 'Member Email: Get',
		look: { name: 'memberEmail get' },
		parameters: {
			memberUin,
			...submission,
			additionalFields: { bindId: '={{ $json.bindId ?? "" }}' },
		},
		item: (cloud) => ({ subject: waitingMember(cloud).uin, ...newSubmission() }),
		isDone: (cloud, item) => bindingOf(cloud, item)?.email === item.email,
	},
	'memberEmail resend': {
		resource: 'memberEmail',
		operation: 'resend',
		action: 'SendOrgMemberAccountBindEmail',
		look: { name: 'memberEmail get' },
		parameters: { memberUin, additionalFields: { bindId: '={{ $json.bindId ?? "" }}' } },
		item: (cloud) => ({ subject: waitingMember(cloud).uin }),
		isDone: (cloud, item) => bindingOf(cloud, item)!.resentAt.length === 1,
	},
	'member create': {
		resource: 'member',
		operation: 'create',
		action: 'CreateOrganizationMember',
		lookup: 'Member: Get Many',
		look: listed('={{ $json.name }}'),
		parameters: {
			name: '={{ $json.name }}',
			accountName: '={{ $json.accountName ?? $json.name }}',
			nodeId: byId('={{ $json.nodeId }}'),
			permissionIds: [1, 2],
		},
		item: () => ({ name: `created-${next()}`, nodeId: '1003' }),
		isDone: (cloud, item) => cloud.tencent.members().some(({ name }) => name === item.name),
	},
	'member update': {
		resource: 'member',
		operation: 'update',
		action: 'UpdateOrganizationMember',
		lookup: 'Member: Get Many',
		look: listed('={{ $json.subject }}'),
		parameters: { memberUin, additionalFields: { name: '={{ $json.name }}' } },
		item: (cloud) => ({ subject: newMember(cloud).uin, name: `changed-${next()}` }),
		isDone: (cloud, { subject, name }) => cloud.tencent.get(String(subject))!.name === name,
	},
	'member move': {
		resource: 'member',
		operation: 'move',
		action: 'MoveOrganizationNodeMembers',
		lookup: 'Member: Get Many',
		look: listed('={{ $json.subject }}'),
		parameters: { memberUin, nodeId: byId('={{ $json.nodeId }}') },
		item: (cloud) => ({ subject: newMember(cloud).uin, nodeId: '1003' }),
		isDone: (cloud, { subject }) => cloud.tencent.get(String(subject))!.nodeId === 1003,
	},
};

/** How the user finds out what became of a command whose outcome is unknown. */
export const outcomeCheck = ({ lookup }: Command): string =>
	lookup === undefined
		? 'No lookup shows whether the mail went out. Ask the member to look for it, in the spam folder, too, before you run it again: the service limits how often it is sent.'
		: `Look up what became of it with ${lookup} before you run it again.`;

export const READS: Record<string, Entry> = {
	'memberEmail get': {
		resource: 'memberEmail',
		operation: 'get',
		action: 'DescribeOrganizationMemberEmailBind',
		parameters: { memberUin },
		item: (cloud) => ({ subject: waitingMember(cloud).uin }),
	},
	'member getMany': {
		resource: 'member',
		operation: 'getMany',
		action: 'DescribeOrganizationMembers',
		parameters: { returnAll: true },
		item: () => ({}),
	},
	'department getMany': {
		resource: 'department',
		operation: 'getMany',
		action: 'DescribeOrganizationNodes',
		parameters: { returnAll: true },
		item: () => ({}),
	},
	'organization get': {
		resource: 'organization',
		operation: 'get',
		action: 'DescribeOrganization',
		parameters: {},
		item: () => ({}),
	},
};

export const OPERATIONS: Record<string, Entry> = { ...READS, ...COMMANDS };

/** Engine and local cloud; no quotas, as these tests are about something else. */
export function useOrganization() {
	const world = useWorld({ members: 130, departments: 120, emails: 1, accounts: 1 });
	beforeEach(() => {
		for (const action of Object.keys(ERRORS_BY_ACTION))
			world.cloud.quotas.set('tencent', action, null);
	});
	return {
		world,
		/** Runs an operation, named as `resource operation`, on items. */
		async run(name: string, items: IDataObject[], more: Lookup = {}) {
			const { resource, operation, parameters } = OPERATIONS[name];
			return await world.lookup('tencent', items, {
				...more,
				parameters: { resource, operation, ...parameters, ...more.parameters },
			});
		},
		/** The bodies that an action received. */
		bodies: (action: string) =>
			world.cloud.journal
				.entries({ action })
				.map(({ body }) => JSON.parse(body) as Record<string, unknown>),
	};
}
