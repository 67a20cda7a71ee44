import { encodeParameters } from './encoding';
import { assertAllowedHost, configuredEndpoints } from './hosts';
import { type CredentialData, pastedKey } from './keys';
import {
	type OutgoingRequest,
	readRequest,
	type RequestOptions,
	writeRequest,
} from './outgoingRequest';
import { signedService, signTc3 } from './tc3';

const VENDOR_DOMAIN = 'tencentcloudapi.com';

/**
 * Names the product that a request is signed for (`organization`, `cvm`, …) where the host does not
 * tell: behind a custom endpoint. It never leaves n8n.
 */
export const SERVICE_HEADER = 'X-TC-Service';

/** Signs any Tencent Cloud API 3.0 request with TC3-HMAC-SHA256 and the clock's present second. */
export function signTencentCloudRequest(
	credentials: CredentialData,
	options: RequestOptions,
): RequestOptions {
	const secretId = pastedKey(credentials, 'secretId', 'Secret ID');
	const secretKey = pastedKey(credentials, 'secretKey', 'Secret Key');
	const sessionToken = pastedKey(credentials, 'sessionToken', 'Session Token', { required: false });
	const endpoints = configuredEndpoints(credentials);
	const request = readRequest(options, { emptyBody: '{}' });
	assertAllowedHost(request.url, { vendorDomains: [VENDOR_DOMAIN], endpoints });
	const service = requestedService(request) ?? vendorService(request.url);
	signRequestTc3(request, { secretId, secretKey }, service, sessionToken);
	return writeRequest(options, request);
}

/** The product named by the caller, or found in the signature of an earlier pass over the same options. */
export const requestedService = ({ headers }: OutgoingRequest): string | undefined =>
	headers.get(SERVICE_HEADER) ?? signedService(headers.get('authorization'));

/** Puts the headers of TC3 on a request; a former pass's are replaced. */
export function signRequestTc3(
	request: OutgoingRequest,
	key: { secretId: string; secretKey: string },
	service: string,
	token: string,
): void {
	const { headers, method, url, query, body } = request;
	headers.delete(SERVICE_HEADER, 'authorization', 'x-tc-timestamp', 'x-tc-token');
	if (method === 'GET') headers.set('Content-Type', 'application/x-www-form-urlencoded');
	// The canonical form is lower case: sent like that, every reading of the rule agrees.
	else
		headers.set('Content-Type', headers.get('content-type')?.toLowerCase() ?? 'application/json');
	const timestamp = Math.floor(Date.now() / 1000);
	headers.set('X-TC-Timestamp', String(timestamp));
	if (token) headers.set('X-TC-Token', token);
	headers.set(
		'Authorization',
		signTc3(
			{
				method,
				query: method === 'GET' ? encodeParameters(query) : '',
				headers: { 'content-type': headers.get('content-type')!, host: url.host },
				body,
				timestamp,
				service,
			},
			key,
		),
	);
}

/** The first label of the vendor's host name is the product. */
function vendorService(url: URL): string {
	if (!url.hostname.endsWith(`.${VENDOR_DOMAIN}`)) {
		throw new Error(
			`Name the product in a header "${SERVICE_HEADER}" (for example cvm): a custom endpoint does not tell it.`,
		);
	}
	return url.hostname.split('.')[0]!;
}
