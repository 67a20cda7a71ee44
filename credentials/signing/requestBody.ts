import { encodeParameters, flattenParameters } from './encoding';
import { type HttpHeaders } from './httpHeaders';

/** The request options that make up the body. */
export interface BodyOptions {
	body?: unknown;
	form?: unknown;
	formData?: unknown;
}

/** The body of a POST without parameters: `{}` where the service insists on JSON. */
export type EmptyBody = '' | '{}';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * The exact body that is sent; empty when none is. Sets or deletes the Content-Type in `headers` to fit.
 *
 * @throws Error for a body whose bytes are not known before it is sent, and for one with GET or HEAD.
 */
export function readBody(
	method: string,
	options: BodyOptions,
	headers: HttpHeaders,
	emptyBody: EmptyBody,
): string | Buffer {
	assertKnownBytes(options, headers);
	const isForm =
		options.form !== undefined || options.body instanceof URLSearchParams || isFormType(headers);
	// Encoded before it is tested for emptiness: fields may encode to nothing, like `{ list: [] }`.
	const body = isForm ? encodeForm(formFields(options)) : options.body;
	if (method === 'GET' || method === 'HEAD') {
		if (!isEmpty(body)) {
			throw new Error(
				`A ${method} request cannot carry a body. Use POST, or send query parameters.`,
			);
		}
		headers.delete('content-type');
		return '';
	}
	if (isEmpty(body)) {
		if (isForm || emptyBody === '') headers.delete('content-type');
		if (emptyBody !== '') headers.setDefault('Content-Type', JSON_TYPE);
		return emptyBody;
	}
	if (isForm && !isFormType(headers)) headers.set('Content-Type', FORM_TYPE);
	return serialize(body, headers);
}

/** Is this the content type of a form, with any parameters? */
export const isFormType = (headers: HttpHeaders): boolean =>
	contentType(headers).startsWith(FORM_TYPE);

const contentType = (headers: HttpHeaders): string =>
	headers.get('content-type')?.toLowerCase() ?? '';

function assertKnownBytes({ body, formData }: BodyOptions, headers: HttpHeaders): void {
	// n8n encodes a multipart body itself, with a random boundary.
	const isMultipart = formData !== undefined || contentType(headers).startsWith('multipart/');
	if (isMultipart || hasUnknownBytes(body)) {
		throw new Error(
			'Multipart form data and streams cannot be signed. Send the body as JSON or as form-urlencoded.',
		);
	}
}

/** Is it a multipart form, a blob or a stream, of Node.js or of the web? Each has a method of its own. */
const hasUnknownBytes = (body: unknown): boolean =>
	!(body instanceof URLSearchParams) &&
	['getHeaders', 'pipe', 'getReader', 'arrayBuffer', 'getAll'].some(
		(method) => typeof asRecord(body)[method] === 'function',
	);

function formFields({ body, form }: BodyOptions): unknown {
	if (form === undefined || typeof form === 'string') return form ?? body;
	return { ...asRecord(body), ...asRecord(form) };
}

function encodeForm(fields: unknown): string {
	if (fields instanceof URLSearchParams) return encodeParameters([...fields]);
	if (Buffer.isBuffer(fields) || typeof fields === 'string') return fields.toString();
	return encodeParameters(flattenParameters(asRecord(fields)));
}

const asRecord = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function isEmpty(body: unknown): boolean {
	if (body === undefined || body === null || body === '') return true;
	if (Buffer.isBuffer(body)) return body.length === 0;
	return typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0;
}

/** Bytes stay bytes, text stays text, anything else becomes JSON. */
function serialize(body: unknown, headers: HttpHeaders): string | Buffer {
	if (Buffer.isBuffer(body) || body instanceof Uint8Array) {
		headers.setDefault('Content-Type', 'application/octet-stream');
		return Buffer.from(body);
	}
	if (typeof body === 'string') {
		headers.setDefault('Content-Type', /^\s*[[{]/.test(body) ? JSON_TYPE : FORM_TYPE);
		return body;
	}
	headers.setDefault('Content-Type', JSON_TYPE);
	return JSON.stringify(body);
}
