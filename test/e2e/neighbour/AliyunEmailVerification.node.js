const { nodeType } = require('./declarations.js');

exports.AliyunEmailVerification = nodeType(
	'aliyunEmailVerification',
	'Aliyun Email Verification',
	'aliyunApi',
);
