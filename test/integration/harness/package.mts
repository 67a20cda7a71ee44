import { existsSync } from 'node:fs';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes } from 'n8n-workflow';

/** The built package, as n8n's own loader sees it. */
export interface LoadedPackage {
	/** Node types with their full names, also those of their tools, and `test.start`. */
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
	loader: PackageDirectoryLoader;
}

const PACKAGE = 'n8n-nodes-account-verification';

/** Hands on the items it is given: what stands before the node in every test. */
const START: INodeType = {
	description: {
		displayName: 'Start',
		name: 'test.start',
		group: ['input'],
		version: 1,
		description: 'Hands on its items',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return await Promise.resolve([this.getInputData()]);
	},
};

export async function loadPackage(): Promise<LoadedPackage> {
	if (!existsSync('dist')) throw new Error('There is no dist folder: run "npm run build" first');
	const loader = new PackageDirectoryLoader(process.cwd());
	await loader.loadAll();
	const nodeType = (fullName: string) =>
		fullName === START.description.name
			? START
			: (loader.getNode(fullName.replace(`${PACKAGE}.`, '').replace(/Tool$/, ''))
					.type as INodeType);
	return {
		loader,
		nodeTypes: {
			getByName: nodeType,
			getByNameAndVersion: nodeType,
			getKnownTypes: () => loader.known.nodes as never,
		},
		credentialType: (name) => loader.getCredential(name).type,
	};
}

export const fullName = (node: string) => `${PACKAGE}.${node}`;
