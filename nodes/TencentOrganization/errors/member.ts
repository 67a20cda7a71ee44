import { type ErrorCatalogue } from '../../shared/api/serviceError';

const LATER = 'Try again later. If it stays, contact Tencent Cloud support.';
const RESELLER = 'Contact the reseller of the account.';

/** Codes about members and their departments. Source: the pages of their operations, tables of error codes. */
export const MEMBER: ErrorCatalogue = {
	'FailedOperation.AuthInfoEmpty': {
		message: 'The account has no identity verification',
		advice: 'Verify the account in the console of Tencent Cloud first.',
	},
	'FailedOperation.AuthInfoNotSame': {
		message: 'The two accounts are verified for different companies',
		advice: 'Use accounts of one company, or a relation of trusted legal entities.',
	},
	'FailedOperation.AuthNotEnterprise': {
		message: 'The account is verified as a person, not as an enterprise',
		advice: 'Complete the enterprise verification in the console of Tencent Cloud.',
	},
	'FailedOperation.ChangePermissionRecordExist': {
		message: 'A change of the permissions of this member is already waiting',
		advice: 'Let the member confirm or reject it first.',
	},
	'FailedOperation.CreateAccount': {
		message: 'The account could not be created',
		advice: 'Try again later. If you know the creation record ID, pass it on.',
	},
	'FailedOperation.CreateBillingPermissionErr': {
		message: 'The financial permissions could not be added',
		advice: LATER,
	},
	'FailedOperation.CreateMemberAuthOverLimit': {
		message: 'Too many accounts are verified for this company',
		advice: 'Ask Tencent Cloud support to raise the limit.',
	},
	'FailedOperation.CreateRecordAlreadySuccess': {
		message: 'The creation with this record ID has already succeeded',
		advice: 'Nothing needs to be done. Find the member by its name with Member: Get Many.',
	},
	'FailedOperation.CreateRecordNotExist': {
		message: 'There is no such creation record',
		advice: 'Leave the creation record ID empty.',
	},
	'FailedOperation.CreateRole': {
		message: 'The access role could not be created',
		advice: 'Try again later.',
	},
	'FailedOperation.GetAuthInfo': {
		message: 'The identity verification of the account could not be read',
		advice: 'Try again later.',
	},
	'FailedOperation.MemberNameUsed': {
		message: 'The name is already taken',
		advice: 'Choose another name.',
	},
	'FailedOperation.OrganizationMemberNameUsed': {
		message: 'The member name is already taken',
		advice: 'Choose another name.',
	},
	'FailedOperation.OrganizationNodeNotExist': {
		message: 'There is no such department',
		advice: 'Choose the department from the list.',
	},
	'FailedOperation.OrganizationPermissionIllegal': {
		message: 'The financial permissions are not acceptable',
		advice:
			'Include View Bills and View Balance, and only permissions that are enabled for the organization.',
	},
	'FailedOperation.OrganizationPolicyIllegal': {
		message: 'The relationship policy is not acceptable',
		advice: 'Set the financial permissions again. If it stays, contact Tencent Cloud support.',
	},
	'FailedOperation.PartnerManagementErr': {
		message: 'The reseller system did not answer as it should',
		advice: LATER,
	},
	'FailedOperation.PayUinIllegal': {
		message: 'The payer is not acceptable',
		advice: 'Use the UIN of the administrator of the legal entity.',
	},
	'FailedOperation.SomeUinsNotInOrganization': {
		message: 'The account is not a member of the organization',
		advice:
			'Check the member UIN, and that the key belongs to the management account of this organization.',
	},
	'FailedOperation.TagResourcesError': {
		message: 'The tags could not be set',
		advice: 'Check the tags, or try without them.',
	},
	'InvalidParameter.AllowQuitIllegal': {
		message: 'A member that somebody pays for may not get the right to leave',
		advice: 'Switch May Leave off.',
	},
	'InvalidParameter.OrganizationMemberNotExist': {
		message: 'The organization has no such member',
		advice: 'Check the UIN.',
	},
	'InvalidParameter.TagError': {
		message: 'A tag is not acceptable',
		advice: 'Correct the tags.',
	},
	'LimitExceeded.CreateMemberOverLimit': {
		message: 'No more accounts may be created',
		advice: 'Ask Tencent Cloud support to raise the limit.',
	},
	'LimitExceeded.OrganizationMemberOverLimit': {
		message: 'The organization is full',
		advice: 'Ask Tencent Cloud support to raise the limit.',
	},
	'ResourceNotFound.MemberNotExist': {
		message: 'There is no such member',
		advice: 'Check the member UIN.',
		notFound: true,
	},
	'ResourceNotFound.OrganizationAuthRelationNotExist': {
		message: 'There is no such legal entity',
		advice: 'Check the legal entity ID.',
	},
	'ResourceNotFound.OrganizationNodeNotExist': {
		message: 'The organization has no such department',
		advice: 'Choose the department from the list.',
	},
	'UnsupportedOperation.AbnormalFinancialStatusOfAdmin': {
		message: 'The finances of the payer do not allow to pay on behalf',
		advice: 'Settle the account of the payer.',
	},
	'UnsupportedOperation.AddDelegatePayerNotAllow': {
		message: 'Pay on Behalf may not be added',
		advice: 'Leave this permission out, or contact Tencent Cloud support.',
	},
	'UnsupportedOperation.AddDiscountInheritNotAllow': {
		message: 'Discounts may not be inherited here',
		advice: 'Leave the permission Inherit Discounts out.',
	},
	'UnsupportedOperation.DeleteDelegatePayerNotAllow': {
		message: 'Pay on Behalf may not be ended',
		advice: 'Contact Tencent Cloud support.',
	},
	'UnsupportedOperation.ExistedAgent': {
		message: 'The member or the payer has a reseller',
		advice: RESELLER,
	},
	'UnsupportedOperation.ExistedClient': {
		message: 'The member or the payer is the customer of a reseller',
		advice: RESELLER,
	},
	'UnsupportedOperation.InconsistentUserTypes': {
		message: 'The accounts are of different types',
		advice: 'Use accounts of one type.',
	},
	'UnsupportedOperation.ManagementSystemError': {
		message: 'The business management system did not answer as it should',
		advice: LATER,
	},
	'UnsupportedOperation.MemberAccountArrears': {
		message: 'The member owes money',
		advice: 'Settle the bill of the member.',
	},
	'UnsupportedOperation.MemberDiscountInheritExisted': {
		message: 'The member already inherits discounts',
		advice: 'Leave the permission Inherit Discounts out.',
	},
	'UnsupportedOperation.MemberExistAccountLevelDiscountInherit': {
		message: 'The member has discounts of its own account level',
		advice: 'Contact Tencent Cloud support.',
	},
	'UnsupportedOperation.MemberIsAgent': {
		message: 'The account is a reseller or the customer of one',
		advice: RESELLER,
	},
	'UnsupportedOperation.MemberNotAllowQuit': {
		message: 'This member cannot leave by itself',
		advice: 'Leave the field May Leave out.',
	},
	'UnsupportedOperation.OperationForbidden': {
		message: 'Tencent Cloud forbids the operation',
		advice: 'Contact Tencent Cloud support.',
	},
	'UnsupportedOperation.OrderInProgressExisted': {
		message: 'An order is in progress',
		advice: 'Wait until it is finished.',
	},
	'UnsupportedOperation.OwnerDiscountInheritExisted': {
		message: 'The administrator inherits discounts',
		advice: 'Contact Tencent Cloud support.',
	},
	'UnsupportedOperation.PayerArrearsAndNoCreditAccount': {
		message: 'The payer owes money and has no credit account',
		advice: 'Settle the bill of the payer.',
	},
	'UnsupportedOperation.PayerExistAccountLevelDiscountInherit': {
		message: 'The payer has discounts of its own account level',
		advice: 'Contact Tencent Cloud support.',
	},
	'UnsupportedOperation.SecondaryDistributorSubClientExisted': {
		message: 'The customer of a second-tier reseller is involved, so nobody can pay on behalf',
		advice: RESELLER,
	},
};
