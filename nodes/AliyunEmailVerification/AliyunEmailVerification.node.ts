import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { nodeProperties } from '../shared/operation/nodeProperties';
import { runOperation } from '../shared/operation/runOperation';
import { aliyunEmailVerificationResources } from './operations';
import { aliyunEmailVerificationService } from './service';

export class AliyunEmailVerification implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Aliyun Email Verification',
		name: 'aliyunEmailVerification',
		icon: {
			light: 'file:aliyunEmailVerification.svg',
			dark: 'file:aliyunEmailVerification.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Look up and drive the verification of email addresses in an Alibaba Cloud account',
		defaults: { name: 'Aliyun Email Verification' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aliyunAcs3Api', required: true }],
		properties: nodeProperties(aliyunEmailVerificationResources),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation.call(
			this,
			aliyunEmailVerificationService,
			aliyunEmailVerificationResources,
		);
	}
}
