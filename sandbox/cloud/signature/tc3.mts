// TC3-HMAC-SHA256, checked from the receiver's side. On purpose independent of credentials/.
import { hmac, sha256Hex, type Bytes } from './digest.mts';

export interface Tc3Authorization {
	secretId: string;
	/** UTC date of the scope, `YYYY-MM-DD`. */
	date: string;
	service: string;
	signedHeaders: string[];
	signature: string;
}

/** What the signature is computed over, as received. */
export interface Tc3Request {
	method: string;
	path: string;
	rawQuery: string;
	headers: Record<string, string>;
	rawBody: Uint8Array;
}

const AUTHORIZATION =
	/^TC3-HMAC-SHA256 Credential=([^,]*), SignedHeaders=([^,\s]+), Signature=([0-9a-f]{64})$/;
const CREDENTIAL = /^(.*)\/(\d{4}-\d\d-\d\d)\/([^/]+)\/tc3_request$/;

/** The parts of an `Authorization` header; null if it is malformed. */
export function parseTc3(authorization: string): Tc3Authorization | null {
	const [, credential = '', signedHeaders, signature] = AUTHORIZATION.exec(authorization) ?? [];
	const scope = CREDENTIAL.exec(credential);
	if (scope === null) return null;
	const [, secretId, date, service] = scope;
	return { secretId, date, service, signedHeaders: signedHeaders.split(';'), signature };
}

/** The UTC date of a UNIX time in seconds, `YYYY-MM-DD`. */
export function utcDate(timestamp: number): string {
	return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

/** The signature that this request must carry. */
export function tc3Signature(
	request: Tc3Request,
	authorization: Tc3Authorization,
	secretKey: string,
): string {
	const { date, service, signedHeaders } = authorization;
	const lines = signedHeaders.map(
		(name) => `${name}:${(request.headers[name] ?? '').trim().toLowerCase()}\n`,
	);
	const canonicalRequest = [
		request.method,
		request.path,
		request.method === 'GET' ? request.rawQuery : '',
		lines.join(''),
		signedHeaders.join(';'),
		sha256Hex(request.rawBody),
	].join('\n');
	const stringToSign = [
		'TC3-HMAC-SHA256',
		request.headers['x-tc-timestamp'],
		`${date}/${service}/tc3_request`,
		sha256Hex(canonicalRequest),
	].join('\n');
	return hmac(signingKey(secretKey, date, service), stringToSign).toString();
}

// The derived key lives for a day, and crypto-js is slow: deriving it once keeps the cloud quick.
const signingKeys = new Map<string, Bytes>();

function signingKey(secretKey: string, date: string, service: string): Bytes {
	const id = JSON.stringify([secretKey, date, service]);
	let key = signingKeys.get(id);
	if (key === undefined) {
		key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
		signingKeys.set(id, key);
	}
	return key;
}
