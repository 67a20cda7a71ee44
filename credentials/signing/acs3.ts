import { createHmac, hash } from 'node:crypto';
import { encodeParameters, type Parameter } from './encoding';

/** The parts of a request that ACS3-HMAC-SHA256 signs. */
export interface Acs3Request {
	method: string;
	/** The encoded path: `/` for RPC-style APIs, the path of the resource for ROA-style APIs. */
	path: string;
	query: Parameter[];
	/** The headers to sign, by lower-case name: `host`, every `x-acs-*`, and `content-type` if it is sent. */
	headers: Record<string, string>;
	/** The `contentSha256` of the body. */
	hashedPayload: string;
}

export interface Acs3Key {
	accessKeyId: string;
	accessKeySecret: string;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** The value of `x-acs-content-sha256`: a digest of the exact bytes that are sent, in lower-case hex. */
export const contentSha256 = (body: string | Buffer): string => hash('sha256', body, 'hex');

/** The value of the `Authorization` header. Source: Alibaba Cloud, V3 request structure and signature. */
export function signAcs3(request: Acs3Request, key: Acs3Key): string {
	const names = Object.keys(request.headers).sort();
	const signedHeaders = names.join(';');
	const canonicalRequest = [
		request.method,
		request.path,
		encodeParameters(request.query.slice().sort(byName)),
		...names.map((name) => `${name}:${request.headers[name]!.trim()}`),
		'',
		signedHeaders,
		request.hashedPayload,
	].join('\n');
	const signature = createHmac('sha256', key.accessKeySecret)
		.update(`${ALGORITHM}\n${contentSha256(canonicalRequest)}`)
		.digest('hex');
	return `${ALGORITHM} Credential=${key.accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
}

/** By code units, whatever the locale. */
const byName = ([a]: Parameter, [b]: Parameter): number => (a < b ? -1 : a > b ? 1 : 0);
