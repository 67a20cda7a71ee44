import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { nodeProperties } from '../shared/operation/nodeProperties';
import { runOperation } from '../shared/operation/runOperation';
import { searchDepartments, searchMembers } from './editorListSearch';
import { tencentOrganizationResources } from './operations';
import { tencentOrganizationService } from './service';

export class TencentOrganization implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tencent Organization',
		name: 'tencentOrganization',
		icon: {
			light: 'file:tencentOrganization.svg',
			dark: 'file:tencentOrganization.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Look up and drive the email verification of member accounts in Tencent Cloud Organization',
		defaults: { name: 'Tencent Organization' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tencentCloudTc3Api', required: true }],
		properties: nodeProperties(tencentOrganizationResources),
	};

	methods = { listSearch: { searchDepartments, searchMembers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation.call(this, tencentOrganizationService, tencentOrganizationResources);
	}
}
