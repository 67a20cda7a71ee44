import { demoCredentials, furtherKeyNumber, furtherKeys } from '../demo.mts';
import type { Call } from '../call.mts';
import { ErrorResponse } from '../errorResponse.mts';

export interface TencentKey {
	secretId: string;
	secretKey: string;
	/** Of temporary keys. */
	sessionToken?: string;
	isExpired?: boolean;
	site: 'china' | 'international';
	/** UIN of the main account, and of the user that owns the key. */
	account: string;
	user: string;
	hasOrganization: boolean;
	/** What CAM lets this key call, as product and action. */
	mayCall(product: string, action: string): boolean;
}

/** UIN of the account that runs the organization. */
export const MANAGEMENT_ACCOUNT = '100000000001';

const key = (
	credentials: Pick<TencentKey, 'secretId' | 'secretKey' | 'sessionToken'>,
	special: Partial<TencentKey> = {},
): TencentKey => ({
	site: 'china',
	account: MANAGEMENT_ACCOUNT,
	user: MANAGEMENT_ACCOUNT,
	hasOrganization: true,
	mayCall: () => true,
	...credentials,
	...special,
});

const keys: TencentKey[] = [
	key(demoCredentials.tencent),
	key(demoCredentials.tencentTemporary),
	key(demoCredentials.tencentExpired, { isExpired: true }),
	key(demoCredentials.tencentNoPermission, {
		user: '100000000002',
		mayCall: (product) => product === 'sts',
	}),
	key(demoCredentials.tencentReadOnly, {
		user: '100000000003',
		mayCall: (product, action) => product !== 'organization' || action.startsWith('Describe'),
	}),
	key(demoCredentials.tencentNoOrganization, {
		account: '100000000011',
		user: '100000000011',
		hasOrganization: false,
	}),
	key(demoCredentials.tencentInternational, {
		site: 'international',
		account: '200000000001',
		user: '200000000001',
	}),
];

/** A site's hosts know its own keys only; a custom endpoint knows them all. */
export function findTencentKey(secretId: string, hostname: string): TencentKey | undefined {
	const isVendorHost = hostname.endsWith('.tencentcloudapi.com');
	const site = hostname.endsWith('.intl.tencentcloudapi.com') ? 'international' : 'china';
	const number = furtherKeyNumber(secretId);
	const further = number === undefined ? [] : [key(furtherKeys.tencent(number))];
	return [...keys, ...further].find(
		(one) => one.secretId === secretId && (!isVendorHost || one.site === site),
	);
}

/** Temporary keys need their own token, long-term keys must do without. */
export function checkSessionToken(key: TencentKey, { headers }: Call): void {
	const token = headers['x-tc-token'];
	if (token !== key.sessionToken || key.isExpired)
		throw new ErrorResponse('AuthFailure.TokenFailure');
}
