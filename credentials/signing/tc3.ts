import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** One request as TC3-HMAC-SHA256 sees it. */
export interface Tc3Request {
	method: string;
	/** The encoded text behind `?`; empty for POST. */
	query: string;
	/** The headers to sign, lower-case names; `content-type` and `host` at least. */
	headers: Record<string, string>;
	/** The exact bytes that travel. */
	body: string | Buffer;
	/** Unix time in seconds, the value of `X-TC-Timestamp`. */
	timestamp: number;
	/** The product (`organization`, `sts`, `iam-app`, …), whatever the host is called. */
	service: string;
}

export interface Tc3Key {
	secretId: string;
	secretKey: string;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const TERMINATOR = 'tc3_request';

/** Signs a request: the value of the `Authorization` header. Source: signature v3, Tencent Cloud API 3.0. */
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

/** The product that an `Authorization` header made by `signTc3` was signed for. */
export const signedService = (authorization: string | undefined): string | undefined =>
	authorization?.startsWith(ALGORITHM)
		? /Credential=[^,]*\/\d{4}-\d{2}-\d{2}\/([^/,]+)\/tc3_request/.exec(authorization)?.[1]
		: undefined;

const sha256 = (data: string | Buffer): string => hash('sha256', data, 'hex');

const hmac = (key: string | Buffer, data: string): Buffer =>
	createHmac('sha256', key).update(data).digest();

/**
 * Deriving the signing key costs more than the signature itself and its inputs change once a day,
 * so the latest ones are remembered, under a digest: the secret is no key of any map. They are kept
 * as key objects: to make one of bytes, as every HMAC has to, is the dearest step in Node.js 24.
 */
const signingKeys = new Map<string, KeyObject>();
const SIGNING_KEYS_KEPT = 32;
/** A key of yesterday, perhaps of a credential that is gone, is not kept. */
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
		if (signingKeys.size >= SIGNING_KEYS_KEPT) signingKeys.clear();
		signingKeys.set(id, key);
	}
	return key;
}
