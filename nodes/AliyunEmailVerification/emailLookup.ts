import { type SendRequest } from '../shared/api/service';
import { ServiceError } from '../shared/api/serviceError';
import { type JsonObject } from '../shared/values/json';
import { fetchListPage, PAGE_SIZE } from './listPages';
import { hasStatus, isForEmail } from './record';

/** The operation that shows whether a command was carried out, as the editor names it. */
export const EMAIL_VERIFICATION_LOOKUP = 'Email Verification: Get';

export interface EmailInput {
	email: string;
	language: 'en' | 'zh';
}

/**
 * The verification of one address. How the service answers for an address that it does not know is not
 * documented, so that an error, an answer without a status and an empty list are all understood.
 *
 * @throws ServiceError with `notFound` when the account does not know the address.
 */
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
	}).catch(async (error: unknown) => await resolveByList({ email, language }, call, error));
	if (!hasStatus(answer)) throw unknownAddress();
	return answer;
}

/** Resolves an ambiguous error with the list, filtered by the address: the list is documented. */
async function resolveByList(
	{ email, language }: EmailInput,
	call: SendRequest,
	error: unknown,
): Promise<JsonObject> {
	if (!(error instanceof ServiceError && error.ambiguous)) throw error;
	return await lookUpInList({ email, language }, call, error);
}

/**
 * The list row of an address.
 *
 * @throws ServiceError with `notFound` when a complete list does not hold the address; `inconclusive`
 * when the list is longer than one page.
 */
export async function lookUpInList(
	{ email, language }: EmailInput,
	call: SendRequest,
	inconclusive: ServiceError = inconclusiveList(),
): Promise<JsonObject> {
	const filter = { Email: email, PageSize: PAGE_SIZE };
	const { rows, total, requestId } = await fetchListPage(call, filter, 1, language);
	const row = rows.find((entry) => isForEmail(entry, email));
	if (row) return { ...row, RequestId: requestId };
	// The filter may match parts of addresses: no document says. Only a complete list proves absence.
	throw rows.length < total ? inconclusive : unknownAddress(inconclusive);
}

const inconclusiveList = () =>
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
