// What the service refuses, for one address or for the whole request, and what never gets that far.
import type { IDataObject } from 'n8n-workflow';
import { ERRORS } from '../../../nodes/AliyunEmailVerification/errors.ts';
import { definitionIn } from '../../../nodes/shared/api/serviceError.ts';
import { ADDRESSES_PER_DAY, MAILS_PER_ADDRESS } from '../../../sandbox/cloud/aliyun/mailQuota.mts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { EMAIL_REFUSALS } from '../../unit/fields/hostileInputs.mts';
import { ALIYUN_CODES, ALIYUN_ENTRY_CODES } from '../nodes/documentedCodes.mts';
import { CONTINUE, OUTCOME_UNKNOWN } from '../harness/world.mts';
import {
	ADDRESS_COMMANDS,
	addressesOf,
	adviceOf,
	doneItem,
	fresh,
	prepare,
	useAliyun,
} from './useAliyun.mts';

const { world, run, stateOf } = useAliyun();
const tokenOf = (email: string) => world.cloud.aliyun.get(email)?.token;

const CODES: Array<[code: string, httpStatus: number]> = [
	...ALIYUN_CODES,
	['ParameterIllegal', 400],
	...ALIYUN_ENTRY_CODES.map((code): [string, number] => [code, 400]),
];
/** Codes of which a single address may be the reason: it is looked for. */
const MAY_BE_ONE = ['InvalidEmail', 'InvalidParameter', 'ParameterIllegal', 'ParameterIllegall'];

/** The item of a refusal by the catalogue's words. */
function refusedItem(code: string, requestId: string | null, serviceMessage: string): IDataObject {
	const { message, advice } = ERRORS[code];
	return { error: message, details: { advice, code, requestId, serviceMessage } };
}

const QUOTA_WORDS =
	'The maximum number of attempts allowed to send the email verification link is exceeded.';
/** Legal in the node, but RFC 5321 allows a name 64 characters: the cloud takes no more. */
const longName = ([email]: string[]) => `${'x'.repeat(60)}${email}`;

