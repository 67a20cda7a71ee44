import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { triggerProperties } from '../shared/trigger/fields';
import { pollStatus } from '../shared/trigger/pollStatus';
import { aliyunEmailVerificationStatusTrigger } from './trigger';

export class AliyunEmailVerificationTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Aliyun Email Verification Trigger',
		name: 'aliyunEmailVerificationTrigger',
		icon: {
			light: 'file:aliyunEmailVerification.svg',
			dark: 'file:aliyunEmailVerification.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["triggerOn"]].flat().join(", ") }}',
		description:
			'Starts the workflow when the verification of an email address of an Alibaba Cloud account changes',
		defaults: { name: 'Aliyun Email Verification Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aliyunAcs3Api', required: true }],
		properties: triggerProperties(aliyunEmailVerificationStatusTrigger),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollStatus.call(this, aliyunEmailVerificationStatusTrigger);
	}
}
