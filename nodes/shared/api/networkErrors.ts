import { redact } from './redaction';
import { type ErrorDefinition, ServiceError } from './serviceError';

export const CHECK_CONNECTION = 'Check the network, the proxy and the endpoint of the credential.';

/** Errors without a response, by the error code of Node.js or of n8n's HTTP client. */
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
 * The error for what n8n's HTTP helper threw. An error with a code gets a message from here. Anything
 * else (a host that is not allowed, a credential that cannot sign) keeps its own message.
 */
export function networkError(thrown: unknown): ServiceError {
	const chain = causeChain(thrown);
	const code = chain.map(codeOf).find((entry) => entry !== undefined);
	const rootMessage = chain.map(messageOf).filter(Boolean).at(-1) ?? String(thrown);
	if (code !== undefined) return new ServiceError(definitionForCode(code, rootMessage), { code });
	return new ServiceError({
		message: rootMessage.replace(/\.$/, ''),
		advice: 'The request was not sent. Check the credential and its endpoint.',
	});
}

function definitionForCode(code: string, rootMessage: string): ErrorDefinition {
	if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME|LEAF_SIGNATURE|EPROTO/.test(code)) return TLS_ERROR;
	return (
		NETWORK_ERRORS[code] ?? {
			message: 'The exchange with the service broke off',
			// The service may have received the request before the connection broke.
			retry: 'read',
			advice: `Run the item again. ${CHECK_CONNECTION} It was reported as "${redact(rootMessage, [])}".`,
		}
	);
}

/** n8n 1.x drops the cause and keeps its error code under `httpCode`, which else holds an HTTP status. */
const codeOf = ({ code, httpCode }: { code?: unknown; httpCode?: unknown }): string | undefined =>
	[code, httpCode].find((entry): entry is string => typeof entry === 'string' && /\D/.test(entry));

const messageOf = (error: object): string => (error instanceof Error ? error.message : '');

/** An error and its causes, outermost first. */
function causeChain(error: unknown): object[] {
	const chain: object[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && chain.length < 5) {
		chain.push(current);
		current = (current as { cause?: unknown }).cause;
	}
	return chain;
}
