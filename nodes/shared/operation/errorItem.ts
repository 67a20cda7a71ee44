import { type IDataObject, type INode } from 'n8n-workflow';
import { nodeError } from '../api/nodeError';
import { ServiceError } from '../api/serviceError';
import { InvalidParameter } from '../values/invalidParameter';
import { type FailedItem } from './itemPosition';

/**
 * The JSON of an error item: the item that a failed item becomes when the run goes on. It has the keys
 * `error` and `details` only, because n8n recognizes an error item by these keys.
 */
export function errorItemJson(node: INode, { index, error, subject }: FailedItem): IDataObject {
	const shown = nodeError(node, error, index);
	// n8n takes an item whose `error` is empty for a success.
	const message = shown.message || 'The item failed, and the error does not say why';
	// n8n before 2.37 (its errors have no `failure`) does not send an item with `details` to the error
	// output: such an item gets its advice in the text of `error`.
	if (node.onError === 'continueErrorOutput' && !('failure' in shown)) {
		return { error: `${message}. ${shown.description ?? ''}`.trim() };
	}
	return {
		error: message,
		details: {
			...detailsOf(error, shown.description ?? undefined),
			...(subject !== undefined && { subject }),
		},
	};
}

/** What a program can branch on, and what a person can do. */
function detailsOf(error: unknown, description: string | undefined): IDataObject {
	const isOurs = error instanceof ServiceError || error instanceof InvalidParameter;
	const {
		advice = description,
		code,
		requestId,
		serviceMessage,
	}: Partial<ServiceError> = isOurs ? error : {};
	return {
		advice: advice ?? null,
		code: code ?? null,
		requestId: requestId ?? null,
		serviceMessage: serviceMessage ?? null,
	};
}
