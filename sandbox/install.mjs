// Installs what the checkout needs, and does nothing (in milliseconds) when it is all there.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNode, installPackages } from './npm.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function prepareCheckout({ n8n = false } = {}) {
	if (!packagesMatchLockFile()) await installPackages(ROOT, 'Development tools (1.1 GB)');
	else if (!existsSync(nodeBinary())) await installNode(ROOT, 'Development tools');
	if (!n8n) return;
	const code = await runWithOwnNode('sandbox/n8n/install.mts');
	if (code !== 0) process.exit(code);
}

/**
 * Runs one of the sandbox's TypeScript programs on the Node.js that came with the packages; resolves
 * to its exit code.
 */
export function runWithOwnNode(program, args = []) {
	const child = spawn(nodeBinary(), [path.join(ROOT, program), ...args], {
		cwd: ROOT,
		stdio: 'inherit',
	});
	// Ctrl-C in a terminal reaches the child by itself; this process only has to outlive it.
	process.on('SIGINT', () => undefined);
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => resolve(code ?? 1));
	});
}

function nodeBinary() {
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return path.join(ROOT, 'node_modules', 'node', 'bin', file);
}

/**
 * npm records what it installed in a hidden lock file, written last: an interrupted or outdated
 * installation differs from package-lock.json. Optional packages of other platforms may be absent.
 */
function packagesMatchLockFile() {
	const wanted = readJson('package-lock.json').packages;
	const installed = readJson('node_modules/.package-lock.json')?.packages;
	if (!installed) return false;
	return Object.entries(wanted).every(([folder, { version, integrity, optional }]) => {
		if (folder === '') return true;
		const found = installed[folder];
		return found ? found.version === version && found.integrity === integrity : optional === true;
	});
}

function readJson(file) {
	const absolute = path.join(ROOT, file);
	return existsSync(absolute) ? JSON.parse(readFileSync(absolute, 'utf8')) : undefined;
}
