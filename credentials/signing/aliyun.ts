import { randomUUID } from 'node:crypto';
import { contentSha256, signAcs3 } from './acs3';
import { percentEncode } from './encoding';
import { assertAllowedHost, configuredEndpoints } from './hosts';
import { type CredentialData, pastedKey } from './keys';
import { readRequest, type RequestOptions, writeRequest } from './outgoingRequest';

const VENDOR_DOMAIN = 'aliyuncs.com';

/** Signs any Aliyun API request, RPC or ROA style, with ACS3-HMAC-SHA256, a fresh nonce and the clock's present second. */
export function signAliyunRequest(
	credentials: CredentialData,
	options: RequestOptions,
): RequestOptions {
	const accessKeyId = pastedKey(credentials, 'accessKeyId', 'AccessKey ID');
	const accessKeySecret = pastedKey(credentials, 'accessKeySecret', 'AccessKey Secret');
	const securityToken = pastedKey(credentials, 'securityToken', 'Security Token', {
		required: false,
	});
	const endpoints = configuredEndpoints(credentials);
	const request = readRequest(options, { emptyBody: '' });
	const { headers, url, body } = request;
	assertAllowedHost(url, { vendorDomains: [VENDOR_DOMAIN], endpoints });

	url.pathname = canonicalPath(url.pathname);
	headers.delete('authorization', 'x-acs-security-token');
	if (!headers.get('accept')) headers.set('Accept', 'application/json');
	headers.set('x-acs-date', new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'));
	headers.set('x-acs-signature-nonce', randomUUID());
	headers.set('x-acs-content-sha256', contentSha256(body));
	if (securityToken) headers.set('x-acs-security-token', securityToken);

	const signedHeaders = headers
		.list()
		.filter(([name]) => name.startsWith('x-acs-') || name === 'content-type');
	headers.set(
		'Authorization',
		signAcs3(
			{
				method: request.method,
				path: url.pathname,
				query: request.query,
				headers: { ...Object.fromEntries(signedHeaders), host: url.host },
				hashedPayload: headers.get('x-acs-content-sha256')!,
			},
			{ accessKeyId, accessKeySecret },
		),
	);
	return writeRequest(options, request);
}

/**
 * Every segment encoded once, by RFC 3986; broken escapes count as literal text.
 *
 * @throws Error for escapes that are no UTF-8: they could not be encoded again as they were.
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
