import { readBody, startHttpServer } from '../httpServer.mts';

/** A POST request, with its body of JSON. */
export interface ReceivedRequest {
	path: string;
	body: Record<string, unknown>;
}

/**
 * The server behind the webhooks of a chat or a help desk: it keeps the POST requests that it gets. It
 * answers GET requests with `resources`, by path, as a CRM does.
 */
export async function startWebhookReceiver(resources: Record<string, unknown> = {}) {
	const received: ReceivedRequest[] = [];
	const server = await startHttpServer((request, response) => {
		void readBody(request).then((body) => {
			const path = request.url!;
			response.setHeader('content-type', 'application/json');
			if (request.method === 'GET') {
				response.end(JSON.stringify(resources[path]));
				return;
			}
			received.push({ path, body: JSON.parse(body.toString('utf8')) as ReceivedRequest['body'] });
			response.end('{}');
		});
	});
	return { ...server, received };
}

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;
