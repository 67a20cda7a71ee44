// What every operation says of every code and every break, and how patient it is.
import { CONTINUE } from '../harness/world.mts';
import { ERRORS } from '../../../nodes/IamAccount/errors.ts';
import { definitionIn } from '../../../nodes/shared/api/serviceError.ts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { Fault } from '../../../sandbox/cloud/faults.mts';
import { WEMAKE_CODES } from '../nodes/documentedCodes.mts';
import { NAMES, OPERATIONS, useIamAccount } from './useIamAccount.mts';

const { world, run } = useIamAccount();
const { verified, pending, failed, operator } = demoSubjects.wemake;

describe.each(NAMES)('%s', (name) => {
	it.each(WEMAKE_CODES)('%s', async (code) => {
		world.cloud.faults.add({ kind: 'code', code, message: `Words of ${code}` });
		const known = definitionIn(ERRORS, code)!;
		const { error, requests, output } = await run(name);
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({ action: OPERATIONS[name].action, code });
		expect(output).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeApiError', message: known.message });
		expect(error!.description).toBe(
			`${known.advice} The service says: "Words of ${code}". Code: ${code}. Request ID: ${requests[0].requestId}. Item: 0.`,
		);
	});

	it('names code, request ID and the service’s words in an error item', async () => {
		const code = 'FailedOperation';
		world.cloud.faults.add({ kind: 'code', code, message: 'Because.' });
		const { json, requests } = await run(name, [{}], CONTINUE);
		const { message, advice } = ERRORS[code];
		const [{ requestId }] = requests;
		const details = { advice, code, requestId, serviceMessage: 'Because.' };
		expect(json).toEqual([{ error: message, details }]);
	});

	it.each([
		[{ secretId: 'AKIDnobody' }, 'AuthFailure.SecretIdNotFound'],
		[{ secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
		[{ ...demoCredentials.wemakeNoPermission }, 'AuthFailure.UnauthorizedOperation'],
	])('with the credential %j is refused', async (credential, code) => {
		const { error, requests } = await run(name, [{}], { credential });
		expect(error!.message).toBe(ERRORS[code].message);
		expect(requests).toHaveLength(1);
	});

	const needsToken = !['getAccount', 'getSubAccountIds'].includes(name);
	it.each([
		['', 'no token'],
		[demoCredentials.wemakeExpiredToken.accessToken, 'an expired one'],
	])(
		needsToken ? 'with the token %j (%s) asks for a new one' : 'with the token %j (%s) works',
		async (accessToken) => {
			const { error } = await run(name, [{}], { credential: { accessToken } });
			expect(error?.message).toBe(
				needsToken ? ERRORS['AuthFailure.TokenFailure'].message : undefined,
			);
		},
	);

	it.each<Fault>([
		{ kind: 'reset' },
		{ kind: 'resetAfter' },
		{ kind: 'html' },
		{ kind: 'status', status: 503 },
		{ kind: 'truncate' },
		{ kind: 'emptyBody' },
		{ kind: 'emptyObject' },
		{ kind: 'throttle' },
		{ kind: 'code', code: 'InternalError' },
	])('$kind passes', async (fault) => {
		// No waiting: how long is the engine's business, and tested there.
		jest.spyOn(Math, 'random').mockReturnValue(0);
		world.cloud.faults.add({ ...fault, times: 2 });
		const { json, requests, error } = await run(name, [{}], { options: { maxRetries: 3 } });
		jest.restoreAllMocks();
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(requests).toHaveLength(3);
	});

	it('a missing answer is an error of its own', async () => {
		world.cloud.faults.add({ kind: 'hang' });
		const { error, requests } = await run(name, [{}], { options: { timeout: 2000 } });
		expect(error!.message).toBe('The service did not answer in time');
		expect(requests).toHaveLength(1);
	});

	it('speaks the language that is chosen', async () => {
		for (const [language, header] of [
			['en', 'en-US'],
			['zh', 'zh-CN'],
		]) {
			const { requests } = await run(name, [{}], { options: { language } });
			for (const { headers } of requests) expect(headers['x-tc-language']).toBe(header);
		}
	});
});

it('Account: Get Current, which takes no ID and no option for it, does not advise to change them', async () => {
	world.cloud.faults.add({ kind: 'code', code: 'ResourceNotFound' });
	const { error } = await world.lookup('wemake', [{}]);
	expect(error!.message).toBe('The platform has no such account');
	expect(error!.description).not.toMatch(/If Not Found|Check the account ID/);
});

describe('good and bad items together', () => {
	const ITEMS = [
		{ id: verified.accountId },
		{ id: failed.accountId },
		{ id: 'x' },
		{ id: operator.accountId },
	];

	it.each([
		['getAccount', 'accountIds', 'This is not a WeMake account ID'],
		['getSubAccountIds', 'masterId', 'This is not a main account ID'],
	] as const)('%s: errors in their places, the others go on', async (name, field, message) => {
		world.cloud.faults.add({ kind: 'code', code: 'FailedOperation', subject: failed.accountId });
		const parameters = { [field]: '={{ $json.id }}' };
		const result = await run(name, ITEMS, { parameters, ...CONTINUE });
		const errors = result.json.flatMap(({ error }, row) =>
			error === undefined ? [] : [[result.pairs[row], error]],
		);
		expect(errors).toEqual([
			[1, ERRORS.FailedOperation.message],
			[2, message],
		]);
		expect(new Set(result.pairs)).toEqual(new Set([0, 1, 2, 3]));
		expect(result.pairs).toEqual([...result.pairs].sort((a, b) => a - b));
	});

	it.each([
		['getAccount', 'accountIds'],
		['getSubAccountIds', 'masterId'],
	] as const)(
		'%s: without Continue on Fail the first of them ends the run',
		async (name, field) => {
			world.cloud.faults.add({ kind: 'code', code: 'FailedOperation', subject: failed.accountId });
			const items = [verified, failed, pending].map(({ accountId }) => ({ id: accountId }));
			const { error, output } = await run(name, items, {
				parameters: { [field]: '={{ $json.id }}' },
			});
			expect(output).toEqual([]);
			expect(error).toMatchObject({
				name: 'NodeApiError',
				message: ERRORS.FailedOperation.message,
				context: { itemIndex: 1 },
			});
			// Lookups carry nothing out.
			expect(error!.description).not.toContain('carried out');
		},
	);
});
