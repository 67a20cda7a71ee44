// What a server sees of signed request options.
import type { RequestOptions } from '../../../credentials/signing/outgoingRequest';

/** A request as the checkers of the local cloud take it. */
export interface Received {
	method: string;
	path: string;
	rawQuery: string;
	/** Lower-case names, `host` included. */
	headers: Record<string, string>;
	rawBody: Buffer;
}

/** n8n sends `url`, `headers` and a Buffer or form text as they are; the integration tests prove it. */
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

/** The header that carries the proof. */
export const authorization = (options: RequestOptions): string =>
	String(options.headers!.Authorization);
