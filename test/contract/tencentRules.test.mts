// What no SDK sends: every rule of the strict gate, and the order of the rules.
import { demoCredentials, demoSubjects } from '../../sandbox/cloud/demo.mts';
import { type RawRequest, send, tc3Request, withHeader } from './rawRequest.mts';
import { useCloud } from './useCloud.mts';

const LOOKUP = 'DescribeOrganizationMemberEmailBind';
const VERSION = '2021-03-31';

const { cloud, clock } = useCloud({ members: 50 });

type Options = Parameters<typeof tc3Request>[5];
const lookup = (body: unknown = { MemberUin: 123 }, options: Options = {}) =>
	tc3Request(demoCredentials.tencent, 'organization', LOOKUP, VERSION, body, options);
/** The lookup with something else in what is signed. */
const signedWith = (options: Options) => lookup(undefined, options);
const response = async (request: RawRequest) => {
	const { status, text } = await send(cloud, request);
	expect(status).toBe(200);
	return JSON.parse(text).Response;
};
const codeOf = async (request: RawRequest): Promise<string | undefined> =>
	(await response(request)).Error?.Code;
const without = (request: RawRequest, name: string): RawRequest => {
	const headers = { ...request.headers };
	delete headers[name];
	return { ...request, headers };
};

it('accepts what is signed by the rules, at a custom endpoint and at a vendor host', async () => {
	expect((await response(lookup())).BindId).toBe(1);
	const host = 'organization.ap-guangzhou.tencentcloudapi.com';
	expect((await response(signedWith({ host }))).BindId).toBe(1);
	const contentType = 'application/json; charset=utf-8';
	const signedHeaders = 'content-type;host;x-tc-action';
	expect((await response(signedWith({ contentType, signedHeaders }))).BindId).toBe(1);
});

it('signs the host with its port', async () => {
	expect(await codeOf(signedWith({ host: `localhost:${cloud.port}` }))).toBeUndefined();
	const request = signedWith({ host: 'localhost' });
	const moved = withHeader(request, 'host', `localhost:${cloud.port}`);
	expect(await codeOf(moved)).toBe('AuthFailure.SignatureFailure');
});

it.each([
	['x-tc-version', 'MissingParameter'],
	['x-tc-action', 'MissingParameter'],
	['x-tc-timestamp', 'MissingParameter'],
	['authorization', 'AuthFailure.InvalidAuthorization'],
	['content-type', 'InvalidRequest'],
])('misses %s', async (name, code) => {
	expect(await codeOf(without(lookup(), name))).toBe(code);
});

it.each([
	['another method', { ...lookup(), method: 'PUT' }, 'UnsupportedProtocol'],
	['another path', { ...lookup(), path: '/v2' }, 'InvalidRequest'],
	['another content type', signedWith({ contentType: 'text/plain' }), 'InvalidRequest'],
	['an unknown version', withHeader(lookup(), 'x-tc-version', '2000-01-01'), 'NoSuchVersion'],
	['an unknown action', withHeader(lookup(), 'x-tc-action', 'DoIt'), 'InvalidAction'],
	['an unknown product', signedWith({ host: 'dns.tencentcloudapi.com' }), 'NoSuchProduct'],
	[
		'an action of another product',
		signedWith({ host: 'sts.tencentcloudapi.com' }),
		'NoSuchVersion',
	],
	['a timestamp that is none', withHeader(lookup(), 'x-tc-timestamp', 'now'), 'InvalidParameter'],
] as Array<[string, RawRequest, string]>)('refuses %s', async (_what, request, code) => {
	expect(await codeOf(request)).toBe(code);
});

it.each([
	[
		'timestamp',
		() => withHeader(lookup(), 'x-tc-timestamp', `${Math.floor(Date.now() / 1000) - 1}`),
	],
	['body', () => ({ ...lookup(), body: '{"MemberUin":12}' })],
	['content type', () => withHeader(lookup(), 'content-type', 'application/json;charset=utf-8')],
])('refuses a %s that was changed on the way', async (_what, request) => {
	expect(await codeOf(request())).toBe('AuthFailure.SignatureFailure');
});

it.each([
	['a date of yesterday', signedWith({ date: '2019-02-25' })],
	['headers that are not sorted', signedWith({ signedHeaders: 'host;content-type' })],
	['a host that is not signed', signedWith({ signedHeaders: 'content-type' })],
	[
		'a signed header that is not sent',
		signedWith({ signedHeaders: 'content-type;host;x-tc-none' }),
	],
	['no signature at all', withHeader(lookup(), 'authorization', 'SKIP')],
])('refuses an authorization with %s', async (_what, request) => {
	expect(await codeOf(request)).toBe('AuthFailure.InvalidAuthorization');
});

it.each(['127', 'localhost', 'sts', 'api.example.test'])(
	'refuses the service %s in the scope',
	async (service) => {
		const { tencent } = demoCredentials;
		const request = tc3Request(tencent, service, LOOKUP, VERSION, { MemberUin: 123 });
		expect(await codeOf(request)).toBe('AuthFailure.InvalidAuthorization');
	},
);

it.each([
	['no JSON', '{"MemberUin":', 'InvalidParameter'],
	['a list', '[123]', 'InvalidParameter'],
	['nothing', '', 'InvalidParameter'],
	['null', '{"MemberUin":null}', 'InvalidParameter'],
	['a prototype', '{"MemberUin":123,"__proto__":{}}', 'UnknownParameter'],
])('refuses a body that is %s', async (_what, body, code) => {
	expect(await codeOf(lookup(body))).toBe(code);
});

