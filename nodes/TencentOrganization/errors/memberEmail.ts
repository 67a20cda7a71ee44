import { type ErrorCatalogue } from '../../shared/api/serviceError';

/** Codes of the member email operations. Source: documents 850/93332 and those of its siblings. */
export const MEMBER_EMAIL: ErrorCatalogue = {
	'FailedOperation.AccountAlreadyRegister': {
		message: 'The email address already belongs to a registered account',
		advice: 'Ask the member for an address that was never used at Tencent Cloud.',
	},
	'FailedOperation.BindEmailLinkExpired': {
		message: 'The activation link has expired',
		advice:
			'Submit the binding again with a different address: a lapsed address is not accepted twice.',
	},
	'FailedOperation.BindEmailLinkInvalid': {
		message: 'The activation link is not valid',
		advice: 'Let the member use the link of the newest mail, or resend the mail.',
	},
	'FailedOperation.CheckAccountPhoneBindLimit': {
		message: 'Tencent Cloud could not check how often the phone is bound',
		advice: 'Try again later, or use another number.',
	},
	'FailedOperation.CheckMailAccount': {
		message: 'Tencent Cloud could not check the email address',
		advice: 'Try again later, or use another address.',
	},
	'FailedOperation.EmailAlreadyUsed': {
		message: 'The email address is in use',
		advice: 'Use another address: one address serves one member account only.',
	},
	'FailedOperation.EmailBindRecordInvalid': {
		message: 'The binding is no longer in force',
		advice:
			'Leave the binding ID empty, so that the one in force is used, or submit a new address.',
	},
	'FailedOperation.MemberBindEmailError': {
		message: 'Binding the email address did not succeed',
		advice: 'Try again later. If it stays, try another address.',
	},
	'FailedOperation.MemberBindPhoneError': {
		message: 'Binding the phone did not succeed',
		advice: 'Check country code and number, then submit again.',
	},
	'FailedOperation.MemberEmailExist': {
		message: 'The member has an email address already',
		advice: 'Use Member Email: Update in place of Add.',
	},
	'InvalidParameter.CodeError': {
		message: 'The SMS code is wrong',
		advice: 'The member must enter the code from the newest text message.',
	},
	'InvalidParameter.CodeExpired': {
		message: 'The SMS code has expired',
		advice: 'The member must request a new code.',
	},
	'InvalidParameter.InvalidEmail': {
		message: 'The email address is not valid',
		advice: 'Correct the email address.',
	},
	'InvalidParameter.PasswordIllegal': {
		message: 'The password breaks the rules',
		advice: 'The member must choose a stronger password while activating.',
	},
	'LimitExceeded.EmailBindOverLimit': {
		message: 'The submissions of today are used up',
		advice: 'Continue tomorrow.',
	},
	'LimitExceeded.PhoneNumBound': {
		message: 'The phone number serves too many accounts',
		advice: 'Use another phone number.',
	},
	'LimitExceeded.SendEmailLimit': {
		message: 'The activation mail cannot be sent again for this binding',
		advice:
			'Ask the member to look for earlier mails (in the spam folder, too), or change the address with Member Email: Update.',
	},
	'LimitExceeded.SendEmailWithinOneHourLimit': {
		message: 'The activation mail was sent too often within an hour',
		advice: 'Wait an hour, then send it again.',
	},
	'LimitExceeded.UpdateEmailBindOverLimit': {
		message: 'The binding has been changed too often',
		advice:
			'Only three changes are possible before activation. Wait until the binding has lapsed, then submit a new address.',
	},
	'ResourceNotFound.EmailBindRecordNotExist': {
		message: 'There is no such binding',
		advice:
			'Leave the binding ID empty, so that the one in force is used. If the member has none, use Member Email: Add.',
	},
	'ResourceNotFound.OrganizationMemberNotExist': {
		message: 'The organization has no such member',
		advice:
			'Check the member UIN, and that the key belongs to the management account of this organization.',
		notFound: true,
	},
	'ResourceNotFound.UserNotExist': {
		message: 'There is no such account',
		advice: 'Check the member UIN. The account may have been deleted.',
		notFound: true,
	},
};
