import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { CHECKOUT } from './folder.mts';

/**
 * Puts the built package where n8n keeps the community packages that a user installed. A copy, not a
 * link: from inside the checkout the nodes would load the development copy of n8n-workflow.
 */
export async function layPackage(userFolder: string): Promise<void> {
	const { name } = JSON.parse(await readFile(path.join(CHECKOUT, 'package.json'), 'utf8'));
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	for (const part of ['package.json', 'index.js', 'dist']) {
		await cp(path.join(CHECKOUT, part), path.join(target, part), { recursive: true });
	}
}
