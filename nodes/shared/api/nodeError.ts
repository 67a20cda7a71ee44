import {
	type INode,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
	type NodeError,
} from 'n8n-workflow';
import { InvalidParameter } from '../values/invalidParameter';
import { textOf } from '../values/text';
import { ServiceError } from './serviceError';

/**
 * The error that n8n shows for an item: what happened, what to do, the service's code and request ID.
 * `note` says what became of the other items.
 */
export function nodeError(node: INode, error: unknown, itemIndex?: number, note = ''): NodeError {
	const suffix = (itemIndex === undefined ? '' : ` Item: ${itemIndex}.`) + note;
	if (error instanceof ServiceError) {
		const { code, requestId, httpStatus, message } = error;
		// Not under the key "code", nor as httpCode: for codes like ENOTFOUND n8n would replace the
		// message by its own.
		const response: JsonObject = {
			serviceCode: code ?? null,
			requestId: requestId ?? null,
			httpStatus: httpStatus ?? null,
		};
		return new NodeApiError(node, response, {
			message,
			description: descriptionOf(error) + suffix,
			httpCode: httpStatus === undefined ? undefined : String(httpStatus),
			itemIndex,
			...declaredCause(error),
		});
	}
	return new NodeOperationError(node, error instanceof Error ? error : textOf(error), {
		itemIndex,
		description: error instanceof InvalidParameter ? `${error.advice}${suffix}` : undefined,
	});
}

const descriptionOf = ({
	advice,
	serviceMessage,
	attempts,
	code,
	httpStatus,
	requestId,
}: ServiceError): string =>
	[
		advice,
		// The sentence ends with a full stop of its own.
		serviceMessage && ` The service says: "${serviceMessage.replace(/\.$/, '')}".`,
		attempts &&
			attempts.count > 1 &&
			` Tried ${attempts.count} times in ${(attempts.milliseconds / 1000).toFixed(1)} seconds.`,
		code && ` Code: ${code}.`,
		!code && httpStatus && httpStatus !== 200 && ` HTTP status: ${httpStatus}.`,
		requestId && ` Request ID: ${requestId}.`,
	]
		.filter(Boolean)
		.join('');

/**
 * The cause of the error, for n8n's durable poll engine (n8n-workflow 2.37 and newer). It is declared
 * only where the response proves it.
 */
function declaredCause({
	credentialInvalid,
	retry,
	retryAfter,
	httpStatus,
	code,
}: ServiceError): object {
	if (credentialInvalid) return { failure: { cause: 'credential-invalid' } };
	if (retry === 'throttled') {
		return { failure: { cause: 'rate-limited', ...(retryAfter && { retryAfterMs: retryAfter }) } };
	}
	// Proof is an error code of the service or a 5xx of a server; an unreachable host proves nothing.
	const isProven = httpStatus !== undefined && (httpStatus >= 500 || code !== undefined);
	return retry !== 'never' && isProven ? { failure: { cause: 'temporarily-unavailable' } } : {};
}
