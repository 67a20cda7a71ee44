import { type ErrorCatalogue, type KnownError } from '../shared/failure';

const NEW_TOKEN =
	'Get a new access token: by an OAuth login, or from the cookie "access_token" of a browser that is logged in to the platform. Tokens expire.';
const OPERATOR = 'Ask the administrator of the platform.';
const CHECK_DOMAIN =
	'Check the domain and the endpoints of the credential. The account operations need platform version 5.9 or newer.';
const SUPPORT =
	'Run the item again. If it stays, give the request ID to the support of the platform.';

/** A login page, or the way to one, in place of an answer. */
export const SIGNED_OUT: KnownError = {
	message: 'The platform asks for a login',
	advice: `${NEW_TOKEN} If it stays, check the domain.`,
};

/**
 * The platform documents no codes; these are the common ones of the protocol it speaks (Tencent
 * Cloud API 3.0).
 */
export const ERRORS: ErrorCatalogue = {
	AuthFailure: {
		message: 'The platform does not accept the credential',
		advice:
			'Open the credential and test it. If the code is a rare one, look it up with the vendor.',
		credential: true,
	},
	'AuthFailure.SecretIdNotFound': {
		message: 'The platform does not know the Secret ID',
		advice:
			'Check it, and that it belongs to this domain: keys of Tencent’s public cloud do not work here.',
		credential: true,
	},
	'AuthFailure.InvalidSecretId': {
		message: 'The platform does not accept the Secret ID',
		advice:
			'Check it, and that it belongs to this domain: keys of Tencent’s public cloud do not work here.',
		credential: true,
	},
	'AuthFailure.SignatureFailure': {
		message: 'The signature does not match',
		advice:
			'Paste the Secret Key again. A proxy that rewrites Host or Content-Type has the same effect.',
		credential: true,
	},
	'AuthFailure.InvalidAuthorization': {
		message: 'The platform could not read the signature',
		advice: 'Check the endpoints of the credential.',
		credential: true,
	},
	'AuthFailure.SignatureExpire': {
		message: 'The clock of the machine that runs n8n is off by more than 5 minutes',
		advice: 'Set the clock, then run again.',
	},
	'AuthFailure.TokenFailure': {
		message: 'The access token is wrong or has expired',
		advice: NEW_TOKEN,
		credential: true,
	},
	'AuthFailure.MFAFailure': {
		message: 'The check of the second factor did not succeed',
		advice: 'Use a key that needs no second factor.',
		credential: true,
	},
	'AuthFailure.UnauthorizedOperation': { message: 'The key may not do this', advice: OPERATOR },
	UnauthorizedOperation: { message: 'The key may not do this', advice: OPERATOR },
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
	InvalidAction: { message: 'The platform does not know this operation', advice: CHECK_DOMAIN },
	ActionOffline: { message: 'The platform has withdrawn this operation', advice: CHECK_DOMAIN },
	NoSuchVersion: { message: 'The platform does not know this API version', advice: CHECK_DOMAIN },
	NoSuchProduct: { message: 'The platform does not know this product', advice: CHECK_DOMAIN },
	UnsupportedOperation: {
		message: 'The operation is not possible here',
		advice: 'The message of the platform says why.',
	},
};
