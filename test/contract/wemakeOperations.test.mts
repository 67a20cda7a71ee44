// What the operations of WeMake IAM answer beside the accounts themselves, as its Go SDK and its documents have them.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { send } from './rawRequest.mts';
import { useCloud } from './useCloud.mts';
import { idsOf, type Json, own, readers, wide } from './wemakeRequests.mts';

const REQUEST_ID = /^[0-9a-z]{8}-[0-9a-z]-[0-9a-z]{14}-[0-9a-z]{6}$/;
const { wemake, wemakeOperator, wemakeNoPermission } = demoCredentials;
const { verified, operator, pending, unverified, failed } = demoSubjects.wemake;
const SUB_ACCOUNTS = 25;

const { cloud } = useCloud({ accounts: 20, subAccounts: SUB_ACCOUNTS });
const { json, answerOf, codeOf } = readers(cloud);

/** Names in the order of the alphabet. */
const sorted = (names: string) => names.split(' ').sort();

describe('DescribeAccountAuthDetail', () => {
	const detail = async ({ accessToken }: { accessToken: string }) =>
		(await answerOf(own('DescribeAccountAuthDetail', {}, { ...wemake, accessToken }))).AuthDetail;

	it('holds the fields of a company that the SDK names', async () => {
		const { CurrentUsing, ...rest } = await detail(verified);
		expect(rest).toEqual({ Modifying: null, SecondAuth: null, IsAuthMod: 0 });
		const { CorpAuthDetail, ...common } = CurrentUsing;
		const company = { AuthType: 1, AuthStatus: 2, AuthChannel: 0, PersonalAuthDetail: null };
		expect(common).toEqual(company);
		expect(Object.keys(CorpAuthDetail).sort()).toEqual(
			sorted(
				'AuthId AccountId CorpName BankCardId BankId BankName ProvinceId ProvinceName CityId CityName AreaName AuthCode Status CreatedTime UpdatedTime SubmitCodeTime AuditStatus ImageUrl Type FailedReason AuthMethod CorpNameStarred PermitType EnterpriseName EnterpriseCode EvidenceUrl FrontImageUrl BackImageUrl BasicInfoStatus',
			),
		);
		expect(CorpAuthDetail).toMatchObject({
			AccountId: verified.accountId,
			AuthId: '512383459193233333',
			CorpName: 'GuoChang',
			CreatedTime: '1591874496',
		});
	});

	it('holds the fields of a person that the SDK names', async () => {
		const id = cloud.wemake.accountIds().find((one) => {
			const { AuthType, AuthStatus } = cloud.wemake.get(one)!;
			return AuthType === 0 && AuthStatus === 2;
		})!;
		const { CurrentUsing } = await detail({ accessToken: cloud.wemake.issueToken(id) });
		expect(CurrentUsing).toMatchObject({ AuthType: 0, CorpAuthDetail: null });
		expect(Object.keys(CurrentUsing.PersonalAuthDetail).sort()).toEqual(
			sorted(
				'AuthId AccountId UserName IdCard ProvinceId ProvinceName CityId CityName AreaName Address ClientUA PayReqId UrlParams TransactionId QRCode AppId OpenId ValidReqId Status CreatedTime UpdatedTime AuditStatus FrontImageUrl BackImageUrl Type FailedReason AuthMethod',
			),
		);
	});

	it('follows the account’s life, and a change of it', async () => {
		expect((await detail(unverified)).CurrentUsing).toBeNull();
		expect((await detail(pending)).CurrentUsing).toMatchObject({ AuthStatus: 1 });
		const { CurrentUsing } = await detail(failed);
		const party = CurrentUsing.CorpAuthDetail ?? CurrentUsing.PersonalAuthDetail;
		expect(party.FailedReason).toBe(cloud.wemake.get(failed.accountId)!.FailedReason);
		cloud.wemake.setAuthChange(verified.accountId, 1);
		expect(await detail(verified)).toMatchObject({
			CurrentUsing: { AuthStatus: 2 },
			Modifying: { AuthStatus: 1 },
			IsAuthMod: 1,
		});
		cloud.wemake.setAuthChange(verified.accountId, null);
		expect(await detail(verified)).toMatchObject({ Modifying: null, IsAuthMod: 0 });
	});
});

