import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { nodeProperties } from '../shared/operation';
import { runOperation } from '../shared/runOperation';
import { iamAccountResources } from './operations';
import { iamAccountService } from './service';

export class IamAccount implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IAM Account',
		name: 'iamAccount',
		icon: { light: 'file:iamAccount.svg', dark: 'file:iamAccount.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Look up the authentication of accounts of a WeMake industrial platform',
		defaults: { name: 'IAM Account' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wemakeIamApi', required: true }],
		properties: nodeProperties(iamAccountResources),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation.call(this, iamAccountService, iamAccountResources);
	}
}
