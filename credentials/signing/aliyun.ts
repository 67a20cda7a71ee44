import { randomUUID } from 'node:crypto';
import { type Acs3Key, contentSha256, signAcs3 } from './acs3';
import { percentEncode } from './encoding';
import { assertAllowedHost, configuredEndpoints } from './hosts';
import { type CredentialData, readKey } from './keys';
import {
	type OutgoingRequest,
	readRequest,
	type RequestOptions,
	writeRequest,
} from './outgoingRequest';

const VENDOR_DOMAIN = 'aliyuncs.com';

/** Signs any request to an Aliyun API, RPC or ROA style, with ACS3-HMAC-SHA256, a fresh nonce and the current time. */
export function signAliyunRequest(
	credentials: CredentialData,
	options: RequestOptions,
): RequestOptions {
	const key = {
		accessKeyId: readKey(credentials, 'accessKeyId', 'AccessKey ID'),
		accessKeySecret: readKey(credentials, 'accessKeySecret', 'AccessKey Secret'),
	};
	const token = readKey(credentials, 'securityToken', 'Security Token', { required: false });
	const endpoints = configuredEndpoints(credentials);
	const request = readRequest(options, '');
	assertAllowedHost(request.url, { vendorDomains: [VENDOR_DOMAIN], endpoints });
	signRequestAcs3(request, key, token);
	return writeRequest(options, request);
}

/** Sets the headers of ACS3. Those of an earlier signature are replaced. */
function signRequestAcs3(request: OutgoingRequest, key: Acs3Key, token: string): void {
	const { headers, method, url, query, body } = request;
	url.pathname = canonicalPath(url.pathname);
	const hashedPayload = contentSha256(body);
	headers.delete('authorization', 'x-acs-security-token');
	headers.setDefault('Accept', 'application/json');
	headers.set('x-acs-date', new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'));
	headers.set('x-acs-signature-nonce', randomUUID());
	headers.set('x-acs-content-sha256', hashedPayload);
	if (token) headers.set('x-acs-security-token', token);
	const signedHeaders = headers
		.list()
		.filter(([name]) => name.startsWith('x-acs-') || name === 'content-type');
	const authorization = signAcs3(
		{
			method,
			path: url.pathname,
			query,
			headers: { ...Object.fromEntries(signedHeaders), host: url.host },
			hashedPayload,
		},
		key,
	);
	headers.set('Authorization', authorization);
}

/**
 * The path with every segment percent-encoded once, by RFC 3986. Invalid escapes count as literal text.
 *
 * @throws Error for escapes that are no UTF-8: encoding them again would change them.
 */
const canonicalPath = (path: string): string =>
	path
		.split('/')
		.map((segment) => percentEncode(segment.replace(/(%[0-9a-f]{2})+/gi, decodedText)))
		.join('/');

function decodedText(escapes: string): string {
	const text = Buffer.from(escapes.replaceAll('%', ''), 'hex').toString();
	if (text.includes('\ufffd')) {
		throw new Error('The path holds escapes that are no UTF-8. Encode it as UTF-8.');
	}
	return text;
}
