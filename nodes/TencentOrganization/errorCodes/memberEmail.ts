import { type ErrorCatalogue } from '../../shared/api/serviceError';
import { CREATE_MEMBER } from './organization';

const GET = 'DescribeOrganizationMemberEmailBind';
const ADD = 'AddOrganizationMemberEmail';
const UPDATE = 'UpdateOrganizationMemberEmailBind';
const RESEND = 'SendOrgMemberAccountBindEmail';

/** Codes of the member email operations. Source: documents 850/93332 and those of its siblings. */
export const MEMBER_EMAIL: ErrorCatalogue = {
	'FailedOperation.AccountAlreadyRegister': {
		message: 'The email address already belongs to a registered account',
		advice: 'Ask the member for an address that was never used at Tencent Cloud.',
		actions: [GET],
	},
	'FailedOperation.BindEmailLinkExpired': {
		message: 'The activation link has expired',
		advice:
			'Submit the binding again with a different address: a lapsed address is not accepted twice.',
		actions: [GET],
	},
	'FailedOperation.BindEmailLinkInvalid': {
		message: 'The activation link is not valid',
		advice: 'Let the member use the link of the newest mail, or resend the mail.',
		actions: [GET],
	},
	'FailedOperation.CheckAccountPhoneBindLimit': {
		message: 'Tencent Cloud could not check how often the phone is bound',
		advice: 'Try again later, or use another number.',
		actions: [ADD],
	},
	'FailedOperation.CheckMailAccount': {
		message: 'Tencent Cloud could not check the email address',
		advice: 'Try again later, or use another address.',
		actions: [ADD, UPDATE],
	},
	'FailedOperation.EmailAlreadyUsed': {
		message: 'The email address is in use',
		advice: 'Use another address: one address serves one member account only.',
		actions: [GET, ADD, UPDATE],
	},
	'FailedOperation.EmailBindRecordInvalid': {
		message: 'The binding is no longer in force',
		advice:
			'Leave the binding ID empty, so that the one in force is used, or submit a new address.',
		actions: [GET, UPDATE, RESEND],
	},
	'FailedOperation.MemberBindEmailError': {
		message: 'Binding the email address did not succeed',
		advice: 'Try again later. If it stays, try another address.',
		actions: [GET],
	},
	'FailedOperation.MemberBindPhoneError': {
		message: 'Binding the phone did not succeed',
		advice: 'Check country code and number, then submit again.',
		actions: [GET],
	},
	'FailedOperation.MemberEmailExist': {
		message: 'The member has an email address already',
		advice: 'Use Member Email: Update in place of Add.',
		actions: [ADD],
	},
	'InvalidParameter.CodeError': {
		message: 'The SMS code is wrong',
		advice: 'The member must enter the code from the newest text message.',
		actions: [GET],
	},
	'InvalidParameter.CodeExpired': {
		message: 'The SMS code has expired',
		advice: 'The member must request a new code.',
		actions: [GET],
	},
	'InvalidParameter.InvalidEmail': {
		message: 'The email address is not valid',
		advice: 'Correct the email address.',
		actions: [GET],
	},
	'InvalidParameter.PasswordIllegal': {
		message: 'The password breaks the rules',
		advice: 'The member must choose a stronger password while activating.',
		actions: [GET],
	},
	'LimitExceeded.EmailBindOverLimit': {
		message: 'The submissions of today are used up',
		advice: 'Continue tomorrow.',
		actions: [ADD],
	},
	'LimitExceeded.PhoneNumBound': {
		message: 'The phone number serves too many accounts',
		advice: 'Use another phone number.',
		actions: [ADD],
	},
	'LimitExceeded.SendEmailLimit': {
		message: 'The activation mail cannot be sent again for this binding',
		advice:
			'Ask the member to look for earlier mails (in the spam folder, too), or change the address with Member Email: Update.',
		actions: [RESEND],
	},
	'LimitExceeded.SendEmailWithinOneHourLimit': {
		message: 'The activation mail was sent too often within an hour',
		advice: 'Wait an hour, then send it again.',
		actions: [RESEND],
	},
	'LimitExceeded.UpdateEmailBindOverLimit': {
		message: 'The binding has been changed too often',
		advice:
			'Only three changes are possible before activation. Wait until the binding has lapsed, then submit a new address.',
		actions: [UPDATE],
	},
	'ResourceNotFound.EmailBindRecordNotExist': {
		message: 'There is no such binding',
		advice:
			'Leave the binding ID empty, so that the one in force is used. If the member has none, use Member Email: Add.',
		actions: [UPDATE, RESEND],
	},
	'ResourceNotFound.OrganizationMemberNotExist': {
		message: 'The organization has no such member',
		advice:
			'Check the member UIN, and that the key belongs to the management account of this organization.',
		notFound: true,
		actions: [GET, ADD, UPDATE, RESEND, CREATE_MEMBER],
	},
	'ResourceNotFound.UserNotExist': {
		message: 'There is no such account',
		advice: 'Check the member UIN. The account may have been deleted.',
		notFound: true,
		actions: [GET],
	},
};
