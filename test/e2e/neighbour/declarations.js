/** A credential type with one key, which n8n sends as a header. */
exports.credentialType = (name, displayName) =>
	class {
		name = name;
		displayName = displayName;
		properties = [
			{
				displayName: 'API Key',
				name: 'apiKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
			},
		];
		authenticate = {
			type: 'generic',
			properties: { headers: { authorization: `=${name} {{$credentials.apiKey}}` } },
		};
	};

/** A node that gets a URL with its credential, and gives the answer. */
exports.nodeType = (name, displayName, credential) =>
	class {
		description = {
			name,
			displayName,
			description: 'Gets a URL',
			group: ['transform'],
			version: 1,
			defaults: { name: displayName },
			inputs: ['main'],
			outputs: ['main'],
			usableAsTool: true,
			credentials: [{ name: credential, required: true }],
			properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
		};

		async execute() {
			const request = { url: this.getNodeParameter('url', 0), json: true };
			const { httpRequestWithAuthentication } = this.helpers;
			return [[{ json: await httpRequestWithAuthentication.call(this, credential, request) }]];
		}
	};