it('refuses parameters in the query of a POST request', async () => {
	expect(await codeOf({ ...lookup(), path: '/?MemberUin=123' })).toBe('UnknownParameter');
});

it('refuses what is too large', async () => {
	const body = ' '.repeat(10 * 1024 * 1024 + 1);
	expect(await codeOf({ ...lookup(), body })).toBe('RequestSizeLimitExceeded');
	const get = withHeader(lookup(), 'content-type', 'application/x-www-form-urlencoded');
	const sized = (bytes: number) => {
		const path = `/?${'a'.repeat(bytes)}`;
		return { ...get, method: 'GET', path, body: '' };
	};
	expect(await codeOf(sized(32 * 1024))).toBe('AuthFailure.SignatureFailure');
	expect(await codeOf(sized(32 * 1024 + 1))).toBe('RequestSizeLimitExceeded');
});

it('reads ids of any length, digit for digit', async () => {
	const { huge } = demoSubjects.tencent;
	expect((await response(lookup(`{"MemberUin":${huge}}`))).BindStatus).toBe('Success');
	expect(await codeOf(lookup(`{"MemberUin":${Number(huge)}}`))).toBe(
		'ResourceNotFound.OrganizationMemberNotExist',
	);
	const list = { Offset: 0, Limit: 50, SearchKey: huge };
	const { tencent } = demoCredentials;
	const action = 'DescribeOrganizationMembers';
	const { text } = await send(cloud, tc3Request(tencent, 'organization', action, VERSION, list));
	expect(text).toContain(`"MemberUin":${huge},`);
});

it('checks in the documented order', async () => {
	const wrong = { secretId: 'AKIDEXAMPLEUNKNOWN', secretKey: 'x' };
	const timestamp = Math.floor(Date.now() / 1000) - 1000;
	const of = (
		key: typeof wrong,
		service = 'organization',
		action = LOOKUP,
		options: Options = {},
	) => codeOf(tc3Request(key, service, action, VERSION, '{', options));
	const contentType = 'text/plain';
	expect(await of(wrong, 'x', 'x', { timestamp, contentType })).toBe('InvalidRequest');
	expect(await of(wrong, 'x', 'x', { timestamp })).toBe('InvalidAction');
	expect(await of(wrong, 'x', LOOKUP, { timestamp })).toBe('AuthFailure.InvalidAuthorization');
	expect(await of(wrong, undefined, LOOKUP, { timestamp })).toBe('AuthFailure.SignatureExpire');
	expect(await of(wrong)).toBe('AuthFailure.SecretIdNotFound');
	const { tencent, tencentNoPermission } = demoCredentials;
	const wrongSecret = { ...tencentNoPermission, secretKey: 'x' };
	expect(await of(wrongSecret)).toBe('AuthFailure.SignatureFailure');
	expect(await of(tencentNoPermission)).toBe('AuthFailure.UnauthorizedOperation');
	cloud.quotas.set('tencent', LOOKUP, 0);
	expect(await of(tencent)).toBe('RequestLimitExceeded');
	cloud.quotas.set('tencent', LOOKUP, null);
	expect(await of(tencent)).toBe('InvalidParameter');
});

describe('the life of a binding', () => {
	const DAY_MS = 24 * 3600 * 1000;
	const request = { email: 'new@example.com', phone: '13800000000', countryCode: '86' };
	beforeEach(() => {
		clock.fixedMs = Date.now();
	});
	const status = async (uin: string) => {
		const timestamp = Math.floor(clock.fixedMs! / 1000);
		const { BindStatus, BindTime, PhoneBind, Description, Email } = await response(
			lookup({ MemberUin: Number(uin) }, { timestamp }),
		);
		return { BindStatus, isBound: BindTime !== null, PhoneBind, Description, Email };
	};

	it('goes from Unbound over Valid to Success', async () => {
		const uin = demoSubjects.tencent.unbound;
		expect(await status(uin)).toMatchObject({ BindStatus: 'Unbound', Email: null });
		cloud.tencent.submit(uin, request);
		expect(await status(uin)).toMatchObject({ BindStatus: 'Valid', Email: request.email });
		cloud.tencent.clickLink(uin);
		cloud.tencent.bindPhone(uin);
		const bound = { BindStatus: 'Success', isBound: true, PhoneBind: 1 };
		expect(await status(uin)).toMatchObject(bound);
		expect(() => cloud.tencent.clickLink(uin)).toThrow('not Valid');
	});

	it('fails when refused, and when 15 days pass without a click', async () => {
		const refused = demoSubjects.tencent.pending;
		const Description = 'The email is already used';
		cloud.tencent.fail(refused, Description);
		expect(await status(refused)).toMatchObject({ BindStatus: 'Failed', Description });
		const waiting = demoSubjects.tencent.failed;
		cloud.tencent.submit(waiting, request);
		clock.fixedMs! += 15 * DAY_MS;
		expect((await status(waiting)).BindStatus).toBe('Valid');
		clock.fixedMs! += 1000;
		expect((await status(waiting)).BindStatus).toBe('Failed');
		expect(() => cloud.tencent.clickLink(waiting)).toThrow('not Valid');
	});

	it('ends when the member leaves', async () => {
		const uin = demoSubjects.tencent.verified;
		cloud.tencent.delete(uin);
		expect(await codeOf(lookup({ MemberUin: Number(uin) }))).toBe(
			'ResourceNotFound.OrganizationMemberNotExist',
		);
	});

	it('is not for invited members', () => {
		expect(() => cloud.tencent.submit(demoSubjects.tencent.invited, request)).toThrow('invited');
	});
});
