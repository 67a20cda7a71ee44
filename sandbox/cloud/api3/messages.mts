import type { Texts } from '../errorResponse.mts';

/** The common codes of API 3.0. */
export const commonTexts: Texts = {
	'AuthFailure.InvalidAuthorization': [
		'The Authorization header is invalid.',
		'请求头部的 Authorization 不符合标准。',
	],
	'AuthFailure.SecretIdNotFound': [
		'The SecretId is not found, please ensure that your SecretId is correct.',
		'密钥不存在，请检查密钥是否已被删除或者禁用。',
	],
	'AuthFailure.SignatureExpire': [
		'The signature has expired: the timestamp differs from the server time by more than 5 minutes.',
		'签名过期，时间戳和服务器时间相差不得超过五分钟。',
	],
	'AuthFailure.SignatureFailure': [
		'The provided credentials could not be validated. Please check your signature is correct.',
		'签名错误，请检查您的签名是否正确。',
	],
	'AuthFailure.TokenFailure': ['The token is invalid or has expired.', 'token 错误或已过期。'],
	'AuthFailure.UnauthorizedOperation': [
		'You are not authorized to perform this operation.',
		'请求未授权，请检查权限。',
	],
	InternalError: ['An internal error has occurred.', '内部错误。'],
	InvalidAction: ['The action does not exist.', '接口不存在。'],
	InvalidParameter: ['A parameter is invalid.', '参数错误。'],
	InvalidParameterValue: ['The value of a parameter is invalid.', '参数取值错误。'],
	InvalidRequest: ['The request is invalid.', '请求格式错误。'],
	MissingParameter: ['A required parameter is missing.', '缺少参数。'],
	NoSuchProduct: ['The product does not exist.', '产品不存在。'],
	NoSuchVersion: ['The version of the API does not exist.', '接口版本不存在。'],
	RequestLimitExceeded: [
		'The number of requests exceeds the frequency limit.',
		'请求的次数超过了频率限制。',
	],
	RequestSizeLimitExceeded: ['The request is too large.', '请求包超过限制大小。'],
	UnknownParameter: ['The parameter is not recognized.', '未知参数。'],
	UnsupportedProtocol: [
		'The protocol is not supported; use GET or POST.',
		'不支持的协议，请使用 GET 或 POST 请求。',
	],
};
