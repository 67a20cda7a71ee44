import { type INodeProperties } from 'n8n-workflow';
import { errorDefinitionFor } from '../shared/api/readResponse';
import { redact } from '../shared/api/redaction';
import { type SendRequest } from '../shared/api/service';
import { outcomeUnknown, ServiceError } from '../shared/api/serviceError';
import { type ParameterReader } from '../shared/fields/parameterReader';
import { type Operation, type Outcome } from '../shared/operation/operation';
import { emailKey } from '../shared/values/emailKey';
import { type JsonObject } from '../shared/values/json';
import { codeOf, isSuccess, responsesByAddress, resultFor } from './commandResponse';
import { emailsField, readEmails } from './emailFields';
import { requestIdOf, text } from './record';
import { aliyunEmailVerificationService, LOOKUP } from './service';

/** Addresses in a request: the figure of the vendor's console, as the API documents none. */
const MAX_ADDRESSES = 100;

/** Characters of a request's addresses, encoded: no document says what a query may hold. */
const MAX_LIST_CHARACTERS = 4000;

/** A command on one address. */
export interface AddressInput {
	email: string;
	language: 'en' | 'zh';
	/** What it needs besides; commands that differ in it share no request. */
	parameters: OwnParameters;
}

type OwnParameters = {
	/** Whether an address that was mailed before gets another mail. */
	SendIfExist?: boolean;
};

/**
 * What all commands have in common that take a list of addresses and answer for each of them: many
 * commands travel in few requests.
 */
export const batchCommand = (
	action: string,
	more: { fields: INodeProperties[]; parameters(read: ParameterReader): OwnParameters } = {
		fields: [],
		parameters: () => ({}),
	},
): Omit<
	Operation<AddressInput>,
	'value' | 'name' | 'action' | 'description' | 'output' | 'simplify'
> => ({
	kind: 'command',
	calls: [action],
	properties: [emailsField, ...more.fields],
	options: ['includeRaw', 'language', 'maxRetries', 'requestsPerSecond', 'timeout'],
	input(read, { language }) {
		const parameters = more.parameters(read);
		return readEmails(read('emails')).map((email) => ({ email, language, parameters }));
	},
	subject: ({ email }) => emailKey(email),
	async fetch(input, call) {
		const [outcome] = await send(action, [input], call);
		if ('error' in outcome!) throw outcome.error;
		return outcome!.answer;
	},
	async fetchMany(inputs, call) {
		const outcomes = new Array<Outcome>(inputs.length);
		const batches = pack(inputs).map(async (batch) => {
			const settled = await send(
				action,
				batch.map((position) => inputs[position]!),
				call,
			);
			batch.forEach((position, index) => (outcomes[position] = settled[index]!));
		});
		await Promise.all(batches);
		return outcomes;
	},
});

/** The positions by request. */
function pack(inputs: readonly AddressInput[]): number[][] {
	const batches: number[][] = [];
	const open = new Map<string, { batch: number[]; length: number }>();
	inputs.forEach(({ email, parameters }, position) => {
		const length = encodeURIComponent(`${email},`).length;
		const key = JSON.stringify(parameters);
		let last = open.get(key);
		if (
			!last ||
			last.batch.length === MAX_ADDRESSES ||
			last.length + length > MAX_LIST_CHARACTERS
		) {
			last = { batch: [], length: 0 };
			open.set(key, last);
			batches.push(last.batch);
		}
		last.batch.push(position);
		last.length += length;
	});
	return batches;
}

/** One request for inputs that differ in their address only; more when it is refused as a whole. */
async function send(
	action: string,
	inputs: readonly AddressInput[],
	call: SendRequest,
): Promise<Outcome[]> {
	const { language, parameters } = inputs[0]!;
	try {
		const answer = await call({
			action,
			kind: 'command',
			lookup: LOOKUP,
			parameters: { Email: inputs.map(({ email }) => email).join(','), ...parameters },
			language,
			expects: ['SuccessList', 'successList', 'ExistList', 'existList', 'FailList', 'failList'],
		});
		const answers = responsesByAddress(answer);
		return inputs.map((input) =>
			outcomeOf(input, answers.get(emailKey(input.email)), requestIdOf(answer)),
		);
	} catch (error) {
		if (inputs.length === 1) return [{ error }];
		if (!mayBeOneAddress(error)) {
			const shown = mayBeDoneInPart(error) ? undocumentedCode(error) : error;
			return inputs.map(() => ({ error: shown }));
		}
		// Nothing was carried out. Halves find a bad address among many with few requests.
		const middle = Math.ceil(inputs.length / 2);
		const halves = [inputs.slice(0, middle), inputs.slice(middle)];
		return (await Promise.all(halves.map(async (half) => await send(action, half, call)))).flat();
	}
}

/** Codes that refuse a value: a single address may be why the whole request was refused. */
const REFUSED_VALUE = /^(InvalidEmail|InvalidParameter|ParameterIllegall?)(\.|$)/;

const mayBeOneAddress = (error: unknown): boolean =>
	error instanceof ServiceError && !error.outcomeUnknown && REFUSED_VALUE.test(error.code ?? '');

/** A code that nobody knows, and no HTTP status that refuses. */
const mayBeDoneInPart = (error: unknown): error is ServiceError =>
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
	outcomeUnknown(LOOKUP, 'The service answered with a code that is not documented', {
		code,
		httpStatus,
		requestId,
		serviceMessage,
	});

function outcomeOf(
	{ parameters: { SendIfExist } }: AddressInput,
	answer: JsonObject | undefined,
	requestId: string | null,
): Outcome {
	const facts = { requestId: requestId ?? undefined, httpStatus: 200 };
	const verdict = answer && resultFor(answer);
	const code = verdict ? codeOf(verdict) : null;
	const exists = verdict?.list === 'ExistList';
	// An address that exists fails only where it should have got another mail.
	const hasFailed = exists && SendIfExist === true && code !== null && !isSuccess(code);
	if (verdict && (verdict.list === 'FailList' || hasFailed)) {
		const known = errorDefinitionFor(aliyunEmailVerificationService, code ?? '', 200);
		const serviceMessage = redact(text(verdict.entry, 'Message') ?? '', []);
		return {
			error: new ServiceError(known, { ...facts, code: code ?? undefined, serviceMessage }),
		};
	}
	// Only Submit documents a list of existing addresses.
	return verdict && (!exists || SendIfExist !== undefined)
		? { answer: answer! }
		: {
				error: outcomeUnknown(LOOKUP, 'The answer does not say what became of the address', facts),
			};
}
