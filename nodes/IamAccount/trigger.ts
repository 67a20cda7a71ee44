import { type INodeProperties } from 'n8n-workflow';
import { sendTogether } from '../shared/api/sendTogether';
import { type SendRequest } from '../shared/api/service';
import { Cancelled, ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { readPages } from '../shared/operation/pagination';
import { type ListedSubject } from '../shared/trigger/change';
import { type Scope, type StatusTrigger, type SubjectPage } from '../shared/trigger/statusTrigger';
import {
	endsPoll,
	giveUpFirst,
	noAnswerInTime,
	type SubjectError,
} from '../shared/trigger/subjectErrors';
import { type JsonObject, objectAt, textAt } from '../shared/values/json';
import { isoTimeOfSeconds } from '../shared/values/time';
import { lookUpAccount, lookUpAccounts } from './accountLookup';
import { fetchCurrentAccount } from './currentAccount';
import { NO_SUCH_ACCOUNT } from './errors';
import { fetchSubAccountPage, PAGE_SIZE, type Side, type SubAccountQuery } from './listPages';
import { accountOutput, accountRow, unknownAccount } from './record';
import { iamAccountService } from './service';

const scopeFields: readonly INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'scope',
		type: 'options',
		default: 'account',
		description: 'Whose authentication to watch',
		options: [
			{ name: 'The Account of the Access Token', value: 'account' },
			{
				name: 'Its Sub-Accounts',
				value: 'subAccounts',
				description: 'Of a customer of the platform',
			},
			{
				name: 'Sub-Users of an Operator',
				value: 'operatorSubAccounts',
				description:
					'Of an operator of the platform. Under session authentication each takes a request of its own.',
			},
		],
	},
];

const SIDES = new Map<unknown, Side>([
	['subAccounts', 'tenant'],
	['operatorSubAccounts', 'operator'],
]);

/** An `Account` as a subject. IDs are never used again, so there are no incarnations. */
function listedSubject(account: JsonObject, timeZone: string): ListedSubject {
	const record = accountRow(account, timeZone);
	// A review sets `AuthTime`, whatever its outcome. Nothing tells two submissions apart.
	const isReviewed = record.status === 'verified' || record.status === 'failed';
	const since = isReviewed ? isoTimeOfSeconds(account.AuthTime, timeZone) : null;
	const statusVersion = since === null ? '' : Number(account.AuthTime).toString(36);
	return {
		subject: record.subject.toLowerCase(),
		record,
		answer: account,
		since,
		dedupKey: statusVersion,
		incarnation: '',
		statusVersion,
	};
}

export const iamAccountStatusTrigger: StatusTrigger = {
	service: iamAccountService,
	properties: scopeFields,
	triggerOn: {
		failed: 'The platform refused the authentication',
		pending: 'An authentication was submitted for review',
		verified: 'The authentication was approved. A new account that is verified counts, too.',
		new: 'An account that was not there at the last poll',
		removed: 'An account that is no longer among those watched',
	},
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	scope(read, { language, timeZone }): Scope {
		const scope = read('scope', 'account');
		const side = SIDES.get(scope);
		const terms = { language, timeZone };
		return side ? subAccounts(side, terms) : ownAccount(terms);
	},
	output: accountOutput,
	unknownSubject: unknownAccount,
};

interface ReadTerms {
	language: 'en' | 'zh';
	timeZone: string;
}

/** Watches the account that the access token belongs to. */
function ownAccount({ language, timeZone }: ReadTerms): Scope {
	const fetchOwn = async (call: SendRequest): Promise<ListedSubject> => {
		const answer = await fetchCurrentAccount(language, call);
		return listedSubject(objectAt(answer, 'Account')!, timeZone);
	};
	return {
		pageSize: 1,
		fetchPage: async (_index, call) => ({ rows: [await fetchOwn(call)], total: 1 }),
		// The token may have been replaced by one of another account.
		fetchSubject: async (subject, call) => {
			const own = await fetchOwn(call);
			return own.subject === subject.toLowerCase() ? own : notFound();
		},
	};
}

function subAccounts(side: Side, { language, timeZone }: ReadTerms): Scope {
	const query = { side, language };
	const fetchPage = side === 'tenant' ? listPages(query) : operatorPages(query);
	/** No call finds one sub-account by its ID: one reading of the whole list serves all lookups of the poll. */
	let all: Promise<Map<string, JsonObject>> | undefined;
	const subjectOf = (row: JsonObject) => listedSubject(row, timeZone).subject;
	const readAll = async (call: SendRequest) => {
		const list = {
			limit: Infinity,
			pageSize: PAGE_SIZE,
			page: async (index: number, send: SendRequest) =>
				await fetchSubAccountPage(query, send, index * PAGE_SIZE, PAGE_SIZE),
			keyOf: subjectOf,
		};
		const rows = await readPages(list, call);
		return new Map(rows.map((row) => [subjectOf(row), row]));
	};
	return {
		pageSize: PAGE_SIZE,
		fetchPage: async (index, call, fromRow) => {
			const page = await fetchPage(index, call, fromRow);
			return { ...page, rows: page.rows.map((account) => listedSubject(account, timeZone)) };
		},
		fetchSubject: async (accountId, call) => {
			all ??= readAll(call);
			const row = (await all).get(accountId.toLowerCase()) ?? notFound();
			const account = side === 'operator' && (await lookUpAccount({ accountId, language }, call));
			return listedSubject({ ...row, ...account }, timeZone);
		},
	};
}

