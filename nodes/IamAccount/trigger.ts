import { type INodeProperties } from 'n8n-workflow';
import { sendTogether } from '../shared/api/sendTogether';
import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { type Outcome } from '../shared/operation/operation';
import { readPages } from '../shared/operation/pagination';
import { type ListedSubject } from '../shared/trigger/change';
import { type Scope, type StatusTrigger } from '../shared/trigger/statusTrigger';
import { endsPoll, type SubjectError } from '../shared/trigger/subjectErrors';
import { type JsonObject, objectAt, textAt } from '../shared/values/json';
import { isoTimeOfSeconds } from '../shared/values/time';
import { lookUpAccount, lookUpAccounts } from './accountLookup';
import { fetchCurrentAccount } from './currentAccount';
import { NO_SUCH_ACCOUNT } from './errors';
import { fetchSubAccountPage, PAGE_SIZE, type Side } from './listPages';
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
		fetchPage: async (index, call) => {
			const { rows, total } = await fetchSubAccountPage(query, call, index * PAGE_SIZE, PAGE_SIZE);
			const listed = (accounts: readonly JsonObject[]) =>
				accounts.map((account) => listedSubject(account, timeZone));
			if (side === 'tenant') return { rows: listed(rows), total };
			const { accounts, failed } = await withStatus(rows, language, call);
			return { rows: listed(accounts), total, failed };
		},
		fetchSubject: async (accountId, call) => {
			all ??= readAll(call);
			const row = (await all).get(accountId.toLowerCase()) ?? notFound();
			const account = side === 'operator' && (await lookUpAccount({ accountId, language }, call));
			return listedSubject({ ...row, ...account }, timeZone);
		},
	};
}

const idOf = (row: JsonObject): string => textAt(row, 'AccountId') ?? '';

function notFound(): never {
	throw new ServiceError(NO_SUCH_ACCOUNT);
}

/**
 * Rows of the operator's list with their accounts, as the rows do not hold the authentication. Accounts
 * that are not found are left out; those whose lookup failed are named.
 *
 * @throws ServiceError when the credential is refused.
 */
async function withStatus(
	page: readonly JsonObject[],
	language: ReadTerms['language'],
	call: SendRequest,
): Promise<{ accounts: JsonObject[]; failed: SubjectError[] }> {
	// Rows without an ID stay: the scan refuses a page of which no row has a subject.
	const accounts = page.filter((row) => idOf(row) === '');
	const rows = page.filter((row) => idOf(row) !== '');
	const failed: SubjectError[] = [];
	const outcomes = await lookUpEach(rows.map(idOf), language, call);
	outcomes.forEach((outcome, index) => {
		const row = rows[index]!;
		if (!('error' in outcome)) accounts.push({ ...row, ...(outcome.answer as JsonObject) });
		else if (endsPoll(outcome.error)) throw outcome.error;
		else if (!(outcome.error as ServiceError).notFound) {
			failed.push({ subject: idOf(row), error: outcome.error as ServiceError });
		}
	});
	return { accounts, failed };
}

/** The outcome for each account: in batches, and one by one where a batch was refused as such. */
async function lookUpEach(
	accountIds: readonly string[],
	language: ReadTerms['language'],
	call: SendRequest,
): Promise<Outcome[]> {
	const inputs = accountIds.map((accountId) => ({ accountId, language }));
	const inBatches = await lookUpAccounts(inputs, call);
	return await sendTogether(inputs, call, async (input, send, index) => {
		const outcome = inBatches[index];
		if (outcome) return outcome;
		return await lookUpAccount(input, send).then(
			(answer): Outcome => ({ answer }),
			(error: unknown): Outcome => {
				if (endsPoll(error)) throw error;
				return { error };
			},
		);
	});
}
