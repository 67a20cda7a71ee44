import { type ErrorCatalogue } from '../../shared/api/serviceError';

const SUPPORT = 'Wait and run again. If it stays, give the request ID to Tencent Cloud support.';
const SLOW_DOWN =
	'Lower the option Requests per Second. Other programs that use the same Tencent Cloud account share its quota.';
const GRANT =
	'Ask the administrator of the Tencent Cloud account to allow this action for the key in Access Management (CAM).';
const CHECK_ENDPOINT = 'Check the site or endpoint of the credential.';

const REPORT_DEFECT =
	'This is a defect of the package. Please report it with the request ID at github.com/n8n-nodes-account-verification/n8n-nodes-account-verification/issues.';

/** Codes of every Tencent Cloud API. Source: documents 213/30435, 850/38750, 1031/52068. */
export const COMMON: ErrorCatalogue = {
	ActionOffline: {
		message: 'Tencent Cloud has withdrawn this operation',
		advice: 'Update this package.',
	},
	AuthFailure: {
		message: 'Tencent Cloud does not accept the credential',
		advice:
			'Open the credential and test it. If the code is a rare one, look it up with the vendor.',
		credentialInvalid: true,
	},
	'AuthFailure.InvalidAuthorization': {
		message: 'Tencent Cloud could not read the signature',
		advice:
			'Check that the Secret ID holds only the key ID and, with a custom endpoint, its address.',
		credentialInvalid: true,
	},
	'AuthFailure.InvalidSecretId': {
		message: 'The Secret ID is not a Tencent Cloud API key',
		advice: 'Create an API key in the console (CAM) and use that.',
		credentialInvalid: true,
	},
	'AuthFailure.MFAFailure': {
		message: 'The check of the second factor did not succeed',
		advice: 'Use a key that needs no second factor, or valid temporary keys.',
		credentialInvalid: true,
	},
	'AuthFailure.SecretIdNotFound': {
		message: 'Tencent Cloud does not know the Secret ID',
		advice:
			'Check it for missing characters, that the key is enabled, and the site (China or International).',
		credentialInvalid: true,
	},
	'AuthFailure.SignatureExpire': {
		message: 'The clock of the machine that runs n8n is off by more than 5 minutes',
		advice: 'Set the clock, then run again.',
	},
	'AuthFailure.SignatureFailure': {
		message: 'The signature does not match',
		advice: 'Paste the Secret Key again. It must belong to this Secret ID.',
		credentialInvalid: true,
	},
	'AuthFailure.TokenFailure': {
		message: 'The session token is wrong or has expired',
		advice: 'Get new temporary keys. For permanent keys leave the token empty.',
		credentialInvalid: true,
	},
	'AuthFailure.UnauthorizedOperation': {
		message: 'The key may not do this',
		advice: GRANT,
		permissionMissing: true,
	},
	DryRunOperation: {
		message: 'The request was only a dry run',
		advice: 'It would have succeeded. There is nothing to do.',
	},
	FailedOperation: {
		message: 'Tencent Cloud could not carry out the operation',
		advice: 'The message of the service says why.',
	},
	InternalError: {
		message: 'Something went wrong inside Tencent Cloud',
		advice: SUPPORT,
		retry: 'read',
	},
	InvalidAction: {
		message: 'The endpoint does not know this operation',
		advice: `${CHECK_ENDPOINT} Some operations exist on the China site only.`,
	},
	InvalidParameter: {
		message: 'Tencent Cloud does not accept a parameter',
		advice: 'Check that IDs are whole numbers without blanks, and the other fields.',
	},
	InvalidParameterValue: {
		message: 'Tencent Cloud does not accept a value',
		advice: 'Check the values of the fields.',
	},
	InvalidRequest: {
		message: 'Tencent Cloud could not read the request',
		advice: REPORT_DEFECT,
	},
	IpInBlacklist: {
		message: 'Tencent Cloud blocks the address of this n8n',
		advice: 'Ask Tencent Cloud support, or use another way out to the internet.',
	},
	IpNotInWhitelist: {
		message: 'The address of this n8n is not allowed',
		advice: 'Add it to the allowlist of the key.',
	},
	LimitExceeded: {
		message: 'A quota of the account is used up',
		advice: 'Wait until it renews, or have it raised.',
	},
	'LimitExceeded.RateLimitExceeded': {
		message: 'Tencent Cloud is throttling the account',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	MissingParameter: {
		message: 'A required value is missing',
		advice: 'Fill in the required fields.',
	},
	NoSuchProduct: { message: 'The endpoint does not know this product', advice: CHECK_ENDPOINT },
	NoSuchVersion: { message: 'The endpoint does not know this API version', advice: CHECK_ENDPOINT },
	RequestLimitExceeded: {
		message: 'Tencent Cloud is throttling the account',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	'RequestLimitExceeded.GlobalRegionUinLimitExceeded': {
		message: 'The limit of the account over all regions is reached',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	'RequestLimitExceeded.IPLimitExceeded': {
		message: 'The limit of the address of this n8n is reached',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	'RequestLimitExceeded.UinLimitExceeded': {
		message: 'The limit of the account is reached',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	RequestSizeLimitExceeded: { message: 'The request is too large', advice: 'Send less at a time.' },
	ResponseSizeLimitExceeded: {
		message: 'The answer would be too large',
		advice: 'Ask for smaller pages.',
	},
	ResourceInUse: {
		message: 'The resource is busy',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	ResourceInsufficient: {
		message: 'Tencent Cloud has not enough of a resource',
		advice: 'Try later, or contact Tencent Cloud support.',
	},
	ResourceNotFound: { message: 'There is no such resource', advice: 'Check the IDs.' },
	ResourceUnavailable: {
		message: 'The resource is not available',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	ServiceUnavailable: {
		message: 'Tencent Cloud is not available at the moment',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	UnauthorizedOperation: {
		message: 'The key may not do this',
		advice: GRANT,
		permissionMissing: true,
	},
	UnknownParameter: {
		message: 'Tencent Cloud does not know a parameter',
		advice: REPORT_DEFECT,
	},
	UnsupportedOperation: {
		message: 'The operation is not possible here',
		advice:
			'The message of the service says why. An email can be bound only to a member that the organization created, and changed only before it is activated.',
	},
	UnsupportedProtocol: {
		message: 'The endpoint does not accept the protocol',
		advice: 'Use an https endpoint.',
	},
	UnsupportedRegion: {
		message: 'The endpoint does not support the region',
		advice: CHECK_ENDPOINT,
	},
};
