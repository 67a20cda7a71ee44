import { type CredentialData } from './keys';

/**
 * A base URL that the user entered, without blanks around it and without a trailing slash.
 *
 * @param label the name of the field, for errors
 * @throws Error when the value is empty, no http(s) URL, or more than scheme, host, port and path.
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

/** The user's own base URL, where the site of the credential is `custom`; empty for the vendor's sites. */
export const configuredEndpoints = (credentials: CredentialData): string[] =>
	credentials.site === 'custom' ? [endpointUrl(credentials.endpoint, 'The endpoint')] : [];

/** The hosts that requests of a credential may be signed for. */
export interface AllowedHosts {
	/** Domains of the vendor: every subdomain is allowed, with https on the standard port only. */
	vendorDomains: string[];
	/** Base URLs from the credential: their scheme, host and port are allowed, with any path. */
	endpoints: string[];
}

/**
 * Refuses to sign for any other host. The HTTP Request node lets a workflow send a credential to any URL.
 *
 * @throws Error that names the host and the hosts that are allowed.
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
