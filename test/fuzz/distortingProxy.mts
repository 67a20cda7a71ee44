// A proxy of the local cloud that gives its answers, and after a switch distorted ones.
import { type IncomingMessage, request as forward } from 'node:http';
import { type HttpServer, readBody, startHttpServer } from '../httpServer.mts';
import type { Answer } from './mutations.mts';

export interface DistortingProxy extends HttpServer {
	/** Answers are distorted from now on, or no more. */
	distorts: boolean;
	/** So many were. */
	distorted: number;
}

export async function startDistortingProxy(
	cloudUrl: string,
	/** `key` identifies an answer: what is asked for, and the number of the request. */
	distort: (answer: Answer, key: string) => Answer,
): Promise<DistortingProxy> {
	const asked = new Map<string, number>();
	const known = new Map<string, Answer>();
	const server = await startHttpServer((request, response) => {
		void (async () => {
			const body = await readBody(request);
			const name = nameOf(request, body);
			const true_ = known.get(name) ?? (await ask(cloudUrl, request, body));
			if (true_.status === 200) known.set(name, true_);
			const count = (asked.get(name) ?? 0) + 1;
			if (proxy.distorts) asked.set(name, count);
			const answer = proxy.distorts ? distort(true_, `${name} ${count}`) : true_;
			if (proxy.distorts) proxy.distorted += 1;
			else known.set(name, true_);
			response.writeHead(answer.status, answer.headers).end(answer.body);
		})();
	});
	const proxy: DistortingProxy = { ...server, distorts: false, distorted: 0 };
	return proxy;
}

/** What is asked for, whatever it is asked about. */
function nameOf({ headers, url = '' }: IncomingMessage, body: Buffer): string {
	const { pathname, searchParams } = new URL(url, 'http://localhost');
	const action = headers['x-tc-action'] ?? headers['x-acs-action'] ?? searchParams.get('Action');
	const named = /"Action":"(\w+)"/.exec(body.toString('latin1'))?.[1];
	return [pathname, action ?? named].join(' ');
}

async function ask(cloudUrl: string, { method, url, headers }: IncomingMessage, body: Buffer) {
	const { hostname, port } = new URL(cloudUrl);
	const answer = await new Promise<IncomingMessage>((resolve, reject) => {
		forward({ hostname, port, method, path: url, headers }, resolve).on('error', reject).end(body);
	});
	return {
		status: answer.statusCode!,
		headers: { 'content-type': String(answer.headers['content-type']) },
		body: await readBody(answer),
	};
}
