// Credentials as n8n's CredentialsHelper hands them out, without its database and encryption.
import { getAdditionalKeys } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { LoadedPackage } from './package.mts';

/** The stored data by credential type. A text that begins with `=` is an expression. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** The node that n8n resolves expressions with where there is no execution: in triggers and the editor. */
const MOCK_NODE: INode = {
	id: '',
	name: '',
	typeVersion: 1,
	type: 'mock',
	position: [0, 0],
	parameters: {},
};
const mockType = () => ({ description: { properties: [] } });
const MOCK_NODE_TYPES = {
	getKnownTypes: () => ({}),
	getByName: mockType,
	getByNameAndVersion: mockType,
} as unknown as INodeTypes;

/**
 * Hands out the given data, with defaults and expressions resolved, and lets the credential types sign: step
 * by step as `getDecrypted` and `applyDefaultsAndOverwrites` of n8n's credentials-helper.js (2.41.1).
 */
export class PlainCredentials extends ICredentialsHelper {
	/** Fills empty fields, as n8n does with CREDENTIALS_OVERWRITE_DATA. */
	readonly credentialsOverwrites: {
		applyOverwrite(
			type: string,
			data: ICredentialDataDecryptedObject,
		): ICredentialDataDecryptedObject;
	};

	private readonly types: LoadedPackage;
	private readonly data: CredentialData;

	constructor(types: LoadedPackage, data: CredentialData, overwrites: CredentialData = {}) {
		super();
		this.types = types;
		this.data = data;
		this.credentialsOverwrites = {
			applyOverwrite: (type, stored) => {
				const filled = Object.entries(overwrites[type] ?? {}).filter(
					([name]) => (stored[name] ?? '') === '',
				);
				return { ...stored, ...Object.fromEntries(filled) };
			},
		};
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.types.credentialType(typeName);
		if (typeof authenticate !== 'function') throw new Error(`${typeName} signs nothing`);
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_credential: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = { ...this.data[type] };
		if (raw === true) return await Promise.resolve(stored);
		const data = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			this.credentialsOverwrites.applyOverwrite(type, stored) as never,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (!resolveValues) return await withoutExecution(data, mode, keys);
		const { workflow, node, runExecutionData, runIndex, itemIndex, connectionInputData } =
			resolveValues;
		try {
			return workflow.expression.getParameterValue(
				data as never,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				keys,
				executeData,
				false,
				data as never,
			) as ICredentialDataDecryptedObject;
		} catch (error) {
			(error as Error).message += ' [Error resolving credentials]';
			throw error;
		}
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.credentialType(type).properties;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('No test stores credentials');
	}

	async updateCredentials(): Promise<void> {
		throw new Error('No test stores credentials');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('No test stores credentials');
	}
}

async function withoutExecution(
	data: ICredentialDataDecryptedObject,
	mode: WorkflowExecuteMode,
	keys: ReturnType<typeof getAdditionalKeys>,
): Promise<ICredentialDataDecryptedObject> {
	const { expression } = new Workflow({
		nodes: [MOCK_NODE],
		connections: {},
		active: false,
		nodeTypes: MOCK_NODE_TYPES,
	});
	await expression.acquireIsolate();
	try {
		return expression.getComplexParameterValue(
			MOCK_NODE,
			data as never,
			mode,
			keys,
			undefined,
			undefined,
			data as never,
		) as ICredentialDataDecryptedObject;
	} finally {
		await expression.releaseIsolate();
	}
}
