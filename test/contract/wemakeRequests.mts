// Requests to WeMake IAM: signed for one of its two products, or with the cookie of a session.
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoCredentials } from '../../sandbox/cloud/demo.mts';
import { type RawRequest, send, tc3Request } from './rawRequest.mts';

const VERSION = '2020-05-25';

export type Key = { secretId: string; secretKey: string; accessToken?: string };
/** What an answer holds is for the expectations to say. */
export type Json = ReturnType<typeof JSON.parse>;

/** An operation of the token's account (product `iam-app`), with its Module. */
export const own = (
	action: string,
	body: object = {},
	key: Key = demoCredentials.wemake,
	{ service = 'iam-app', host = 'iam-app-api.example.com' } = {},
): RawRequest => {
	const more: Record<string, string> = key.accessToken ? { 'x-tc-token': key.accessToken } : {};
	return tc3Request(key, service, action, VERSION, { Module: 'account', ...body }, { host, more });
};

/** A lookup across accounts (product `iam`): no Module, no token. */
export const wide = (
	action: string,
	body: object,
	key: Key = demoCredentials.wemake,
	{ service = 'iam', host = 'iam-api.example.com' } = {},
): RawRequest => tc3Request(key, service, action, VERSION, body, { host });

/** A page of one of the web sites. */
export const get = (host: string, path: string, cookie: string): RawRequest => ({
	method: 'GET',
	path,
	headers: { host, cookie },
	body: '',
});

/** What the cloud answers: the whole text, the object in the envelope, its error code. */
export const readers = (cloud: Cloud) => {
	const json = async (request: RawRequest): Promise<Json> =>
		JSON.parse((await send(cloud, request)).text) as Json;
	const answerOf = async (request: RawRequest): Promise<Json> => (await json(request)).Response;
	const codeOf = async (request: RawRequest) => (await answerOf(request)).Error?.Code;
	return { json, answerOf, codeOf };
};

export const idsOf = (rows: Json[]) => rows.map(({ AccountId }) => AccountId);
