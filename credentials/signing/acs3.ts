import { createHmac, hash } from 'node:crypto';
import { encodeParameters, type Parameter } from './encoding';

/** One request as ACS3-HMAC-SHA256 sees it. */
export interface Acs3Request {
	method: string;
	/** The encoded path: `/` for RPC-style APIs, the resource's path for ROA-style ones. */
	path: string;
	query: Parameter[];
	/** The headers to sign, lower-case names: `host`, every `x-acs-*`, `content-type` if it is sent. */
	headers: Record<string, string>;
	/** `contentSha256` of the body. */
	hashedPayload: string;
}

export interface Acs3Key {
	accessKeyId: string;
	accessKeySecret: string;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** The value of `x-acs-content-sha256`: lower-case hex over the exact bytes that travel. */
export const contentSha256 = (body: string | Buffer): string => hash('sha256', body, 'hex');

/** Signs a request: the value of the `Authorization` header. Source: Alibaba Cloud, V3 request structure and signature. */
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

/** Order of code units, not of any language. */
const byName = ([a]: Parameter, [b]: Parameter): number => (a < b ? -1 : a > b ? 1 : 0);
