import type { Call, Reply } from '../call.mts';
import { numberIds } from '../distort.mts';
import type { Quotas } from '../quotas.mts';
import type { Service } from '../service.mts';
import type { Settings } from '../settings.mts';
import type { WemakeState } from './state.mts';

const ACCOUNT_PATH = '/iam/api/v1/account';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const TOO_MANY = 'RequestLimitExceeded';

/** The unsigned interface: plain GET requests, proved by the login cookie `access_token`. */
export function createWemakeSession(
	state: WemakeState,
	settings: Settings,
	quotas: Quotas,
): Service {
	const ownerOf = (call: Call) => state.byToken(cookie(call, 'access_token'));
	return {
		throttlingCode: TOO_MANY,

		describe: (call) => ({
			service: 'wemake',
			action: call.path,
			version: null,
			subjects: [ownerOf(call)?.AccountId ?? []].flat(),
		}),

		answer: (call, injected) => {
			if (call.hostname.startsWith('sp.') || call.path !== ACCOUNT_PATH) {
				return answer(404, HTML_TYPE, '<h1>404 page not found</h1>');
			}
			if (call.method !== 'GET') return answer(405, HTML_TYPE, '<h1>Method not allowed</h1>');
			const owner = ownerOf(call);
			if (owner === undefined) return badCookie(settings);
			const account = owner.AccountId;
			if (quotas.exceeded('wemake', account, call.path) !== null) {
				return { ...failure(429, TOO_MANY), account };
			}
			if (injected !== null) {
				const { message, httpStatus } = injected.details;
				const code = Number(injected.code) || 1;
				return { ...failure(code, message ?? injected.code, httpStatus), account };
			}
			const body = { Code: 0, Msg: '成功', Account: owner };
			const exact = settings.wemake.idsAsNumbers ? numberIds(body) : body;
			return { ...answer(200, JSON_TYPE, exact), account };
		},
	};
}

/** The four answers that an invalid or expired cookie may get. */
function badCookie({ wemake }: Settings): Reply {
	switch (wemake.badCookie) {
		case 'code':
			return failure(10401, '登录已失效，请重新登录');
		case 'unauthorized':
			return failure(401, 'Unauthorized', 401);
		case 'redirect':
			return answer(302, { location: '/login' }, '');
		case 'html':
			return answer(200, HTML_TYPE, '<!DOCTYPE html><html><title>登录</title></html>');
	}
}

function failure(code: number, message: string, status = 200): Reply {
	return { ...answer(status, JSON_TYPE, { Code: code, Msg: message }), code: String(code) };
}

function answer(status: number, headers: Record<string, string>, body: unknown): Reply {
	return { status, headers, body, code: null, requestId: null, account: null };
}

function cookie({ headers }: Call, name: string): string | undefined {
	const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
	return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
