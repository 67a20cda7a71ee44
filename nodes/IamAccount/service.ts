import { wemakeHosts, type WemakeHosts } from '../../credentials/signing/wemakeIam';
import { type Service } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject, objectAt, textAt } from '../shared/values/json';
import { ERRORS, ONE_AT_A_TIME, SIGNED_OUT } from './errors';

/** The API version of every action. Source: the platform's Go SDK. */
const VERSION = '2020-05-25';

/** Requests per second and action: a modest number, as no document names one. */
const QUOTA = 10;

/** Where an action is sent. The product is part of the signature; the host does not determine it. */
interface Endpoint {
	host: keyof Pick<WemakeHosts, 'app' | 'api'>;
	product: 'iam-app' | 'iam';
	/** A field of the body, for the actions where the platform's SDK sends it. */
	module?: string;
	/** The same action on a web site, for session authentication; undefined: no web site has it. */
	web?: WebEndpoint;
}

interface WebEndpoint {
	host: keyof Pick<WemakeHosts, 'web' | 'operatorWeb'>;
	path: string;
	/** A list parameter of which the web site takes one entry, under the name `name`. */
	entryOf?: { list: string; name: string };
}

/** For actions on the account of the access token. */
const OWN_ACCOUNT: Endpoint = { host: 'app', product: 'iam-app', module: 'account' };
/** For actions on any account, which need no access token. */
const PLATFORM_WIDE: Endpoint = { host: 'api', product: 'iam' };

const ENDPOINTS: Record<string, Endpoint> = {
	DescribeAccount: { ...OWN_ACCOUNT, web: { host: 'web', path: '/iam/api/v1/account' } },
	DescribeAccountAuthDetail: OWN_ACCOUNT,
	DescribeSubAccounts: { ...OWN_ACCOUNT, web: { host: 'web', path: '/iam/subaccounts' } },
	DescribeSPSubAccounts: { ...OWN_ACCOUNT, web: { host: 'operatorWeb', path: '/iam/subaccounts' } },
	DescribeAccounts: {
		...PLATFORM_WIDE,
		web: {
			host: 'operatorWeb',
			path: '/iam/api/v1/account/by_id',
			entryOf: { list: 'AccountIds', name: 'AccountId' },
		},
	},
	DescribeSubIds: PLATFORM_WIDE,
};

/** Lists that may be null in an answer when they are empty, as programs in Go write them. */
const LISTS = ['Accounts', 'SubIds', 'sub_accounts'];

/** The error for an action that no web site has. */
export const needsOpenApi = (): InvalidParameter =>
	new InvalidParameter(
		'Session authentication cannot do this',
		'Choose OpenAPI in the credential, with a key pair of the platform.',
	);

export const iamAccountService: Service = {
	credentialType: 'wemakeIamApi',
	keyFields: [
		{ name: 'secretId', label: 'Secret ID' },
		{ name: 'secretKey', label: 'Secret Key' },
		{ name: 'accessToken', label: 'Access Token' },
	],
	/** In a session the platform knows nothing but the token; the signed interface knows the key pair. */
	accountOf: ({ authentication, protocol, domain, ...more }) =>
		authentication === 'session'
			? [protocol, domain, more.webEndpoint, more.operatorEndpoint, more.accessToken]
			: [protocol, domain, more.appEndpoint, more.apiEndpoint, more.secretId],
	errors: ERRORS,
	unlisted: {
		message: 'The platform refused the request',
		advice:
			'The message of the platform says why. If the access token may be old, get a new one; else ask the operator of the platform.',
	},
	quota: () => QUOTA,

	request({ action, parameters, language }, credentials) {
		const hosts = wemakeHosts(credentials);
		const endpoint = ENDPOINTS[action]!;
		if (credentials.authentication === 'session') {
			if (!endpoint.web) throw needsOpenApi();
			return {
				baseURL: hosts[endpoint.web.host],
				url: endpoint.web.path,
				method: 'GET',
				headers: { Accept: 'application/json' },
				qs: webQuery(endpoint.web, parameters),
			};
		}
		return {
			baseURL: hosts[endpoint.host],
			url: '/',
			method: 'POST',
			headers: {
				'X-TC-Action': action,
				'X-TC-Version': VERSION,
				'X-TC-Region': 'ap-guangzhou',
				'X-TC-Service': endpoint.product,
				'X-TC-Language': language === 'zh' ? 'zh-CN' : 'en-US',
				'Content-Type': 'application/json',
			},
			body: JSON.stringify({ ...(endpoint.module && { Module: endpoint.module }), ...parameters }),
		};
	},

	/**
	 * The platform has four envelopes: Tencent's, the same without its wrapper (the documented sample),
	 * `{ Code, Msg }` of the web site, and the legacy `{ code, message, codeDesc }`.
	 */
	parseResponse(body) {
		const response = objectAt(body, 'Response') ?? body;
		// The documented sample of DescribeSPSubAccounts has the request ID inside the list.
		const requestId =
			[response, body, objectAt(response, 'SubAccounts') ?? {}]
				.map((holder) => textAt(holder, 'RequestId'))
				.find((id) => id !== null) ?? undefined;
		const error = objectAt(response, 'Error');
		if (error) {
			return {
				code: textAt(error, 'Code') ?? 'Unknown',
				message: textAt(error, 'Message') ?? '',
				requestId,
			};
		}
		const { Code, code, Msg, ...rest } = response;
		if (isErrorCode(Code))
			return { code: String(Code), message: textAt({ Msg: Msg ?? '' }, 'Msg') ?? '', requestId };
		if (isErrorCode(code)) {
			return {
				code: textAt(response, 'codeDesc') ?? String(code),
				message: textAt(response, 'message') ?? '',
				requestId,
			};
		}
		if (Object.keys(rest).length === 0) return undefined;
		for (const list of LISTS) if (rest[list] === null) rest[list] = [];
		return { answer: requestId === undefined ? rest : { ...rest, RequestId: requestId } };
	},

	/** No document says how a web site answers after the session has ended: likely by a login page, or a redirect. */
	parseNonJsonError(text, httpStatus, { authentication }) {
		const isLogin =
			[302, 303, 307, 401, 403].includes(httpStatus) || (httpStatus === 200 && /^\s*</.test(text));
		return authentication === 'session' && isLogin
			? { code: undefined, definition: SIGNED_OUT, message: '', requestId: undefined }
			: undefined;
	},
};

/** @throws ServiceError when the web site takes one entry of a list, and the list has several. */
function webQuery(
	{ entryOf }: WebEndpoint,
	parameters: Record<string, unknown>,
): Record<string, string> {
	if (!entryOf) return parameters as Record<string, string>;
	const { [entryOf.list]: entries, ...otherParameters } = parameters;
	const [entry, ...more] = entries as string[];
	if (more.length > 0) throw new ServiceError(ONE_AT_A_TIME);
	return { ...(otherParameters as Record<string, string>), [entryOf.name]: entry! };
}

const isErrorCode = (code: JsonObject[string] | undefined): boolean =>
	(typeof code === 'number' && code !== 0) ||
	(typeof code === 'string' && code !== '' && code !== '0');
