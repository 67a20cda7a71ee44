// Where the sandbox's n8n lies: outside the checkout, so that all clones share its 2.8 GB.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Programs and tests run from the root of the checkout. */
export const CHECKOUT = process.cwd();

/** Which n8n: the newest that the package is tried on, or with N8N_PINNED=oldest the oldest. */
export const VERSION = process.env.N8N_PINNED === 'oldest' ? 'oldest' : 'newest';

/** The folder with the pinned package.json and package-lock.json of n8n. */
export const PINNED = path.join(CHECKOUT, 'sandbox', 'n8n', VERSION);

/** One installation per lock file: another n8n version never meets this one's packages. */
export function n8nFolder(): string {
	const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
	const lock = readFileSync(path.join(PINNED, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	return path.join(cache, 'n8n-nodes-account-verification', `n8n-${hash}`);
}

/** Written last by the installation: a folder without it was interrupted and is not used. */
export const completenessMarker = (folder: string) => path.join(folder, 'complete');

export const isInstalled = (folder: string) => existsSync(completenessMarker(folder));

/** How to start the installed n8n: its own Node.js, and n8n's program. */
export function n8nProgram(): { node: string; script: string } {
	const folder = n8nFolder();
	if (!isInstalled(folder)) {
		throw new Error('The sandbox’s n8n is not installed: run "node sandbox/setup.mjs --n8n".');
	}
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		node: path.join(folder, 'node_modules', 'node', 'bin', file),
		script: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}
