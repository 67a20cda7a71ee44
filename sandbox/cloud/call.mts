import type { IncomingMessage } from 'node:http';

/** One request as it arrived: the bytes that signatures are checked over. */
export interface Call {
	/** Arrival by the cloud's clock, epoch milliseconds. */
	at: number;
	method: string;
	path: string;
	/** The text behind `?`, untouched. */
	rawQuery: string;
	/** Names in lower case, values as received. */
	headers: Record<string, string>;
	/** The `Host` header without its port, in lower case. */
	hostname: string;
	rawBody: Buffer;
	body: string;
}

/** The target of a request, read without any check: for the journal and the faults. */
export interface Target {
	service: ServiceName;
	action: string | null;
	version: string | null;
	/** Member UINs, e-mail addresses, account ids. */
	subjects: string[];
}

export type ServiceName = 'tencent' | 'aliyun' | 'wemake';

/** An answer before faults and before it becomes text. */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	/** A JSON value, or a string that is sent as it is. */
	body: unknown;
	/** The vendor's error code; null: success. */
	code: string | null;
	requestId: string | null;
	/** The account that the key or token belongs to; null before it is known. */
	account: string | null;
}

/** Reads a whole request. */
export async function readCall(request: IncomingMessage, at: number): Promise<Call> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) {
		headers[name] = [value ?? ''].flat().join(', ');
	}
	const url = request.url ?? '/';
	const mark = url.indexOf('?');
	const rawBody = Buffer.concat(chunks);
	return {
		at,
		method: request.method ?? 'GET',
		path: mark < 0 ? url : url.slice(0, mark),
		rawQuery: mark < 0 ? '' : url.slice(mark + 1),
		headers,
		hostname: (headers.host ?? '').replace(/:\d+$/, '').toLowerCase(),
		rawBody,
		body: rawBody.toString('utf8'),
	};
}

/** The query's parameters, decoded as HTML forms are; malformed escapes stay as sent. */
export function queryParameters(rawQuery: string): Array<[name: string, value: string]> {
	const decode = (text: string) => {
		try {
			return decodeURIComponent(text.replaceAll('+', ' '));
		} catch {
			return text;
		}
	};
	return rawQuery
		.split('&')
		.filter((part) => part !== '')
		.map((part) => {
			const mark = part.indexOf('=');
			return mark < 0
				? [decode(part), '']
				: [decode(part.slice(0, mark)), decode(part.slice(mark + 1))];
		});
}
