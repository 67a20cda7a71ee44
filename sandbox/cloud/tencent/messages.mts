import { commonTexts } from '../api3/messages.mts';
import type { Texts } from '../refusal.mts';

export const tencentTexts: Texts = {
	...commonTexts,
	'ResourceNotFound.OrganizationMemberNotExist': [
		'The organization member does not exist.',
		'组织成员不存在。',
	],
	'ResourceNotFound.OrganizationNodeNotExist': [
		'The organization node does not exist.',
		'组织节点不存在。',
	],
	'ResourceNotFound.OrganizationNotExist': [
		'The enterprise organization does not exist.',
		'企业组织不存在。',
	],
	'ResourceNotFound.OrganizationServiceNotExist': [
		'The organization service does not exist.',
		'集团服务不存在。',
	],
};