/** A page of accounts; as a `SubjectPage`. */
type FetchAccounts = (
	...of: Parameters<Scope['fetchPage']>
) => Promise<Omit<SubjectPage, 'rows'> & { rows: readonly JsonObject[] }>;

const listPages =
	(query: SubAccountQuery): FetchAccounts =>
	async (index, call) =>
		await fetchSubAccountPage(query, call, index * PAGE_SIZE, PAGE_SIZE);

/** The rows of the operator's list do not hold the authentication: their accounts are looked up. */
function operatorPages(query: SubAccountQuery): FetchAccounts {
	/** No row was looked up in this poll. */
	let isFirst = true;
	return async (index, call, fromRow = 0) => {
		const { rows, total } = await listPages(query)(index, call);
		if (fromRow === Infinity) return { rows: [], total };
		// A scan that goes on begins with the row that the last poll ended with.
		const first = isFirst ? { isResumed: index > 0 || fromRow > 0 } : undefined;
		isFirst = false;
		const read = await withStatus(rows.slice(fromRow), query.language, call, first);
		const { accounts, failed, unreadFrom } = read;
		return { rows: accounts, total, failed, unreadFrom: unreadFrom && fromRow + unreadFrom };
	};
}

const idOf = (row: JsonObject): string => textAt(row, 'AccountId') ?? '';

function notFound(): never {
	throw new ServiceError(NO_SUCH_ACCOUNT);
}

/** Rows of the operator's list, read. */
interface ReadRows {
	/** The rows with their accounts. Those that are not found are left out. */
	accounts: JsonObject[];
	failed: SubjectError[];
	/** The first row for which there was no time. */
	unreadFrom: number | undefined;
}

/**
 * Looks up the accounts of rows, as the rows do not hold the authentication. `first` is given for the first
 * rows of a poll: see `giveUpFirst`.
 *
 * @throws ServiceError when the credential is refused.
 */
async function withStatus(
	page: readonly JsonObject[],
	language: ReadTerms['language'],
	call: SendRequest,
	first: { isResumed: boolean } | undefined,
): Promise<ReadRows> {
	// Rows without an ID stay: the scan refuses a page of which no row has a subject.
	const accounts = page.filter((row) => idOf(row) === '');
	const rows = page.filter((row) => idOf(row) !== '');
	const failed: SubjectError[] = [];
	const outcomes = await lookUpEach(rows.map(idOf), language, call);
	if (first) giveUpFirst(outcomes, first.isResumed, () => ({ error: noAnswerInTime() }));
	const end = outcomes.indexOf(undefined);
	if (end === 0) throw new Cancelled();
	const read = (end < 0 ? outcomes : outcomes.slice(0, end)) as Outcome[];
	read.forEach((outcome, index) => {
		const row = rows[index]!;
		if (!('error' in outcome)) accounts.push({ ...row, ...(outcome.answer as JsonObject) });
		else if (endsPoll(outcome.error)) throw outcome.error;
		else if (!(outcome.error as ServiceError).notFound) {
			failed.push({ subject: idOf(row), error: outcome.error as ServiceError });
		}
	});
	return { accounts, failed, unreadFrom: end < 0 ? undefined : page.indexOf(rows[end]!) };
}

/**
 * The outcome for each account: in batches, and one by one where a batch was refused as such. Undefined: the
 * end of the time cut the lookup off.
 */
async function lookUpEach(
	accountIds: readonly string[],
	language: ReadTerms['language'],
	call: SendRequest,
): Promise<Array<Outcome | undefined>> {
	const inputs = accountIds.map((accountId) => ({ accountId, language }));
	const inBatches = await lookUpAccounts(inputs, call);
	return await sendTogether(inputs, call, async (input, send, index) => {
		const outcome = inBatches[index] ?? (await outcomeOf(lookUpAccount(input, send)));
		if (!('error' in outcome) || !endsPoll(outcome.error)) return outcome;
		if (outcome.error instanceof Cancelled) return undefined;
		throw outcome.error;
	});
}

const outcomeOf = async (answer: Promise<JsonObject>): Promise<Outcome> =>
	await answer.then(
		(found) => ({ answer: found }),
		(error: unknown) => ({ error }),
	);
