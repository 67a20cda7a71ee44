import { CHECK_CONNECTION } from './networkErrors';
import { type ErrorDefinition, ServiceError } from './serviceError';

export const TOO_MANY_REQUESTS: ErrorDefinition = {
	message: 'The service takes no more requests at the moment',
	advice: 'Run the item again later, or lower the option Requests per Second.',
	retry: 'throttled',
};

const GATEWAY_ERROR: ErrorDefinition = {
	message: 'A gateway answered in place of the service',
	advice: `Run the item again later. ${CHECK_CONNECTION}`,
	retry: 'read',
};

const CREDENTIAL_REFUSED: ErrorDefinition = {
	message: 'The service does not accept the credential',
	advice: 'Test the credential, and check its site or endpoint.',
	accessRefused: true,
};

const EMPTY_RESPONSE: ErrorDefinition = {
	message: 'The answer is empty',
	advice: `Run the item again. ${CHECK_CONNECTION}`,
	retry: 'read',
};

/**
 * The error for an HTTP response without the service's own envelope: from a proxy, a gateway or a
 * wrong endpoint. `retryAfter` is in milliseconds.
 */
export function httpError(
	httpStatus: number,
	headers: Record<string, unknown>,
	text: string,
	retryAfter: number | undefined,
): ServiceError {
	return new ServiceError(definitionForStatus(httpStatus, headers, text), {
		httpStatus,
		retryAfter,
	});
}

function definitionForStatus(
	status: number,
	headers: Record<string, unknown>,
	text: string,
): ErrorDefinition {
	if (status >= 300 && status < 400) return redirected(headers);
	if (status === 429) return TOO_MANY_REQUESTS;
	// Unlike 429, a 503 does not say that the request was not processed: no command is sent again.
	if (status === 503) return { ...TOO_MANY_REQUESTS, retry: 'read' };
	if (status >= 500) return GATEWAY_ERROR;
	if (status === 401 || status === 403) return CREDENTIAL_REFUSED;
	if (text.trim() === '') return EMPTY_RESPONSE;
	return {
		message: /^\s*</.test(text)
			? 'A web page came back instead of the answer'
			: 'The answer is not one of this service',
		advice: `Something between n8n and the service answers in its place, or the answer broke off. ${CHECK_CONNECTION}`,
		retry: status === 200 ? 'read' : 'never',
	};
}

/** The redirect's target is shown without path and query: they may hold a token. */
function redirected({ location }: Record<string, unknown>): ErrorDefinition {
	const origin =
		typeof location === 'string' && URL.canParse(location) ? new URL(location).origin : undefined;
	const advice =
		origin === undefined
			? 'Check the endpoint of the credential.'
			: `The answer points to ${origin}: if that is the service, enter it in the credential (with https, if only that differs).`;
	return {
		message: 'The service redirects elsewhere',
		advice: `The request was not sent on, as it carries your credential. ${advice}`,
	};
}
