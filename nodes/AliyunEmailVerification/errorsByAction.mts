// For the documentation and the tests only: a .mts file is not compiled into the package.
//
// The error codes that the vendor documents for each action, beyond the common codes of Alibaba Cloud.
// Source: the samples of the action's page. What a code means is in errors.ts.

export const ERRORS_BY_ACTION: Record<string, readonly string[]> = {
	DeleteEmailVerification: ['ParameterIllegall'],
	SubmitEmailVerification: ['SendTokenQuotaExceeded'],
	ResendEmailVerification: ['SendTokenQuotaExceeded'],
};
