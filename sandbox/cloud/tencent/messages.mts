import { commonTexts } from '../api3/messages.mts';
import type { Texts } from '../errorResponse.mts';

export const tencentTexts: Texts = {
	...commonTexts,
	'FailedOperation.ChangePermissionRecordExist': [
		'A permission change record already exists.',
		'已存在权限变更记录。',
	],
	'FailedOperation.CreateRecordAlreadySuccess': [
		'The creation record has already succeeded.',
		'创建记录已成功。',
	],
	'FailedOperation.CreateRecordNotExist': [
		'The creation record does not exist.',
		'创建记录不存在。',
	],
	'FailedOperation.EmailAlreadyUsed': ['The email is already used.', '邮箱已经被使用。'],
	'FailedOperation.EmailBindRecordInvalid': [
		'The email binding record is no longer valid.',
		'邮箱绑定已经失效。',
	],
	'FailedOperation.MemberEmailExist': ['The member already has an email.', '成员存在邮箱。'],
	'FailedOperation.MemberNameUsed': ['The name is already used.', '名称已被使用。'],
	'FailedOperation.OrganizationMemberNameUsed': [
		'The member name is already used.',
		'成员名称已被使用。',
	],
	'FailedOperation.OrganizationPermissionIllegal': [
		'The organization permissions are illegal.',
		'组织权限不合法。',
	],
	'FailedOperation.OrganizationPolicyIllegal': [
		'The organization policy is illegal.',
		'组织策略不合法。',
	],
	'FailedOperation.PayUinIllegal': ['The payer UIN is illegal.', '代付者 Uin 不合法。'],
	'FailedOperation.SomeUinsNotInOrganization': [
		'Some UINs are not in the organization.',
		'部分 Uin 不在组织内。',
	],
	'InvalidParameter.AllowQuitIllegal': [
		'A member that is paid for may not be allowed to quit.',
		'代付费成员不允许设置可退出。',
	],
	'InvalidParameter.TagError': ['A tag is invalid.', '标签错误。'],
	'LimitExceeded.EmailBindOverLimit': [
		'The email submissions of today exceed the limit.',
		'配置邮箱超过当日上限。',
	],
	'LimitExceeded.OrganizationMemberOverLimit': [
		'The members of the organization exceed the limit.',
		'组织成员数量超过上限。',
	],
	'LimitExceeded.PhoneNumBound': ['The phone number is bound too often.', '手机超过绑定上限。'],
	'LimitExceeded.SendEmailLimit': [
		'The activation email was re-sent too often.',
		'重新发送激活邮件次数超过限制。',
	],
	'LimitExceeded.SendEmailWithinOneHourLimit': [
		'The activation email was re-sent too often within one hour.',
		'一小时内重新发送激活邮件次数超过限制。',
	],
	'LimitExceeded.UpdateEmailBindOverLimit': [
		'The binding was changed too often.',
		'修改成员绑定信息超过限制。',
	],
	'ResourceNotFound.EmailBindRecordNotExist': [
		'The email binding record does not exist.',
		'邮箱绑定记录不存在。',
	],
	'ResourceNotFound.MemberNotExist': ['The member does not exist.', '成员不存在。'],
	'ResourceNotFound.OrganizationAuthRelationNotExist': [
		'The authentication relation does not exist.',
		'认证主体关系不存在。',
	],
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
	UnsupportedOperation: ['The operation is not supported.', '操作不支持。'],
};
