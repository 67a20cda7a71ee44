const { credentialType } = require('./declarations.js');

exports.TencentCloudApi = credentialType('tencentCloudApi', 'Tencent Cloud API');
