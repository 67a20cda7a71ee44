import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What a package brings with it, as it is installed here. */
export interface InstalledSize {
	/** Of the package and everything it depends on. */
	bytes: number;
	/** Packages that it depends on, directly or not. */
	dependencies: number;
}

/** Measures an installed package with its dependencies. */
export function installedSize(name: string): InstalledSize {
	const folders = new Set<string>();
	const visit = (dependency: string, from: string) => {
		const folder = folderOf(dependency, from);
		if (!folder || folders.has(folder)) return;
		folders.add(folder);
		const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
		const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
		for (const next of Object.keys(dependencies)) visit(next, folder);
	};
	visit(name, process.cwd());
	const bytes = [...folders].reduce((sum, folder) => sum + filesIn(folder), 0);
	return { bytes, dependencies: folders.size - 1 };
}

/** As Node.js looks for it; not by resolving, which asks for an entry that a package may hide. */
function folderOf(name: string, from: string): string | undefined {
	const lookupPaths = createRequire(path.join(from, 'package.json')).resolve.paths(name) ?? [];
	return lookupPaths
		.map((folder) => path.join(folder, name))
		.find((folder) => existsSync(path.join(folder, 'package.json')));
}

/** A package's own files: what is installed inside it is counted by itself. */
function filesIn(folder: string): number {
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.name !== 'node_modules')
		.map((entry) => {
			const file = path.join(folder, entry.name);
			return entry.isDirectory() ? filesIn(file) : statSync(file).size;
		})
		.reduce((sum, size) => sum + size, 0);
}
