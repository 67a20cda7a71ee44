// What a key must be allowed to do, and what the test of a credential says.
import type { Operation } from '../../nodes/shared/operation/operation.ts';
import { code, table } from './markdown.mts';
import type { Room } from './rooms.mts';

export const credentialFacts = (rooms: readonly Room[]): string =>
	[
		'## Least privilege',
		...rooms.flatMap(leastPrivilege),
		'## What the test tells',
		'n8n shows one of these when a credential is saved or *Retry* is clicked. An unreachable host is told in the words of the network.',
		...rooms.flatMap(testMessages),
	].join('\n\n');

/** Each vendor's own way to write a policy down. */
const POLICIES: Record<string, (actions: string[]) => object> = {
	tencentOrganization: (action) => ({
		version: '2.0',
		statement: [{ effect: 'allow', action, resource: ['*'] }],
	}),
	aliyunEmailVerification: (Action) => ({
		Version: '1',
		Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
	}),
};

function leastPrivilege({ credential, description, resources, service }: Room): string[] {
	const policy = POLICIES[description.name];
	const heading = `### ${credential.displayName}: policies`;
	if (!policy) {
		return [
			heading,
			'The platform documents no permissions: a key pair and a token may do what their account may do.',
		];
	}
	const operations = resources.flatMap((resource) => resource.operations);
	const json = (chosen: readonly Operation[]) => {
		const actions = new Set(
			chosen.flatMap(({ calls }) =>
				calls.flatMap((call) => service.permission(call)?.split(', ') ?? []),
			),
		);
		return `\`\`\`json\n${JSON.stringify(policy([...actions].sort()), null, 2)}\n\`\`\``;
	};
	return [
		heading,
		'Lookups, lists and the trigger:',
		json(operations.filter(({ kind }) => kind === 'read')),
		'Every operation:',
		json(operations),
		...(service.permissionNote ? [service.permissionNote] : []),
	];
}

function testMessages({ credential }: Room): string[] {
	const byMessage = new Map<string, Set<string>>();
	for (const { type, properties } of credential.test!.rules ?? []) {
		if (type !== 'responseSuccessBody') throw new Error(`Describe rules of the type ${type}.`);
		const codes = byMessage.get(properties.message) ?? new Set();
		codes.add(conditionOf(properties.value));
		byMessage.set(properties.message, codes);
	}
	return [
		`### ${credential.displayName}: messages`,
		table(
			['message', 'when the service answers'],
			[...byMessage].map(([message, codes]) => [message, [...codes].join(', ')]),
		),
	];
}

/** A rule for no one code is for whatever the others do not name. */
const conditionOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? code(String(value)) : 'anything else';
