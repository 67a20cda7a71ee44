import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { CLOCK } from '../api/clock';
import { credentialReader } from '../api/credentials';
import { CredentialSender, CredentialSenders } from '../api/credentialSender';
import { RunStats, runSummary } from '../api/runStats';
import { type Service } from '../api/service';
import { transportWith } from '../api/transport';
import { answerRequests } from './answerRequests';
import { type Resource } from './operation';
import { OutputCollector } from './outputCollector';
import { readItems } from './readItems';
import { type RunContext } from './runContext';
import { selectedOperation } from './selectedOperation';

/**
 * One run of a node: reads the parameters of every input item, sends the requests, and returns the output
 * items in the order of the input.
 *
 * @throws NodeApiError, NodeOperationError of the item that stopped the run, and of a cancelled execution.
 */
export async function runOperation(
	this: IExecuteFunctions,
	service: Service,
	resources: readonly Resource[],
): Promise<INodeExecutionData[][]> {
	const start = CLOCK.now();
	const outputCollector = new OutputCollector(this);
	const stats = new RunStats();
	const isCancelled = () => this.getExecutionCancelSignal?.()?.aborted === true;
	try {
		const operation = selectedOperation.call(this, resources);
		await answerItems.call(this, service, { operation, outputCollector, stats, isCancelled });
	} catch (error) {
		if (!isCancelled()) outputCollector.failRest(error);
	}
	outputCollector.throwFirstError();
	if (isCancelled()) throw cancelledRun.call(this, outputCollector);

	const message = runSummary(stats, outputCollector.items, CLOCK.now() - start);
	if (message) this.addExecutionHints?.({ message, location: 'outputPane' });
	return [outputCollector.output];
}

/** Reads the items, and hands their outcomes to the output collector. */
async function answerItems(
	this: IExecuteFunctions,
	service: Service,
	run: RunContext,
): Promise<void> {
	const { operation, outputCollector, stats } = run;
	// Without time left the transport cancels the requests that wait: a stopped run sends nothing more.
	const timeLeft = () => (outputCollector.isStopped ? 0 : Infinity);
	const senders = new CredentialSenders(
		(credentials) =>
			new CredentialSender(
				service,
				transportWith.call(this, service, credentials, stats, timeLeft),
			),
	);
	const readCredential = credentialReader.call(this, service);
	const requests = await readItems.call(this, operation, outputCollector, async (index) =>
		senders.for(await readCredential(index)),
	);
	// Unless the run goes on after errors, an item with a bad parameter stops it before anything is sent.
	if (outputCollector.isStopped) return;
	stats.duplicates = requests.reduce((sum, { consumers }) => sum + consumers.length - 1, 0);
	await answerRequests(run, requests);
}

/** A cancelled run returns no error items: thousands of them would only delay its end. */
function cancelledRun(
	this: IExecuteFunctions,
	outputCollector: OutputCollector,
): NodeOperationError {
	return new NodeOperationError(this.getNode(), 'The execution was cancelled', {
		description: outputCollector.commandReport().trim() || undefined,
	});
}
