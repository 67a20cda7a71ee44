import { type ErrorCatalogue, type ErrorDefinition } from '../shared/api/serviceError';

const NEW_TOKEN =
	'Get a new access token: by an OAuth login, or from the cookie "access_token" ("sp_access_token" on the operator’s site) of a browser that is logged in to the platform. Tokens expire.';
const OPERATOR = 'Ask the administrator of the platform.';
const CHECK_DOMAIN =
	'Check the domain and the endpoints of the credential. The account operations need platform version 5.9 or newer.';
const SUPPORT =
	'Run the item again. If it stays, give the request ID to the support of the platform.';

/** The signed interface takes several account IDs in a request, a web site takes one. */
export const ONE_AT_A_TIME: ErrorDefinition = {
	message: 'Session authentication asks for one account at a time',
	advice: 'Ask for one account, or choose OpenAPI in the credential.',
};

/** The answer of the platform leaves out accounts that it does not know. */
export const NO_SUCH_ACCOUNT: ErrorDefinition = {
	message: 'The platform has no such account',
	advice:
		'Check the account ID, and that it belongs to the platform of the credential. To let the item go on, set the option If Not Found.',
	notFound: true,
};

/** A login page, or a redirect to one, came in place of an answer. */
export const SIGNED_OUT: ErrorDefinition = {
	message: 'The platform asks for a login',
	advice: `${NEW_TOKEN} If it stays, check the domain.`,
	accessRefused: true,
};

/**
 * The platform documents no error codes. These are the common codes of its protocol, Tencent Cloud API
 * 3.0.
 */
export const ERRORS: ErrorCatalogue = {
	AuthFailure: {
		message: 'The platform does not accept the credential',
		advice:
			'Open the credential and test it. If the code is a rare one, look it up with the vendor.',
		credentialInvalid: true,
	},
	'AuthFailure.SecretIdNotFound': {
		message: 'The platform does not know the Secret ID',
		advice:
			'Check it, and that it belongs to this domain: keys of Tencent’s public cloud do not work here.',
		credentialInvalid: true,
	},
	'AuthFailure.InvalidSecretId': {
		message: 'The platform does not accept the Secret ID',
		advice:
			'Check it, and that it belongs to this domain: keys of Tencent’s public cloud do not work here.',
		credentialInvalid: true,
	},
	'AuthFailure.SignatureFailure': {
		message: 'The signature does not match',
		advice:
			'Paste the Secret Key again. A proxy that rewrites Host or Content-Type has the same effect.',
		credentialInvalid: true,
	},
	'AuthFailure.InvalidAuthorization': {
		message: 'The platform could not read the signature',
		advice: 'Check the endpoints of the credential.',
		credentialInvalid: true,
	},
	'AuthFailure.SignatureExpire': {
		message: 'The clock of the machine that runs n8n is off by more than 5 minutes',
		advice: 'Set the clock, then run again.',
	},
	'AuthFailure.TokenFailure': {
		message: 'The access token is wrong or has expired',
		advice: NEW_TOKEN,
		credentialInvalid: true,
	},
	'AuthFailure.MFAFailure': {
		message: 'The check of the second factor did not succeed',
		advice: 'Use a key that needs no second factor.',
		credentialInvalid: true,
	},
	'AuthFailure.UnauthorizedOperation': {
		message: 'The key may not do this',
		advice: OPERATOR,
		permissionMissing: true,
	},
	UnauthorizedOperation: {
		message: 'The key may not do this',
		advice: OPERATOR,
		permissionMissing: true,
	},
	IpInBlacklist: { message: 'The platform blocks the address of this n8n', advice: OPERATOR },
	IpNotInWhitelist: { message: 'The address of this n8n is not allowed', advice: OPERATOR },
	RequestLimitExceeded: {
		message: 'The platform is throttling requests',
		advice: 'Lower the option Requests per Second.',
		retry: 'throttled',
	},
	InternalError: {
		message: 'Something went wrong inside the platform',
		advice: SUPPORT,
		retry: 'read',
	},
	ServiceUnavailable: {
		message: 'The platform is not available at the moment',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	ResourceUnavailable: {
		message: 'The platform is not available at the moment',
		advice: 'Run the item again later.',
		retry: 'read',
	},
	InvalidParameter: {
		message: 'The platform does not accept a parameter',
		advice: 'Check the fields.',
	},
	InvalidParameterValue: {
		message: 'The platform does not accept a value',
		advice: 'Check the fields.',
	},
	MissingParameter: {
		message: 'A required value is missing',
		advice: 'Fill in the required fields.',
	},
	UnknownParameter: {
		message: 'The platform does not know a parameter',
		advice: CHECK_DOMAIN,
	},
	InvalidRequest: { message: 'The platform could not read the request', advice: SUPPORT },
	InvalidAction: { message: 'The platform does not know this operation', advice: CHECK_DOMAIN },
	ActionOffline: { message: 'The platform has withdrawn this operation', advice: CHECK_DOMAIN },
	NoSuchVersion: { message: 'The platform does not know this API version', advice: CHECK_DOMAIN },
	NoSuchProduct: { message: 'The platform does not know this product', advice: CHECK_DOMAIN },
	UnsupportedOperation: {
		message: 'The operation is not possible here',
		advice: 'The message of the platform says why.',
	},
	UnsupportedProtocol: {
		message: 'The platform does not take requests in this way',
		advice: 'Check the protocol and the endpoints of the credential.',
	},
	UnsupportedRegion: {
		message: 'The platform does not serve this region',
		advice: CHECK_DOMAIN,
	},
	FailedOperation: {
		message: 'The platform could not do this',
		advice: 'The message of the platform says why.',
	},
	LimitExceeded: {
		message: 'A limit of the platform is reached',
		advice: `The message of the platform says which. ${OPERATOR}`,
	},
	ResourceNotFound: {
		message: 'The platform has no such account',
		advice:
			'Check that the account belongs to the platform of the credential, and its ID if you entered one.',
		notFound: true,
	},
	ResourceInsufficient: { message: 'The platform lacks the resources for this', advice: OPERATOR },
	ResourceInUse: {
		message: 'Something else is using what was asked for',
		advice: 'Run the item again later.',
	},
	RequestSizeLimitExceeded: {
		message: 'The request is too large for the platform',
		advice: 'Ask for fewer accounts with one item.',
	},
	ResponseSizeLimitExceeded: {
		message: 'The answer is too large for the platform',
		advice: 'Lower the limit, or filter the list.',
	},
};
