import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { triggerProperties } from '../shared/trigger/fields';
import { pollStatus } from '../shared/trigger/pollStatus';
import { tencentOrganizationStatusTrigger } from './trigger';

export class TencentOrganizationTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tencent Organization Trigger',
		name: 'tencentOrganizationTrigger',
		icon: {
			light: 'file:tencentOrganization.svg',
			dark: 'file:tencentOrganization.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["triggerOn"]].flat().join(", ") }}',
		description:
			'Starts the workflow when the email verification of a member account in Tencent Cloud Organization changes',
		defaults: { name: 'Tencent Organization Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tencentCloudTc3Api', required: true }],
		properties: triggerProperties(tencentOrganizationStatusTrigger),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollStatus.call(this, tencentOrganizationStatusTrigger);
	}
}
