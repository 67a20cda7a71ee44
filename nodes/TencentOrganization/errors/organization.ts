import { type ErrorCatalogue } from '../../shared/api/serviceError';

/** Codes about the organization as a whole. Source: the pages of its operations, tables of error codes. */
export const ORGANIZATION: ErrorCatalogue = {
	'FailedOperation.OperateBillingPermissionErr': {
		message: 'The billing system did not carry out the permission operation',
		advice: 'Try again later. If it stays, contact Tencent Cloud support.',
	},
	'ResourceNotFound.OrganizationNotExist': {
		message: 'The account of the key has no organization',
		advice: 'Use a key of the management account, and check the site (China or International).',
	},
	'ResourceNotFound.OrganizationServiceNotExist': {
		message: 'There is no such trusted service',
		advice: 'Check the short name of the trusted service.',
	},
};
