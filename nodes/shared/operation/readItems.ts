import { type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { type CredentialSender } from '../api/credentialSender';
import { parameterReader } from '../fields/parameterReader';
import { optionsReader } from '../fields/readOptions';
import { type OperationRequest, RequestMerger } from './mergeLookups';
import { type Operation } from './operation';
import { type OutputCollector } from './outputCollector';

/**
 * Reads and checks the parameters and the credential of all input items; equal lookups become one request.
 * An item with a bad parameter or credential fails. When its error stops the run, the items after it are not read.
 */
export async function readItems(
	this: IExecuteFunctions,
	operation: Operation,
	outputCollector: OutputCollector,
	senderOf: (index: number) => Promise<CredentialSender>,
): Promise<readonly OperationRequest[]> {
	const readParameter = parameterReader.call(this);
	const readOptions = optionsReader();
	const timeZone = this.getTimezone();
	const merger = new RequestMerger(operation.kind);
	for (let index = 0; index < outputCollector.items && !outputCollector.isStopped; index++) {
		try {
			const options = readOptions(readParameter('options', index, {}) as IDataObject);
			const read = operation.input(
				(name, fallback) => readParameter(name, index, fallback),
				options,
				timeZone,
			);
			const simplify = readParameter('simplify', index, true) !== false;
			const sender = await senderOf(index);
			const inputs: unknown[] = Array.isArray(read) ? read : [read];
			const isSplit = inputs.length !== 1;
			if (isSplit) outputCollector.split(index, inputs.length);
			inputs.forEach((input, position) => {
				const part = isSplit ? position : undefined;
				merger.add(input, sender, { index, part, simplify, options });
			});
		} catch (error) {
			outputCollector.fail({ index, part: undefined }, error);
		}
	}
	return merger.requests;
}
