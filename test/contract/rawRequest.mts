// Requests written by hand, for what the official SDKs never send.
import http from 'node:http';
import CryptoJS from 'crypto-js';
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { readBody } from '../httpServer.mts';

export interface RawRequest {
	method: string;
	/** Path and query. */
	path: string;
	headers: Record<string, string>;
	body: string;
}

export interface RawAnswer {
	status: number;
	headers: http.IncomingHttpHeaders;
	text: string;
}

/** Sends exactly these headers and bytes. */
export function send(
	cloud: Cloud,
	{ method, path, headers, body }: RawRequest,
): Promise<RawAnswer> {
	return new Promise((resolve, reject) => {
		const request = http.request(
			{ port: cloud.port, host: '127.0.0.1', method, path, headers, agent: false },
			async (response) => {
				const { statusCode, headers: received } = response;
				const text = (await readBody(response)).toString('utf8');
				resolve({ status: statusCode!, headers: received, text });
			},
		);
		request.once('error', reject);
		request.end(body);
	});
}

/** The request with another header, as somebody on the way would send it: the signature stays. */
export const withHeader = (request: RawRequest, name: string, value: string): RawRequest => ({
	...request,
	headers: { ...request.headers, [name]: value },
});

const sha256 = (text: string) => CryptoJS.SHA256(text).toString();

/** A request signed with TC3-HMAC-SHA256; `change` alters what is sent before it is signed. */
export function tc3Request(
	key: { secretId: string; secretKey: string },
	service: string,
	action: string,
	version: string,
	body: unknown,
	{
		host = 'api.example.test',
		timestamp = Math.floor(Date.now() / 1000),
		date = new Date(timestamp * 1000).toISOString().slice(0, 10),
		contentType = 'application/json',
		signedHeaders = 'content-type;host',
		more = {} as Record<string, string>,
	} = {},
): RawRequest {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const headers: Record<string, string> = {
		host,
		'content-type': contentType,
		'x-tc-action': action,
		'x-tc-version': version,
		'x-tc-timestamp': String(timestamp),
		...more,
	};
	const lines = signedHeaders
		.split(';')
		.map((name) => `${name}:${(headers[name] ?? '').toLowerCase()}\n`)
		.join('');
	const canonical = ['POST', '/', '', lines, signedHeaders, sha256(text)].join('\n');
	const scope = `${date}/${service}/tc3_request`;
	const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
	const k1 = CryptoJS.HmacSHA256(date, `TC3${key.secretKey}`);
	const k2 = CryptoJS.HmacSHA256(service, k1);
	const k3 = CryptoJS.HmacSHA256('tc3_request', k2);
	const signature = CryptoJS.HmacSHA256(toSign, k3).toString();
	headers.authorization = `TC3-HMAC-SHA256 Credential=${key.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
	return { method: 'POST', path: '/', headers, body: text };
}

const encode = (text: string) =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** A request signed with ACS3-HMAC-SHA256; headers with the value null are left out. */
export function acs3Request(
	key: { accessKeyId: string; accessKeySecret: string; securityToken?: string },
	action: string,
	version: string,
	query: Record<string, string> = {},
	{
		method = 'POST',
		path = '/',
		body = '',
		more = {} as Record<string, string | null>,
		isSigned = ((): boolean => true) as (name: string) => boolean,
	} = {},
): RawRequest {
	const all: Record<string, string | null> = {
		host: 'api.example.test',
		'x-acs-action': action,
		'x-acs-version': version,
		'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
		'x-acs-signature-nonce': CryptoJS.lib.WordArray.random(16).toString(),
		'x-acs-content-sha256': sha256(body),
		'x-acs-security-token': key.securityToken ?? null,
		...more,
	};
	const headers = Object.fromEntries(
		Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
	);
	const names = Object.keys(headers).filter(isSigned).sort();
	const queryText = Object.keys(query)
		.sort()
		.map((name) => `${encode(name)}=${encode(query[name])}`)
		.join('&');
	const canonical = [
		method,
		path,
		queryText,
		names.map((name) => `${name}:${headers[name]}\n`).join(''),
		names.join(';'),
		sha256(body),
	].join('\n');
	const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
	const signature = CryptoJS.HmacSHA256(toSign, key.accessKeySecret).toString();
	headers.authorization = `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
	return { method, path: queryText === '' ? path : `${path}?${queryText}`, headers, body };
}
