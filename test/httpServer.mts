import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
	url: string;
	/** `127.0.0.1:` and the port. */
	host: string;
	/** Cuts open connections. */
	close(): Promise<void>;
}

/** An HTTP server of a test, on a free port. It keeps connections longer than any test is idle. */
export async function startHttpServer(answer: RequestListener): Promise<HttpServer> {
	const server = createServer({ keepAliveTimeout: 600_000 }, answer);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url: `http://${host}`,
		host,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** The whole body of a request, or of an answer. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
