const { spawn } = require('node:child_process');
const { globSync } = require('node:fs');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { nodeResolve } = require('@rollup/plugin-node-resolve');
const { dest, parallel, series, src } = require('gulp');
const prettier = require('prettier');
const { rollup } = require('rollup');

const clean = () =>
	Promise.all(['build', 'dist'].map((folder) => rm(folder, { recursive: true, force: true })));

/** TypeScript to modules, in build/. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});

/**
 * The modules to what n8n loads, in dist/: a file for each class, and beside them one for each room and
 * one for what all of them share. Reading many small files would take n8n twice as long.
 */
async function bundle() {
	const files = globSync('build/{nodes/*/*.node,credentials/*.credentials}.js');
	const bundled = await rollup({
		input: Object.fromEntries(files.map((file) => [nameIn('build', file), file])),
		external: ['n8n-workflow', /^node:/],
		plugins: [nodeResolve(), { name: 'format', renderChunk: format }],
	});
	await bundled.write({
		dir: 'dist',
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

/** For who reads it; TypeScript's own indentation would be a tenth of the package. */
const format = async (code) =>
	await prettier.format(code, { ...require('./.prettierrc.js'), parser: 'babel' });

const nameIn = (folder, file) =>
	path.relative(folder, file).replaceAll('\\', '/').replace(/\.js$/, '');

/** The file that a module goes into; undefined: that of its class. */
function chunkOf(name) {
	if (/\.(node|credentials)$/.test(name)) return undefined;
	const [kind, part] = name.split('/');
	return kind === 'nodes' && part !== 'shared' ? `nodes/${part}/room` : `${kind}/${part}`;
}

/** What n8n reads beside the classes: icons and codex files. */
const assets = () =>
	src(['nodes/**/*.{svg,node.json}', 'credentials/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

/** What the editor offers of each operation's output before its first run. */
async function schemas() {
	for (const file of globSync('dist/nodes/*/room.js')) {
		const resources = Object.entries(require(path.resolve(file))).find(([name]) =>
			name.endsWith('Resources'),
		)[1];
		for (const { value: resource, operations } of resources) {
			const folder = path.join(path.dirname(file), '__schema__', 'v1.0.0', resource);
			await mkdir(folder, { recursive: true });
			for (const { value, output: properties } of operations) {
				const schema = { type: 'object', properties, version: 1 };
				// The editor shows names and types only.
				const text = JSON.stringify(schema, (key, part) =>
					key === 'description' && typeof part === 'string' ? undefined : part,
				);
				await writeFile(path.join(folder, `${value}.json`), text);
			}
		}
	}
}

exports.clean = clean;
exports.build = series(clean, parallel(series(compile, bundle), assets), schemas);
exports.default = exports.build;
