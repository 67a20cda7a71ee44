// The README of a package that holds one service: what npm and n8n's reviewers show of it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED, lowerFirst, table } from './markdown.mts';
import type { Room } from './rooms.mts';

interface Manifest {
	name: string;
	description: string;
	homepage: string;
}

export function packagePage(room: Room): string {
	const { name, description, homepage } = JSON.parse(
		readFileSync(path.join(room.packageFolder, 'package.json'), 'utf8'),
	) as Manifest;
	// npm shows the page far from the repository, so its links are whole addresses.
	const [repository] = homepage.split('/tree/');
	const link = (text: string, file: string) => `[${text}](${repository}/blob/main/${file})`;
	const { displayName } = room.description;
	const trigger = room.triggerDescription;
	const reference = `docs/${room.page}`;
	return [
		GENERATED,
		`# ${name}`,
		`This is an n8n community package: ${description}. It answers with one status, \`verified\`, \`pending\`, \`unverified\`, \`failed\` or \`unknown\`, on any number of items, as fast as the quota of the service allows.`,
		`The same node for this and two other services is in [n8n-nodes-account-verification](${repository}#readme). Install one or the other.`,
		'## Installation',
		`Follow the [installation guide](https://docs.n8n.io/integrations/community-nodes/installation/) of the n8n documentation and install \`${name}\`. The package has no dependencies.`,
		'## Operations',
		operations(room),
		`**${trigger.displayName}**: ${lowerFirst(trigger.description)}.`,
		`${link('Every field, output, error code, permission and quota', reference)}`,
		'## Credentials',
		`${displayName} uses the credential *${room.credential.displayName}*.`,
		credentialFields(room),
		`${link('Where to find each value, and the least permissions', 'docs/credentials.md')}`,
		'## Compatibility',
		`See ${link('Compatibility', 'README.md#compatibility')}: both packages are built from the same sources and tested together.`,
		'## Usage',
		`1. Add the node *${displayName}*, choose or create its credential.\n2. ${room.subjectStep}\n3. Branch on \`{{ $json.status }}\` or \`{{ $json.isVerified }}\`.`,
		`${link('The verification record', 'docs/verification-record.md')} · ${link('Example workflows', 'README.md#examples')}: change the type of their nodes from \`n8n-nodes-account-verification.…\` to \`${name}.…\` before you import them. · ${link('Troubleshooting', 'docs/troubleshooting.md')}`,
		'## Resources',
		`- [n8n community nodes documentation](https://docs.n8n.io/integrations/#community-nodes)\n- ${link('How certain the facts about the service are', 'docs/certainty.md')}\n- ${link('Source and how it is built', 'CONTRIBUTING.md')}`,
		'## Version history',
		`See ${link('CHANGELOG.md', 'CHANGELOG.md')}.`,
	]
		.join('\n\n')
		.concat('\n');
}

const operations = ({ resources }: Room): string =>
	table(
		['resource', 'operation', 'what it does'],
		resources.flatMap((resource) =>
			resource.operations.map(({ name, description }) => [resource.name, name, description]),
		),
	);

const credentialFields = ({ credential }: Room): string =>
	table(
		['field', 'meaning'],
		credential.properties.map(({ displayName, description = '' }) => [displayName, description]),
	);
