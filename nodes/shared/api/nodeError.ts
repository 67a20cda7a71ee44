import {
	type INode,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
	type NodeError,
} from 'n8n-workflow';
import { InvalidParameter } from '../values/invalidParameter';
import { ServiceError } from './serviceError';

/**
 * The error that n8n shows for an item: what happened, what to do, the vendor's code and request ID,
 * and a note on the rest of the run.
 */
export function nodeError(node: INode, error: unknown, itemIndex?: number, note = ''): NodeError {
	const item = (itemIndex === undefined ? '' : ` Item: ${itemIndex}.`) + note;
	if (error instanceof ServiceError) {
		const { advice, serviceMessage, effort, code, httpStatus, requestId } = error;
		const description = [
			advice,
			// Its own full stop would make two.
			serviceMessage && ` The service says: "${serviceMessage.replace(/\.$/, '')}".`,
			effort &&
				effort.attempts > 1 &&
				` Tried ${effort.attempts} times in ${(effort.milliseconds / 1000).toFixed(1)} seconds.`,
			code && ` Code: ${code}.`,
			!code && httpStatus && httpStatus !== 200 && ` HTTP status: ${httpStatus}.`,
			requestId && ` Request ID: ${requestId}.`,
			item,
		]
			.filter(Boolean)
			.join('');
		// Under a key "code", or as httpCode, n8n would take ENOTFOUND and its like for a cue to its own words.
		const facts: JsonObject = {
			serviceCode: error.code ?? null,
			requestId: error.requestId ?? null,
			httpStatus: error.httpStatus ?? null,
		};
		return new NodeApiError(node, facts, {
			message: error.message,
			description,
			httpCode: error.httpStatus === undefined ? undefined : String(error.httpStatus),
			itemIndex,
			...declaredCause(error),
		});
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
		description: error instanceof InvalidParameter ? `${error.advice}${item}` : undefined,
	});
}

/** What n8n's scheduler may conclude; only what the answer proves (n8n-workflow 2.37 and newer). */
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
	// A service that says so itself, or a server's 5xx; a host that cannot be reached proves nothing.
	const isSaid = httpStatus !== undefined && (httpStatus >= 500 || code !== undefined);
	return retry !== 'never' && isSaid ? { failure: { cause: 'temporarily-unavailable' } } : {};
}
