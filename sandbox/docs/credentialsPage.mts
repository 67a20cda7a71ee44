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

function leastPrivilege({ credential, permissions, resources }: Room): string[] {
	const heading = `### ${credential.displayName}: policies`;
	if (!permissions) {
		return [
			heading,
			'The platform documents no permissions: a key pair and a token may do what their account may do.',
		];
	}
	const operations = resources.flatMap((resource) => resource.operations);
	const json = (chosen: readonly Operation[]) => {
		const names = new Set(
			chosen.flatMap(({ calls }) => calls.flatMap((action) => permissions.permissionsOf(action))),
		);
		const policy = permissions.policyOf([...names].sort());
		return `\`\`\`json\n${JSON.stringify(policy, null, 2)}\n\`\`\``;
	};
	return [
		heading,
		'Lookups, lists and the trigger:',
		json(operations.filter(({ kind }) => kind === 'read')),
		'Every operation:',
		json(operations),
		...(permissions.PERMISSION_NOTE ? [permissions.PERMISSION_NOTE] : []),
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
