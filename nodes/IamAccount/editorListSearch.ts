import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { callFromEditor } from '../shared/api/callFromEditor';
import { nodeError } from '../shared/api/nodeError';
import { credentialWithoutItems } from '../shared/api/credentials';
import { sendTogether } from '../shared/api/sendTogether';
import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { readOptions } from '../shared/fields/readOptions';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject, objectAt, textAt } from '../shared/values/json';
import { fetchCurrentAccount } from './currentAccount';
import { fetchSubAccountPage, PAGE_SIZE, type Side } from './listPages';
import { ROLES } from './record';
import { iamAccountService, needsOpenApi } from './service';

/** A function, so that loading the node does not look up a time zone, which is slow. */
const options = () => readOptions({ timeout: 15_000 });

/** What the editor asks for. */
interface Search {
	/** Empty: all accounts. */
	text: string;
	/** Of the page of sub-accounts; undefined: the first page. */
	offset: number | undefined;
	isSession: boolean;
	call: SendRequest;
}

interface FoundAccounts {
	accounts: readonly JsonObject[];
	/** The offset of the next page; undefined after the last page. */
	next?: number;
}

/**
 * Accounts for the list in the editor: the account of the access token, then its sub-accounts, which the
 * service searches by nickname, email and mobile number. With session authentication, Account: Get
 * uses the operator's web site. That site lists the sub-users of the operator, but not the account of the token.
 */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await runSearch.call(this, filter, paginationToken, async (search) => {
		if (search.isSession) return await searchSubAccounts('operator', search);
		const lists = [async (subAccounts: Search) => await searchSubAccounts('tenant', subAccounts)];
		if (search.offset === undefined) lists.unshift(searchCurrentAccount);
		const found = await sendTogether(
			lists,
			search.call,
			async (list, call) => await list({ ...search, call }),
		);
		return { accounts: found.flatMap(({ accounts }) => accounts), next: found.at(-1)!.next };
	});
}

/**
 * Main accounts for the list in the editor: the main account of the access token's account and, for an
 * operator, the main accounts among its sub-users. Pages of sub-users are read until a page has one.
 */
export async function searchMainAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await runSearch.call(this, filter, paginationToken, async (search) => {
		if (search.isSession) throw needsOpenApi();
		const accounts: JsonObject[] = [];
		if (search.offset === undefined) {
			const current = await currentAccount(search);
			const main = isMainAccount(current) ? current : { AccountId: current.MasterId ?? null };
			if (containsText(main, search.text)) accounts.push(main);
			if (ROLES.get(textAt(current, 'Role') ?? '') !== 'operator') return { accounts };
		}
		const mainId = accounts[0] && textAt(accounts[0], 'AccountId');
		for (let { offset } = search; ; ) {
			const page = await searchSubAccounts('operator', { ...search, offset });
			const others = page.accounts.filter((account) => textAt(account, 'AccountId') !== mainId);
			accounts.push(...others.filter(isMainAccount));
			if (accounts.length > 0 || page.next === undefined) return { accounts, next: page.next };
			offset = page.next;
		}
	});
}

async function runSearch(
	this: ILoadOptionsFunctions,
	filter: string | undefined,
	paginationToken: string | undefined,
	find: (search: Search) => Promise<FoundAccounts>,
): Promise<INodeListSearchResult> {
	const search = async () => {
		const { authentication } = await credentialWithoutItems.call(this, iamAccountService);
		return await find({
			text: filter?.trim() ?? '',
			offset: paginationToken === undefined ? undefined : Number(paginationToken),
			isSession: authentication === 'session',
			call: async (request, cancellation) =>
				await callFromEditor.call(this, iamAccountService, request, options(), cancellation),
		});
	};
	const { accounts, next } = await search().catch((error: unknown) => {
		const hasAdvice = error instanceof ServiceError || error instanceof InvalidParameter;
		throw hasAdvice ? nodeError(this.getNode(), error) : error;
	});
	return {
		results: accounts.map(listItem),
		...(next !== undefined && { paginationToken: String(next) }),
	};
}

async function searchCurrentAccount(search: Search): Promise<FoundAccounts> {
	const current = await currentAccount(search);
	return { accounts: containsText(current, search.text) ? [current] : [] };
}

async function currentAccount({ call }: Search): Promise<JsonObject> {
	const answer = await fetchCurrentAccount(options().language, call);
	return objectAt(answer, 'Account')!;
}

async function searchSubAccounts(
	side: Side,
	{ text, offset = 0, call }: Search,
): Promise<FoundAccounts> {
	const query = { side, search: text || undefined, language: options().language };
	const { rows, total } = await fetchSubAccountPage(query, call, offset, PAGE_SIZE);
	const next = offset + PAGE_SIZE;
	return { accounts: rows, next: rows.length > 0 && next < total ? next : undefined };
}

/** Source: DescribeAccount, field table. */
const isMainAccount = (account: JsonObject): boolean => textAt(account, 'Type') === '1';

/** The search of the service covers sub-accounts only, not the account that they belong to. */
const containsText = (account: JsonObject, search: string): boolean =>
	['AccountId', 'NickName', 'AccountName', 'ContactMail', 'ContactMobile'].some((name) =>
		textAt(account, name)?.toLowerCase().includes(search.toLowerCase()),
	);

function listItem(account: JsonObject) {
	const id = textAt(account, 'AccountId') ?? '';
	const label = textAt(account, 'NickName') ?? textAt(account, 'AccountName');
	return { name: label ? `${label} (${id})` : id, value: id };
}
