const { spawn } = require('node:child_process');
const { globSync } = require('node:fs');
const { copyFile, mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { nodeResolve } = require('@rollup/plugin-node-resolve');
const { series } = require('gulp');
const prettier = require('prettier');
const { rollup } = require('rollup');

/** The published packages: the root with all services, and one package for each service. */
const FOLDERS = globSync('{.,packages/*}/package.json').map((file) => path.dirname(file));

const clean = () =>
	Promise.all(
		['build', ...FOLDERS.map((folder) => path.join(folder, 'dist'))].map((folder) =>
			rm(folder, { recursive: true, force: true }),
		),
	);

/** Compiles TypeScript to modules in build/. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});

/** What the package.json in a folder tells n8n to load. The paths of the classes are relative to dist. */
async function packageIn(folder) {
	const { name, n8n } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
	const classes = [...n8n.nodes, ...n8n.credentials].map((file) =>
		path.posix.relative('dist', file),
	);
	const rooms = [...new Set(n8n.nodes.map((file) => path.basename(path.dirname(file))))];
	return { name, classes, rooms };
}

/** Makes the dist of the package in a folder. */
async function assemble(folder) {
	const contents = await packageIn(folder);
	const dist = path.join(folder, 'dist');
	await bundle(contents, dist);
	await assets(contents, dist);
	await schemas(contents, dist);
	// npm publishes the licence of the package's own folder, and no links.
	if (folder !== '.') await copyFile('LICENSE.md', path.join(folder, 'LICENSE.md'));
}

/**
 * Bundles the modules to one file for each class, one for each room, and one for what all rooms share.
 * Many small files would take n8n twice as long to load.
 */
async function bundle({ classes }, dist) {
	const inputs = classes.map((file) => [nameIn('', file), path.join('build', file)]);
	const bundled = await rollup({
		input: Object.fromEntries(inputs),
		external: ['n8n-workflow', /^node:/],
		plugins: [nodeResolve(), { name: 'format', renderChunk: format }],
	});
	await bundled.write({
		dir: dist,
		format: 'cjs',
		exports: 'named',
		interop: 'default',
		generatedCode: 'es2015',
		entryFileNames: '[name].js',
		chunkFileNames: '[name].js',
		minifyInternalExports: false,
		manualChunks: (file) => chunkOf(nameIn(path.resolve('build'), file)),
	});
	await bundled.close();
}

const hasTextOfSeveralLines = (node) =>
	typeof node === 'object' &&
	node !== null &&
	((node.type === 'TemplateElement' && node.value.raw.includes('\n')) ||
		Object.values(node).some(hasTextOfSeveralLines));

/**
 * Formats the code a statement a line, so that an error's place tells something. The indentation would be a
 * tenth of the package.
 */
async function format(code) {
	const options = {
		printWidth: 250,
		semi: false,
		bracketSpacing: false,
		objectWrap: 'collapse',
		trailingComma: 'none',
		arrowParens: 'avoid',
	};
	const formatted = await prettier.format(code, {
		...require('./.prettierrc.js'),
		...options,
		parser: 'babel',
	});
	if (hasTextOfSeveralLines(this.parse(formatted, { sourceType: 'script' }))) {
		throw new Error('A text over several lines would lose its indentation');
	}
	return formatted.replace(/^\t+/gm, '').replace(/\n{2,}/g, '\n');
}

const nameIn = (folder, file) =>
	path.relative(folder, file).replaceAll('\\', '/').replace(/\.js$/, '');

/** The file that a module goes into; undefined: the file of its class. */
function chunkOf(name) {
	if (/\.(node|credentials)$/.test(name)) return undefined;
	const [kind, part] = name.split('/');
	return kind === 'nodes' && part !== 'shared' ? `nodes/${part}/room` : `${kind}/${part}`;
}

/** Copies what n8n reads beside the classes: icons and codex files. */
async function assets({ name, rooms }, dist) {
	for (const file of globSync(`nodes/{${rooms.join()},}/*.{svg,node.json}`)) {
		const target = path.join(dist, file);
		if (file.endsWith('.svg')) {
			await copyFile(file, target);
		} else {
			const codex = JSON.parse(await readFile(file, 'utf8'));
			codex.node = `${name}.${codex.node.split('.')[1]}`;
			await writeFile(target, JSON.stringify(codex));
		}
	}
}

/** Writes the output schema of each operation, which the editor shows before the first run. */
async function schemas({ rooms }, dist) {
	for (const room of rooms) {
		const folder = path.join(dist, 'nodes', room);
		const resources = Object.entries(require(path.resolve(folder, 'room.js'))).find(([name]) =>
			name.endsWith('Resources'),
		)[1];
		for (const { value: resource, operations } of resources) {
			const target = path.join(folder, '__schema__', 'v1.0.0', resource);
			await mkdir(target, { recursive: true });
			for (const { value, output: properties } of operations) {
				const schema = { type: 'object', properties, version: 1 };
				// The editor shows names and types only.
				const text = JSON.stringify(schema, (key, part) =>
					key === 'description' && typeof part === 'string' ? undefined : part,
				);
				await writeFile(path.join(target, `${value}.json`), text);
			}
		}
	}
}

/** Makes all four packages. */
const packages = series(clean, compile, async () => {
	for (const folder of FOLDERS) await assemble(folder);
});

exports.clean = clean;
exports.packages = packages;
exports.default = packages;
