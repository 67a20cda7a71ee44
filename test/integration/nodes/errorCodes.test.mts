import { ERRORS as ALIYUN_ERRORS } from '../../../nodes/AliyunEmailVerification/errors.ts';
import { ERRORS as WEMAKE_ERRORS } from '../../../nodes/IamAccount/errors.ts';
import { ERRORS as TENCENT_ERRORS } from '../../../nodes/TencentOrganization/errors/index.ts';
import {
	definitionIn,
	type ErrorCatalogue,
	type ErrorDefinition,
} from '../../../nodes/shared/api/serviceError.ts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { type ServiceName, useWorld } from '../harness/world.mts';
import { ERRORS_BY_ACTION as TENCENT_CODES } from '../../../nodes/TencentOrganization/errorsByAction.mts';
import {
	ALIYUN_CODES,
	ALIYUN_ENTRY_CODES,
	TENCENT_COMMON_CODES,
	WEMAKE_CODES,
} from './documentedCodes.mts';

const world = useWorld();
const TENCENT_OPERATION_CODES = TENCENT_CODES.DescribeOrganizationMemberEmailBind;

/** The words with which n8n replaces or fills in messages. */
const N8N_WORDS =
	/^(Bad request|Authorization failed|Payment required|Forbidden -|The resource you are requesting|Method not allowed|The service (is receiving|failed to|was not able|refused)|Bad gateway|Service unavailable -|Gateway timed out|Your request is invalid|The connection (was|cannot|timed|to)|Operation not permitted|Unknown)/i;

/** What n8n's scheduler may conclude from a known error. */
function expectedFailure({ credentialInvalid, retry = 'never' }: ErrorDefinition) {
	if (credentialInvalid) return { cause: 'credential-invalid' };
	if (retry === 'throttled') return { cause: 'rate-limited' };
	return retry === 'never' ? undefined : { cause: 'temporarily-unavailable' };
}

/** The second of three items gets the code; its error must say everything. */
async function check(
	service: ServiceName,
	items: [string, string, string],
	code: string,
	known: ErrorDefinition,
	httpStatus: number,
) {
	const fault = { kind: 'code', code, httpStatus, message: `Words of ${code}` } as const;
	world.cloud.faults.add({ ...fault, ...(items[1] && { subject: items[1] }) });
	const { error, requests } = await world.lookup(service, items);
	const refused = requests.find((request) => request.code === code)!;
	expect(refused).toBeDefined();
	expect(error).toMatchObject({
		name: 'NodeApiError',
		message: known.message,
		httpCode: String(httpStatus),
		context: { itemIndex: items[1] ? 1 : 0 },
	});
	expect(error!.message).not.toMatch(N8N_WORDS);
	expect(error!.description).toBe(
		`${known.advice} The service says: "Words of ${code}". Code: ${code}. Request ID: ${refused.requestId}. Item: ${items[1] ? 1 : 0}.`,
	);
	expect(error!.failure).toEqual(expectedFailure(known));
}

/** The entry, which must be the code's own: families are for codes that no document lists. */
const ownEntry = (catalogue: ErrorCatalogue, code: string): ErrorDefinition => {
	expect(catalogue).toHaveProperty([code]);
	return catalogue[code];
};

describe('Tencent', () => {
	const { verified, pending, failed } = demoSubjects.tencent;
	const items: [string, string, string] = [verified, pending, failed];

	it('documents 16 codes for the lookup', () => {
		expect(new Set(TENCENT_OPERATION_CODES).size).toBe(16);
	});

	it.each([...TENCENT_OPERATION_CODES, ...TENCENT_COMMON_CODES])('%s', async (code) => {
		await check('tencent', items, code, ownEntry(TENCENT_ERRORS, code), 200);
	});

	it('lists nothing that no document knows', () => {
		const ofOperations = Object.values(TENCENT_CODES).flat();
		const documented = new Set([...ofOperations, ...TENCENT_COMMON_CODES, 'AuthFailure']);
		expect(Object.keys(TENCENT_ERRORS).sort()).toEqual([...documented].sort());
	});

	it.each([
		['FailedOperation.Unheard', TENCENT_ERRORS.FailedOperation],
		['AuthFailure.Unheard', TENCENT_ERRORS.AuthFailure],
		['RequestLimitExceeded.Unheard', TENCENT_ERRORS.RequestLimitExceeded],
	])('%s counts as its family', async (code, known) => {
		await check('tencent', items, code, known, 200);
	});

	it('an unheard-of code is named', async () => {
		const advice = expect.stringContaining('Look the code up') as string;
		world.cloud.faults.add({ kind: 'code', code: 'Unheard.Of', message: 'Strange' });
		const { error } = await world.lookup('tencent', [verified]);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: 'Tencent Cloud refused the request',
			description: advice,
		});
		expect(error!.description).toContain('Code: Unheard.Of.');
	});

	it('the legacy form of errors is read', async () => {
		const body = JSON.stringify({ code: 4100, message: 'no', codeDesc: 'InvalidAction' });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { error } = await world.lookup('tencent', [verified]);
		expect(error!.message).toBe(TENCENT_ERRORS.InvalidAction.message);
		expect(error!.description).toContain('Code: InvalidAction.');
	});
});

