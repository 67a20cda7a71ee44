import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { type JsonObject } from '../shared/values/json';
import { fetchListPage, PAGE_SIZE } from './listPages';
import { hasStatus, isAbout } from './record';

export interface EmailInput {
	email: string;
	language: 'en' | 'zh';
}

/** How the service answers for an address it does not know is not documented: every way is understood. */
export async function lookUpEmail(
	{ email, language }: EmailInput,
	call: SendRequest,
): Promise<JsonObject> {
	const answer = await call({
		action: 'QueryEmailVerification',
		kind: 'read',
		parameters: { Email: email },
		language,
		expects: ['RequestId', 'requestId'],
	}).catch(async (error: unknown) => await settleByList({ email, language }, call, error));
	if (!hasStatus(answer)) throw unknownAddress();
	return answer;
}

/** A refusal whose code says nothing: a list filtered by the address is documented and settles it. */
async function settleByList(
	{ email, language }: EmailInput,
	call: SendRequest,
	error: unknown,
): Promise<JsonObject> {
	if (!(error instanceof ServiceError && error.ambiguous)) throw error;
	return await lookUpListed({ email, language }, call, error);
}

/** The row of an address; one that the list does not show is unknown, or `unclear` where it may not be. */
export async function lookUpListed(
	{ email, language }: EmailInput,
	call: SendRequest,
	unclear: ServiceError = unsettled(),
): Promise<JsonObject> {
	const filter = { Email: email, PageSize: PAGE_SIZE };
	const { rows, total, requestId } = await fetchListPage(call, filter, 1, language);
	const row = rows.find((entry) => isAbout(entry, email));
	if (row) return { ...row, RequestId: requestId };
	// Whether the filter matches parts of an address is not documented: only a whole list says no.
	throw rows.length < total ? unclear : unknownAddress(unclear);
}

const unsettled = () =>
	new ServiceError({
		message: 'The list holds too many similar addresses to tell whether this one is among them',
		advice: 'Look the address up with Email Verification > Get.',
	});

const unknownAddress = ({
	code,
	requestId,
	httpStatus,
	serviceMessage,
}: Partial<ServiceError> = {}) =>
	new ServiceError(
		{
			message: 'This Alibaba Cloud account does not know the email address',
			advice:
				'Check the address and the account of the key, or submit the address for verification first. To let the item go on, set the option If Not Found.',
			notFound: true,
		},
		{ code, requestId, httpStatus, serviceMessage },
	);
