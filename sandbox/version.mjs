// npm version: gives the packages of one service the version of the whole.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
for (const file of globSync('packages/*/package.json')) {
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replace(/"version": "[^"]*"/, `"version": "${version}"`));
	execFileSync('git', ['add', file]);
}
