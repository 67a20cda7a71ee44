import { wemakeHosts, type WemakeHosts } from '../../credentials/signing/wemakeIam';
import { type Service } from '../shared/client';
import { InvalidInput } from '../shared/failure';
import { type JsonObject, objectAt, textAt } from '../shared/json';
import { ERRORS, SIGNED_OUT } from './errors';

/** Of every IAM operation. Source: the platform's Go SDK. */
const VERSION = '2020-05-25';

/** No figure is documented: gentle. */
const QUOTA = 10;

/** Where an action lives. The product is part of the signature and never derived from the host. */
interface Place {
	host: keyof Pick<WemakeHosts, 'app' | 'api'>;
	product: 'iam-app' | 'iam';
	/** Part of the body where the platform's SDK sends it. */
	module?: string;
	/** The path of the same call on the web site, for session authentication. */
	webPath?: string;
}

const PLACES: Record<string, Place> = {
	DescribeAccount: {
		host: 'app',
		product: 'iam-app',
		module: 'account',
		webPath: '/iam/api/v1/account',
	},
};

export const iamAccountService: Service = {
	credentialType: 'wemakeIamApi',
	errors: ERRORS,
	unlisted: {
		message: 'The platform refused the request',
		advice:
			'The message of the platform says why. If the access token may be old, get a new one; else ask the operator of the platform.',
	},
	quota: () => QUOTA,

	request({ action, parameters, language }, credentials) {
		const hosts = wemakeHosts(credentials);
		const place = PLACES[action]!;
		if (credentials.authentication === 'session') {
			if (!place.webPath) {
				throw new InvalidInput(
					'Session authentication cannot do this',
					'Choose OpenAPI in the credential, with a key pair of the platform.',
				);
			}
			return {
				baseURL: hosts.web,
				url: place.webPath,
				method: 'GET',
				headers: { Accept: 'application/json' },
				qs: parameters as Record<string, string>,
			};
		}
		return {
			baseURL: hosts[place.host],
			url: '/',
			method: 'POST',
			headers: {
				'X-TC-Action': action,
				'X-TC-Version': VERSION,
				'X-TC-Region': 'ap-guangzhou',
				'X-TC-Service': place.product,
				'X-TC-Language': language === 'zh' ? 'zh-CN' : 'en-US',
				'Content-Type': 'application/json',
			},
			body: JSON.stringify({ ...(place.module && { Module: place.module }), ...parameters }),
		};
	},

	/**
	 * The platform has four envelopes: Tencent's, the same without its wrapper (the documented sample),
	 * `{ Code, Msg }` of the web site, and the legacy `{ code, message, codeDesc }`.
	 */
	open(body) {
		const response = objectAt(body, 'Response') ?? body;
		const requestId = textAt(response, 'RequestId') ?? textAt(body, 'RequestId') ?? undefined;
		const error = objectAt(response, 'Error');
		if (error) {
			return {
				code: textAt(error, 'Code') ?? 'Unknown',
				message: textAt(error, 'Message') ?? '',
				requestId,
			};
		}
		const { Code, code, Msg, ...rest } = response;
		if (isRefusal(Code))
			return { code: String(Code), message: textAt({ Msg: Msg ?? '' }, 'Msg') ?? '', requestId };
		if (isRefusal(code)) {
			return {
				code: textAt(response, 'codeDesc') ?? String(code),
				message: textAt(response, 'message') ?? '',
				requestId,
			};
		}
		if (Object.keys(rest).length === 0) return undefined;
		return { answer: requestId === undefined ? rest : { ...rest, RequestId: requestId } };
	},

	/** What an expired login yields is not documented; it is likely a page, or the way to one. */
	openOther(text, httpStatus, { authentication }) {
		const isLogin =
			[302, 303, 307, 401, 403].includes(httpStatus) || (httpStatus === 200 && /^\s*</.test(text));
		return authentication === 'session' && isLogin
			? { code: undefined, known: SIGNED_OUT, message: '', requestId: undefined }
			: undefined;
	},
};

const isRefusal = (code: JsonObject[string] | undefined): boolean =>
	(typeof code === 'number' && code !== 0) ||
	(typeof code === 'string' && code !== '' && code !== '0');
