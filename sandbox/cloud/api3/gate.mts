// The checks of every API 3.0 request before its action runs, in the order of the reference.
import type { Call } from '../call.mts';
import { ErrorResponse } from '../errorResponse.mts';
import { parseTc3, tc3Signature, utcDate } from '../signature/tc3.mts';

/** An action as the gate sees it. */
export interface Api3Action {
	/** The service in the signature's scope. */
	product: string;
	version: string;
	action: string;
}

export interface Api3Key {
	secretId: string;
	secretKey: string;
}

export interface Gate<Action extends Api3Action, Key extends Api3Key> {
	actions: readonly Action[];
	/** The product that a vendor host serves; null: a custom endpoint, which serves them all. */
	productOf(hostname: string): string | null;
	/** The key, if this host knows it. */
	findKey(secretId: string, hostname: string): Key | undefined;
	/** Where keys may be temporary: refuses a missing, foreign or expired token. */
	checkToken?(key: Key, call: Call): void;
}

const CLOCK_TOLERANCE_S = 300;
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_QUERY_BYTES = 32 * 1024;
const REQUIRED_HEADERS = ['x-tc-action', 'x-tc-version', 'x-tc-timestamp'];
const CONTENT_TYPES: Record<string, RegExp> = {
	POST: /^application\/json(\s*;\s*charset=utf-8)?$/i,
	GET: /^application\/x-www-form-urlencoded$/i,
};

/** The action and the key of a genuine request. */
export function admit<Action extends Api3Action, Key extends Api3Key>(
	call: Call,
	gate: Gate<Action, Key>,
): { action: Action; key: Key } {
	checkForm(call);
	const action = findAction(call, gate);
	return { action, key: checkSignature(call, gate, action) };
}

function checkForm({ method, path, rawQuery, headers, rawBody }: Call): void {
	const contentType = CONTENT_TYPES[method];
	if (contentType === undefined) throw new ErrorResponse('UnsupportedProtocol', method);
	if (path !== '/') throw new ErrorResponse('InvalidRequest', `path ${path}`);
	if (!contentType.test(headers['content-type'] ?? '')) {
		throw new ErrorResponse(
			'InvalidRequest',
			`Content-Type: ${headers['content-type'] ?? 'missing'}`,
		);
	}
	if (rawBody.length > MAX_BODY_BYTES || rawQuery.length > MAX_QUERY_BYTES) {
		throw new ErrorResponse('RequestSizeLimitExceeded');
	}
	for (const name of REQUIRED_HEADERS) {
		if (!headers[name]) throw new ErrorResponse('MissingParameter', name);
	}
	if (!headers.authorization)
		throw new ErrorResponse('AuthFailure.InvalidAuthorization', 'missing');
}

function findAction<Action extends Api3Action>(
	{ hostname, headers }: Call,
	gate: Gate<Action, Api3Key>,
): Action {
	const product = gate.productOf(hostname);
	const ofProduct = gate.actions.filter((one) => product === null || one.product === product);
	if (ofProduct.length === 0) throw new ErrorResponse('NoSuchProduct', String(product));
	const version = headers['x-tc-version'];
	const ofVersion = ofProduct.filter((one) => one.version === version);
	if (ofVersion.length === 0) throw new ErrorResponse('NoSuchVersion', version);
	const action = ofVersion.find((one) => one.action === headers['x-tc-action']);
	if (action === undefined) throw new ErrorResponse('InvalidAction', headers['x-tc-action']);
	return action;
}

function checkSignature<Key extends Api3Key>(
	call: Call,
	gate: Gate<Api3Action, Key>,
	action: Api3Action,
): Key {
	const { headers, at } = call;
	const authorization = parseTc3(headers.authorization);
	if (authorization === null) throw new ErrorResponse('AuthFailure.InvalidAuthorization');
	const timestamp = headers['x-tc-timestamp'];
	if (!/^\d{1,11}$/.test(timestamp)) throw new ErrorResponse('InvalidParameter', 'X-TC-Timestamp');
	const { date, service, signedHeaders } = authorization;
	if (date !== utcDate(Number(timestamp))) {
		throw new ErrorResponse(
			'AuthFailure.InvalidAuthorization',
			'the date is not that of the timestamp',
		);
	}
	if (service !== action.product) {
		throw new ErrorResponse('AuthFailure.InvalidAuthorization', `service ${service} is not valid`);
	}
	checkSignedHeaders(signedHeaders, headers);
	if (Math.abs(at / 1000 - Number(timestamp)) > CLOCK_TOLERANCE_S) {
		throw new ErrorResponse('AuthFailure.SignatureExpire');
	}
	const key = gate.findKey(authorization.secretId, call.hostname);
	if (key === undefined) throw new ErrorResponse('AuthFailure.SecretIdNotFound');
	gate.checkToken?.(key, call);
	if (tc3Signature(call, authorization, key.secretKey) !== authorization.signature) {
		throw new ErrorResponse('AuthFailure.SignatureFailure');
	}
	return key;
}

function checkSignedHeaders(names: string[], headers: Record<string, string>): void {
	const sorted = [...names].sort();
	const isWellFormed = names.every(
		(name, index) =>
			name === name.toLowerCase() && name === sorted[index] && headers[name] !== undefined,
	);
	if (!isWellFormed || !names.includes('content-type') || !names.includes('host')) {
		throw new ErrorResponse('AuthFailure.InvalidAuthorization', 'SignedHeaders');
	}
}
