import { type CredentialData } from './keys';

/**
 * The base URL a user entered, without what pasting adds and without a trailing slash.
 *
 * @throws Error that names the field, when it is empty or no http(s) address.
 */
export function endpointUrl(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw new Error(`${label} must be a URL that starts with https:// or http://`);
	}
	if (url.username || url.password || url.search || url.hash) {
		throw new Error(`${label} must hold nothing but scheme, host, port and path`);
	}
	return url.href.replace(/\/+$/, '');
}

/** The base URL of a credential whose site is `custom`; none for the vendor's own sites. */
export const configuredEndpoints = (credentials: CredentialData): string[] =>
	credentials.site === 'custom' ? [endpointUrl(credentials.endpoint, 'The endpoint')] : [];

/** Where signed requests of a credential may go. */
export interface AllowedHosts {
	/** Domains whose every subdomain is the vendor's, reached by https on its standard port only. */
	vendorDomains: string[];
	/** Base URLs that the user configured; scheme, host and port of them are allowed, with any path. */
	endpoints: string[];
}

/**
 * Refuses to sign for anybody else: the HTTP Request node hands over any URL a workflow names.
 *
 * @throws Error that names the host and what is allowed.
 */
export function assertAllowedHost(url: URL, { vendorDomains, endpoints }: AllowedHosts): void {
	if (endpoints.some((endpoint) => new URL(endpoint).origin === url.origin)) return;
	const isVendor = vendorDomains.some((domain) => url.host.endsWith(`.${domain}`));
	if (isVendor && url.protocol === 'https:') return;
	const allowed = [...vendorDomains.map((domain) => `https://*.${domain}`), ...endpoints];
	throw new Error(
		isVendor
			? `Use https:// for ${url.host}: a signed request is not sent in the open.`
			: `This credential is not sent to ${url.host}. It is only used for ${allowed.join(', ')}.`,
	);
}
