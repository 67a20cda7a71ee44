import { existsSync } from 'node:fs';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { loadPackage } from '../harness/package.mts';

const NODES = ['tencentOrganization', 'aliyunEmailVerification', 'iamAccount'].flatMap((name) => [
	name,
	`${name}Trigger`,
]);
const CREDENTIALS = ['tencentCloudTc3Api', 'aliyunAcs3Api', 'wemakeIamApi'];

/** `icons/<package>/dist/…` as n8n serves it, back to the file. */
const fileOf = (iconUrl: string) => iconUrl.replace(/^icons\/[^/]+\//, '');

it('n8n’s own loader finds all nodes and credentials', async () => {
	const { loader } = await loadPackage();
	expect(Object.keys(loader.nodeTypes).sort()).toEqual([...NODES].sort());
	expect(Object.keys(loader.credentialTypes).sort()).toEqual([...CREDENTIALS].sort());
});

it.each(NODES)('%s is loaded with icons, codex and credential', async (name) => {
	const { loader } = await loadPackage();
	const { description } = loader.getNode(name).type as INodeType;
	const { light, dark } = description.iconUrl as { light: string; dark: string };
	for (const icon of [light, dark]) expect(existsSync(path.resolve(fileOf(icon)))).toBe(true);
	expect(description.codex?.categories).toEqual(expect.arrayContaining([expect.any(String)]));
	const [{ name: credential }] = description.credentials!;
	expect(loader.known.credentials[credential].supportedNodes).toEqual([
		name.replace('Trigger', ''),
		`${name.replace('Trigger', '')}Trigger`,
	]);
});

it.each(CREDENTIALS)('%s is loaded with its icons and can sign and test itself', async (name) => {
	const { loader } = await loadPackage();
	const { type } = loader.getCredential(name);
	const { light, dark } = type.iconUrl as { light: string; dark: string };
	for (const icon of [light, dark]) expect(existsSync(path.resolve(fileOf(icon)))).toBe(true);
	expect(typeof type.authenticate).toBe('function');
	expect(type.test?.rules?.length).toBeGreaterThan(0);
});
