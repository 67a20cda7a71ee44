// For the documentation only: a .mts file is not compiled into the package.

const READ = ['domain:QueryEmailVerification'];
const CHANGE = ['domain:EmailVerificationOperation'];

/** RAM actions by API action. Source: the authorization section of each action's page. */
const PERMISSIONS: Record<string, readonly string[]> = {
	QueryEmailVerification: READ,
	ListEmailVerification: READ,
	SubmitEmailVerification: CHANGE,
	ResendEmailVerification: CHANGE,
	DeleteEmailVerification: CHANGE,
	// The newer page names the first, an older page the second.
	VerifyEmail: ['domain:VerifyEmail', ...CHANGE],
};

/** The permissions that a key needs for an action, all of them, as Access Management (RAM) calls them. */
export const permissionsOf = (action: string): readonly string[] => PERMISSIONS[action] ?? [];

/** A policy that allows these permissions. */
export const policyOf = (Action: readonly string[]): object => ({
	Version: '1',
	Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
