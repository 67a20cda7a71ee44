import { demoCredentials, furtherKeyNumber, furtherKeys } from '../demo.mts';

export interface AliyunKey {
	accessKeyId: string;
	accessKeySecret: string;
	/** Of temporary keys. */
	securityToken?: string;
	isExpired?: boolean;
	isInactive?: boolean;
	site: 'china' | 'international';
	/** The Alibaba Cloud account, and the RAM user that owns the key. */
	account: string;
	user: string;
	/** Whether RAM grants it anything. */
	isAllowed: boolean;
}

/** The account whose e-mail verifications the cloud holds. */
export const DEMO_ACCOUNT = '1406926474060001';
/** An account of the International site. */
export const INTERNATIONAL_ACCOUNT = '5406926474060006';

const key = (
	credentials: Pick<AliyunKey, 'accessKeyId' | 'accessKeySecret' | 'securityToken'>,
	special: Partial<AliyunKey> = {},
): AliyunKey => ({
	site: 'china',
	account: DEMO_ACCOUNT,
	user: DEMO_ACCOUNT,
	isAllowed: true,
	...credentials,
	...special,
});

const keys: AliyunKey[] = [
	key(demoCredentials.aliyun),
	key(demoCredentials.aliyunTemporary),
	key(demoCredentials.aliyunExpired, { isExpired: true }),
	key(demoCredentials.aliyunInactive, { isInactive: true }),
	key(demoCredentials.aliyunNoPermission, { user: '288774244375210005', isAllowed: false }),
	key(demoCredentials.aliyunInternational, {
		site: 'international',
		account: INTERNATIONAL_ACCOUNT,
		user: INTERNATIONAL_ACCOUNT,
	}),
];

const SITES: Record<string, AliyunKey['site']> = {
	'domain.aliyuncs.com': 'china',
	'domain-intl.aliyuncs.com': 'international',
};

/** The domain product's hosts know their own site's keys only; every other host knows them all. */
export function findAliyunKey(accessKeyId: string, hostname: string): AliyunKey | undefined {
	const site = SITES[hostname];
	const number = furtherKeyNumber(accessKeyId);
	const further = number === undefined ? [] : [key(furtherKeys.aliyun(number))];
	return [...keys, ...further].find(
		(one) => one.accessKeyId === accessKeyId && (site === undefined || one.site === site),
	);
}
