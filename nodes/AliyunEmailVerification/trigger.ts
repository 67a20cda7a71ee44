import { type INodeProperties } from 'n8n-workflow';
import { Failure } from '../shared/failure';
import { type JsonObject } from '../shared/json';
import { type ParameterReader } from '../shared/operation';
import { type Scope, type StatusTrigger } from '../shared/poll';
import { isoTime } from '../shared/time';
import { type Sight } from '../shared/watch';
import {
	createdFields,
	createdTerms,
	isCreatedWithin,
	isStillWithin,
	readCreated,
} from './created';
import { readEmails } from './email';
import { PAGE_SIZE, pageOfList } from './list';
import { lookUpEmail } from './lookUp';
import { detailOutput, emailDetail, emailOf, text, unknownDetail } from './record';
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
	...createdFields.map((field) => ({
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

/** What a row, or a lookup, says, and since when. */
function sightOf(row: JsonObject, email: string, timeZone: string): Sight {
	const record = emailDetail(row, email, timeZone);
	const since = record.status === 'verified' ? 'VerificationTime' : 'GmtCreate';
	const life = text(row, 'EmailVerificationNo') ?? '';
	return { record, answer: row, life, since: isoTime(text(row, since), timeZone), mark: life };
}

/** Pages of ListEmailVerification tell everything. */
export const aliyunEmailVerificationStatusTrigger: StatusTrigger = {
	service: aliyunEmailVerificationService,
	properties: scopeFields,
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	scope(read, { language, timeZone }, workflowZone): Scope {
		const { created, chosen } = readScope(read, workflowZone, timeZone);
		const filter = createdTerms(created);
		return {
			chosen,
			holds: ({ answer }) => isStillWithin(answer, created),
			page: async (index, call) => {
				const terms = { ...filter, PageSize: PAGE_SIZE };
				const { rows, total } = await pageOfList(call, terms, index + 1, language);
				return {
					rows: rows
						.filter((row) => isCreatedWithin(row, created))
						.map((row) => {
							const email = emailOf(row) ?? '';
							return { ...sightOf(row, email, timeZone), subject: email.toLowerCase() };
						}),
					pages: Math.ceil(total / PAGE_SIZE),
				};
			},
			look: async (email, call) =>
				await lookUpEmail({ email, language }, call).then(
					(answer) => sightOf(answer, emailOf(answer) ?? email, timeZone),
					(error: unknown) => {
						if (error instanceof Failure && error.notFound) return undefined;
						throw error;
					},
				),
		};
	},
	output: detailOutput,
	unknownSubject: unknownDetail,
};

/** @throws InvalidInput */
function readScope(read: ParameterReader, workflowZone: string, timeZone: string) {
	const scope = read('scope', 'all');
	if (scope === 'emails') {
		const chosen = readEmails(read('emails', '')).map((email) => email.toLowerCase());
		return { created: undefined, chosen };
	}
	if (scope !== 'created') return { created: undefined, chosen: undefined };
	const ends = [read('createdAfter', ''), read('createdBefore', '')] as const;
	return { created: readCreated(...ends, workflowZone, timeZone), chosen: undefined };
}
