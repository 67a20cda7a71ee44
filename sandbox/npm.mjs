// npm, run with visible progress: one line per step, npm's own words only when a step fails.
import { spawn } from 'node:child_process';
import path from 'node:path';

/** While a step runs without a terminal to redraw, a sign of life this often. */
const SIGN_OF_LIFE_SECONDS = 30;

/** What npm prints, in any of its versions, when it cannot reach its registry. */
const NO_NETWORK =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/** What npm says when its cache is older than the lock file, and it did not look further. */
const STALE_CACHE = /\bETARGET\b/;

/** Shows one step's progress and how long it took. */
export async function step(label, work) {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const redraw = process.stdout.isTTY;
	process.stdout.write(redraw ? `· ${label} …` : `· ${label} …\n`);
	const timer = setInterval(
		() => process.stdout.write(redraw ? `\r· ${label} … ${seconds()} s` : `  … ${seconds()} s\n`),
		redraw ? 1000 : SIGN_OF_LIFE_SECONDS * 1000,
	);
	try {
		const result = await work();
		process.stdout.write(`${redraw ? '\r' : ''}✓ ${label} (${seconds()} s)\n`);
		return result;
	} catch (error) {
		process.stdout.write(`${redraw ? '\r' : ''}✗ ${label} (${seconds()} s)\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

/** Runs npm in a folder. A failure becomes an Error that says what to do. */
export async function npm(args, { cwd, env = {} }) {
	let { code, output } = await run('npm', args, { cwd, env });
	if (code !== 0 && STALE_CACHE.test(output)) {
		const online = args.filter((arg) => arg !== '--prefer-offline');
		({ code, output } = await run('npm', online, { cwd, env }));
	}
	if (code === 0) return;
	if (NO_NETWORK.test(output)) {
		throw new Error(
			'npm cannot reach its package registry. Check the network connection (and npm’s proxy and ' +
				'registry settings), then run the command again.',
		);
	}
	throw new Error(`${output.trim()}\n\n"npm ${args.join(' ')}" failed in ${cwd} (see above).`);
}

/**
 * The Node.js that a folder's packages run on comes as an npm package. With scripts switched off
 * for everybody, only this one's script is run.
 */
export async function installPackages(cwd, label) {
	await step(`${label}: packages`, () => npm(['ci', '--ignore-scripts', ...QUIET], { cwd }));
	await installNode(cwd, label);
}

export async function installNode(cwd, label) {
	await step(`${label}: its Node.js`, () => npm(['rebuild', 'node', ...QUIET], { cwd }));
}

/**
 * For `npm rebuild` of native packages: the folder's own Node.js first, its header files, and all
 * processor cores.
 */
export function nativeBuildEnvironment(cwd) {
	const node = path.join(cwd, 'node_modules', 'node');
	const headers = path.join(node, 'node_modules', `node-${process.platform}-${process.arch}`);
	const bin = path.join(cwd, 'node_modules', '.bin');
	return {
		npm_config_nodedir: headers,
		JOBS: 'max',
		PATH: `${bin}${path.delimiter}${process.env.PATH}`,
	};
}

/** Only errors in the output, nothing fetched that npm already has, and no minute-long wait for a dead network. */
export const QUIET = [
	'--prefer-offline',
	'--no-audit',
	'--no-fund',
	'--loglevel=error',
	'--fetch-retry-maxtimeout=10000',
];

function run(command, args, { cwd, env }) {
	return new Promise((resolve, reject) => {
		// npm is a script (npm.cmd) on Windows, which only a shell can start.
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			shell: process.platform === 'win32',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		child.stdout.on('data', (chunk) => (output += chunk));
		child.stderr.on('data', (chunk) => (output += chunk));
		child.on('error', () =>
			reject(new Error(`"${command}" cannot be started: is npm installed and in the PATH?`)),
		);
		child.on('close', (code) => resolve({ code, output }));
	});
}
