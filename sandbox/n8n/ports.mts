import { createServer } from 'node:net';

/**
 * The ports that this process gives away: none that another process of the sandbox has, and none that the
 * operating system hands out by itself (32768 and up). n8n listens on its port many seconds after it was
 * chosen, so that one which is merely free may be taken by then.
 */
const FIRST_PORT = 10_000;
const PORTS_PER_PROCESS = 32;
const PROCESSES = 700;
let given = 0;

/** A port that nobody listens on right now, on 127.0.0.1. */
export async function freePort(): Promise<number> {
	const first = FIRST_PORT + (process.pid % PROCESSES) * PORTS_PER_PROCESS;
	for (let tried = 0; tried < PORTS_PER_PROCESS; tried++) {
		const port = first + (given++ % PORTS_PER_PROCESS);
		if (await isPortFree(port)) return port;
	}
	throw new Error(`All ports from ${first} to ${first + PORTS_PER_PROCESS - 1} are taken.`);
}

export async function isPortFree(port: number): Promise<boolean> {
	try {
		await listenOnce(port);
		return true;
	} catch {
		return false;
	}
}

/** Takes the port, and leaves it at once; rejects when another process has it. */
function listenOnce(port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
	});
}
