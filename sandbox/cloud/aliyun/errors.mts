import type { Texts } from '../errorResponse.mts';

/** HTTP statuses by code; every other code is a 400. */
export const httpStatuses: Record<string, number> = {
	'Forbidden.RAM': 403,
	'InvalidAccessKeyId.NotFound': 404,
	'InvalidAction.NotFound': 404,
	'InvalidApi.NotFound': 404,
	'InvalidProduct.NotFound': 404,
	InternalError: 500,
	NoPermission: 403,
	ServiceUnavailable: 503,
	UnknownError: 500,
};

export const aliyunTexts: Texts = {
	IncompleteSignature: [
		'The request signature does not conform to Aliyun standards.',
		'请求签名不符合阿里云标准。',
	],
	'InvalidAccessKeyId.Inactive': ['Specified access key is disabled.', '指定的密钥已被禁用。'],
	'InvalidAccessKeyId.NotFound': ['Specified access key is not found.', '指定的密钥不存在。'],
	'InvalidAction.NotFound': [
		'Specified api is not found, please check your url and method.',
		'指定的接口不存在，请检查请求地址和方法。',
	],
	'InvalidApi.NotFound': [
		'Specified api is not found, please check your url and method.',
		'指定的接口不存在，请检查请求地址和方法。',
	],
	InvalidParameter: ['Specified parameter is not valid.', '参数不合法。'],
	'InvalidProduct.NotFound': ['Can not find the product.', '找不到指定的产品。'],
	'InvalidSecurityToken.Expired': ['Specified SecurityToken is expired.', '安全令牌已过期。'],
	'InvalidSecurityToken.MismatchWithAccessKey': [
		'Specified SecurityToken mismatch with the AccessKey.',
		'安全令牌与密钥不匹配。',
	],
	InvalidSignatureMethod: ['Specified signature method is not valid.', '签名方法不合法。'],
	'InvalidTimeStamp.Expired': [
		'Specified time stamp or date value is expired.',
		'时间戳或日期已过期。',
	],
	'InvalidTimeStamp.Format': [
		'Specified time stamp or date value is not well formatted.',
		'时间戳或日期的格式不正确。',
	],
	InvalidVersion: ['Specified parameter Version is not valid.', '参数 Version 不合法。'],
	MissingAction: ['Action is mandatory for this action.', '缺少参数 Action。'],
	MissingName: ['name is mandatory for this action.', '缺少参数 name。'],
	MissingSecurityToken: ['SecurityToken is mandatory for this action.', '缺少安全令牌。'],
	MissingSignatureNonce: [
		'SignatureNonce is mandatory for this action.',
		'缺少参数 SignatureNonce。',
	],
	MissingVersion: ['Version is mandatory for this action.', '缺少参数 Version。'],
	NoPermission: ['You are not authorized to do this operation.', '没有执行此操作的权限。'],
	ParameterIllegal: ['Parameter illegal.', '参数非法。'],
	ParameterIllegall: ['Parameter error', '参数错误'],
	SendTokenQuotaExceeded: [
		'The maximum number of attempts allowed to send the email verification link is exceeded.',
		'验证邮件的发送次数超过上限。',
	],
	Success: ['Success', '成功'],
	SignatureNonceUsed: ['Specified signature nonce was used already.', '签名随机数已被使用。'],
	'Throttling.User': ['Request was denied due to user flow control.', '请求因用户流控被拒绝。'],
	UnsupportedHTTPMethod: [
		'The HTTP method of the request is not supported.',
		'不支持该 HTTP 方法。',
	],
};
