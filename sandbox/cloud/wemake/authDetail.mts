// How an account was authenticated, as DescribeAccountAuthDetail shows it: the fields that the vendor's
// Go SDK names, with values that look personal but are made up.
import type { WemakeAccount } from './state.mts';

/** A change of the authentication that is under way. */
export interface AuthChange {
	/** As AuthStatus. */
	status: number;
	failedReason: string;
}

export function authDetail(account: WemakeAccount, change: AuthChange | undefined) {
	const { AuthStatus, FailedReason } = account;
	return {
		// Nothing is in force for an account that never asked: the SDK allows null.
		CurrentUsing: AuthStatus === 0 ? null : detail(account, AuthStatus, String(FailedReason ?? '')),
		Modifying: change === undefined ? null : detail(account, change.status, change.failedReason),
		SecondAuth: null,
		IsAuthMod: account.IsAuthMod,
	};
}

function detail(account: WemakeAccount, status: number, failedReason: string) {
	const isEnterprise = account.AuthType === 1;
	return {
		AuthType: account.AuthType,
		AuthStatus: status,
		AuthChannel: 0,
		PersonalAuthDetail: isEnterprise ? null : personal(account, status, failedReason),
		CorpAuthDetail: isEnterprise ? corporate(account, status, failedReason) : null,
	};
}

/** What both kinds have. Ids and times are numbers in strings. */
const common = (account: WemakeAccount, status: number, failedReason: string) => ({
	AuthId: account.AuthId,
	AccountId: account.AccountId,
	ProvinceId: 440000,
	ProvinceName: '广东省',
	CityId: 440300,
	CityName: '深圳市',
	AreaName: '南山区',
	Status: status,
	AuditStatus: status,
	Type: account.AuthType,
	FailedReason: failedReason,
	AuthMethod: 0,
	CreatedTime: String(account.AuthTime),
	UpdatedTime: String(account.AuthTime),
	FrontImageUrl: 'https://images.example.com/private-front.png',
	BackImageUrl: 'https://images.example.com/private-back.png',
});

const personal = (account: WemakeAccount, status: number, failedReason: string) => ({
	...common(account, status, failedReason),
	UserName: '王小明',
	IdCard: 'PRIVATE-IDCARD-0001',
	Address: '科技园一号',
	ClientUA: '',
	PayReqId: '',
	UrlParams: '',
	TransactionId: '',
	QRCode: '',
	AppId: '',
	OpenId: '',
	ValidReqId: '',
});

const corporate = (account: WemakeAccount, status: number, failedReason: string) => ({
	...common(account, status, failedReason),
	CorpName: account.CorpName,
	BankCardId: 'PRIVATE-BANKCARD-0001',
	BankId: 1,
	BankName: '示例银行',
	AuthCode: '',
	SubmitCodeTime: '0',
	ImageUrl: 'https://images.example.com/private-licence.png',
	CorpNameStarred: 0,
	PermitType: 0,
	EnterpriseName: account.CorpName,
	EnterpriseCode: 'PRIVATE-LICENCE-0001',
	EvidenceUrl: '',
	BasicInfoStatus: 0,
});