describe.each(ADDRESS_COMMANDS)('$operation', (command) => {
	const { operation, before, after } = command;
	const ready = (length: number) => prepare(world, command, fresh(length));

	describe('refuses the whole request', () => {
		it.each(CODES)('%s with HTTP status %i', async (code, httpStatus) => {
			const emails = ready(2);
			const tokens = emails.map(tokenOf);
			const words = `Words of ${code}`;
			world.cloud.faults.add({ kind: 'code', code, httpStatus, message: words });
			const { json, requests } = await run(operation, emails, CONTINUE);
			const known = definitionIn(ERRORS, code)!;
			const isInDoubt = known.retry === 'read';
			expect(requests).toHaveLength(MAY_BE_ONE.includes(code) ? 3 : 1);
			const ownRequests = MAY_BE_ONE.includes(code) ? requests.slice(1) : requests;
			expect(json).toHaveLength(2);
			for (const item of json) {
				expect(item.error).toBe(isInDoubt ? OUTCOME_UNKNOWN : known.message);
				expect(item.details).toMatchObject({ code, serviceMessage: words });
				const { requestId } = item.details as { requestId: string };
				expect(ownRequests.map((request) => request.requestId)).toContain(requestId);
				if (isInDoubt) expect(adviceOf(item)).toContain(known.message);
				else expect(adviceOf(item)).toBe(known.advice);
			}
			expect(emails.map(stateOf)).toEqual([before, before]);
			expect(emails.map(tokenOf)).toEqual(tokens);
		});

		it.each(MAY_BE_ONE)(
			'%s because of one address among 100: the others are done all the same',
			async (code) => {
				const emails = ready(100);
				world.cloud.faults.add({ kind: 'code', code, subject: emails[70], message: 'no' });
				const { json, requests } = await run(operation, emails, CONTINUE);
				json.forEach((item, index) => {
					if (index === 70) expect(item.details).toMatchObject({ code });
					else expect(item).toEqual(doneItem(operation, emails[index]));
				});
				// Halves, and halves of halves.
				expect(requests.length).toBeLessThanOrEqual(15);
				const carriedOut = addressesOf(requests.filter((request) => request.code === null));
				expect(carriedOut.flat().sort()).toEqual(emails.toSpliced(70, 1).sort());
			},
		);

		it('a code that no document names: all are refused, and nothing is sent again', async () => {
			const emails = ready(100);
			world.cloud.faults.add({ kind: 'code', code: 'AccountLocked', message: 'locked' });
			const { json, requests } = await run(operation, emails, CONTINUE);
			expect(requests).toHaveLength(1);
			for (const item of json) {
				expect(item).toMatchObject({
					error: 'Alibaba Cloud refused the request',
					details: { code: 'AccountLocked', serviceMessage: 'locked' },
				});
			}
			expect(emails.map(stateOf)).toEqual(emails.map(() => before));
		});

		it('an undocumented code with HTTP status 200: the outcome is unknown, and nothing is sent again', async () => {
			const emails = ready(4);
			world.serve({ Code: 'PartiallyDone', Message: 'some', RequestId: 'r' });
			const { json, requests } = await run(operation, emails, CONTINUE);
			expect(requests).toHaveLength(1);
			expect(json).toHaveLength(4);
			for (const item of json) {
				expect(item.error).toBe(OUTCOME_UNKNOWN);
				const said = { code: 'PartiallyDone', requestId: 'r', serviceMessage: 'some' };
				expect(item.details).toMatchObject(said);
				expect(adviceOf(item)).toContain('Email Verification: Get');
			}
		});

		it('a malformed address fails itself, even where the service refuses all with it', async () => {
			world.cloud.settings.aliyun.badAddressFails = 'request';
			const [a, b] = ready(2);
			const { json } = await run(operation, [a, longName(fresh()), b], CONTINUE);
			expect(json[0]).toEqual(doneItem(operation, a));
			expect(json[1].error).toBe(ERRORS.ParameterIllegal.message);
			expect(json[2]).toEqual(doneItem(operation, b));
		});

		it('a key that may only look up: the missing permission is named', async () => {
			const emails = ready(2);
			const credential = demoCredentials.aliyunNoPermission;
			const { json, requests } = await run(operation, emails, { ...CONTINUE, credential });
			expect(requests).toHaveLength(1);
			for (const item of json) {
				expect(item.error).toBe('The key may not do this');
				expect(adviceOf(item)).toContain('domain:EmailVerificationOperation');
				expect((item.details as IDataObject).serviceMessage).toContain(
					'Missing RAM action domain:EmailVerificationOperation.',
				);
			}
		});
	});

	describe('fails one address', () => {
		it('with a malformed name, in the words of the catalogue', async () => {
			const [a, b] = ready(2);
			const bad = longName(fresh());
			const { json, pairs, requests } = await run(operation, [a, bad, b], CONTINUE);
			expect(requests).toHaveLength(1);
			expect(pairs).toEqual([0, 1, 2]);
			expect(json).toEqual([
				doneItem(operation, a),
				refusedItem('ParameterIllegall', requests[0].requestId, 'Parameter error'),
				doneItem(operation, b),
			]);
			expect([a, b].map(stateOf)).toEqual([after, after]);
		});

		it.each([
			['Throttling.Kind', ERRORS.Throttling.message],
			['Unheard.Of', 'Alibaba Cloud refused the request'],
			['', 'Alibaba Cloud refused the request'],
			[undefined, 'Alibaba Cloud refused the request'],
		])('with the code %p, once', async (code, message) => {
			const [a, b] = ready(2);
			const FailList = [{ Email: a, Code: code, Message: `no ${a}` }];
			world.serve({ RequestId: 'r', FailList, SuccessList: [{ Email: b }] });
			const { json, requests } = await run(operation, [a, b], CONTINUE);
			expect(requests).toHaveLength(1);
			expect(json[0].error).toBe(message);
			expect(json[0].details).toMatchObject({
				code: code || null,
				requestId: 'r',
				// An email address in the service's message is left out.
				serviceMessage: 'no …',
			});
			expect(json[1]).toEqual(doneItem(operation, b));
		});

		it('that stands among successes, too: a failure does not pass for a success', async () => {
			const [email] = ready(1);
			const entry = { Email: email, Code: 'SendTokenQuotaExceeded' };
			world.serve({ RequestId: 'r', SuccessList: [entry], FailList: [entry] });
			const { json } = await run(operation, [email], CONTINUE);
			expect(json[0].error).toBe(ERRORS.SendTokenQuotaExceeded.message);
		});

		it('without Continue on Fail the run stops, and says what was carried out', async () => {
			const [a, b, c] = ready(3);
			const { error, output } = await run(operation, [a, [b, longName(fresh())], c]);
			expect(output).toEqual([]);
			expect(error).toMatchObject({
				name: 'NodeApiError',
				message: ERRORS.ParameterIllegall.message,
				context: { itemIndex: 1 },
			});
			expect(error!.description).toContain('Code: ParameterIllegall.');
			expect(error!.description).toMatch(/Request ID: [0-9A-F-]{36}\./);
			expect(error!.description).toContain(
				`Already carried out, do not run again: item 0, item 2, ${b} (of item 1).`,
			);
			expect([a, b, c].map(stateOf)).toEqual([after, after, after]);
		});

		it('on the error output, each with its input', async () => {
			const [a] = ready(1);
			const bad = longName(fresh());
			const { output } = await run(operation, [a, bad], { onError: 'continueErrorOutput' });
			expect(output.map((items) => items.length)).toEqual([1, 1]);
			expect(output[1][0]).toMatchObject({
				json: { emails: bad, error: ERRORS.ParameterIllegall.message },
				pairedItem: { item: 1 },
			});
		});
	});

	describe('refuses before any request', () => {
		it.each(EMAIL_REFUSALS.filter(([, value]) => !/[,;\n]/.test(String(value))))(
			'%s',
			async (_name, emails, message) => {
				const { error, requests } = await run(operation, [{ emails } as IDataObject]);
				expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
				expect(error!.message).toMatch(message);
				expect(requests).toEqual([]);
			},
		);

		it.each([
			['only commas', ' , ;', /^The email address is empty$/],
			['an empty array', [], /^The email address is empty$/],
			['one of several', 'a@example.com, b', /^This is not an email address$/],
			['one of an array', ['a@example.com', 'b'], /^This is not an email address$/],
			['a list inside a list', [['a@example.com', 'b@example.com']], /^There is more than one/],
			['a header', 'a@example.com\nBcc: b@example.org', /^This is not an email address$/],
		])('%s', async (_name, emails, message) => {
			const [good] = ready(1);
			const { json, requests } = await run(operation, [good, { emails }], CONTINUE);
			expect(json[0]).toEqual(doneItem(operation, good));
			expect(json[1].error).toMatch(message);
			expect(addressesOf(requests)).toEqual([[good]]);
		});

		it('one bad item stops the run before it begins', async () => {
			const [good] = ready(1);
			const { error, requests } = await run(operation, [good, 'no address']);
			expect(error).toMatchObject({ context: { itemIndex: 1 } });
			expect(requests).toEqual([]);
		});
	});
});

