const { nodeType } = require('./declarations.js');

exports.TencentOrganization = nodeType(
	'tencentOrganization',
	'Tencent Organization',
	'tencentCloudApi',
);
