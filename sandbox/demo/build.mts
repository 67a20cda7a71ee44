import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { CHECKOUT } from '../n8n/folder.mts';

const SOURCES = ['nodes', 'credentials', 'package.json', 'tsconfig.json', 'gulpfile.js'];

/** Is dist missing, or older than anything it is built from? */
export function isBuildNeeded(): boolean {
	const dist = path.join(CHECKOUT, 'dist');
	return !existsSync(dist) || newest(dist) < Math.max(...SOURCES.map((name) => newest(name)));
}

/** Runs the build; one that fails leaves no dist behind that the next start would take for good. */
export async function build(): Promise<void> {
	const gulp = path.join(CHECKOUT, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const child = spawn(process.execPath, [gulp], { cwd: CHECKOUT });
	let output = '';
	child.stdout.on('data', (chunk) => (output += chunk));
	child.stderr.on('data', (chunk) => (output += chunk));
	const code = await new Promise((resolve) => child.on('close', resolve));
	if (code !== 0) {
		rmSync(path.join(CHECKOUT, 'dist'), { recursive: true, force: true });
		throw new Error(`${output.trim()}\n\nThe build failed (see above).`);
	}
}

/** The last change in a file or a whole folder; folders count too, or deletions would go unseen. */
function newest(file: string): number {
	const status = statSync(path.resolve(CHECKOUT, file));
	if (!status.isDirectory()) return status.mtimeMs;
	const inside = readdirSync(path.resolve(CHECKOUT, file)).map((name) =>
		newest(path.join(file, name)),
	);
	return Math.max(status.mtimeMs, ...inside);
}
