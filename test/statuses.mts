/** The status of a verification record by Tencent's BindStatus. Without one the record is `unknown`. */
export const TENCENT_STATUSES = {
	Unbound: 'unverified',
	Valid: 'pending',
	Success: 'verified',
	Failed: 'failed',
} as const;

/** The status of a verification record by WeMake's AuthStatus. */
export const WEMAKE_STATUSES = ['unverified', 'pending', 'verified', 'failed'];
