import { removeN8nFolder } from './n8nFolder.mts';
import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PollContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type ITaskDataConnections,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
	type OnError,
} from 'n8n-workflow';
import { PlainCredentials, type CredentialData } from './credentials.mts';
import { collectLogs, takeLogs } from './logs.mts';
import { fullName, loadPackage } from './package.mts';
import { giveRegularExpressionsTime } from './regularExpressions.mts';

/** One node in one execution. */
export interface NodeRun {
	/** Name without the package's prefix. */
	node: string;
	parameters: INodeParameters;
	items: IDataObject[];
	credentials: CredentialData;
	/** What the administrator of n8n has set for credential types: it fills empty fields. */
	credentialOverwrites?: CredentialData;
	credentialId?: string;
	/** n8n's variables, `$vars` of expressions. */
	variables?: IDataObject;
	onError?: OnError;
	/** n8n's own retry, at most three times. */
	retryOnFail?: boolean;
	/** Cancels the execution, as the stop button does. */
	signal?: AbortSignal;
}

/** The error of an execution, as n8n stores it. */
export interface RunError extends IDataObject {
	name: string;
	message: string;
	description: string;
	httpCode: string | null;
	context: IDataObject;
	failure?: IDataObject;
}

export interface NodeResult {
	/** Items by output; empty when the node did not run or stopped with an error. */
	output: INodeExecutionData[][];
	error: RunError | undefined;
	/** What the output panel says beside the items. */
	hints: NodeExecutionHint[];
	/** Every line that n8n logged meanwhile, at any level. */
	logs: string[];
}

const START = 'Start';
const NODE = 'Node';

/** n8n's execution engine with the built package in it. */
export async function startEngine() {
	collectLogs();
	giveRegularExpressionsTime();
	const types = await loadPackage();

	function prepare(run: Omit<NodeRun, 'items'>) {
		const { node, parameters, credentials, credentialId = 'test', onError, retryOnFail } = run;
		const common = { typeVersion: 1, position: [0, 0] as [number, number] };
		const references = Object.keys(credentials).map((type) => [
			type,
			{ id: credentialId, name: 'test' },
		]);
		const workflow = new Workflow({
			id: 'test',
			name: 'test',
			active: false,
			nodes: [
				{ ...common, id: 'start', name: START, type: 'test.start', parameters: {} },
				{
					...common,
					id: 'node',
					name: NODE,
					type: fullName(node),
					parameters,
					credentials: Object.fromEntries(references) as INode['credentials'],
					onError,
					retryOnFail,
					waitBetweenTries: 0,
				},
			],
			connections: { [START]: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
			nodeTypes: types.nodeTypes,
			settings: { executionOrder: 'v1' },
		});
		const additionalData = {
			credentialsHelper: new PlainCredentials(types, credentials, run.credentialOverwrites),
			hooks: new ExecutionLifecycleHooks('manual', 'test', {} as never),
			executionId: 'test',
			variables: run.variables ?? {},
			webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
			formWaitingBaseUrl: 'http://localhost/form-waiting',
			currentNodeExecutionIndex: 0,
		} as unknown as IWorkflowExecuteAdditionalData;
		return { workflow, additionalData, node: workflow.getNode(NODE)! };
	}

	const registrations = new WeakMap<IDataObject, { key: string; context: PollContext }>();

	return {
		types,

		/** Runs Start -> node. */
		async run(request: NodeRun): Promise<NodeResult> {
			const { workflow, additionalData } = prepare(request);
			const main = [request.items.map((json) => ({ json }))];
			const start = { node: workflow.getNode(START)!, data: { main }, source: null };
			const execution = new WorkflowExecute(
				additionalData,
				'manual',
				createRunExecutionData({ executionData: { nodeExecutionStack: [start] } }),
			).processRunExecutionData(workflow);
			const cancel = () => execution.cancel();
			request.signal?.addEventListener('abort', cancel);
			const { data } = await execution;
			request.signal?.removeEventListener('abort', cancel);
			const task = data.resultData.runData[NODE]?.[0];
			return {
				output: (task?.data?.main ?? []).map((items) => items ?? []),
				error: (task?.error ?? data.resultData.error) as RunError | undefined,
				hints: task?.hints ?? [],
				logs: takeLogs(),
			};
		},

		/**
		 * Calls the node itself: with no items at all, which the engine never does, or to see what it
		 * throws once it is cancelled, which the engine does not wait for.
		 */
		async callNode(request: NodeRun): Promise<INodeExecutionData[][]> {
			const { workflow, additionalData, node } = prepare(request);
			const items = request.items.map((json) => ({ json }));
			const inputData: ITaskDataConnections = { main: [items] };
			const context = new ExecuteContext(
				workflow,
				node,
				additionalData,
				'manual',
				createRunExecutionData(),
				0,
				items,
				inputData,
				{ node, data: inputData, source: null },
				[],
				request.signal,
			);
			const type = types.nodeTypes.getByNameAndVersion(node.type);
			return (await type.execute!.call(context)) as INodeExecutionData[][];
		},

		/** What a resource locator's list asks for while a user edits the node. */
		async listSearch(
			request: Omit<NodeRun, 'items'>,
			method: string,
			filter?: string,
			paginationToken?: string,
		) {
			const { workflow, additionalData, node } = prepare(request);
			const context = new LoadOptionsContext(workflow, node, additionalData, '');
			const { methods } = types.nodeTypes.getByNameAndVersion(node.type);
			return await methods!.listSearch![method]!.call(context, filter, paginationToken);
		},

		/**
		 * One poll of a trigger, with what n8n has stored for the node; the items of its output. As in n8n, all
		 * polls of one registration have the same context: those of one node with the same parameters, until
		 * n8n is started again and reads what it has stored.
		 */
		async poll(
			request: Omit<NodeRun, 'items'>,
			staticData: IDataObject,
			{
				mode = 'trigger',
				budgetMs = 300_000,
			}: { mode?: 'trigger' | 'manual'; budgetMs?: number } = {},
		): Promise<INodeExecutionData[] | null> {
			const { workflow, additionalData, node } = prepare(request);
			const { parameters, credentials, id } = node;
			const key = JSON.stringify([id, node.type, parameters, credentials, mode, budgetMs]);
			const earlier = registrations.get(staticData);
			const context =
				earlier?.key === key
					? earlier.context
					: new PollContext(
							workflow,
							node,
							additionalData,
							mode,
							'activate',
							undefined,
							undefined,
							undefined,
							undefined,
							() => staticData,
							() => budgetMs,
						);
			if (mode !== 'manual') registrations.set(staticData, { key, context });
			// A credential may be edited meanwhile: n8n reads it anew for each poll.
			Object.assign(context.additionalData, additionalData);
			const output = await types.nodeTypes.getByNameAndVersion(node.type).poll!.call(context);
			return output?.[0] ?? null;
		},

		stop: removeN8nFolder,
	};
}

export type Engine = Awaited<ReturnType<typeof startEngine>>;
