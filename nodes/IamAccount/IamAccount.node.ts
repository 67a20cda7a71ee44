import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { nodeProperties } from '../shared/operation/nodeProperties';
import { runOperation } from '../shared/operation/runOperation';
import { iamAccountResources } from './operations';
import { searchAccounts, searchMainAccounts } from './editorListSearch';
import { iamAccountService } from './service';

export class IamAccount implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IAM Account',
		name: 'iamAccount',
		icon: { light: 'file:iamAccount.svg', dark: 'file:iamAccount.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Look up accounts of a WeMake industrial platform, their sub-accounts and their authentication',
		defaults: { name: 'IAM Account' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wemakeIamApi', required: true }],
		properties: nodeProperties(iamAccountResources),
	};

	methods = { listSearch: { searchAccounts, searchMainAccounts } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation.call(this, iamAccountService, iamAccountResources);
	}
}
