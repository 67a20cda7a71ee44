import { assertAllowedHost, endpointUrl } from './hosts';
import { type CredentialData, pastedKey } from './keys';
import {
	type OutgoingRequest,
	readRequest,
	type RequestOptions,
	writeRequest,
} from './outgoingRequest';
import { requestedService, SERVICE_HEADER, signRequestTc3 } from './tencentCloud';

/** The hosts of one deployment, by what they serve, as base URLs without a trailing slash. */
export interface WemakeHosts {
	/** OpenAPI operations of the token's own account. */
	app: string;
	/** OpenAPI look-ups across accounts. */
	api: string;
	/** The tenant side's web site: calls with a login cookie. */
	web: string;
	/** The operator side's web site. */
	operatorWeb: string;
}

/**
 * Where a deployment's hosts are: `{protocol}://{prefix}.{domain}`, unless an endpoint overrides it.
 *
 * @throws Error when the domain is empty or no host name, so that nothing in it can redirect a request.
 */
export function wemakeHosts(credentials: CredentialData): WemakeHosts {
	const protocol = credentials.protocol === 'http' ? 'http' : 'https';
	const host = (prefix: string, field: string, label: string): string => {
		const override = credentials[field];
		if (typeof override === 'string' && override.trim()) return endpointUrl(override, label);
		return `${protocol}://${prefix}.${platformDomain(credentials.domain)}`;
	};
	return {
		app: host('iam-app-api', 'appEndpoint', 'The app endpoint'),
		api: host('iam-api', 'apiEndpoint', 'The API endpoint'),
		web: host('www', 'webEndpoint', 'The web endpoint'),
		operatorWeb: host('sp', 'operatorEndpoint', 'The operator endpoint'),
	};
}

/** Users paste the address they log in to: scheme, `www.` and path are taken off. */
function platformDomain(value: unknown): string {
	const domain = (typeof value === 'string' ? value : '')
		.trim()
		.toLowerCase()
		.replace(/^https?:\/\//, '')
		.replace(/^www\./, '')
		.replace(/\/.*$/, '');
	if (
		!/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/.test(
			domain,
		)
	) {
		throw new Error(
			'The platform domain must be a host name such as example.com: the address you log in to, without https:// and www.',
		);
	}
	return domain;
}

/** Proves who calls: by signature and access token (`openApi`), or by the login cookie (`session`). */
export function authenticateWemakeRequest(
	credentials: CredentialData,
	options: RequestOptions,
): RequestOptions {
	const hosts = wemakeHosts(credentials);
	const isSession = credentials.authentication === 'session';
	const request = readRequest(options, { emptyBody: '{}' });
	assertAllowedHost(request.url, {
		vendorDomains: [],
		endpoints: isSession ? [hosts.web, hosts.operatorWeb] : [hosts.app, hosts.api],
	});
	if (isSession) addCookie(request, hosts, pastedKey(credentials, 'accessToken', 'Access Token'));
	else signOpenApi(request, hosts, credentials);
	return writeRequest(options, request);
}

function addCookie(request: OutgoingRequest, hosts: WemakeHosts, token: string): void {
	if (/[;,"\\]/.test(token)) {
		throw new Error('The Access Token holds characters that no token has. Copy it again.');
	}
	// Both sides may stand on one host, told apart by their paths: the closer base URL decides.
	const isOperatorSide = reach(hosts.operatorWeb, request.url) > reach(hosts.web, request.url);
	// What names an OpenAPI operation means nothing to the web site; the credential test brings it along.
	request.headers.delete(
		SERVICE_HEADER,
		'x-tc-action',
		'x-tc-version',
		'x-tc-region',
		'x-tc-language',
	);
	request.headers.set('Cookie', `${isOperatorSide ? 'sp_access_token' : 'access_token'}=${token}`);
}

/** How much of an address is this base URL, in characters; 0: it is another one's. */
function reach(base: string, url: URL): number {
	const { href } = new URL(`${base}/`);
	return `${url.href}/`.startsWith(href) ? href.length : 0;
}

function signOpenApi(
	request: OutgoingRequest,
	hosts: WemakeHosts,
	credentials: CredentialData,
): void {
	const key = {
		secretId: pastedKey(credentials, 'secretId', 'Secret ID'),
		secretKey: pastedKey(credentials, 'secretKey', 'Secret Key'),
	};
	const token = pastedKey(credentials, 'accessToken', 'Access Token', { required: false });
	const isAppHost = new URL(hosts.app).origin === request.url.origin;
	const service = requestedService(request) ?? (isAppHost ? 'iam-app' : 'iam');
	signRequestTc3(request, key, service, token);
}
