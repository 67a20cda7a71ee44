// For the documentation only: a .mts file is not compiled into the package.

/** The permissions that a key needs for an action, as Access Management (CAM) calls them. */
export const permissionsOf = (action: string): readonly string[] => [`organization:${action}`];

/** How certain these names are. */
export const PERMISSION_NOTE =
	'Tencent Cloud documents no permissions for these operations: those named here follow the usual pattern of Access Management (CAM), product and action. Should they not suffice, go by the message of the service.';

/** A policy that allows these permissions. */
export const policyOf = (action: readonly string[]): object => ({
	version: '2.0',
	statement: [{ effect: 'allow', action, resource: ['*'] }],
});
