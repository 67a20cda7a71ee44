// ACS3-HMAC-SHA256, checked from the receiver's side. On purpose independent of credentials/.
import { queryParameters } from '../call.mts';
import { hmac, sha256Hex } from './digest.mts';

export interface Acs3Authorization {
	accessKeyId: string;
	signedHeaders: string[];
	signature: string;
}

/** What the signature is computed over, as received. */
export interface Acs3Request {
	method: string;
	path: string;
	rawQuery: string;
	headers: Record<string, string>;
	rawBody: Uint8Array;
}

const AUTHORIZATION =
	/^ACS3-HMAC-SHA256 Credential=([^,]*),SignedHeaders=([^,\s]+),Signature=([0-9a-f]{64})$/;

/** The parts of an `Authorization` header; null if it is malformed. */
export function parseAcs3(authorization: string): Acs3Authorization | null {
	const match = AUTHORIZATION.exec(authorization);
	if (!match) return null;
	const [, accessKeyId, signedHeaders, signature] = match;
	return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}

/** Headers that must be signed: the host, the content type if there is one, all of `x-acs-`. */
export function headersToSign(headers: Record<string, string>): string[] {
	return Object.keys(headers).filter(
		(name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
	);
}

export function acs3StringToSign(request: Acs3Request, signedHeaders: string[]): string {
	const lines = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
	const canonicalRequest = [
		request.method,
		request.path,
		canonicalQuery(request.rawQuery),
		lines.join(''),
		signedHeaders.join(';'),
		sha256Hex(request.rawBody),
	].join('\n');
	return `ACS3-HMAC-SHA256\n${sha256Hex(canonicalRequest)}`;
}

/** The signature that a request with this string to sign must carry. */
export function acs3Signature(stringToSign: string, accessKeySecret: string): string {
	return hmac(accessKeySecret, stringToSign).toString();
}

/** Decoded and encoded again, because clients may escape less on the wire than they sign. */
function canonicalQuery(rawQuery: string): string {
	return queryParameters(rawQuery)
		.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
		.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
		.join('&');
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986: everything but unreserved characters becomes UTF-8 bytes in hex. */
function percentEncode(text: string): string {
	return [...Buffer.from(text, 'utf8')]
		.map((byte) => {
			const character = String.fromCharCode(byte);
			return /[A-Za-z0-9\-_.~]/.test(character)
				? character
				: `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
		})
		.join('');
}
