import {
	type ArrayFormat,
	decodeParameters,
	encodeParameters,
	flattenParameters,
	type Parameter,
} from './encoding';

/**
 * The request options that decide what travels. n8n has two forms of them: nodes and credential
 * tests use `url`, `baseURL`, `body`; the HTTP Request node uses `uri`, `form`, `formData`, `json`.
 */
export interface RequestOptions {
	method?: string;
	url?: string;
	uri?: string;
	baseURL?: string;
	qs?: Record<string, unknown>;
	arrayFormat?: ArrayFormat;
	qsStringifyOptions?: { arrayFormat?: ArrayFormat };
	useQuerystring?: boolean;
	headers?: Record<string, unknown>;
	body?: unknown;
	form?: unknown;
	formData?: unknown;
	[key: string]: unknown;
}

/** A request whose every byte is known: what the signers sign and what then travels. */
export interface OutgoingRequest {
	method: string;
	/** Absolute; carries no query and no fragment. */
	url: URL;
	query: Parameter[];
	headers: HttpHeaders;
	/** Empty: no body travels. */
	body: string | Buffer;
}

/** HTTP headers: found in any letter case, written in the case they were set. */
export class HttpHeaders {
	private readonly entries = new Map<string, { name: string; value: string }>();

	get(name: string): string | undefined {
		return this.entries.get(name.toLowerCase())?.value;
	}

	set(name: string, value: string): void {
		if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
			throw new Error(`"${name}" is no name of a header`);
		}
		// A line break would start a header of the sender's choosing, the others Node.js refuses with
		// a message that says nothing to a user.
		if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
			throw new Error(`The header "${name}" holds characters that HTTP does not allow`);
		}
		this.entries.set(name.toLowerCase(), { name, value });
	}

	delete(...names: string[]): void {
		for (const name of names) this.entries.delete(name.toLowerCase());
	}

	/** Lower-case names with their values. */
	list(): Array<[name: string, value: string]> {
		return [...this.entries].map(([name, { value }]) => [name, value]);
	}

	toObject(): Record<string, string> {
		return Object.fromEntries([...this.entries.values()].map(({ name, value }) => [name, value]));
	}
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** What a service wants where a caller left things open. */
export interface BodyRules {
	/** The body that stands for "no parameters" in a POST: `{}` where the service insists on JSON. */
	emptyBody: '' | '{}';
}

/**
 * Reads n8n's request options into the exact request that will travel. Pure and repeatable: what
 * `writeRequest` wrote reads back as the same request.
 *
 * @throws Error with a message for the user, when the options cannot be sent signed.
 */
export function readRequest(options: RequestOptions, rules: BodyRules): OutgoingRequest {
	const method = (options.method ?? 'GET').toUpperCase();
	const url = parseUrl(joinUrl(options.baseURL, options.url || options.uri || ''));
	const arrayFormat =
		options.arrayFormat ??
		options.qsStringifyOptions?.arrayFormat ??
		(options.useQuerystring ? 'repeat' : 'indices');
	const query = [
		...decodeParameters(url.search),
		...flattenParameters(options.qs ?? {}, arrayFormat),
	];
	url.search = '';
	url.hash = '';

	const headers = new HttpHeaders();
	for (const [name, value] of Object.entries(options.headers ?? {})) {
		if (value !== undefined && value !== null && value !== false) {
			headers.set(name, String(value).trim());
		}
	}
	// Node.js writes Host from the URL; another value here would make it disagree with the signature.
	headers.delete('host', 'content-length', 'transfer-encoding');

	return { method, url, query, headers, body: readBody(method, options, headers, rules) };
}