describe.each([
	{ action: 'DescribeSubAccounts', key: wemake, rows: 'SubAccounts', owner: verified },
	{ action: 'DescribeSPSubAccounts', key: wemakeOperator, rows: 'Accounts', owner: operator },
])('$action', ({ action, key, rows, owner }) => {
	const list = async (body: object = {}) => (await answerOf(own(action, body, key))).SubAccounts;

	it('lists the sub-accounts of the token’s account, a page at a time', async () => {
		const ids = cloud.wemake.subAccountIds(owner.accountId);
		expect(ids).toHaveLength(SUB_ACCOUNTS);
		const page = await list({ Offset: 20, Limit: 10 });
		expect(page.Total).toBe(SUB_ACCOUNTS);
		expect(idsOf(page[rows])).toEqual(ids.slice(20));
		for (const row of page[rows]) expect(row).toMatchObject({ Type: 2, MasterId: owner.accountId });
		expect((await list())[rows]).toHaveLength(10);
		expect((await list({ Offset: 25, Limit: 10 }))[rows]).toEqual([]);
	});

	it.each(['NickName', 'ContactMail', 'ContactMobile'])('searches by %s', async (field) => {
		const [id] = cloud.wemake.subAccountIds(owner.accountId).slice(-1);
		const SearchKey = String(cloud.wemake.get(id)![field]);
		const found = (await list({ SearchKey, Limit: 100 }))[rows];
		expect(idsOf(found)).toContain(id);
		expect(found.length).toBeLessThan(SUB_ACCOUNTS);
	});

	it('filters by role', async () => {
		for (const Role of [0, 1, 10, 20]) {
			const wanted = cloud.wemake
				.subAccountIds(owner.accountId)
				.filter((id) => cloud.wemake.get(id)!.Role === Role);
			const page = await list({ Role, Limit: 100 });
			expect([page.Total, idsOf(page[rows])]).toEqual([wanted.length, wanted]);
		}
	});

	it.each([
		[{ Offset: '0' }, 'InvalidParameter'],
		[{ Offset: -1 }, 'InvalidParameterValue'],
		[{ Limit: 0 }, 'InvalidParameterValue'],
		[{ Role: 'operator' }, 'InvalidParameter'],
		[{ SearchKey: 5 }, 'InvalidParameter'],
		[{ Business: 'x', WithRoles: 1 }, undefined],
	])('with %j', async (body, code) => {
		expect(await codeOf(own(action, body, key))).toBe(code);
	});

	it('cuts pages short, and writes empty lists as null, by a setting', async () => {
		cloud.settings.wemake.mostRows = 3;
		expect((await list({ Limit: 10 }))[rows]).toHaveLength(3);
		cloud.settings.wemake.emptyLists = 'null';
		expect((await list({ SearchKey: 'nobody' }))[rows]).toBeNull();
	});
});

it('DescribeSubAccounts shows whole accounts, with roles if asked', async () => {
	const page = (await answerOf(own('DescribeSubAccounts', { WithRoles: 1 }))).SubAccounts;
	const [id] = cloud.wemake.subAccountIds(verified.accountId);
	expect(Object.keys(page.SubAccounts[0]).sort()).toEqual(
		[...Object.keys(cloud.wemake.get(id)!), 'Roles'].sort(),
	);
});

describe('DescribeSPSubAccounts', () => {
	it('shows the documented entries, and the request ID inside, with and without an envelope', async () => {
		const expected = {
			SubAccounts: {
				Total: SUB_ACCOUNTS,
				Accounts: expect.any(Array) as Json[],
				RequestId: expect.stringMatching(REQUEST_ID) as string,
			},
		};
		const request = own('DescribeSPSubAccounts', {}, wemakeOperator);
		const { Response } = await json(request);
		expect(Response).toEqual(expected);
		expect(Object.keys(Response.SubAccounts.Accounts[0])).toEqual(
			'AccountId AccountName RegisterType Type Role NickName MasterId Status ContactMail ContactMobile'.split(
				' ',
			),
		);
		expect(cloud.journal.entries()[0].requestId).toBe(Response.SubAccounts.RequestId);
		cloud.settings.wemake.envelope = 'bare';
		expect(await json(request)).toEqual(expected);
	});

	it('needs an operator’s token', async () => {
		expect(await codeOf(own('DescribeSPSubAccounts'))).toBe('AuthFailure.UnauthorizedOperation');
	});
});

describe('DescribeSubIds', () => {
	it('gives the ids under any main account, without a token', async () => {
		for (const { accountId } of [verified, operator]) {
			const { SubIds } = await answerOf(wide('DescribeSubIds', { MasterId: accountId }));
			expect(SubIds).toEqual(cloud.wemake.subAccountIds(accountId));
		}
	});

	it('gives none for what has none', async () => {
		const [sub] = cloud.wemake.subAccountIds(verified.accountId);
		for (const MasterId of [pending.accountId, sub, '1']) {
			expect((await answerOf(wide('DescribeSubIds', { MasterId }))).SubIds).toEqual([]);
		}
		cloud.settings.wemake.emptyLists = 'null';
		expect((await answerOf(wide('DescribeSubIds', { MasterId: '1' }))).SubIds).toBeNull();
	});

	it.each([
		[{}, 'MissingParameter'],
		[{ MasterId: 5 }, 'InvalidParameter'],
		[{ MasterId: '1', Module: 'account' }, 'UnknownParameter'],
		[{ MasterId: '1', Limit: 5 }, 'UnknownParameter'],
		[{ MasterId: '1', Action: 'DescribeSubIds' }, undefined],
	])('with %j', async (body, code) => {
		expect(await codeOf(wide('DescribeSubIds', body))).toBe(code);
	});

	it('sends the ids as 18-digit numbers by a setting', async () => {
		cloud.settings.wemake.idsAsNumbers = true;
		const { text } = await send(cloud, wide('DescribeSubIds', { MasterId: verified.accountId }));
		expect(text).toContain(`"SubIds":[${cloud.wemake.subAccountIds(verified.accountId).join()}]`);
	});
});

it('DescribeAccounts finds sub-accounts, too, and is cut short by a setting', async () => {
	const AccountIds = cloud.wemake.subAccountIds(verified.accountId);
	const rows = async () => (await answerOf(wide('DescribeAccounts', { AccountIds }))).Accounts;
	expect(idsOf(await rows())).toEqual(AccountIds);
	cloud.settings.wemake.mostRows = 4;
	expect(await rows()).toHaveLength(4);
});

it.each(['DescribeSubIds', 'DescribeAccounts'])('%s needs rights', async (action) => {
	const body = action === 'DescribeSubIds' ? { MasterId: '1' } : { AccountIds: ['1'] };
	expect(await codeOf(wide(action, body, wemakeNoPermission))).toBe(
		'AuthFailure.UnauthorizedOperation',
	);
});
