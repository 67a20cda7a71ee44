import { Failure, type KnownError } from './failure';

const CHECK_CONNECTION = 'Check the network, the proxy and the endpoint of the credential.';

/** What went wrong before there was an answer, by the code of Node.js or of n8n's HTTP client. */
const NETWORK_ERRORS: Record<string, KnownError> = {
	ECONNREFUSED: {
		message: 'Nothing answers at the address of the service',
		advice: `The connection was refused. ${CHECK_CONNECTION}`,
		retry: 'always',
	},
	ENOTFOUND: {
		message: 'The host of the service is not known',
		advice: `Its name could not be resolved. ${CHECK_CONNECTION}`,
		retry: 'always',
	},
	EAI_AGAIN: {
		message: 'The host of the service could not be looked up',
		advice: `The name server did not answer. ${CHECK_CONNECTION}`,
		retry: 'always',
	},
	EHOSTUNREACH: {
		message: 'The service cannot be reached',
		advice: CHECK_CONNECTION,
		retry: 'always',
	},
	ENETUNREACH: {
		message: 'The service cannot be reached',
		advice: CHECK_CONNECTION,
		retry: 'always',
	},
	ECONNRESET: {
		message: 'The connection was closed before the answer was complete',
		advice: `Run the item again. ${CHECK_CONNECTION}`,
		retry: 'read',
	},
	EPIPE: {
		message: 'The connection was closed before the request was complete',
		advice: `Run the item again. ${CHECK_CONNECTION}`,
		retry: 'read',
	},
	ECONNABORTED: {
		message: 'The service did not answer in time',
		advice: 'Run the item again, or raise the option Timeout.',
		retry: 'read',
	},
	ETIMEDOUT: {
		message: 'The service did not answer in time',
		advice: 'Run the item again, or raise the option Timeout.',
		retry: 'read',
	},
	ERR_BAD_RESPONSE: {
		message: 'The answer broke off',
		advice: `Run the item again. ${CHECK_CONNECTION}`,
		retry: 'read',
	},
};

const TLS_ERROR: KnownError = {
	message: 'The certificate of the service is not trusted',
	advice:
		'Check the endpoint of the credential. Behind a proxy that inspects traffic, n8n must trust its certificate.',
};

/**
 * What n8n's request helper threw: a network error gets words of its own, anything else (a refused
 * host, a credential that cannot sign) already has its message.
 */
export function networkFailure(error: unknown): Failure {
	const chain = causes(error);
	const code = chain
		.map((entry) => (entry as { code?: unknown }).code)
		.find((entry): entry is string => typeof entry === 'string' && entry !== '');
	const known =
		code === undefined
			? undefined
			: /CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code)
				? TLS_ERROR
				: NETWORK_ERRORS[code];
	if (known) return new Failure(known, { code });
	const deepest = chain.at(-1);
	const message =
		deepest instanceof Error && deepest.message ? deepest.message : String(deepest ?? error);
	return new Failure({
		message: message.replace(/\.$/, ''),
		advice: 'The request was not sent. Check the credential and its endpoint.',
	});
}

/** An error and what caused it, outermost first. */
function causes(error: unknown): object[] {
	const chain: object[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && chain.length < 5) {
		chain.push(current);
		current = (current as { cause?: unknown }).cause;
	}
	return chain;
}

/** What an HTTP answer means that holds nothing of the service's own envelope. */
export function httpFailure(
	status: number,
	headers: Record<string, unknown>,
	text: string,
): Failure {
	const facts = { httpStatus: status, code: `HTTP ${status}` };
	if (status >= 300 && status < 400) {
		return new Failure(
			{
				message: 'The service redirects elsewhere',
				advice: `The request was not sent on, as it carries your credential. Check the endpoint of the credential${redirectTarget(headers)}.`,
			},
			facts,
		);
	}
	if (status === 429 || status === 503) {
		return new Failure(
			{
				message: 'The service takes no more requests at the moment',
				advice: 'Run the item again later, or lower the option Requests per Second.',
				retry: status === 429 ? 'throttled' : 'read',
			},
			{ ...facts, retryAfter: retryAfter(headers) },
		);
	}
	if (status >= 500) {
		return new Failure(
			{
				message: 'A gateway answered in place of the service',
				advice: `Run the item again later. ${CHECK_CONNECTION}`,
				retry: 'read',
			},
			{ ...facts, retryAfter: retryAfter(headers) },
		);
	}
	if (status === 401 || status === 403) {
		return new Failure(
			{
				message: 'The service does not accept the credential',
				advice: 'Test the credential, and check its site or endpoint.',
			},
			facts,
		);
	}
	if (text.trim() === '') {
		return new Failure(
			{
				message: 'The answer is empty',
				advice: `Run the item again. ${CHECK_CONNECTION}`,
				retry: 'read',
			},
			facts,
		);
	}
	const isPage = /^\s*</.test(text);
	return new Failure(
		{
			message: isPage
				? 'A web page came back instead of the answer'
				: 'The answer is not one of this service',
			advice: `Something between n8n and the service answers in its place, or the answer broke off. ${CHECK_CONNECTION}`,
			retry: status === 200 ? 'read' : 'never',
		},
		facts,
	);
}

function redirectTarget({ location }: Record<string, unknown>): string {
	if (typeof location !== 'string' || !URL.canParse(location)) return '';
	return `: the answer points to ${new URL(location).host}`;
}

/**
 * The wait that a service asks for, in milliseconds: `x-acs-retry-after` in milliseconds (Aliyun's
 * clients), `Retry-After` in seconds or as a date (HTTP).
 */
export function retryAfter(headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const milliseconds = Number(headers['x-acs-retry-after']);
	if (milliseconds > 0) return milliseconds;
	const value = headers['retry-after'];
	if (typeof value !== 'string' || value === '') return undefined;
	const wait = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000;
	return wait > 0 ? wait : undefined;
}
