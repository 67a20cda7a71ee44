import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { type Operation, type Resource } from './operation';

/** The choice that n8n adds to the resources and operations of every node with a credential. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/**
 * The operation that the user selected in the node.
 *
 * @throws NodeOperationError when the node has no such operation, and for a command in a node with Retry On
 * Fail.
 */
export function selectedOperation(
	this: IExecuteFunctions,
	resources: readonly Resource[],
): Operation {
	const resource = this.getNodeParameter('resource', 0) as string;
	// n8n removes the parameter `operation` when the resource is unknown.
	const operation = this.getNodeParameter('operation', 0, '') as string;
	const selected = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (!selected) throw noSuchOperation.call(this, resource, operation);
	if (selected.kind === 'command') assertNoRetryOnFail.call(this);
	return selected;
}

function noSuchOperation(
	this: IExecuteFunctions,
	resource: string,
	operation: string,
): NodeOperationError {
	if ([resource, operation].includes(CUSTOM_API_CALL)) {
		return new NodeOperationError(
			this.getNode(),
			'A custom API call is made with the HTTP Request node',
			{
				description:
					'Add an HTTP Request node, set Authentication to Predefined Credential Type and choose this credential.',
			},
		);
	}
	return new NodeOperationError(this.getNode(), 'The node has no such resource and operation', {
		description: `Choose both from their lists. Now they are "${resource}" and "${operation}".`,
	});
}

/**
 * Retry On Fail is n8n's own retry. It runs the node again from the first item, so that commands that took
 * effect already would take effect twice.
 */
function assertNoRetryOnFail(this: IExecuteFunctions): void {
	if (!this.getNode().retryOnFail) return;
	throw new NodeOperationError(
		this.getNode(),
		'Retry On Fail would send again what was carried out already',
		{
			description:
				'Turn it off in the settings of the node. The node itself repeats what surely was not carried out: see the option Max Retries.',
		},
	);
}
