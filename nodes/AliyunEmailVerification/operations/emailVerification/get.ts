import { type Caller, operation } from '../../../shared/operation';
import { Failure } from '../../../shared/failure';
import { type JsonObject } from '../../../shared/json';
import { emailField, readEmail } from '../../email';
import { lookUpByList, PAGE_SIZE, pageOfList } from '../../list';
import { emailRecord, hasStatus, isAbout, unknownEmail } from '../../record';

interface Input {
	email: string;
	language: 'en' | 'zh';
}

export const getEmailVerification = operation<Input>({
	value: 'get',
	name: 'Get',
	action: 'Get email verification',
	description:
		'Look up whether this Alibaba Cloud account has verified an email address. Changes nothing and sends no mail.',
	kind: 'read',
	properties: [emailField],
	options: [
		'ifNotFound',
		'includeRaw',
		'language',
		'lookupStrategy',
		'maxRetries',
		'requestsPerSecond',
		'timeZone',
		'timeout',
	],
	input: (read, { language }) => ({ email: readEmail(read('email')), language }),

	/** How the service answers for an address it does not know is not documented: every way is understood. */
	async fetch({ email, language }, call) {
		const answer = await call({
			action: 'QueryEmailVerification',
			kind: 'read',
			parameters: { Email: email },
			language,
			expects: ['RequestId', 'requestId'],
		}).catch(async (error: unknown) => await settleByList({ email, language }, call, error));
		if (!hasStatus(answer)) throw unknownAddress();
		return answer;
	},
	fetchMany: async (inputs, call) => await lookUpByList(inputs, call),
	record: (answer, { email }, { timeZone }) => emailRecord(answer, email, timeZone),
	unknownSubject: ({ email }) => unknownEmail(email),
});

/** A refusal whose code says nothing: a list filtered by the address is documented and settles it. */
async function settleByList(
	{ email, language }: Input,
	call: Caller,
	error: unknown,
): Promise<JsonObject> {
	if (!(error instanceof Failure && error.ambiguous)) throw error;
	const filter = { Email: email, PageSize: PAGE_SIZE };
	const { rows, total, requestId } = await pageOfList(call, filter, 1, language);
	const row = rows.find((entry) => isAbout(entry, email));
	if (row) return { ...row, RequestId: requestId };
	// Whether the filter matches parts of an address is not documented: only a whole list says no.
	throw rows.length < total ? error : unknownAddress(error);
}

const unknownAddress = ({ code, requestId, httpStatus, serviceMessage }: Partial<Failure> = {}) =>
	new Failure(
		{
			message: 'This Alibaba Cloud account does not know the email address',
			advice:
				'Check the address and the account of the key, or submit the address for verification first. To let the item go on, set the option If Not Found.',
			notFound: true,
		},
		{ code, requestId, httpStatus, serviceMessage },
	);
