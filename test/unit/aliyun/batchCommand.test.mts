import {
	type AddressInput,
	batchCommand,
} from '../../../nodes/AliyunEmailVerification/batchCommand.ts';
import { responsesByAddress } from '../../../nodes/AliyunEmailVerification/commandResponse.ts';
import { readEmails } from '../../../nodes/AliyunEmailVerification/emailFields.ts';
import type { Call } from '../../../nodes/shared/api/service.ts';
import {
	Cancelled,
	type ErrorDefinition,
	ServiceError,
} from '../../../nodes/shared/api/serviceError.ts';
import type { Outcome } from '../../../nodes/shared/operation/operation.ts';
import type { JsonObject } from '../../../nodes/shared/values/json.ts';

const { fetchMany, batches, fetch } = batchCommand('DoEmailVerification');

const input = (email: string, parameters: AddressInput['parameters'] = {}): AddressInput => ({
	email,
	language: 'en',
	parameters,
});
const inputs = (length: number, name = 'n') =>
	Array.from({ length }, (_, index) => input(`${name}${index}@example.com`));
const success = (emails: string[]): JsonObject => ({
	RequestId: 'r',
	SuccessList: emails.map((Email) => ({ Email })),
});
const failure = (code: string, known: Partial<ErrorDefinition> = {}, httpStatus = 400) =>
	new ServiceError({ message: 'm', advice: 'a', ...known }, { code, httpStatus });

/** Carries out commands against a service that answers so; by default everything succeeds. */
async function carryOut(
	commands: AddressInput[],
	answer: (emails: string[]) => JsonObject | Error = success,
) {
	const sent: string[][] = [];
	const call = async ({ parameters }: Call) => {
		const emails = String(parameters.Email).split(',');
		sent.push(emails);
		const outcome = answer(emails);
		return outcome instanceof Error
			? await Promise.reject(outcome)
			: await Promise.resolve(outcome);
	};
	const outcomes: Outcome[] = [];
	const carriedOut = batches!(commands).map(async (positions) => {
		const batch = positions.map((position) => commands[position]);
		const ofBatch = (await fetchMany!(batch, call)) as Outcome[];
		positions.forEach((position, index) => (outcomes[position] = ofBatch[index]));
	});
	await Promise.all(carriedOut);
	return {
		sent,
		answers: outcomes.map((outcome) => ('answer' in outcome ? outcome.answer : undefined)),
		errors: outcomes.map((outcome) =>
			'error' in outcome ? (outcome.error as ServiceError) : undefined,
		),
	};
}

describe('addresses in a request', () => {
	it.each([
		[1, [1]],
		[100, [100]],
		[101, [100, 1]],
		[250, [100, 100, 50]],
	])('%i short addresses', async (count, sizes) => {
		const { sent, answers } = await carryOut(inputs(count));
		expect(sent.map(({ length }) => length)).toEqual(sizes);
		expect(answers.every(Boolean)).toBe(true);
	});

	it('4,000 encoded characters a request, and never none', async () => {
		const { sent } = await carryOut(inputs(40, '用'.repeat(100)));
		for (const emails of sent) {
			expect(encodeURIComponent(emails.join()).length).toBeLessThanOrEqual(4000);
			expect(emails.length).toBeGreaterThan(0);
		}
		expect(sent.flat()).toHaveLength(40);
		expect(sent.length).toBeLessThan(14);
	});

	it('different parameters never share a request', async () => {
		const again = [true, false, true].map((SendIfExist, index) =>
			input(`n${index}@x.cn`, { SendIfExist }),
		);
		const { sent } = await carryOut(again);
		expect(sent).toEqual([['n0@x.cn', 'n2@x.cn'], ['n1@x.cn']]);
	});
});

describe('a request that is refused as a whole', () => {
	it.each([
		['ParameterIllegal', { ambiguous: true }],
		['ParameterIllegall', { ambiguous: true }],
		['InvalidEmail', {}],
		['InvalidEmail.Format', {}],
		['InvalidParameter', {}],
	])('%s: the bad ones are found, the others carried out once', async (code, known) => {
		const bad = ['n13@example.com', 'n14@example.com', 'n99@example.com'];
		const done: string[] = [];
		const { answers, errors } = await carryOut(inputs(100), (emails) => {
			if (emails.some((email) => bad.includes(email))) return failure(code, known);
			done.push(...emails);
			return success(emails);
		});
		expect(errors.flatMap((error, index) => (error ? [index] : []))).toEqual([13, 14, 99]);
		expect(done).toHaveLength(97);
		expect(new Set(done).size).toBe(97);
		expect(answers.filter(Boolean)).toHaveLength(97);
	});

	it.each([
		['a permission', failure('NoPermission')],
		['a wrong key', failure('InvalidAccessKeyId.NotFound', { credentialInvalid: true })],
		['an unknown outcome', failure('ParameterIllegal', { ambiguous: true, outcomeUnknown: true })],
		['throttling', failure('Throttling', { retry: 'throttled' })],
		['a field of another name', failure('InvalidEmailAddressBook')],
		['a code that no document names', failure('AccountLocked', { ambiguous: true })],
		['a quota of the account', failure('SendTokenQuotaExceeded')],
		[
			'a host that does not exist',
			new ServiceError({ message: 'm', advice: 'a' }, { code: 'ENOTFOUND' }),
		],
		['a cancelled run', new Cancelled()],
	])('%s: no address is why, and nothing is sent again', async (_name, error) => {
		const { sent, errors } = await carryOut(inputs(5), () => error);
		expect(sent).toHaveLength(1);
		expect(errors).toEqual([error, error, error, error, error]);
	});

	it('a code that no document names, and no status that refuses: a part may have been done', async () => {
		const error = failure('PartiallyDone', { ambiguous: true }, 200);
		const { sent, errors } = await carryOut(inputs(4), () => error);
		expect(sent).toHaveLength(1);
		for (const shown of errors) {
			expect(shown).toMatchObject({ outcomeUnknown: true, code: 'PartiallyDone', httpStatus: 200 });
			expect(shown!.advice).toContain('Look up what became of it with Email Verification: Get');
		}
		// One address cannot be done in part.
		expect((await carryOut(inputs(1), () => error)).errors).toEqual([error]);
	});

	it('alone, it is what the item says', async () => {
		const error = failure('ParameterIllegal', { ambiguous: true });
		await expect(fetch(input('a@x.cn'), async () => await Promise.reject(error))).rejects.toBe(
			error,
		);
	});
});

