// The sample answers that the vendors publish, field for field, without the request ID.
import { demoSubjects } from './demo.mts';

/** Tencent Cloud, DescribeOrganizationMemberEmailBind: the member 123. */
export const SAMPLE_BINDING = {
	BindId: 1,
	ApplyTime: '2022-01-13 12:09:08',
	Email: '123@qq.com',
	Phone: '18798765432',
	BindStatus: 'Success',
	BindTime: '2022-01-13 18:09:08',
	Description: '',
	PhoneBind: 0,
	CountryCode: '86',
} as const;

/** Aliyun, QueryEmailVerification, asterisks included. */
export const SAMPLE_EMAIL_VERIFICATION = {
	ConfirmIp: '42.*.*.31',
	TokenSendTime: '2019-02-19 16:38:07',
	Email: demoSubjects.aliyun.sample,
	VerificationStatus: 1,
	SendIp: '42.*.*.115',
	VerificationTime: '2019-02-19 16:40:38',
	EmailVerificationNo: '72b36ba0572e423bbb3f19640896****',
	UserId: '140692647406****',
	GmtCreate: '2019-02-19 16:38:07',
	GmtModified: '2019-02-19 16:40:38',
} as const;

/** WeMake IAM, DescribeAccount. The documented CountryCode stands in the field table only. */
export const SAMPLE_ACCOUNT = {
	AccountId: demoSubjects.wemake.verified.accountId,
	AccountName: 'iam_test_3@163.com',
	RegisterType: 1,
	AppId: 0,
	NickName: 'iam_test_3@163.com',
	Type: 1,
	Role: 1,
	Strategy: 20,
	MasterId: demoSubjects.wemake.verified.accountId,
	Status: 2,
	ContactMailStatus: 2,
	ContactMail: 'iam_test_3@163.com',
	ContactMobileStatus: 2,
	ContactMobile: '177xxxx36',
	WxBindStatus: 0,
	WxOpenId: '',
	WxNickName: '',
	AuthType: 1,
	AuthStatus: 2,
	AuthId: '512383459193233333',
	IsAuthMod: 0,
	ModAuthType: 0,
	ModAuthId: '0',
	CorpName: 'GuoChang',
	MailBindStatus: 0,
	WorkWxBindStatus: 0,
	WorkWxUserId: '',
	WorkWxCorpId: '',
	MiniProgramBindStatus: 0,
	MasterIsCp: false,
	AuthTime: 1591874496,
} as const;
