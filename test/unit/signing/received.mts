// What a server receives of signed request options.
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';

/** A request as the checkers of the local cloud take it. */
export interface Received {
	method: string;
	path: string;
	rawQuery: string;
	/** By lower-case name, with `host`. */
	headers: Record<string, string>;
	rawBody: Buffer;
}

/** n8n sends `url`, `headers` and a Buffer or form text unchanged; the integration tests prove it. */
export function received(options: RequestOptions): Received {
	const url = new URL(options.url!);
	const headers = Object.entries(options.headers!).map(([name, value]) => [
		name.toLowerCase(),
		String(value),
	]);
	return {
		method: options.method!,
		path: url.pathname,
		rawQuery: url.search.slice(1),
		headers: { ...Object.fromEntries(headers), host: url.host },
		rawBody: Buffer.from((options.body as Buffer | string | undefined) ?? ''),
	};
}

/** A request as the gates of the local cloud take it, received in the second in which it was signed. */
export const gateCall = (options: RequestOptions) => {
	const request = received(options);
	const hostname = new URL(options.url!).hostname;
	return { ...request, hostname, body: request.rawBody.toString(), at: Date.now() };
};

/** The request with one character of one part (`body`, `query`, `path` or a header) changed; undefined when the part is empty. */
export function tampered(request: Received, part: string, position: number): Received | undefined {
	const change = (value: string) => {
		const at = position % value.length;
		return value.slice(0, at) + (value[at] === 'x' ? 'y' : 'x') + value.slice(at + 1);
	};
	if (part === 'body') {
		if (request.rawBody.length === 0) return undefined;
		const rawBody = Buffer.from(request.rawBody);
		rawBody[position % rawBody.length] ^= 1 << position % 8;
		return { ...request, rawBody };
	}
	const { path, rawQuery, headers } = request;
	if (part === 'path') return { ...request, path: change(path) };
	if (part === 'query') return rawQuery ? { ...request, rawQuery: change(rawQuery) } : undefined;
	const value = headers[part];
	return value ? { ...request, headers: { ...headers, [part]: change(value) } } : undefined;
}

/** The header with the signature. */
export const authorization = (options: RequestOptions): string =>
	String(options.headers!.Authorization);
