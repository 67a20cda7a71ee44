import { redact } from './redaction';
import { type ErrorDefinition, ServiceError } from './serviceError';

const CHECK_CONNECTION = 'Check the network, the proxy and the endpoint of the credential.';

/** What went wrong before there was an answer, by the code of Node.js or of n8n's HTTP client. */
const NETWORK_ERRORS: Record<string, ErrorDefinition> = {
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
	TOO_LARGE: {
		message: 'The answer is too large',
		advice:
			'It holds more than 20 MB, which no answer of the service does. Check the endpoint of the credential.',
		retry: 'read',
	},
	ERR_BAD_RESPONSE: {
		message: 'The answer broke off',
		advice: `Run the item again. ${CHECK_CONNECTION}`,
		retry: 'read',
	},
};

const TLS_ERROR: ErrorDefinition = {
	message: 'No secure connection to the service could be made',
	advice:
		'Check the endpoint of the credential: https or http, name and port. Behind a proxy that inspects traffic, n8n must trust its certificate.',
};

/**
 * What n8n's request helper threw: a network error gets words of its own, anything else (a refused
 * host, a credential that cannot sign) already has its message.
 */
export function networkError(error: unknown): ServiceError {
	const chain = causeChain(error);
	const code = chain.map(codeOf).find((entry) => entry !== undefined);
	const said = chain.map(messageOf).filter(Boolean).at(-1) ?? String(error);
	if (code !== undefined) return new ServiceError(definitionOfNetworkCode(code, said), { code });
	return new ServiceError({
		message: said.replace(/\.$/, ''),
		advice: 'The request was not sent. Check the credential and its endpoint.',
	});
}

function definitionOfNetworkCode(code: string, said: string): ErrorDefinition {
	if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME|LEAF_SIGNATURE|EPROTO/.test(code)) return TLS_ERROR;
	return (
		NETWORK_ERRORS[code] ?? {
			message: 'The exchange with the service broke off',
			// It may have done so after the service had the request.
			retry: 'read',
			advice: `Run the item again. ${CHECK_CONNECTION} It was reported as "${redact(said, [])}".`,
		}
	);
}

/** n8n 1.x drops the cause, and keeps its code as that of HTTP. */
const codeOf = ({ code, httpCode }: { code?: unknown; httpCode?: unknown }): string | undefined =>
	[code, httpCode].find((entry): entry is string => typeof entry === 'string' && /\D/.test(entry));

const messageOf = (error: object): string => (error instanceof Error ? error.message : '');

/** An error and what caused it, outermost first. */
function causeChain(error: unknown): object[] {
	const chain: object[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && chain.length < 5) {
		chain.push(current);
		current = (current as { cause?: unknown }).cause;
	}
	return chain;
}

/** What an HTTP answer means that holds nothing of the service's own envelope. */
export function httpError(
	httpStatus: number,
	headers: Record<string, unknown>,
	text: string,
	hint: number | undefined,
): ServiceError {
	return new ServiceError(definitionOfHttpStatus(httpStatus, headers, text), {
		httpStatus,
		retryAfter: hint,
	});
}

export const TOO_MANY_REQUESTS: ErrorDefinition = {
	message: 'The service takes no more requests at the moment',
	advice: 'Run the item again later, or lower the option Requests per Second.',
	retry: 'throttled',
};

function definitionOfHttpStatus(
	status: number,
	headers: Record<string, unknown>,
	text: string,
): ErrorDefinition {
	if (status >= 300 && status < 400) {
		return {
			message: 'The service redirects elsewhere',
			advice: `The request was not sent on, as it carries your credential. ${redirectAdvice(headers)}`,
		};
	}
	if (status === 429) return TOO_MANY_REQUESTS;
	if (status === 503) return { ...TOO_MANY_REQUESTS, retry: 'read' };
	if (status >= 500) {
		return {
			message: 'A gateway answered in place of the service',
			advice: `Run the item again later. ${CHECK_CONNECTION}`,
			retry: 'read',
		};
	}
	if (status === 401 || status === 403) {
		return {
			message: 'The service does not accept the credential',
			advice: 'Test the credential, and check its site or endpoint.',
		};
	}
	if (text.trim() === '') {
		return {
			message: 'The answer is empty',
			advice: `Run the item again. ${CHECK_CONNECTION}`,
			retry: 'read',
		};
	}
	return {
		message: /^\s*</.test(text)
			? 'A web page came back instead of the answer'
			: 'The answer is not one of this service',
		advice: `Something between n8n and the service answers in its place, or the answer broke off. ${CHECK_CONNECTION}`,
		retry: status === 200 ? 'read' : 'never',
	};
}

function redirectAdvice({ location }: Record<string, unknown>): string {
	if (typeof location !== 'string' || !URL.canParse(location)) {
		return 'Check the endpoint of the credential.';
	}
	const { origin } = new URL(location);
	return `The answer points to ${origin}: if that is the service, enter it in the credential (with https, if only that differs).`;
}

/** The wait that `Retry-After` asks for, in seconds or as a date, in milliseconds. */
export function retryAfter(headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string') return undefined;
	const wait = Number.isNaN(Number(value)) ? Date.parse(value) - now : Number(value) * 1000;
	return wait > 0 ? wait : undefined;
}
