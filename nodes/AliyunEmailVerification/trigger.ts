import { type INodeProperties } from 'n8n-workflow';
import { type ParameterReader } from '../shared/fields/parameterReader';
import { type ListedSubject } from '../shared/trigger/change';
import { type Scope, type StatusTrigger } from '../shared/trigger/statusTrigger';
import { emailKey } from '../shared/values/emailKey';
import { InvalidParameter } from '../shared/values/invalidParameter';
import { type JsonObject } from '../shared/values/json';
import { isoTime, longTime, shortTime } from '../shared/values/time';
import {
	creationFields,
	creationParameters,
	type CreationRange,
	isCreatedWithin,
	isStillWithin,
	readCreationRange,
} from './creationFilter';
import { readEmails } from './emailFields';
import { lookUpInList } from './emailLookup';
import { fetchListPage, PAGE_SIZE } from './listPages';
import { detailOutput, emailDetail, emailOf, textFieldOf, unknownDetail } from './record';
import { aliyunEmailVerificationService } from './service';

const scopeFields: readonly INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'scope',
		type: 'options',
		default: 'all',
		description: 'Which email addresses to watch',
		options: [
			{
				name: 'Addresses Created Within a Time',
				value: 'created',
				description: 'An expression such as {{ $now.minus({ days: 7 }) }} makes it move along',
			},
			{ name: 'All Addresses', value: 'all' },
			{ name: 'Chosen Addresses', value: 'emails' },
		],
	},
	...creationFields.map((field) => ({
		...field,
		displayOptions: { show: { scope: ['created'] } },
	})),
	{
		displayName: 'Emails',
		name: 'emails',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ann@example.com, bob@example.com',
		description: 'The email addresses to watch, separated by commas',
		displayOptions: { show: { scope: ['emails'] } },
	},
];

/**
 * A row as a subject. A verification has a number and reaches each status at most once, so the number is the
 * dedup key.
 */
function listedSubject(row: JsonObject, timeZone: string): ListedSubject {
	const email = (emailOf(row) ?? '').trim();
	const record = emailDetail(row, email, timeZone);
	const since = record.status === 'verified' ? 'VerificationTime' : 'GmtCreate';
	return {
		subject: emailKey(email),
		record,
		answer: row,
		since: isoTime(textFieldOf(row, since), timeZone),
		dedupKey: textFieldOf(row, 'EmailVerificationNo') ?? '',
		incarnation: shortTime(textFieldOf(row, 'GmtCreate')),
	};
}

/** Rows of ListEmailVerification hold everything that a lookup does: they are never partial. */
export const aliyunEmailVerificationStatusTrigger: StatusTrigger = {
	service: aliyunEmailVerificationService,
	properties: scopeFields,
	chosenField: 'emails',
	triggerOn: {
		pending: 'A verification mail was sent. A new address counts, too.',
		verified: 'The address was verified. A new address that is verified counts, too.',
		new: 'An address that was not there at the last poll, or was submitted again after a deletion',
		removed: 'An address that the account no longer has',
	},
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	scope(read, { language, timeZone }, workflowZone): Scope {
		const { created, chosen } = readScope(read, workflowZone, timeZone);
		const spellings = new Map(chosen?.map((email) => [emailKey(email), email]));
		const filter = creationParameters(created);
		return {
			chosen: chosen && [...spellings.keys()],
			pageSize: PAGE_SIZE,
			includes: (incarnation) => isStillWithin(incarnation && longTime(incarnation), created),
			fetchPage: async (index, call) => {
				const terms = { ...filter, PageSize: PAGE_SIZE };
				const { rows, total } = await fetchListPage(call, terms, index + 1, language);
				return {
					rows: rows
						.filter((row) => isCreatedWithin(row, created))
						.map((row) => listedSubject(row, timeZone)),
					total,
				};
			},
			fetchSubject: async (subject, call) => {
				const email = spellings.get(subject) ?? subject;
				return listedSubject(await lookUpInList({ email, language }, call), timeZone);
			},
		};
	},
	output: detailOutput,
	unknownSubject: unknownDetail,
};

/** @throws InvalidParameter */
function readScope(
	read: ParameterReader,
	workflowZone: string,
	timeZone: string,
): { created?: CreationRange; chosen?: string[] } {
	const scope = read('scope', 'all');
	// Sent as the user spelled them: whether the service ignores the case is not documented.
	if (scope === 'emails') return { chosen: readEmails(read('emails', '')) };
	if (scope !== 'created') return {};
	const ends = [read('createdAfter', ''), read('createdBefore', '')] as const;
	const created = readCreationRange(...ends, workflowZone, timeZone);
	if (created) return { created };
	throw new InvalidParameter(
		'No time is given',
		'Enter Created After, Created Before or both. To watch everybody, choose All Addresses.',
	);
}