describe('an answer', () => {
	const [email, other] = ['a@example.com', 'b@example.com'];
	const outcome = async (answer: JsonObject, parameters: AddressInput['parameters'] = {}) => {
		const { answers, errors } = await carryOut([input(email, parameters)], () => answer);
		return errors[0]?.outcomeUnknown
			? 'unknown'
			: (errors[0]?.code ?? (answers[0] ? 'done' : 'failed'));
	};
	const code = 'SendTokenQuotaExceeded';

	it.each<[string, JsonObject, AddressInput['parameters'], string]>([
		['a success', { SuccessList: [{ Email: email, Code: 'Success' }] }, {}, 'done'],
		[
			'a success by the list, whatever its code',
			{ SuccessList: [{ Email: email, Code: code }] },
			{},
			'done',
		],
		['a reduced success', { successList: [{ email }] }, {}, 'done'],
		['another case', { SuccessList: [{ Email: ' A@EXAMPLE.com' }] }, {}, 'done'],
		['a failure', { FailList: [{ Email: email, Code: code }] }, {}, code],
		['a failure by the list', { FailList: [{ Email: email, Code: 'Success' }] }, {}, 'Success'],
		['a lower-case failure', { failList: [{ email, code }] }, {}, code],
		[
			'both',
			{ SuccessList: [{ Email: email }], FailList: [{ Email: email, Code: code }] },
			{},
			code,
		],
		['existing', { ExistList: [{ Email: email }] }, { SendIfExist: false }, 'done'],
		[
			'existing, with a code nobody asked for',
			{ ExistList: [{ Email: email, Code: code }] },
			{ SendIfExist: false },
			'done',
		],
		[
			'existing, asked to send',
			{ ExistList: [{ Email: email, Code: '' }] },
			{ SendIfExist: true },
			'done',
		],
		[
			'existing, sent again',
			{ ExistList: [{ Email: email, Code: 'success' }] },
			{ SendIfExist: true },
			'done',
		],
		['existing, not sent again', { existList: [{ email, code }] }, { SendIfExist: true }, code],
		['existing where no document says so', { ExistList: [{ Email: email }] }, {}, 'unknown'],
		['another address', { SuccessList: [{ Email: other }] }, {}, 'unknown'],
		['empty lists', { SuccessList: [], FailList: [] }, {}, 'unknown'],
		['no lists', { SuccessList: null, FailList: 'a' }, {}, 'unknown'],
		[
			'entries that are none',
			{ SuccessList: [null, 1, email, [email], { Mail: email }] },
			{},
			'unknown',
		],
	])('%s', async (_name, answer, parameters, expected) => {
		expect(await outcome({ RequestId: 'r', ...answer }, parameters)).toBe(expected);
	});

	it('is taken apart field by field, without what belongs to others', () => {
		const answer: JsonObject = {
			RequestId: 'r',
			SuccessList: [{ Email: email, Extra: null }, { Email: other }],
			ExistList: null,
			FailList: [{ Email: 'C@example.com', Code: 'x' }],
			Future: [1],
		};
		const rest = { RequestId: 'r', ExistList: null, Future: [1] };
		expect([...responsesByAddress(answer)]).toEqual([
			[email, { ...rest, SuccessList: [{ Email: email, Extra: null }], FailList: [] }],
			[other, { ...rest, SuccessList: [{ Email: other }], FailList: [] }],
			[
				'c@example.com',
				{ ...rest, SuccessList: [], FailList: [{ Email: 'C@example.com', Code: 'x' }] },
			],
		]);
	});
});

describe('readEmails', () => {
	it.each([
		['a@x.cn', ['a@x.cn']],
		[' a@x.cn , b@x.cn;c@x.cn\nd@x.cn,', ['a@x.cn', 'b@x.cn', 'c@x.cn', 'd@x.cn']],
		[
			['a@x.cn', ' b@x.cn ', ''],
			['a@x.cn', 'b@x.cn'],
		],
		['a@x.cn,A@X.CN,a@x.cn', ['a@x.cn']],
	])('%j', (value, emails) => {
		expect(readEmails(value)).toEqual(emails);
	});

	it.each([[''], [[]], [undefined], [' ,; ']])('%j is empty', (value) => {
		expect(() => readEmails(value)).toThrow('The email address is empty');
	});
});
