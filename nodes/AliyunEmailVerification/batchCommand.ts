import { type INodeProperties } from 'n8n-workflow';
import { type SendRequest } from '../shared/api/service';
import { outcomeUnknown, ServiceError } from '../shared/api/serviceError';
import { type ParameterReader } from '../shared/fields/parameterReader';
import { type Operation, type Outcome } from '../shared/operation/operation';
import { emailKey } from '../shared/values/emailKey';
import { type CommandParameters, outcomeOf, responsesByAddress } from './commandResponse';
import { emailsField, readEmails } from './emailFields';
import { EMAIL_VERIFICATION_LOOKUP } from './emailLookup';
import { requestIdOf } from './record';

/** Addresses in a request: the figure of the vendor's console, as the API documents none. */
const MAX_ADDRESSES = 100;

/** Characters of a request's addresses, URL-encoded. No document says how long a query may be. */
const MAX_LIST_CHARACTERS = 4000;

/** A command on one address. */
export interface AddressInput {
	email: string;
	language: 'en' | 'zh';
	/** The other parameters of the command. Only commands with equal parameters share a request. */
	parameters: CommandParameters;
}

/**
 * The common part of the operations that take a list of addresses and answer for each address: many
 * commands are sent in few requests. `own` holds the fields of the operation, and their parameters.
 */
export const batchCommand = (
	action: string,
	own: { fields: INodeProperties[]; parameters(read: ParameterReader): CommandParameters } = {
		fields: [],
		parameters: () => ({}),
	},
): Omit<
	Operation<AddressInput>,
	'value' | 'name' | 'action' | 'description' | 'output' | 'simplify'
> => ({
	kind: 'command',
	calls: [action],
	properties: [emailsField, ...own.fields],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeout'],
	input(read, { language }) {
		const parameters = own.parameters(read);
		return readEmails(read('emails')).map((email) => ({ email, language, parameters }));
	},
	subject: ({ email }) => emailKey(email),
	async fetch(input, call) {
		const [outcome] = await sendBatch(action, [input], call);
		if ('error' in outcome!) throw outcome.error;
		return outcome!.answer;
	},
	fetchMany: async (inputs, call) => await sendBatch(action, inputs, call),
	batches: packIntoBatches,
});

/** The positions of the inputs, a list for each request. */
function packIntoBatches(inputs: readonly AddressInput[]): number[][] {
	const batches: number[][] = [];
	/** The batch that is being filled, for each set of parameters. */
	const current = new Map<string, { positions: number[]; characters: number }>();
	inputs.forEach(({ email, parameters }, position) => {
		const characters = encodeURIComponent(`${email},`).length;
		const key = JSON.stringify(parameters);
		let batch = current.get(key);
		if (
			!batch ||
			batch.positions.length === MAX_ADDRESSES ||
			batch.characters + characters > MAX_LIST_CHARACTERS
		) {
			batch = { positions: [], characters: 0 };
			current.set(key, batch);
			batches.push(batch.positions);
		}
		batch.positions.push(position);
		batch.characters += characters;
	});
	return batches;
}

/** Sends inputs that differ only in their address as one request. A refused request is split in two. */
async function sendBatch(
	action: string,
	inputs: readonly AddressInput[],
	call: SendRequest,
): Promise<Outcome[]> {
	const { language, parameters } = inputs[0]!;
	try {
		const answer = await call({
			action,
			kind: 'command',
			lookup: EMAIL_VERIFICATION_LOOKUP,
			parameters: { Email: inputs.map(({ email }) => email).join(','), ...parameters },
			language,
			expects: ['SuccessList', 'successList', 'ExistList', 'existList', 'FailList', 'failList'],
		});
		const responses = responsesByAddress(answer);
		return inputs.map((input) =>
			outcomeOf(responses.get(emailKey(input.email)), input.parameters, requestIdOf(answer)),
		);
	} catch (error) {
		if (inputs.length === 1) return [{ error }];
		if (!mayConcernOneAddress(error)) {
			const shown = mayBePartlyCarriedOut(error) ? undocumentedCode(error) : error;
			return inputs.map(() => ({ error: shown }));
		}
		// Nothing was carried out. Halving finds one bad address among many with few requests.
		const middle = Math.ceil(inputs.length / 2);
		const halves = [inputs.slice(0, middle), inputs.slice(middle)];
		const outcomes = halves.map(async (half) => await sendBatch(action, half, call));
		return (await Promise.all(outcomes)).flat();
	}
}

/** Codes that refuse a value. The value of a single address may be the reason. */
const REFUSED_VALUE = /^(InvalidEmail|InvalidParameter|ParameterIllegall?)(\.|$)/;

const mayConcernOneAddress = (error: unknown): boolean =>
	error instanceof ServiceError && !error.outcomeUnknown && REFUSED_VALUE.test(error.code ?? '');

/** An undocumented code whose HTTP status is no error: the service may have processed some of the addresses. */
const mayBePartlyCarriedOut = (error: unknown): error is ServiceError =>
	error instanceof ServiceError &&
	error.ambiguous &&
	!error.outcomeUnknown &&
	error.httpStatus !== undefined &&
	error.httpStatus < 400;

const undocumentedCode = ({
	code,
	httpStatus,
	requestId,
	serviceMessage,
}: ServiceError): ServiceError =>
	outcomeUnknown(
		EMAIL_VERIFICATION_LOOKUP,
		'The service answered with a code that is not documented',
		{ code, httpStatus, requestId, serviceMessage },
	);
