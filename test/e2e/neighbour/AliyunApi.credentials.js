const { credentialType } = require('./declarations.js');

exports.AliyunApi = credentialType('aliyunApi', 'Aliyun API');
