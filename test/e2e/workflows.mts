// Workflows as n8n stores them, put together in a few words.
import { DEMO_CREDENTIALS } from '../../sandbox/demo/credentials.mts';
import type { WorkflowFile } from '../../sandbox/n8n/n8n.mts';

export const TRIGGER = 'Start';

export interface NodeFile {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	onError?: 'continueRegularOutput' | 'continueErrorOutput';
	executeOnce?: true;
	/** n8n's own retry. */
	retryOnFail?: true;
	maxTries?: number;
	/** Milliseconds. */
	waitBetweenTries?: number;
	webhookId?: string;
}

/** A manual trigger, then the nodes one after another. */
export function chain(id: string, nodes: NodeFile[]): WorkflowFile {
	const names = [TRIGGER, ...nodes.map(({ name }) => name)];
	return workflow(
		id,
		nodes,
		names.slice(1).map((name, index) => [names[index], name]),
	);
}

/** A manual trigger, then all nodes side by side. */
export const fan = (id: string, nodes: NodeFile[]): WorkflowFile =>
	workflow(
		id,
		nodes,
		nodes.map(({ name }) => [TRIGGER, name]),
	);

/** A manual trigger and other nodes; a link is [from, to] or [from, to, kind of connection]. */
export const workflow = (id: string, nodes: NodeFile[], links: string[][]): WorkflowFile =>
	linked(
		id,
		[
			{ name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			...nodes,
		],
		links,
	);

/** Nodes alone. */
export function linked(id: string, nodes: NodeFile[], links: string[][]): WorkflowFile {
	const connections: Record<string, Record<string, unknown[][]>> = {};
	for (const [from, to, type = 'main'] of links) {
		const outputs = (connections[from] ??= {});
		(outputs[type] ??= [[]])[0].push({ node: to, type, index: 0 });
	}
	return {
		id,
		name: id,
		nodes: nodes.map((node, index) => ({
			...node,
			id: `${id}-${index}`,
			position: [index * 200, 0],
		})),
		connections,
		settings: { executionOrder: 'v1' },
	};
}

/** Two nodes whose output is one item per row. */
export function rows(list: Record<string, unknown>[]): NodeFile[] {
	return [
		{
			name: 'Rows',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ rows: list }), options: {} },
		},
		{
			name: 'One Item Each',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'rows', options: {} },
		},
	];
}

const CREDENTIALS = {
	tencentOrganization: 'tencentCloudTc3Api',
	aliyunEmailVerification: 'aliyunAcs3Api',
	iamAccount: 'wemakeIamApi',
} as const;
type NodeType = keyof typeof CREDENTIALS;

/** One of our nodes, with the demo credential of its service. */
export function lookup(
	type: NodeType | `${NodeType}Trigger`,
	parameters: Record<string, unknown>,
	more: Partial<NodeFile> = {},
): NodeFile {
	const credential = CREDENTIALS[type.replace('Trigger', '') as NodeType];
	return {
		name: 'Lookup',
		type: `n8n-nodes-account-verification.${type}`,
		typeVersion: 1,
		parameters,
		credentials: { [credential]: DEMO_CREDENTIALS[credential] },
		...more,
	};
}
