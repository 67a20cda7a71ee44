// Requests through n8n's two helpers, as a node's code and as the HTTP Request node send them.
import { removeN8nFolder } from '../harness/n8nFolder.mts';
import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type IRequestOptions,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { PlainCredentials } from '../harness/credentials.mts';
import { collectLogs } from '../harness/logs.mts';
import { loadPackage, type LoadedPackage } from '../harness/package.mts';

/** What a credential type returned: the request that n8n should send. */
export type Signed = IHttpRequestOptions & { headers: Record<string, string>; body?: Buffer };

/** Lets the type authenticate, and keeps what it returned as it was before n8n sent it. */
class RecordingCredentials extends PlainCredentials {
	readonly signed: Signed[] = [];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const result = await super.authenticate(credentials, typeName, options);
		this.signed.push({ ...result, headers: { ...result.headers } } as Signed);
		return result;
	}
}

export type HelperName = 'httpRequestWithAuthentication' | 'requestWithAuthentication';

/** n8n's options of either form. */
export type Options = Partial<IHttpRequestOptions> & Partial<IRequestOptions>;

function contextFor(types: LoadedPackage, credentials: RecordingCredentials, type: string) {
	const node = {
		id: 'node',
		name: 'Node',
		// The node that may use every credential type.
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
		credentials: { [type]: { id: 'test', name: 'test' } },
	};
	const anyNode = () => types.nodeTypes.getByNameAndVersion('test.start');
	const workflow = new Workflow({
		id: 'test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { ...types.nodeTypes, getByNameAndVersion: anyNode },
	});
	const inputData = { main: [[]] };
	return new ExecuteContext(
		workflow,
		node,
		{ credentialsHelper: credentials } as unknown as IWorkflowExecuteAdditionalData,
		'manual',
		createRunExecutionData(),
		0,
		[],
		inputData,
		{ node, data: inputData, source: null },
		[],
	);
}

/** n8n's helpers with the built credential types behind them. */
export async function startSenders() {
	collectLogs();
	const types = await loadPackage();
	return {
		/** Sends with a credential; the answer, and each request that the credential signed for it. */
		async send(
			helper: HelperName,
			type: string,
			data: ICredentialDataDecryptedObject,
			options: Options,
		): Promise<{ answer: unknown; error: Error | undefined; signed: Signed[] }> {
			const credentials = new RecordingCredentials(types, { [type]: data });
			const context = contextFor(types, credentials, type);
			const request = context.helpers[helper] as (
				...parts: [type: string, options: Options]
			) => Promise<unknown>;
			const { signed } = credentials;
			return await request.call(context, type, options).then(
				(answer) => ({ answer, error: undefined, signed }),
				(error: Error) => ({ answer: undefined, error, signed }),
			);
		},

		/** Sends without any credential: what n8n itself makes of the options. */
		async sendBare(helper: HelperName, options: Options): Promise<void> {
			const context = contextFor(types, new RecordingCredentials(types, {}), 'none');
			const { httpRequest, request } = context.helpers;
			if (helper === 'requestWithAuthentication') await request(options as IRequestOptions);
			else await httpRequest(options as IHttpRequestOptions);
		},

		stop: removeN8nFolder,
	};
}

export type Senders = Awaited<ReturnType<typeof startSenders>>;