/** Options that `readRequest` has folded into the request, and `auth`, which n8n would turn into an Authorization header. */
const FOLDED_OPTIONS = [
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

/** n8n's request options for a request: they say nothing but what is in it. */
export function writeRequest(options: RequestOptions, request: OutgoingRequest): RequestOptions {
	const url = new URL(request.url);
	url.search = encodeParameters(request.query);
	const written: RequestOptions = {
		...options,
		method: request.method,
		url: url.href,
		headers: request.headers.toObject(),
		// Whoever a redirect names would get the credential: the two forms of options switch it off differently.
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	};
	for (const option of FOLDED_OPTIONS) delete written[option];
	if (request.body.length > 0) written.body = travellingBody(request);
	return written;
}

/**
 * n8n's HTTP client trims and re-quotes strings that it takes for JSON, and leaves a Buffer alone;
 * for forms it is the other way round.
 */
function travellingBody({ headers, body }: OutgoingRequest): string | Buffer {
	if (headers.get('content-type')?.toLowerCase().startsWith(FORM_TYPE)) return body.toString();
	return Buffer.isBuffer(body) ? body : Buffer.from(body);
}

function joinUrl(base: string | undefined, url: string): string {
	if (!base || /^[a-z][a-z\d+.-]*:\/\//i.test(url)) return url;
	return url ? `${base.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}` : base;
}

function parseUrl(text: string): URL {
	const address = text.trim();
	// Checked beforehand: the error of `new URL` carries a code that n8n shows instead of its message.
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol) || !url.hostname) {
		throw new Error(
			'The request has no valid address. Enter a URL that starts with https:// or http://',
		);
	}
	if (url.username || url.password) {
		throw new Error('The URL holds a user name or password. Remove everything before the @ sign.');
	}
	return url;
}

function readBody(
	method: string,
	options: RequestOptions,
	headers: HttpHeaders,
	rules: BodyRules,
): string | Buffer {
	const { form } = options;
	let { body } = options;
	const type = headers.get('content-type')?.toLowerCase() ?? '';
	// n8n writes multipart bodies afresh, whatever they hold.
	if (options.formData !== undefined || type.startsWith('multipart/') || hasUnknownBytes(body)) {
		throw new Error(
			'Multipart form data and streams cannot be signed. Send the body as JSON or as form-urlencoded.',
		);
	}
	let isForm = form !== undefined || body instanceof URLSearchParams || type.startsWith(FORM_TYPE);
	if (form !== undefined) {
		body = typeof form === 'string' ? form : { ...asRecord(body), ...asRecord(form) };
	}
	// First of all, as fields may come to nothing: `{ list: [] }` is an empty form.
	if (isForm) body = encodeForm(body);
	if (method === 'GET' || method === 'HEAD') {
		if (!isEmptyBody(body)) {
			throw new Error(
				`A ${method} request cannot carry a body. Use POST, or send query parameters.`,
			);
		}
		headers.delete('content-type');
		return '';
	}
	if (isEmptyBody(body)) {
		if (isForm || rules.emptyBody === '') headers.delete('content-type');
		if (rules.emptyBody === '') return '';
		isForm = false;
		body = rules.emptyBody;
	}

	const defaultType = (value: string) => {
		if (!headers.get('content-type')) headers.set('Content-Type', value);
	};
	if (isForm) {
		if (!type.startsWith(FORM_TYPE)) headers.set('Content-Type', FORM_TYPE);
	} else if (Buffer.isBuffer(body) || body instanceof Uint8Array) {
		defaultType('application/octet-stream');
		return Buffer.from(body);
	}
	if (typeof body === 'string') {
		defaultType(/^\s*[[{]/.test(body) ? JSON_TYPE : FORM_TYPE);
		return body;
	}
	defaultType(JSON_TYPE);
	return JSON.stringify(body);
}

function encodeForm(body: unknown): string {
	if (body instanceof URLSearchParams) return encodeParameters([...body]);
	if (Buffer.isBuffer(body) || typeof body === 'string') return body.toString();
	return encodeParameters(flattenParameters(asRecord(body)));
}

const asRecord = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Multipart forms, blobs and streams, of Node.js and of the web: told by what only they can do. */
const hasUnknownBytes = (body: unknown): boolean =>
	!(body instanceof URLSearchParams) &&
	['getHeaders', 'pipe', 'getReader', 'arrayBuffer', 'getAll'].some(
		(method) => typeof asRecord(body)[method] === 'function',
	);

function isEmptyBody(body: unknown): boolean {
	if (body === undefined || body === null || body === '') return true;
	if (Buffer.isBuffer(body)) return body.length === 0;
	return typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0;
}
