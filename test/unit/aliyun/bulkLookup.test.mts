import { lookUpInBulk } from '../../../nodes/AliyunEmailVerification/bulkLookup.ts';
import { PAGE_SIZE } from '../../../nodes/AliyunEmailVerification/listPages.ts';
import type { Call } from '../../../nodes/shared/api/service.ts';
import { ServiceError } from '../../../nodes/shared/api/serviceError.ts';
import type { JsonObject } from '../../../nodes/shared/values/json.ts';

const row = (email: string, more: JsonObject = {}): JsonObject => ({
	Email: email,
	VerificationStatus: 1,
	EmailVerificationNo: `number of ${email}`,
	...more,
});
const strangers = (count: number, mark = 'stranger') =>
	Array.from({ length: count }, (_, index) => row(`${mark}${index}@example.com`));

/** Looks addresses up in an account whose list has these pages; a failing page is an error. */
async function look(emails: string[], pages: Array<JsonObject[] | Error>, total?: number) {
	const asked: number[] = [];
	const call = async ({ action, parameters }: Call): Promise<JsonObject> => {
		expect([action, parameters.PageSize, 'Email' in parameters]).toEqual([
			'ListEmailVerification',
			PAGE_SIZE,
			false,
		]);
		const number = Number(parameters.PageNum);
		asked.push(number);
		const page = pages[number - 1];
		if (page instanceof Error) return await Promise.reject(page);
		const TotalItemNum = total ?? pages.length * PAGE_SIZE;
		return await Promise.resolve({ Data: page, TotalItemNum, RequestId: `page ${number}` });
	};
	const outcomes = await lookUpInBulk(
		emails.map((email) => ({ email, language: 'en' })),
		call,
	);
	const answers = emails.map((_, index) => {
		const outcome = outcomes[index];
		return outcome && 'answer' in outcome ? (outcome.answer as JsonObject) : undefined;
	});
	return { answers, asked };
}

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((name) => `${name}@example.com`);

it('answers from every page, each answer with the request that brought it', async () => {
	const { answers, asked } = await look(
		[A, B, C, D],
		[
			[row(A), row(B)],
			[row(D), row(C)],
		],
	);
	expect(asked).toEqual([1, 2]);
	expect(answers).toEqual([
		{ ...row(A), RequestId: 'page 1' },
		{ ...row(B), RequestId: 'page 1' },
		{ ...row(C), RequestId: 'page 2' },
		{ ...row(D), RequestId: 'page 2' },
	]);
});

it.each([
	// What is asked, what the first page holds, the pages of the account, the pages that are read.
	['no more than fits', [A, B, C], [A, B, C], 1, [1]],
	['all found at once', [A, B, C], [A, B, C], 9, [1]],
	['one is left', [A, B, C], [A, B], 2, [1]],
	['two are left, and one page', [A, B, C], [A], 2, [1, 2]],
	['two are left, and two pages', [A, B, C], [A], 3, [1]],
	['more pages than lookups', [A, B, C, D], [], 9, [1]],
	['too few for any list', [A, B], [A, B], 1, []],
])('%s', async (_name, emails, first, count, asked) => {
	const pages = Array.from({ length: count }, (_, index) =>
		index === 0 ? [...first.map((email) => row(email)), ...strangers(2)] : strangers(2),
	);
	const result = await look(emails, pages);
	expect(result.asked).toEqual(asked);
	expect(result.answers.map((answer) => answer?.Email)).toEqual(
		emails.map((email) => (asked.length > 0 && first.includes(email) ? email : undefined)),
	);
});

it('goes on while the pages to come are fewer than the lookups that are left', async () => {
	for (let lookups = 3; lookups < 12; lookups++) {
		for (let pages = 1; pages < 15; pages++) {
			const emails = Array.from({ length: lookups }, (_, index) => `n${index}@example.com`);
			const { asked } = await look(emails, new Array<JsonObject[]>(pages).fill(strangers(2)));
			expect(asked).toHaveLength(pages - 1 < lookups ? pages : 1);
		}
	}
});

it('takes a record that moved to a later page meanwhile for one, in its newer form', async () => {
	const older = row(A, { VerificationStatus: 0 });
	const pages = [
		[older, row(B)],
		[row(A), row(C), row(D)],
	];
	const { answers } = await look([A, B, C, D], pages);
	expect(answers[0]).toEqual({ ...row(A), RequestId: 'page 2' });
	expect(answers.every(Boolean)).toBe(true);
});

it('leaves an address open that moved to an earlier page meanwhile', async () => {
	const { answers } = await look([A, B, C, D], [[row(A)], [row(B), row(C)]]);
	expect(answers.map(Boolean)).toEqual([true, true, true, false]);
});

it.each([
	['on one page', [[row(A), row(A, { EmailVerificationNo: 'other' }), row(B), row(C)]]],
	[
		'on two pages',
		[
			[row(A), row(B)],
			[row(C), row(A, { EmailVerificationNo: 'other' })],
		],
	],
	['that differ in case', [[row(A), row('A@EXAMPLE.COM'), row(B), row(C)]]],
])('two records of one address, %s, leave it open', async (_name, pages) => {
	const { answers } = await look([A, B, C, D], pages);
	expect(answers.map(Boolean)).toEqual([false, true, true, false]);
});

it('gives every spelling of an address its own copy of the row', async () => {
	const future = { Nested: [1] };
	const { answers } = await look([A, 'A@example.com', B], [[row(A, { future }), row(B)]]);
	expect(answers[1]).toEqual(answers[0]);
	expect(answers[1]).not.toBe(answers[0]);
	expect(answers[1]!.future).not.toBe(answers[0]!.future);
});

it.each([
	['without a status', { VerificationStatus: null }],
	['without an address', { Email: null }],
])('a row %s answers nothing', async (_name, more) => {
	const { answers } = await look([A, B, C], [[row(A, more), row(B), row(C)]]);
	expect(answers.map(Boolean)).toEqual([false, true, true]);
});

it('reads the key case of older editions', async () => {
	const old = { email: A, verificationStatus: 1, emailVerificationNo: 'x' };
	const { answers } = await look([A, B, C], [[old, row(B), row(C)]]);
	expect(answers[0]).toEqual({ ...old, RequestId: 'page 1' });
});

it.each([
	['is missing', undefined],
	['is no number', Number.NaN],
])('a total that %s ends the list', async (_name, total) => {
	const { asked } = await look([A, B, C], [[row(A)], [row(B)]], total ?? Number.NaN);
	expect(asked).toEqual([1]);
});

it('keeps what it has when a page fails, and hides no defect', async () => {
	const failure = new ServiceError({ message: 'm', advice: 'a' });
	const { answers } = await look([A, B, C, D], [[row(A)], failure, [row(B)]], 3 * PAGE_SIZE);
	expect(answers.map(Boolean)).toEqual([true, false, false, false]);
	await expect(look([A, B, C], [new TypeError('defect')])).rejects.toThrow('defect');
});
