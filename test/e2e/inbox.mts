import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What somebody posted, as JSON. */
export interface Letter {
	path: string;
	body: Record<string, unknown>;
}

/**
 * A server that keeps what it is sent: what stands behind a webhook of a chat or a help desk. What it
 * `holds`, by path, it gives to who asks: a CRM.
 */
export async function startInbox(holds: Record<string, unknown> = {}) {
	const letters: Letter[] = [];
	// Longer than a test is idle: a connection that ends just when n8n uses it again would lose a letter.
	const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const path = request.url!;
			response.setHeader('content-type', 'application/json');
			if (request.method === 'GET') {
				response.end(JSON.stringify(holds[path]));
				return;
			}
			const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Letter['body'];
			letters.push({ path, body });
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		letters,
		close: () => server.close(),
	};
}

export type Inbox = Awaited<ReturnType<typeof startInbox>>;

/** Waits until something holds; `what` says what did not. */
export async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	timeoutMs = 300_000,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`In vain: ${what}`);
		await sleep(50);
	}
}
