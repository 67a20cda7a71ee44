// Applies n8n's lint and the rules of its package scanner to each package, as the scanner does: to the
// committed sources, which it finds by the package's name, and to the published files. Run by npm run
// verify; needs dist.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

/** The packages of one service consist of links to the sources, which git on Windows may leave out. */
if (!lstatSync('packages/wemake-iam/nodes/shared').isSymbolicLink()) {
	throw new Error(
		'This checkout has no symbolic links. Run "git config core.symlinks true" and "git checkout -- packages" (on Windows in developer mode).',
	);
}

/** What npm would publish, as the scanner unpacks it. */
function unpacked(folder) {
	const [{ files }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
			cwd: folder,
			encoding: 'utf8',
			shell: process.platform === 'win32',
		}),
	);
	const target = mkdtempSync(path.join(tmpdir(), 'account-verification-'));
	for (const { path: file } of files) cpSync(path.join(folder, file), path.join(target, file));
	const kilobytes = files.reduce((sum, { size }) => sum + size, 0) / 1024;
	console.log(`  ${files.length} files, ${kilobytes.toFixed(0)} KB unpacked`);
	return target;
}

async function scan(where, patterns, what) {
	const { passed, message, details } = await analyzePackage(where, patterns);
	report(`scanner on the ${what}`, passed, `${message}\n${details ?? ''}`);
}

/** As "n8n-node lint" does in the root; by itself it does not follow the links of the other packages. */
async function lint(folder) {
	const eslint = new ESLint({ cwd: path.resolve(folder) });
	const sources = ['package.json', 'nodes/*', 'credentials/**/*.ts'];
	const results = await eslint.lintFiles(
		globSync(sources, { cwd: folder }).map((file) => file.replace(/^nodes.[^.]+$/, '$&/')),
	);
	const { format } = await eslint.loadFormatter('stylish');
	const passed = results.every(({ errorCount, warningCount }) => errorCount + warningCount === 0);
	report(`lint of ${results.length} sources`, passed, await format(results));
}

function report(what, passed, details) {
	console.log(`  ${what}: ${passed ? 'passed' : details}`);
	if (!passed) process.exitCode = 1;
}

const folders = globSync('{.,packages/*}/package.json').map((file) => path.dirname(file));
for (const folder of folders.sort()) {
	const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	console.log(name);
	const published = unpacked(folder);
	try {
		if (folder !== '.') await lint(folder);
		await scan(findPackageRoot('.', name), SOURCE_FILE_PATTERNS, 'sources');
		await scan(published, ['**/*.js', 'package.json'], 'published files');
	} finally {
		rmSync(published, { recursive: true });
	}
}
