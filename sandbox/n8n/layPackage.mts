import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CHECKOUT } from './folder.mts';

const run = promisify(execFile);

/**
 * Puts a built package, as npm would publish it, where n8n keeps the community packages that a user
 * installed. Unpacked, not linked: from inside the checkout the nodes would load the development copy of
 * n8n-workflow.
 */
export async function layPackage(userFolder: string, folder = '.'): Promise<void> {
	const source = path.join(CHECKOUT, folder);
	const { name } = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8'));
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	const packed = await mkdtemp(path.join(tmpdir(), 'packed-'));
	try {
		await run(
			'npm',
			['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', packed],
			{
				cwd: source,
				// npm is a script (npm.cmd) on Windows, which only a shell can start.
				shell: process.platform === 'win32',
			},
		);
		const [tarball] = await readdir(packed);
		const unpack = ['-xzf', path.join(packed, tarball), '-C', target, '--strip-components=1'];
		await run('tar', unpack);
	} finally {
		await rm(packed, { recursive: true, force: true });
	}
}
