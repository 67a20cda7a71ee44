import { type IDataObject } from 'n8n-workflow';
import { readEmail } from '../../../shared/fields/email';
import { filtersField, listFields, readLimit } from '../../../shared/fields/limitAndFilters';
import { operation } from '../../../shared/operation/operation';
import { readPages } from '../../../shared/operation/pagination';
import { InvalidParameter } from '../../../shared/values/invalidParameter';
import {
	creationFields,
	creationParameters,
	type CreationRange,
	isCreatedWithin,
	isEmpty,
	readCreationRange,
} from '../../creationFilter';
import { fetchListPage, PAGE_SIZE } from '../../listPages';
import {
	detailOutput,
	emailDetail,
	emailOf,
	isForEmail,
	textFieldOf,
	verificationStatusOf,
} from '../../record';

const filters = filtersField([
	...creationFields,
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@example.com',
		description: 'Return only the verification of this email address',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'pending',
		description: 'Return only verifications with this status',
		options: [
			{ name: 'Pending', value: 'pending', description: 'A mail was sent, nobody clicked yet' },
			{ name: 'Verified', value: 'verified' },
		],
	},
]);

interface Input {
	limit: number;
	/** Undefined: no filter. */
	email: string | undefined;
	/** The service's value; undefined: no filter. */
	status: number | undefined;
	created: CreationRange | undefined;
	language: 'en' | 'zh';
}

export const getManyEmailVerifications = operation<Input>({
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many email verifications',
	description:
		'List the email addresses of this Alibaba Cloud account, verified and pending, for example to find those that still wait to be verified. Changes nothing and sends no mail.',
	kind: 'read',
	calls: ['ListEmailVerification'],
	properties: [...listFields, filters],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeZone', 'timeout'],
	input(read, { language, timeZone }, workflowZone) {
		const { email, status, createdAfter, createdBefore } = (read('filters', {}) ??
			{}) as IDataObject;
		return {
			limit: readLimit(read),
			email: isEmpty(email) ? undefined : readEmail(email),
			status: isEmpty(status) ? undefined : readStatus(status),
			created: readCreationRange(createdAfter, createdBefore, workflowZone, timeZone),
			language,
		};
	},
	async fetch({ limit, email, status, created, language }, call) {
		// The filter may match parts of addresses: no document says. Then many rows are read for one address.
		const pageSize = email === undefined ? Math.min(PAGE_SIZE, limit) : PAGE_SIZE;
		// Undefined values are not sent.
		const filter = {
			Email: email,
			VerificationStatus: status,
			...creationParameters(created),
			PageSize: pageSize,
		};
		return await readPages(
			{
				limit,
				pageSize,
				page: async (index, send) => await fetchListPage(send, filter, index + 1, language),
				keyOf: (row) => textFieldOf(row, 'EmailVerificationNo') ?? JSON.stringify(row),
				keeps: (row) =>
					(email === undefined || isForEmail(row, email)) && isCreatedWithin(row, created),
			},
			call,
		);
	},
	output: detailOutput,
	simplify: (row, _input, { timeZone }) => emailDetail(row, emailOf(row) ?? '', timeZone),
});

/** @throws InvalidParameter for a status that the service does not have. */
function readStatus(value: unknown): number {
	const status = verificationStatusOf(value);
	if (status !== undefined) return status;
	throw new InvalidParameter(
		'The filter Status is neither pending nor verified',
		'The service knows these two. Choose one, or remove the filter.',
	);
}
