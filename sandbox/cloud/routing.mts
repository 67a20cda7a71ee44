import type { Call } from './call.mts';

export type ServiceKey = 'tencent' | 'aliyun' | 'wemakeOpenApi' | 'wemakeSession';

const IAM_VERSION = '2020-05-25';

/**
 * The service that a request addresses. The vendor's host name decides. A custom endpoint serves all
 * vendors; there the headers that only one vendor uses decide.
 */
export function route({ hostname, path, headers }: Call): ServiceKey | null {
	if (hostname.endsWith('.tencentcloudapi.com')) return 'tencent';
	if (hostname.endsWith('.aliyuncs.com')) return 'aliyun';
	if (/^iam(-app)?-api\./.test(hostname)) return 'wemakeOpenApi';
	if (/^(www|sp)\./.test(hostname)) return 'wemakeSession';

	const authorization = headers.authorization ?? '';
	const sends = (prefix: string) => Object.keys(headers).some((name) => name.startsWith(prefix));
	if (authorization.startsWith('ACS3-') || sends('x-acs-')) return 'aliyun';
	if (headers['x-tc-version'] === IAM_VERSION) return 'wemakeOpenApi';
	if (authorization.startsWith('TC3-') || sends('x-tc-')) return 'tencent';
	// At a custom endpoint the operator's web site has the path /sp.
	if (/^(\/sp)?\/iam\//.test(path)) return 'wemakeSession';
	return null;
}
