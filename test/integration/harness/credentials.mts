import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { ICredentialsHelper } from 'n8n-workflow';
import type { LoadedPackage } from './package.mts';

/** Plain data by credential type. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** Hands out the given data and lets the credential types sign, as n8n's helper does. */
export class PlainCredentials extends ICredentialsHelper {
	private readonly types: LoadedPackage;
	private readonly data: CredentialData;

	constructor(types: LoadedPackage, data: CredentialData) {
		super();
		this.types = types;
		this.data = data;
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

	async getDecrypted(_additionalData: unknown, _credential: unknown, type: string) {
		return await Promise.resolve({ ...this.data[type] });
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
