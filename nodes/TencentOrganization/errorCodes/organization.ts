import { type ErrorCatalogue } from '../../shared/api/serviceError';

export const CREATE_MEMBER = 'CreateOrganizationMember';
const UPDATE_MEMBER = 'UpdateOrganizationMember';
const MOVE_MEMBERS = 'MoveOrganizationNodeMembers';
const LIST_MEMBERS = 'DescribeOrganizationMembers';
const GET_ORGANIZATION = 'DescribeOrganization';

const LATER = 'Try again later. If it stays, contact Tencent Cloud support.';
const RESELLER = 'Contact the reseller of the account.';

/** Codes of organization, members and departments. Source: the documents of their operations, tables of error codes. */
export const ORGANIZATION: ErrorCatalogue = {
	'FailedOperation.AuthInfoEmpty': {
		message: 'The account has no identity verification',
		advice: 'Verify the account in the console of Tencent Cloud first.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.AuthInfoNotSame': {
		message: 'The two accounts are verified for different companies',
		advice: 'Use accounts of one company, or a relation of trusted legal entities.',
		actions: [UPDATE_MEMBER],
	},
	'FailedOperation.AuthNotEnterprise': {
		message: 'The account is verified as a person, not as an enterprise',
		advice: 'Complete the enterprise verification in the console of Tencent Cloud.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.ChangePermissionRecordExist': {
		message: 'A change of the permissions of this member is already waiting',
		advice: 'Let the member confirm or reject it first.',
		actions: [UPDATE_MEMBER],
	},
	'FailedOperation.CreateAccount': {
		message: 'The account could not be created',
		advice: 'Try again later. If you know the creation record ID, pass it on.',
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.CreateBillingPermissionErr': {
		message: 'The financial permissions could not be added',
		advice: LATER,
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.CreateMemberAuthOverLimit': {
		message: 'Too many accounts are verified for this company',
		advice: 'Ask Tencent Cloud support to raise the limit.',
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.CreateRecordAlreadySuccess': {
		message: 'The creation with this record ID has already succeeded',
		advice: 'Nothing needs to be done. Find the member by its name with Member: Get Many.',
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.CreateRecordNotExist': {
		message: 'There is no such creation record',
		advice: 'Leave the creation record ID empty.',
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.CreateRole': {
		message: 'The access role could not be created',
		advice: 'Try again later.',
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.GetAuthInfo': {
		message: 'The identity verification of the account could not be read',
		advice: 'Try again later.',
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.MemberNameUsed': {
		message: 'The name is already taken',
		advice: 'Choose another name.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.OperateBillingPermissionErr': {
		message: 'The billing system did not carry out the permission operation',
		advice: LATER,
		actions: [GET_ORGANIZATION, LIST_MEMBERS, CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.OrganizationMemberNameUsed': {
		message: 'The member name is already taken',
		advice: 'Choose another name.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.OrganizationNodeNotExist': {
		message: 'There is no such department',
		advice: 'Choose the department from the list.',
		actions: [CREATE_MEMBER, MOVE_MEMBERS],
	},
	'FailedOperation.OrganizationPermissionIllegal': {
		message: 'The financial permissions are not acceptable',
		advice:
			'Include View Bills and View Balance, and only permissions that are enabled for the organization.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.OrganizationPolicyIllegal': {
		message: 'The relationship policy is not acceptable',
		advice: 'Set the financial permissions again. If it stays, contact Tencent Cloud support.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.PartnerManagementErr': {
		message: 'The reseller system did not answer as it should',
		advice: LATER,
		actions: [CREATE_MEMBER],
	},
	'FailedOperation.PayUinIllegal': {
		message: 'The payer is not acceptable',
		advice: 'Use the UIN of the administrator of the legal entity.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'FailedOperation.SomeUinsNotInOrganization': {
		message: 'The account is not a member of the organization',
		advice:
			'Check the member UIN, and that the key belongs to the management account of this organization.',
		actions: [MOVE_MEMBERS],
	},
	'FailedOperation.TagResourcesError': {
		message: 'The tags could not be set',
		advice: 'Check the tags, or try without them.',
		actions: [CREATE_MEMBER],
	},
	'InvalidParameter.AllowQuitIllegal': {
		message: 'A member that somebody pays for may not get the right to leave',
		advice: 'Switch May Leave off.',
		actions: [UPDATE_MEMBER],
	},
	'InvalidParameter.OrganizationMemberNotExist': {
		message: 'The organization has no such member',
		advice: 'Check the UIN.',
		actions: [CREATE_MEMBER],
	},
	'InvalidParameter.TagError': {
		message: 'A tag is not acceptable',
		advice: 'Correct the tags.',
		actions: [CREATE_MEMBER],
	},
	'LimitExceeded.CreateMemberOverLimit': {
		message: 'No more accounts may be created',
		advice: 'Ask Tencent Cloud support to raise the limit.',
		actions: [CREATE_MEMBER],
	},
	'LimitExceeded.OrganizationMemberOverLimit': {
		message: 'The organization is full',
		advice: 'Ask Tencent Cloud support to raise the limit.',
		actions: [CREATE_MEMBER],
	},
	'ResourceNotFound.MemberNotExist': {
		message: 'There is no such member',
		advice: 'Check the member UIN.',
		notFound: true,
		actions: [UPDATE_MEMBER],
	},
	'ResourceNotFound.OrganizationAuthRelationNotExist': {
		message: 'There is no such legal entity',
		advice: 'Check the legal entity ID.',
		actions: [CREATE_MEMBER],
	},
	'ResourceNotFound.OrganizationNodeNotExist': {
		message: 'The organization has no such department',
		advice: 'Choose the department from the list.',
		actions: [LIST_MEMBERS, CREATE_MEMBER, MOVE_MEMBERS],
	},
	'ResourceNotFound.OrganizationNotExist': {
		message: 'The account of the key has no organization',
		advice: 'Use a key of the management account, and check the site (China or International).',
	},
	'ResourceNotFound.OrganizationServiceNotExist': {
		message: 'There is no such trusted service',
		advice: 'Check the short name of the trusted service.',
		actions: [LIST_MEMBERS],
	},
	'UnsupportedOperation.AbnormalFinancialStatusOfAdmin': {
		message: 'The finances of the payer do not allow to pay on behalf',
		advice: 'Settle the account of the payer.',
		actions: [CREATE_MEMBER],
	},
	'UnsupportedOperation.AddDelegatePayerNotAllow': {
		message: 'Pay on Behalf may not be added',
		advice: 'Leave this permission out, or contact Tencent Cloud support.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.AddDiscountInheritNotAllow': {
		message: 'Discounts may not be inherited here',
		advice: 'Leave the permission Inherit Discounts out.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.DeleteDelegatePayerNotAllow': {
		message: 'Pay on Behalf may not be ended',
		advice: 'Contact Tencent Cloud support.',
		actions: [UPDATE_MEMBER],
	},
	'UnsupportedOperation.ExistedAgent': {
		message: 'The member or the payer has a reseller',
		advice: RESELLER,
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.ExistedClient': {
		message: 'The member or the payer is the customer of a reseller',
		advice: RESELLER,
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.InconsistentUserTypes': {
		message: 'The accounts are of different types',
		advice: 'Use accounts of one type.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.ManagementSystemError': {
		message: 'The business management system did not answer as it should',
		advice: LATER,
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.MemberAccountArrears': {
		message: 'The member owes money',
		advice: 'Settle the bill of the member.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.MemberDiscountInheritExisted': {
		message: 'The member already inherits discounts',
		advice: 'Leave the permission Inherit Discounts out.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.MemberExistAccountLevelDiscountInherit': {
		message: 'The member has discounts of its own account level',
		advice: 'Contact Tencent Cloud support.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.MemberIsAgent': {
		message: 'The account is a reseller or the customer of one',
		advice: RESELLER,
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.MemberNotAllowQuit': {
		message: 'This member cannot leave by itself',
		advice: 'Leave the field May Leave out.',
		actions: [UPDATE_MEMBER],
	},
	'UnsupportedOperation.OperationForbidden': {
		message: 'Tencent Cloud forbids the operation',
		advice: 'Contact Tencent Cloud support.',
		actions: [CREATE_MEMBER],
	},
	'UnsupportedOperation.OrderInProgressExisted': {
		message: 'An order is in progress',
		advice: 'Wait until it is finished.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.OwnerDiscountInheritExisted': {
		message: 'The administrator inherits discounts',
		advice: 'Contact Tencent Cloud support.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.PayerArrearsAndNoCreditAccount': {
		message: 'The payer owes money and has no credit account',
		advice: 'Settle the bill of the payer.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.PayerExistAccountLevelDiscountInherit': {
		message: 'The payer has discounts of its own account level',
		advice: 'Contact Tencent Cloud support.',
		actions: [CREATE_MEMBER, UPDATE_MEMBER],
	},
	'UnsupportedOperation.SecondaryDistributorSubClientExisted': {
		message: 'The customer of a second-tier reseller is involved, so nobody can pay on behalf',
		advice: RESELLER,
		actions: [CREATE_MEMBER],
	},
};
