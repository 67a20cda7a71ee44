import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { triggerProperties } from '../shared/trigger/fields';
import { pollStatus } from '../shared/trigger/pollStatus';
import { iamAccountStatusTrigger } from './trigger';

export class IamAccountTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IAM Account Trigger',
		name: 'iamAccountTrigger',
		icon: {
			light: 'file:iamAccount.svg',
			dark: 'file:iamAccount.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["triggerOn"]].flat().join(", ") }}',
		description:
			'Starts the workflow when the authentication of an account of a WeMake industrial platform changes',
		defaults: { name: 'IAM Account Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wemakeIamApi', required: true }],
		properties: triggerProperties(iamAccountStatusTrigger),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollStatus.call(this, iamAccountStatusTrigger);
	}
}
