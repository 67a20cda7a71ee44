import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { callFromEditor } from '../shared/api/callFromEditor';
import { nodeError } from '../shared/api/nodeError';
import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { readOptions } from '../shared/fields/options';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject, objectAt, textAt } from '../shared/values/json';
import { askAboutOwnAccount } from './currentAccount';
import { ROLES } from './record';
import { iamAccountService, needsOpenApi } from './service';
import { PAGE_SIZE, pageOfSubAccounts, type Side } from './listPages';

/** Read when they are needed: a time zone takes long to look up. */
const options = () => readOptions({ timeout: 15_000 });

/** What the editor wants to see. */
interface Search {
	text: string;
	/** Of the sub-accounts; undefined: from the beginning. */
	offset: number | undefined;
	isSession: boolean;
	call: SendRequest;
}

/** Accounts, and the offset of the next ones; undefined: these are the last. */
interface Found {
	accounts: readonly JsonObject[];
	next?: number;
}

/**
 * Accounts for the list of the editor: the token's own, then its sub-accounts, which the service
 * searches by nickname, email and mobile number. In a session the operator's web site looks accounts up
 * by ID, so it is asked for the list, too; whose token it is it does not tell.
 */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await answer.call(this, filter, paginationToken, async (search) => {
		if (search.isSession) return await subAccounts('operator', search);
		const [own, { accounts, next }] = await Promise.all([
			search.offset === undefined ? ownAccount(search) : undefined,
			subAccounts('tenant', search),
		]);
		const first = own && holds(own, search.text) ? [own] : [];
		return { accounts: [...first, ...accounts], next };
	});
}

/**
 * Main accounts for the list of the editor: that of the token's account, and for an operator those in
 * its list, of which pages are read until one holds some.
 */
export async function searchMainAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await answer.call(this, filter, paginationToken, async (search) => {
		if (search.isSession) throw needsOpenApi();
		const accounts: JsonObject[] = [];
		if (search.offset === undefined) {
			const own = await ownAccount(search);
			const main = isMain(own) ? own : { AccountId: own.MasterId ?? null };
			if (holds(main, search.text)) accounts.push(main);
			if (ROLES.get(textAt(own, 'Role') ?? '') !== 'operator') return { accounts };
		}
		const mainId = accounts[0] && textAt(accounts[0], 'AccountId');
		for (let { offset } = search; ; ) {
			const page = await subAccounts('operator', { ...search, offset });
			const others = page.accounts.filter((one) => textAt(one, 'AccountId') !== mainId);
			accounts.push(...others.filter(isMain));
			if (accounts.length > 0 || page.next === undefined) return { accounts, next: page.next };
			offset = page.next;
		}
	});
}

async function answer(
	this: ILoadOptionsFunctions,
	filter: string | undefined,
	paginationToken: string | undefined,
	find: (search: Search) => Promise<Found>,
): Promise<INodeListSearchResult> {
	const { authentication } = await this.getCredentials(iamAccountService.credentialType);
	const { accounts, next } = await find({
		text: filter?.trim() ?? '',
		offset: paginationToken === undefined ? undefined : Number(paginationToken),
		isSession: authentication === 'session',
		call: async (one) => await callFromEditor.call(this, iamAccountService, one, options()),
	}).catch((error: unknown) => {
		const isOurs = error instanceof ServiceError || error instanceof InvalidParameter;
		throw isOurs ? nodeError(this.getNode(), error) : error;
	});
	return {
		results: accounts.map(choiceOf),
		...(next !== undefined && { paginationToken: String(next) }),
	};
}

async function ownAccount({ call }: Search): Promise<JsonObject> {
	const own = await askAboutOwnAccount('DescribeAccount', 'Account', options().language, call);
	return objectAt(own, 'Account')!;
}

async function subAccounts(side: Side, { text, offset = 0, call }: Search): Promise<Found> {
	const query = { side, search: text || undefined, language: options().language };
	const { rows, total } = await pageOfSubAccounts(query, call, offset, PAGE_SIZE);
	const next = offset + PAGE_SIZE;
	return { accounts: rows, next: rows.length > 0 && next < total ? next : undefined };
}

/** Source: DescribeAccount, field table. */
const isMain = (account: JsonObject): boolean => textAt(account, 'Type') === '1';

/** The service does not search its owner among the sub-accounts. */
const holds = (account: JsonObject, search: string): boolean =>
	['AccountId', 'NickName', 'AccountName', 'ContactMail', 'ContactMobile'].some((name) =>
		textAt(account, name)?.toLowerCase().includes(search.toLowerCase()),
	);

function choiceOf(account: JsonObject) {
	const id = textAt(account, 'AccountId') ?? '';
	const label = textAt(account, 'NickName') ?? textAt(account, 'AccountName');
	return { name: label ? `${label} (${id})` : id, value: id };
}
