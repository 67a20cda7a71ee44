import { type ArrayFormat, decodeParameters, flattenParameters, type Parameter } from './encoding';

/** The request options that make up the URL. */
export interface UrlOptions {
	url?: string;
	uri?: string;
	baseURL?: string;
	qs?: Record<string, unknown>;
	arrayFormat?: ArrayFormat;
	qsStringifyOptions?: { arrayFormat?: ArrayFormat };
	useQuerystring?: boolean;
}

/**
 * The absolute URL of a request without query and fragment, and all its query parameters, decoded.
 *
 * @throws Error for a URL that is not http(s), or holds a user name or password.
 */
export function readUrl(options: UrlOptions): { url: URL; query: Parameter[] } {
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
	return { url, query };
}

function joinUrl(base: string | undefined, url: string): string {
	if (!base || /^[a-z][a-z\d+.-]*:\/\//i.test(url)) return url;
	return url ? `${base.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}` : base;
}

function parseUrl(text: string): URL {
	const address = text.trim();
	// Checked before `new URL`: its error carries a code, which n8n shows in place of the message.
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
