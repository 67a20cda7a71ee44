import type { IncomingMessage } from 'node:http';
import { startHttpServer } from '../../httpServer.mts';

/** Some other server, which nobody should send a credential to. */
export async function startListener() {
	const received: IncomingMessage[] = [];
	const server = await startHttpServer((request, response) => {
		received.push(request);
		response.end('{}');
	});
	return { ...server, received };
}