describe('rules of the service', () => {
	const refusal = async (operation: string, email: string, parameters = {}) => {
		const { json, requests } = await run(operation, [email], { ...CONTINUE, parameters });
		return { item: json[0], requestId: requests[0].requestId };
	};

	it('an address gets only so many mails', async () => {
		const [email] = fresh();
		await run('submit', [email]);
		const again = new Array<string>(MAILS_PER_ADDRESS - 1).fill(email);
		const { json } = await run('resend', again);
		expect(json).toEqual(again.map(() => doneItem('resend', email)));

		const { item, requestId } = await refusal('resend', email);
		expect(item).toEqual(refusedItem('SendTokenQuotaExceeded', requestId, QUOTA_WORDS));
		// Submit puts it in the list of existing addresses.
		const submitted = await refusal('submit', email, { sendIfExist: true });
		expect(submitted.item).toEqual(
			refusedItem('SendTokenQuotaExceeded', submitted.requestId, QUOTA_WORDS),
		);
		const unasked = await refusal('submit', email);
		expect(unasked.item).toMatchObject({ status: 'unknown', mailSent: false });
	});

	it('an account gets only so many addresses verified in a day', async () => {
		const emails = fresh(ADDRESSES_PER_DAY + 3);
		const { json, requests } = await run('submit', emails, CONTINUE);
		expect(requests).toHaveLength(6);
		const refused = json.filter((item) => 'error' in item);
		expect(refused).toHaveLength(3);
		for (const item of refused) {
			expect(item.error).toBe(ERRORS.SendTokenQuotaExceeded.message);
			expect(item.details).toMatchObject({ code: 'SendTokenQuotaExceeded' });
		}
		expect(emails.filter((email) => stateOf(email) === 0)).toHaveLength(ADDRESSES_PER_DAY);
	});

	it.each([
		['resend', 'an address that nobody submitted', 'nobody@example.com'],
		['resend', 'a verified address', demoSubjects.aliyun.verified],
		['delete', 'an address that nobody submitted', 'nobody@example.com'],
		['delete', 'an address that waits to be verified', demoSubjects.aliyun.pending],
	])('%s refuses %s', async (operation, _what, email) => {
		const { item, requestId } = await refusal(operation, email);
		expect(item).toEqual(refusedItem('ParameterIllegall', requestId, 'Parameter error'));
	});

	it('messages come in the language of the options', async () => {
		const lookup = { ...CONTINUE, options: { language: 'zh' } };
		const { json } = await run('delete', ['nobody@example.com'], lookup);
		expect(json[0].details).toMatchObject({ serviceMessage: '参数错误' });
	});

	it('where the service deletes addresses that wait, so does the node', async () => {
		world.cloud.settings.aliyun.deletesPending = true;
		const [email] = fresh();
		world.cloud.aliyun.submit(email);
		const { json } = await run('delete', [email]);
		expect(json).toEqual([doneItem('delete', email)]);
		expect(stateOf(email)).toBeUndefined();
	});

	it('resend renews a link that has expired', async () => {
		const [email] = fresh();
		world.cloud.aliyun.submit(email);
		world.cloud.aliyun.expire(email);
		await run('resend', [email]);
		world.cloud.aliyun.clickLink(email);
		expect(stateOf(email)).toBe(1);
	});
});
