import { encodeParameters, type Parameter } from './encoding';
import { HttpHeaders } from './httpHeaders';
import { type BodyOptions, type EmptyBody, isFormType, readBody } from './requestBody';
import { readUrl, type UrlOptions } from './requestUrl';

/**
 * The request options of n8n that decide what is sent. n8n has two forms of them: nodes and credential
 * tests use `url`, `baseURL`, `body`; the HTTP Request node uses `uri`, `form`, `formData`, `json`.
 */
export interface RequestOptions extends UrlOptions, BodyOptions {
	method?: string;
	headers?: Record<string, unknown>;
	[key: string]: unknown;
}

/** A request of which every byte is known: it is signed, and then sent exactly like this. */
export interface OutgoingRequest {
	method: string;
	/** Absolute, without query and fragment. */
	url: URL;
	query: Parameter[];
	headers: HttpHeaders;
	/** Empty: the request has no body. */
	body: string | Buffer;
}

/**
 * Reads n8n's request options into the exact request that is sent. Pure and idempotent: the options
 * that `writeRequest` returns are read as the same request.
 *
 * @param emptyBody is sent for a POST without parameters.
 * @throws Error with a message for the user, when such a request cannot be signed.
 */
export function readRequest(options: RequestOptions, emptyBody: EmptyBody): OutgoingRequest {
	const method = (options.method ?? 'GET').toUpperCase();
	const { url, query } = readUrl(options);
	const headers = new HttpHeaders();
	for (const [name, value] of Object.entries(options.headers ?? {})) {
		if (value !== undefined && value !== null && value !== false) {
			headers.set(name, String(value).trim());
		}
	}
	// Node.js writes Host from the URL; another value here would not match the signature.
	headers.delete('host', 'content-length', 'transfer-encoding');
	return { method, url, query, headers, body: readBody(method, options, headers, emptyBody) };
}

/**
 * Options that must not stay beside the written request: n8n would apply them a second time. From
 * `auth` it would make an Authorization header.
 */
const REMOVED_OPTIONS = [
	'uri',
	'baseURL',
	'qs',
	'arrayFormat',
	'qsStringifyOptions',
	'useQuerystring',
	'form',
	'formData',
	'body',
	'auth',
];

/** n8n's request options that send exactly this request. Options about the response stay. */
export function writeRequest(options: RequestOptions, request: OutgoingRequest): RequestOptions {
	const url = new URL(request.url);
	url.search = encodeParameters(request.query);
	const written: RequestOptions = {
		...options,
		method: request.method,
		url: url.href,
		headers: request.headers.toObject(),
		// A redirect would send the credential to another host. n8n's two forms of options turn
		// redirects off differently.
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	};
	for (const option of REMOVED_OPTIONS) delete written[option];
	if (request.body.length > 0) written.body = n8nBody(request);
	return written;
}

/**
 * The body in the form that n8n's HTTP client does not change: a Buffer, because it trims and re-quotes
 * text that looks like JSON; but text for a form, where it changes a Buffer.
 */
function n8nBody({ headers, body }: OutgoingRequest): string | Buffer {
	if (isFormType(headers)) return body.toString();
	return Buffer.isBuffer(body) ? body : Buffer.from(body);
}
