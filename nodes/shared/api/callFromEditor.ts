import { type ILoadOptionsFunctions } from 'n8n-workflow';
import { type JsonObject } from '../values/json';
import { type Cancellation } from './cancellation';
import { type CallOptions, sendWithRetry } from './client';
import { nodeError } from './nodeError';
import { RunStats } from './runStats';
import { type Call, type Service } from './service';
import { n8nTransport } from './transport';

/**
 * Sends one call while a user edits a node, for the choices of a list field.
 *
 * @throws NodeError, which the editor shows in place of the choices.
 */
export async function callFromEditor(
	this: ILoadOptionsFunctions,
	service: Service,
	call: Call,
	options: CallOptions,
	cancellation?: Cancellation,
): Promise<JsonObject> {
	try {
		const transport = await n8nTransport.call(this, service, new RunStats());
		return await sendWithRetry(service, call, options, transport, cancellation);
	} catch (error) {
		throw nodeError(this.getNode(), error);
	}
}
