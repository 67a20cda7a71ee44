import { encodeParameters } from './encoding';
import { assertAllowedHost, configuredEndpoints } from './hosts';
import { type CredentialData, readKey } from './keys';
import {
	type OutgoingRequest,
	readRequest,
	type RequestOptions,
	writeRequest,
} from './outgoingRequest';
import { signedService, signTc3 } from './tc3';

const VENDOR_DOMAIN = 'tencentcloudapi.com';

/**
 * The header that names the product to sign for (`organization`, `cvm`, …). It is needed behind a custom
 * endpoint, whose host name does not contain the product. It is removed before the request is sent.
 */
export const SERVICE_HEADER = 'X-TC-Service';

/** Signs any request to Tencent Cloud API 3.0 with TC3-HMAC-SHA256 and the current time. */
export function signTencentCloudRequest(
	credentials: CredentialData,
	options: RequestOptions,
): RequestOptions {
	const secretId = readKey(credentials, 'secretId', 'Secret ID');
	const secretKey = readKey(credentials, 'secretKey', 'Secret Key');
	const sessionToken = readKey(credentials, 'sessionToken', 'Session Token', { required: false });
	const endpoints = configuredEndpoints(credentials);
	const request = readRequest(options, '{}');
	assertAllowedHost(request.url, { vendorDomains: [VENDOR_DOMAIN], endpoints });
	const service = requestedService(request) ?? vendorService(request.url);
	signRequestTc3(request, { secretId, secretKey }, service, sessionToken);
	return writeRequest(options, request);
}

/**
 * The product that the request names: in its own header, or in its signature when it was signed before.
 * n8n signs a request again after a 401.
 */
export const requestedService = ({ headers }: OutgoingRequest): string | undefined =>
	headers.get(SERVICE_HEADER) ?? signedService(headers.get('authorization'));

/** Sets the headers of TC3. Those of an earlier signature are replaced. */
export function signRequestTc3(
	request: OutgoingRequest,
	key: { secretId: string; secretKey: string },
	service: string,
	token: string,
): void {
	const { headers, method, url, query, body } = request;
	headers.delete(SERVICE_HEADER, 'authorization', 'x-tc-timestamp', 'x-tc-token');
	// Signed in lower case. Sent in lower case as well, it fits however a server reads that rule.
	const contentType =
		method === 'GET'
			? 'application/x-www-form-urlencoded'
			: (headers.get('content-type')?.toLowerCase() ?? 'application/json');
	headers.set('Content-Type', contentType);
	const timestamp = Math.floor(Date.now() / 1000);
	headers.set('X-TC-Timestamp', String(timestamp));
	if (token) headers.set('X-TC-Token', token);
	headers.set(
		'Authorization',
		signTc3(
			{
				method,
				query: method === 'GET' ? encodeParameters(query) : '',
				headers: { 'content-type': contentType, host: url.host },
				body,
				timestamp,
				service,
			},
			key,
		),
	);
}

/** The product in a host name of the vendor: its first label. */
function vendorService(url: URL): string {
	if (!url.hostname.endsWith(`.${VENDOR_DOMAIN}`)) {
		throw new Error(
			`Name the product in a header "${SERVICE_HEADER}" (for example cvm): a custom endpoint does not tell it.`,
		);
	}
	return url.hostname.split('.')[0]!;
}
