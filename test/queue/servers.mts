// PostgreSQL and Redis as processes of the test, on free ports (Debian: apt-get install postgresql redis-server).
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { until } from '../e2e/until.mts';

export interface Server {
	port: number;
	stop(): Promise<void>;
}

interface Plan {
	name: string;
	args: string[];
	port: number;
	folder: string;
	/** Ends it without waiting for who is connected. */
	stopSignal: NodeJS.Signals;
	/** A command that succeeds when the server answers. */
	check: [string, ...string[]];
	user?: { uid: number; gid: number };
}

export async function startRedis(folder: string): Promise<Server> {
	const port = await freePort();
	await mkdir(folder);
	return await start({
		name: 'redis-server',
		args: ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder],
		port,
		folder,
		stopSignal: 'SIGTERM',
		check: ['redis-cli', '-p', `${port}`, 'ping'],
	});
}

/** With a user `n8n` that has no password, and the database `postgres`. */
export async function startPostgres(folder: string): Promise<Server> {
	const port = await freePort();
	const data = path.join(folder, 'data');
	await mkdir(folder);
	// It refuses to run as root: then it runs as the user that Debian's package brings.
	const user = process.getuid!() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
	if (user) await chown(folder, user.uid, user.gid);
	const initialise = ['-D', data, '-U', 'n8n', '--auth=trust', '--encoding=UTF8', '--no-sync'];
	execFileSync(program('initdb'), initialise, { ...user, cwd: folder, stdio: 'pipe' });
	return await start({
		name: 'postgres',
		args: ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
		port,
		folder,
		stopSignal: 'SIGINT',
		check: ['pg_isready', '-h', '127.0.0.1', '-p', `${port}`],
		user,
	});
}

const idOf = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));

/** Debian keeps most of PostgreSQL's programs off the PATH. */
function program(name: string): string {
	const folders = [
		...process.env.PATH!.split(path.delimiter),
		...globSync('/usr/lib/postgresql/*/bin').sort().reverse(),
	];
	const found = folders.map((folder) => path.join(folder, name)).find(existsSync);
	if (found) return found;
	throw new Error(
		`There is no ${name}: install it (Debian: apt-get install postgresql redis-server).`,
	);
}

async function start(plan: Plan): Promise<Server> {
	const { name, args, port, folder, stopSignal, check, user } = plan;
	const server = spawn(program(name), args, { ...user, cwd: folder, stdio: 'ignore' });
	const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
	const [tool, ...toolArgs] = check;
	const stop = async () => {
		server.kill(stopSignal);
		await ended;
	};
	try {
		await until(`an answer of ${name}`, () => {
			if (server.exitCode !== null) throw new Error(`${name} ended at once`);
			return spawnSync(program(tool), toolArgs).status === 0;
		});
	} catch (error) {
		await stop();
		throw error;
	}
	return { port, stop };
}
