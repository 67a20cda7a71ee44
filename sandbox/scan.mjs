// Applies the rules of n8n's package scanner to what it would see: the committed sources and the
// published files. Run by npm run verify; needs dist.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

/** What npm would publish, as the scanner unpacks it. */
function unpackedPackage() {
	const [{ files }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
			encoding: 'utf8',
			shell: process.platform === 'win32',
		}),
	);
	const folder = mkdtempSync(join(tmpdir(), 'account-verification-'));
	for (const { path } of files) cpSync(path, join(folder, path));
	const kilobytes = files.reduce((sum, { size }) => sum + size, 0) / 1024;
	console.log(`package: ${files.length} files, ${kilobytes.toFixed(0)} KB unpacked`);
	return folder;
}

const folder = unpackedPackage();
try {
	for (const [what, where, patterns] of [
		['sources', process.cwd(), SOURCE_FILE_PATTERNS],
		['published files', folder, ['**/*.js', 'package.json']],
	]) {
		const { passed, message, details } = await analyzePackage(where, patterns);
		console.log(`n8n's scanner on the ${what}: ${passed ? 'passed' : message}`);
		if (!passed) {
			console.error(details ?? '');
			process.exitCode = 1;
		}
	}
} finally {
	rmSync(folder, { recursive: true });
}
