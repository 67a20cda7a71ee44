import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** The parts of a request that TC3-HMAC-SHA256 signs. */
export interface Tc3Request {
	method: string;
	/** The encoded query string without `?`; empty for POST. */
	query: string;
	/** The headers to sign, by lower-case name; `content-type` and `host` at least. */
	headers: Record<string, string>;
	/** The exact bytes that are sent. */
	body: string | Buffer;
	/** Unix time in seconds: the value of `X-TC-Timestamp`. */
	timestamp: number;
	/** The product (`organization`, `sts`, `iam-app`, …). The host name need not contain it. */
	service: string;
}

export interface Tc3Key {
	secretId: string;
	secretKey: string;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const TERMINATOR = 'tc3_request';

/** The value of the `Authorization` header. Source: signature v3, Tencent Cloud API 3.0. */
export function signTc3(request: Tc3Request, key: Tc3Key): string {
	const names = Object.keys(request.headers).sort();
	const signedHeaders = names.join(';');
	const canonicalRequest = [
		request.method,
		'/',
		request.query,
		...names.map((name) => `${name}:${request.headers[name]!.trim().toLowerCase()}`),
		'',
		signedHeaders,
		sha256(request.body),
	].join('\n');

	const date = new Date(request.timestamp * 1000).toISOString().slice(0, 10);
	const scope = `${date}/${request.service}/${TERMINATOR}`;
	const stringToSign = [ALGORITHM, request.timestamp, scope, sha256(canonicalRequest)].join('\n');
	const signature = createHmac('sha256', signingKey(key.secretKey, date, request.service))
		.update(stringToSign)
		.digest('hex');
	return `${ALGORITHM} Credential=${key.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** The product in an `Authorization` header; undefined when `signTc3` did not write the header. */
export const signedService = (authorization: string | undefined): string | undefined =>
	authorization?.startsWith(ALGORITHM)
		? /Credential=[^,]*\/\d{4}-\d{2}-\d{2}\/([^/,]+)\/tc3_request/.exec(authorization)?.[1]
		: undefined;

const sha256 = (data: string | Buffer): string => hash('sha256', data, 'hex');

const hmac = (key: string | Buffer, data: string): Buffer =>
	createHmac('sha256', key).update(data).digest();

/**
 * A cache: deriving a signing key costs more than the signature itself, and a key is valid for a day.
 * Its map keys are digests, so that no secret is stored in plain text. Its values are key objects: in
 * Node.js 24 making one from bytes is the most expensive step of an HMAC.
 */
const signingKeys = new Map<string, KeyObject>();
const MAX_SIGNING_KEYS = 32;
/** The UTC date of the cached keys. The keys of the day before are dropped. */
let signingKeysDate = '';

function signingKey(secretKey: string, date: string, service: string): KeyObject {
	if (date !== signingKeysDate) {
		signingKeys.clear();
		signingKeysDate = date;
	}
	const id = sha256(`${service}\n${secretKey}`);
	let key = signingKeys.get(id);
	if (!key) {
		key = createSecretKey(hmac(hmac(hmac(`TC3${secretKey}`, date), service), TERMINATOR));
		if (signingKeys.size >= MAX_SIGNING_KEYS) signingKeys.clear();
		signingKeys.set(id, key);
	}
	return key;
}
