// The checks of every request before its operation runs, in the order of the reference.
import type { Call } from '../call.mts';
import { ErrorResponse } from '../errorResponse.mts';
import { acs3Signature, acs3StringToSign, headersToSign, parseAcs3 } from '../signature/acs3.mts';
import { sha256Hex } from '../signature/digest.mts';
import { MINUTE_MS } from '../time.mts';
import { findAliyunKey, type AliyunKey } from './keys.mts';
import type { AliyunOperation } from './operation.mts';

const CLOCK_TOLERANCE_MS = 15 * MINUTE_MS;

const PRODUCTS: Record<string, string> = {
	domain: 'Domain',
	'domain-intl': 'Domain',
	sts: 'Sts',
	ecs: 'Ecs',
	cs: 'CS',
};

/** The nonces of the last minutes. A nonce may be used once. */
export interface Nonces {
	/** Remembers the nonce; false if it was there already. */
	use(nonce: string, at: number): boolean;
}

export function createNonces(): Nonces {
	const seen = new Map<string, number>();
	return {
		use: (nonce, at) => {
			for (const [old, usedAt] of seen) {
				// A Map keeps the order of insertion: the nonces that follow are younger.
				if (at - usedAt <= 2 * CLOCK_TOLERANCE_MS) break;
				seen.delete(old);
			}
			if (seen.has(nonce)) return false;
			seen.set(nonce, at);
			return true;
		},
	};
}

/** The operation that a request names, by host, action, version, method and path. */
export function findOperation(
	{ hostname, headers, method, path }: Call,
	operations: readonly AliyunOperation[],
): AliyunOperation {
	const label = hostname.split('.')[0];
	const product = hostname.endsWith('.aliyuncs.com') ? (PRODUCTS[label] ?? '') : null;
	const ofProduct = operations.filter((one) => product === null || one.product === product);
	if (ofProduct.length === 0) throw new ErrorResponse('InvalidProduct.NotFound');
	if (!headers['x-acs-action']) throw new ErrorResponse('MissingAction');
	if (!headers['x-acs-version']) throw new ErrorResponse('MissingVersion');
	const ofAction = ofProduct.filter((one) => one.action === headers['x-acs-action']);
	if (ofAction.length === 0) throw new ErrorResponse('InvalidAction.NotFound');
	const operation = ofAction.find((one) => one.version === headers['x-acs-version']);
	if (operation === undefined) throw new ErrorResponse('InvalidVersion');
	if (!operation.methods.includes(method)) throw new ErrorResponse('UnsupportedHTTPMethod', method);
	if (path !== operation.path) throw new ErrorResponse('InvalidApi.NotFound');
	return operation;
}

/** The key of a genuine request. */
export function authenticate(call: Call, nonces: Nonces): AliyunKey {
	const { headers } = call;
	const authorization = headers.authorization ?? '';
	if (authorization !== '' && !authorization.startsWith('ACS3-HMAC-SHA256 ')) {
		throw new ErrorResponse('InvalidSignatureMethod');
	}
	const proof = parseAcs3(authorization);
	if (proof === null) throw new ErrorResponse('IncompleteSignature', 'Authorization');

	const key = findAliyunKey(proof.accessKeyId, call.hostname);
	if (key === undefined) throw new ErrorResponse('InvalidAccessKeyId.NotFound');
	if (key.isInactive) throw new ErrorResponse('InvalidAccessKeyId.Inactive');
	checkSecurityToken(key, headers['x-acs-security-token']);
	checkDate(headers['x-acs-date'] ?? '', call.at);

	checkSignedHeaders(proof.signedHeaders, headers);
	const stringToSign = acs3StringToSign(call, proof.signedHeaders);
	if (
		headers['x-acs-content-sha256'] !== sha256Hex(call.rawBody) ||
		acs3Signature(stringToSign, key.accessKeySecret) !== proof.signature
	) {
		throw new ErrorResponse('SignatureDoesNotMatch', {
			message: `Specified signature does not match. server StringToSign is [${stringToSign}]`,
		});
	}
	const nonce = headers['x-acs-signature-nonce'];
	if (!nonces.use(`${key.accessKeyId} ${nonce}`, call.at))
		throw new ErrorResponse('SignatureNonceUsed');
	return key;
}

function checkSecurityToken(key: AliyunKey, token: string | undefined): void {
	if (token === key.securityToken) {
		if (key.isExpired) throw new ErrorResponse('InvalidSecurityToken.Expired');
		return;
	}
	throw new ErrorResponse(
		token === undefined ? 'MissingSecurityToken' : 'InvalidSecurityToken.MismatchWithAccessKey',
	);
}

function checkDate(date: string, at: number): void {
	const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : NaN;
	if (Number.isNaN(ms)) throw new ErrorResponse('InvalidTimeStamp.Format');
	if (Math.abs(at - ms) > CLOCK_TOLERANCE_MS) throw new ErrorResponse('InvalidTimeStamp.Expired');
}

function checkSignedHeaders(names: string[], headers: Record<string, string>): void {
	if (!headers['x-acs-signature-nonce']) throw new ErrorResponse('MissingSignatureNonce');
	const sorted = [...names].sort();
	const isWellFormed = names.every(
		(name, index) => name === sorted[index] && headers[name] !== undefined,
	);
	if (!isWellFormed) throw new ErrorResponse('IncompleteSignature', 'SignedHeaders');
	for (const name of [...headersToSign(headers), 'host', 'x-acs-content-sha256']) {
		if (!names.includes(name))
			throw new ErrorResponse('IncompleteSignature', `${name} is not signed`);
	}
}
