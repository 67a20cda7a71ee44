import { createServer } from 'node:net';

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
	const { port, close } = await listen(0);
	await close();
	return port;
}

export async function isPortFree(port: number): Promise<boolean> {
	try {
		await (await listen(port)).close();
		return true;
	} catch {
		return false;
	}
}

function listen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			resolve({
				port: typeof address === 'object' && address ? address.port : port,
				close: () => new Promise((closed) => server.close(() => closed())),
			});
		});
	});
}
