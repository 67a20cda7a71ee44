import { assertAllowedHost, endpointUrl } from './hosts';
import { type CredentialData, readKey } from './keys';
import {
	type OutgoingRequest,
	readRequest,
	type RequestOptions,
	writeRequest,
} from './outgoingRequest';
import { requestedService, SERVICE_HEADER, signRequestTc3 } from './tencentCloud';

/** The hosts of one deployment of the platform: base URLs without a trailing slash. */
export interface WemakeHosts {
	/** OpenAPI operations of the token's own account. */
	app: string;
	/** OpenAPI lookups of any account. */
	api: string;
	/** The web site of the customers, for calls with a login cookie. */
	web: string;
	/** The web site of the operator, likewise. */
	operatorWeb: string;
}

/**
 * The hosts of a credential's deployment: `{protocol}://{prefix}.{domain}`, or the endpoint that the
 * credential has in place of it.
 *
 * @throws Error when the domain is anything but a host name: it could lead a request to another host.
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

/** The domain of the platform. Users paste the address that they log in to: scheme, `www.` and path are removed. */
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

/** Authenticates a request: by a signature with the access token (`openApi`), or by the login cookie (`session`). */
export function authenticateWemakeRequest(
	credentials: CredentialData,
	options: RequestOptions,
): RequestOptions {
	const hosts = wemakeHosts(credentials);
	const isSession = credentials.authentication === 'session';
	const request = readRequest(options, '{}');
	assertAllowedHost(request.url, {
		vendorDomains: [],
		endpoints: isSession ? [hosts.web, hosts.operatorWeb] : [hosts.app, hosts.api],
	});
	if (isSession) addCookie(request, hosts, readKey(credentials, 'accessToken', 'Access Token'));
	else signOpenApi(request, hosts, credentials);
	return writeRequest(options, request);
}

function addCookie(request: OutgoingRequest, hosts: WemakeHosts, token: string): void {
	if (/[;,"\\]/.test(token)) {
		throw new Error('The Access Token holds characters that no token has. Copy it again.');
	}
	// Both web sites may share a host and differ in the path: the longer base URL that fits decides.
	const isOperatorSite =
		matchedLength(hosts.operatorWeb, request.url) > matchedLength(hosts.web, request.url);
	// The credential test sends the headers of an OpenAPI operation, which the web sites do not know.
	request.headers.delete(
		SERVICE_HEADER,
		'x-tc-action',
		'x-tc-version',
		'x-tc-region',
		'x-tc-language',
	);
	request.headers.set('Cookie', `${isOperatorSite ? 'sp_access_token' : 'access_token'}=${token}`);
}

/** The length of a base URL that an address begins with; 0 when the address is outside of it. */
function matchedLength(base: string, url: URL): number {
	const { href } = new URL(`${base}/`);
	return `${url.href}/`.startsWith(href) ? href.length : 0;
}

function signOpenApi(
	request: OutgoingRequest,
	hosts: WemakeHosts,
	credentials: CredentialData,
): void {
	const key = {
		secretId: readKey(credentials, 'secretId', 'Secret ID'),
		secretKey: readKey(credentials, 'secretKey', 'Secret Key'),
	};
	const token = readKey(credentials, 'accessToken', 'Access Token', { required: false });
	const isAppHost = new URL(hosts.app).origin === request.url.origin;
	const service = requestedService(request) ?? (isAppHost ? 'iam-app' : 'iam');
	signRequestTc3(request, key, service, token);
}