describe('Aliyun', () => {
	const { verified, pending, sample } = demoSubjects.aliyun;
	const items: [string, string, string] = [verified, pending, sample];

	it.each(ALIYUN_CODES)('%s with HTTP status %i', async (code, httpStatus) => {
		const known = definitionIn(ALIYUN_ERRORS, code)!;
		expect(known).toBeDefined();
		await check('aliyun', items, code, known, httpStatus);
	});

	it('lists nothing that no document knows', () => {
		// The family of the two Throttling codes stands for them; the others have tests of their own.
		const documented = ALIYUN_CODES.map(([code]) => code)
			.filter((code) => !/^Throttling\./.test(code))
			.concat('ParameterIllegal', ALIYUN_ENTRY_CODES);
		expect(Object.keys(ALIYUN_ERRORS).sort()).toEqual(documented.sort());
	});

	it.each([
		['Some.Throttling.Kind', ALIYUN_ERRORS.Throttling],
		['MissingSomething', ALIYUN_ERRORS.MissingParameter],
	])('%s counts as its family', async (code, known) => {
		await check('aliyun', items, code, known, 400);
	});

	it.each(['ParameterIllegal', 'InvalidSomething'])(
		'%s, which may mean anything, is settled by the list',
		async (code) => {
			world.cloud.faults.add({ kind: 'code', code, action: 'QueryEmailVerification' });
			const { json } = await world.lookup('aliyun', [verified]);
			expect(json[0]).toMatchObject({ subject: verified, status: 'verified' });
		},
	);

	it('an unheard-of code of the list as well is named', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'Unheard.Of' });
		const { error } = await world.lookup('aliyun', [verified]);
		expect(error!.message).toBe('Alibaba Cloud refused the request');
		expect(error!.description).toContain('Code: Unheard.Of.');
	});

	it('an unheard-of code with a server error is the service’s trouble', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'Unheard.Of', httpStatus: 500 });
		const { error, requests } = await world.lookup('aliyun', [verified]);
		expect(error!.message).toBe('The service could not process the request');
		expect(requests).toHaveLength(1);
	});

	it.each(['json', 'xml'] as const)('errors in %s name code and request ID', async (format) => {
		world.cloud.settings.aliyun.format = format;
		world.cloud.faults.add({ kind: 'code', code: 'InvalidEmail' });
		const { error, requests } = await world.lookup('aliyun', [verified]);
		expect(error!.message).toBe(ALIYUN_ERRORS.InvalidEmail.message);
		expect(error!.description).toContain(`Request ID: ${requests[0].requestId}.`);
	});

	it('HTTP 200 with a Code is an error', async () => {
		world.cloud.faults.add({ kind: 'code', code: 'InvalidEmail', httpStatus: 200 });
		const { error } = await world.lookup('aliyun', [verified]);
		expect(error!.message).toBe(ALIYUN_ERRORS.InvalidEmail.message);
	});

	it('the missing RAM action is named', async () => {
		const credential = demoCredentials.aliyunNoPermission;
		const { error } = await world.lookup('aliyun', [verified], { credential });
		expect(error!.description).toContain('Missing RAM action domain:QueryEmailVerification');
	});
});

describe('WeMake', () => {
	it.each(WEMAKE_CODES)('%s', async (code) => {
		await check('wemake', ['', '', ''], code, definitionIn(WEMAKE_ERRORS, code)!, 200);
	});

	it('lists nothing that nobody expects', () => {
		const expected = WEMAKE_CODES.filter((code) => !code.startsWith('RequestLimitExceeded.'));
		expect(Object.keys(WEMAKE_ERRORS).sort()).toEqual([...expected, 'AuthFailure'].sort());
	});

	it.each(['code', 'unauthorized', 'redirect', 'html'] as const)(
		'a session that has ended, told by "%s", asks for a new token',
		async (badCookie) => {
			world.cloud.settings.wemake.badCookie = badCookie;
			const credential = { authentication: 'session', accessToken: 'EXPIRED' };
			const { error, requests } = await world.lookup('wemake', [{}], { credential });
			expect(error!.name).toBe('NodeApiError');
			expect(error!.description).toContain('new');
			expect(error!.description).toMatch(/access token/);
			expect(requests).toHaveLength(1);
		},
	);

	it.each([
		['{"Code":10001,"Msg":"账号不存在"}', '10001', '账号不存在'],
		['{"Response":{"Code":7,"Msg":"no","RequestId":"q"}}', '7', 'no'],
		['{"code":4100,"message":"no","codeDesc":"AuthFailure.Legacy"}', 'AuthFailure.Legacy', 'no'],
		['{"Error":{"Code":"Some","Message":"no"},"RequestId":"q"}', 'Some', 'no'],
	])('%s is an error', async (body, code, words) => {
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { error } = await world.lookup('wemake', [{}]);
		expect(error!.name).toBe('NodeApiError');
		expect(error!.description).toContain(`The service says: "${words}". Code: ${code}.`);
	});
});
