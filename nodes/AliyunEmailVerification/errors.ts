import { type ErrorCatalogue } from '../shared/api/serviceError';

const SLOW_DOWN =
	'Lower the option Requests per Second. Other keys and programs of the same Alibaba Cloud account share its quota.';
const GRANT =
	'Ask the administrator of the Alibaba Cloud account to allow the missing RAM action for this key. Lookups and lists need domain:QueryEmailVerification, Submit, Resend and Delete domain:EmailVerificationOperation, Verify both domain:VerifyEmail and domain:EmailVerificationOperation.';
const SUPPORT = 'Run the item again. If it stays, give the request ID to Alibaba Cloud support.';
const CHECK_ENDPOINT = 'Check the site or endpoint of the credential.';
const DEFECT =
	'This is a defect of the package. Please report it with the request ID at github.com/n8n-nodes-account-verification/n8n-nodes-account-verification/issues.';
const PASTE_SET = 'Paste AccessKey ID, secret and security token of the same set.';

/**
 * Source: system codes of Alibaba Cloud (documents 67787, 48054) and codes of the Domain API. Two codes
 * are not of a whole response, but of one address in it: ParameterIllegall (the service spells it so) and
 * SendTokenQuotaExceeded.
 */
export const ERRORS: ErrorCatalogue = {
	Throttling: {
		message: 'Alibaba Cloud is throttling the account',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	'Rejected.Throttling': {
		message: 'Alibaba Cloud is throttling the account',
		advice: SLOW_DOWN,
		retry: 'throttled',
	},
	ServiceUnavailable: {
		message: 'Alibaba Cloud is not available at the moment',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	InternalError: {
		message: 'Something went wrong inside Alibaba Cloud',
		advice: SUPPORT,
		retry: 'read',
	},
	UnknownError: {
		message: 'Something went wrong inside Alibaba Cloud',
		advice: SUPPORT,
		retry: 'read',
	},
	Busy: {
		message: 'Alibaba Cloud is busy',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	NetworkIOError: {
		message: 'Alibaba Cloud could not reach its own backend',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	SignatureNonceUsed: {
		message: 'The request arrived twice',
		advice: 'Run the item again. If it stays, a proxy on the way repeats requests.',
		retry: 'read',
	},
	'InvalidTimeStamp.Expired': {
		message: 'The clock of the machine that runs n8n is off by more than 15 minutes',
		advice: 'Set the clock, then run again.',
	},
	'InvalidTimeStamp.Format': { message: 'Alibaba Cloud could not read the date', advice: DEFECT },
	IllegalTimestamp: { message: 'Alibaba Cloud could not read the date', advice: DEFECT },
	SignatureDoesNotMatch: {
		message: 'The signature does not match',
		advice: 'Paste the AccessKey Secret again. A proxy that rewrites requests has the same effect.',
		credentialInvalid: true,
	},
	IncompleteSignature: {
		message: 'Alibaba Cloud could not read the signature',
		advice: 'Paste both key parts again.',
		credentialInvalid: true,
	},
	InvalidSignatureMethod: {
		message: 'Alibaba Cloud could not read the signature',
		advice: 'Paste both key parts again.',
		credentialInvalid: true,
	},
	'InvalidAccessKeyId.NotFound': {
		message: 'Alibaba Cloud does not know the AccessKey ID',
		advice:
			'Check that it is not swapped with the secret or deleted, and the site: keys of China and International are separate.',
		credentialInvalid: true,
	},
	'InvalidAccessKeyId.Inactive': {
		message: 'The AccessKey is disabled',
		advice: 'Enable it in the RAM console or use another.',
		credentialInvalid: true,
	},
	MissingSecurityToken: {
		message: 'The temporary key lacks its security token',
		advice: 'Enter the security token in the credential.',
		credentialInvalid: true,
	},
	'InvalidSecurityToken.Expired': {
		message: 'The temporary keys have expired',
		advice: 'Get new temporary keys: ID, secret and token.',
		credentialInvalid: true,
	},
	'InvalidSecurityToken.Malformed': {
		message: 'The security token is damaged',
		advice: PASTE_SET,
		credentialInvalid: true,
	},
	'InvalidSecurityToken.MismatchWithAccessKey': {
		message: 'The security token belongs to another key',
		advice: PASTE_SET,
		credentialInvalid: true,
	},
	Forbidden: { message: 'The key may not do this', advice: GRANT, permissionMissing: true },
	'Forbidden.RAM': { message: 'The key may not do this', advice: GRANT, permissionMissing: true },
	NoPermission: { message: 'The key may not do this', advice: GRANT, permissionMissing: true },
	'Forbidden.RiskControl': {
		message: 'The risk control of Alibaba Cloud blocks the request',
		advice: 'Contact Alibaba Cloud.',
	},
	'Forbidden.UserVerification': {
		message: 'The account holder has not been verified',
		advice: 'Complete the real-name verification of the Alibaba Cloud account.',
	},
	MissingParameter: {
		message: 'A required value is missing',
		advice: 'Fill in the required fields.',
	},
	MissingEmail: { message: 'The email address is missing', advice: 'Enter the email address.' },
	InvalidParameter: {
		message: 'Alibaba Cloud does not accept a value',
		advice: 'Check the values of the fields.',
	},
	InvalidEmail: {
		message: 'Alibaba Cloud does not accept the email address',
		advice: 'Check the email address.',
	},
	ParameterIllegal: {
		message: 'Alibaba Cloud does not accept a value',
		advice:
			'Check that the value is complete and right. A token is good once, within 3 days of its mail: Resend sends a new one.',
		ambiguous: true,
	},
	ParameterIllegall: {
		message: 'Alibaba Cloud does not accept the email address for this operation',
		advice:
			'Check the address, and look it up with Get: Resend is for addresses that wait to be verified, Delete for verified ones.',
		ambiguous: true,
	},
	SendTokenQuotaExceeded: {
		message: 'No more verification mails may be sent at the moment',
		advice:
			'Run the item again tomorrow. An address gets only so many mails, and an Alibaba Cloud account may have 500 addresses verified in a day.',
	},
	'InvalidAction.NotFound': {
		message: 'The endpoint does not know this operation',
		advice: CHECK_ENDPOINT,
	},
	'InvalidApi.NotFound': {
		message: 'The endpoint does not know this operation',
		advice: CHECK_ENDPOINT,
	},
	'InvalidProduct.NotFound': {
		message: 'The endpoint does not know this product',
		advice: CHECK_ENDPOINT,
	},
	InvalidVersion: {
		message: 'The endpoint does not know this API version',
		advice: CHECK_ENDPOINT,
	},
	NoSuchVersion: { message: 'The endpoint does not know this API version', advice: CHECK_ENDPOINT },
	UnsupportedHTTPMethod: {
		message: 'The endpoint does not accept the HTTP method',
		advice: DEFECT,
	},
	UnsupportedOperation: {
		message: 'The operation is not possible here',
		advice: 'The message of the service says why.',
	},
	'InvalidProtocol.NeedSsl': {
		message: 'The endpoint refuses plain HTTP',
		advice: 'Use an https endpoint in the credential.',
	},
};
