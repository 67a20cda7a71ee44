// Installs the pinned n8n into the cache folder (node sandbox/setup.mjs --n8n). It is built beside its
// final place and moved there when complete: an interrupted installation is never used, and two
// at once do not disturb each other.
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installPackages, nativeBuildEnvironment, npm, QUIET, step } from '../npm.mjs';
import { completenessMarker, isInstalled, n8nFolder, PINNED } from './folder.mts';

/** Between the final folder's name and the id of the process that is building it. */
const BUILDING = '-building-';

async function install(target: string): Promise<void> {
	const { dependencies } = JSON.parse(await readFile(path.join(PINNED, 'package.json'), 'utf8'));
	const label = `n8n ${dependencies.n8n} (2.8 GB)`;
	const building = `${target}${BUILDING}${process.pid}`;
	await removeAbandoned(target);
	await mkdir(building, { recursive: true });
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(path.join(PINNED, file), path.join(building, file));
		}
		await installPackages(building, label);
		await step(`${label}: native packages`, () =>
			npm(['rebuild', 'sqlite3', 'isolated-vm', ...QUIET], {
				cwd: building,
				env: nativeBuildEnvironment(building),
			}),
		);
		await writeFile(completenessMarker(building), '');
		await moveIntoPlace(building, target);
	} finally {
		await rm(building, { recursive: true, force: true });
	}
}

/** What killed installations left behind: 2.8 GB each. Those of living processes stay. */
async function removeAbandoned(target: string): Promise<void> {
	const cache = path.dirname(target);
	const prefix = path.basename(target) + BUILDING;
	for (const name of await readdir(cache).catch(() => [])) {
		if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
			await rm(path.join(cache, name), { recursive: true, force: true });
		}
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function moveIntoPlace(building: string, target: string): Promise<void> {
	if (!isInstalled(target)) await rm(target, { recursive: true, force: true });
	try {
		await rename(building, target);
	} catch (error) {
		// Another process finished first; its installation is as good as ours.
		if (!isInstalled(target)) throw error;
	}
}

if (!isInstalled(n8nFolder())) {
	// Ctrl-C ends npm, which ends the step in hand; then this process clears up.
	let isInterrupted = false;
	process.on('SIGINT', () => (isInterrupted = true));
	await install(n8nFolder()).catch((error: Error) => {
		console.error(isInterrupted ? '\nInterrupted.' : `\n${error.message}`);
		process.exitCode = 1;
	});
}
