import { readParameters } from '../api3/parameters.mts';
import { queryParameters, type Call, type Reply } from '../call.mts';
import { numberIds } from '../distort.mts';
import type { Quotas } from '../quotas.mts';
import { ErrorResponse } from '../errorResponse.mts';
import type { Service } from '../service.mts';
import type { Settings } from '../settings.mts';
import { isOperator, type WemakeAccount, type WemakeState } from './state.mts';
import { webPages, type Side, type WebPage } from './webPages.mts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const TOO_MANY = 'RequestLimitExceeded';
/** The number of a refused parameter; no number is documented. */
const BAD_PARAMETER = 10400;

/** The login cookie of each side. */
const COOKIES: Record<Side, string> = { tenant: 'access_token', operator: 'sp_access_token' };

/** The unsigned interface: plain GET requests, proved by a login cookie. */
export function createWemakeSession(
	state: WemakeState,
	settings: Settings,
	quotas: Quotas,
): Service {
	/** The account that the login cookie belongs to. Operators log in on the operator's site, all others on the tenant's. */
	const ownerOf = (call: Call): WemakeAccount | undefined => {
		const { side } = placeOf(call);
		const owner = state.byToken(cookie(call, COOKIES[side]));
		if (owner === undefined) return undefined;
		const isAtHome = isOperator(owner) === (side === 'operator');
		const isGuest = side === 'tenant' && settings.wemake.sharedLogins;
		return isAtHome || isGuest ? owner : undefined;
	};
	return {
		throttlingCode: TOO_MANY,

		describe: (call) => ({
			service: 'wemake',
			action: call.path,
			version: null,
			subjects: [
				...[ownerOf(call)?.AccountId ?? []].flat(),
				...queryParameters(call.rawQuery)
					.filter(([name]) => name === 'AccountId' || name === 'Identifier')
					.map(([, value]) => value),
			],
		}),

		answer: (call, injected) => {
			const page = pageAt(call);
			if (page === undefined) return answer(404, HTML_TYPE, '<h1>404 page not found</h1>');
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
			try {
				const values = readParameters(call, page.parameters);
				const body = { Code: 0, Msg: '成功', ...page.answer(values, { state, settings, owner }) };
				const exact = settings.wemake.idsAsNumbers ? numberIds(body) : body;
				return { ...answer(200, JSON_TYPE, exact), account };
			} catch (error) {
				if (!(error instanceof ErrorResponse)) throw error;
				const { detail = '' } = error.details;
				return { ...failure(BAD_PARAMETER, `${error.code} ${detail}`), account };
			}
		},
	};
}

/** The side and the path of a request: by its host, or at a custom endpoint by its path. */
function placeOf({ hostname, path }: Call): { side: Side; path: string } {
	if (hostname.startsWith('sp.')) return { side: 'operator', path };
	const isUnderSp = !hostname.startsWith('www.') && path.startsWith('/sp/');
	return isUnderSp ? { side: 'operator', path: path.slice(3) } : { side: 'tenant', path };
}

function pageAt(call: Call): WebPage | undefined {
	const { side, path } = placeOf(call);
	return webPages.find((page) => page.side === side && page.path === path);
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
