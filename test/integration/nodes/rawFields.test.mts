import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import {
	SAMPLE_ACCOUNT,
	SAMPLE_BINDING,
	SAMPLE_EMAIL_VERIFICATION,
} from '../../../sandbox/cloud/samples.mts';
import { CONTINUE, useWorld, type ServiceName } from '../harness/world.mts';

const world = useWorld();

/** Documented in the field table, but absent from the sample. */
const COUNTRY_CODE = { CountryCode: '86' };

interface Sample {
	service: ServiceName;
	subject: string;
	/** The documented object in the output. */
	documented(json: IDataObject): IDataObject;
	fields: IDataObject;
}

const SAMPLES: Sample[] = [
	{ service: 'tencent', subject: '123', documented: (json) => json, fields: SAMPLE_BINDING },
	{
		service: 'aliyun',
		subject: 'abc@aliyun.com',
		documented: (json) => json,
		fields: SAMPLE_EMAIL_VERIFICATION,
	},
	{
		service: 'wemake',
		subject: '',
		documented: ({ Account }) => Account as IDataObject,
		fields: SAMPLE_ACCOUNT,
	},
];

const withoutRequestId = (json: IDataObject) =>
	Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'RequestId'));
const RAW = { simplify: false };

describe.each(SAMPLES)('$service', ({ service, subject, documented, fields }) => {
	async function answer() {
		const { json, requests, error } = await world.lookup(service, [subject], RAW);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(json[0].RequestId).toBe(requests[0].requestId);
		return documented(json[0]);
	}

	it.each(Object.entries(fields))('%s arrives as %j', async (name, value) => {
		expect(await answer()).toHaveProperty([name], value);
	});

	it('holds these fields and no others', async () => {
		expect(withoutRequestId(await answer())).toEqual(fields);
	});

	it('keeps nulls', async () => {
		// One field stays: an answer of which nothing is left is not one.
		const [kept, ...nulls] = Object.keys(fields).reverse();
		world.cloud.faults.add({ kind: 'nullFields', fields: nulls.filter(isNoStatus) });
		const received = await answer();
		for (const name of nulls.filter(isNoStatus)) expect(received).toHaveProperty([name], null);
		expect(received[kept]).toEqual(fields[kept]);
	});

	it('leaves missing fields out', async () => {
		// One field stays: an answer of which nothing is left is not one.
		const [, ...others] = Object.keys(fields);
		const missing = others.filter(isNoStatus);
		world.cloud.faults.add({ kind: 'missingFields', fields: missing });
		const received = await answer();
		for (const name of missing) expect(received).not.toHaveProperty([name]);
	});

	it('keeps fields that no document names', async () => {
		world.cloud.faults.add({ kind: 'unknownFields' });
		expect(await answer()).toMatchObject({
			...fields,
			FutureText: 'not documented',
			FutureNumber: 42,
			FutureObject: { Nested: [1, null, 'two'] },
			FutureNull: null,
		});
	});
});

/** Without its status Aliyun's answer says that the address is unknown. */
const isNoStatus = (name: string) => name !== 'VerificationStatus';

it('keeps the nulls of a Tencent member without values', async () => {
	const { json } = await world.lookup('tencent', [demoSubjects.tencent.noValues], RAW);
	const nulls = Object.fromEntries(Object.keys(SAMPLE_BINDING).map((name) => [name, null]));
	expect(withoutRequestId(json[0])).toEqual(nulls);
});

it('leaves out what Aliyun leaves out of a pending record', async () => {
	const { json } = await world.lookup('aliyun', [demoSubjects.aliyun.pending], RAW);
	expect(Object.keys(json[0])).not.toEqual(expect.arrayContaining(['ConfirmIp']));
	expect(json[0]).not.toHaveProperty('VerificationTime');
	expect(json[0]).toMatchObject({ VerificationStatus: 0, Email: demoSubjects.aliyun.pending });
});

it('shows the CountryCode of a WeMake account', async () => {
	const { accessToken } = demoSubjects.wemake.pending;
	const { json } = await world.lookup('wemake', [{}], { ...RAW, credential: { accessToken } });
	expect(json[0].Account).toMatchObject(COUNTRY_CODE);
});

describe('WeMake envelopes', () => {
	it.each(['wrapped', 'bare'] as const)('OpenAPI, %s', async (envelope) => {
		world.cloud.settings.wemake.envelope = envelope;
		const { json, requests } = await world.lookup('wemake', [{}], RAW);
		expect(json).toEqual([{ Account: SAMPLE_ACCOUNT, RequestId: requests[0].requestId }]);
	});

	it('session: outside { Code, Msg }, with the cookie and unsigned', async () => {
		const credential = { authentication: 'session', secretId: '', secretKey: '' };
		const { json, requests } = await world.lookup('wemake', [{}], { ...RAW, credential });
		expect(json).toEqual([{ Account: SAMPLE_ACCOUNT }]);
		const { accessToken } = demoSubjects.wemake.verified;
		expect(requests[0]).toMatchObject({ method: 'GET', path: '/iam/api/v1/account', query: '' });
		expect(requests[0].headers.cookie).toBe(`access_token=${accessToken}`);
		expect(requests[0].headers).not.toHaveProperty('authorization');
	});
});

describe('64-bit ids', () => {
	it('of WeMake, sent as JSON numbers, arrive as exact strings', async () => {
		world.cloud.settings.wemake.idsAsNumbers = true;
		const { json } = await world.lookup('wemake', [{}], RAW);
		expect(json[0].Account).toEqual({ ...SAMPLE_ACCOUNT, ModAuthId: 0 });
	});

	it('of Tencent, sent as JSON numbers, arrive as exact strings', async () => {
		world.cloud.settings.tencent.hugeIds = true;
		const { json } = await world.lookup('tencent', ['123'], RAW);
		expect(withoutRequestId(json[0])).toEqual({ ...SAMPLE_BINDING, BindId: '900000000000000001' });
	});

	it.each([
		['number', 123, '{"MemberUin":123}'],
		['string', '123', '{"MemberUin":123}'],
		['string with blanks', ' 123\n', '{"MemberUin":123}'],
		['string beyond 2^53', demoSubjects.tencent.huge, '{"MemberUin":900719925474099312}'],
		['largest 64-bit number', '9223372036854775807', '{"MemberUin":9223372036854775807}'],
	])('a UIN given as %s travels with all digits', async (_kind, subject, body) => {
		const { requests } = await world.lookup('tencent', [{ subject }], CONTINUE);
		expect(requests.map((request) => request.body)).toEqual([body]);
	});

	it.each([
		['plain text', '={{ $json.subject }}'],
		['a choice from the list', { __rl: true, mode: 'list', value: demoSubjects.tencent.huge }],
		['an ID', { __rl: true, mode: 'id', value: demoSubjects.tencent.huge }],
	])('a member given as %s is found', async (_kind, memberUin) => {
		const { json } = await world.lookup('tencent', [demoSubjects.tencent.huge], {
			parameters: { memberUin },
		});
		expect(json[0]).toMatchObject({ subject: demoSubjects.tencent.huge, status: 'verified' });
	});
});

it.each([
	['aliyun', 'en', /(^|&)Lang=en(&|$)/],
	['aliyun', 'zh', /(^|&)Lang=zh(&|$)/],
] as const)('asks %s in the language %s', async (service, language, query) => {
	const { requests } = await world.lookup(service, ['abc@aliyun.com'], { options: { language } });
	expect(requests[0].query).toMatch(query);
});

it.each([
	['tencent', 'en', 'en-US'],
	['tencent', 'zh', 'zh-CN'],
	['wemake', 'en', 'en-US'],
	['wemake', 'zh', 'zh-CN'],
] as const)('asks %s in the language %s', async (service, language, header) => {
	const { requests } = await world.lookup(service, ['123'], { options: { language } });
	expect(requests[0].headers['x-tc-language']).toBe(header);
});

it.each(Object.values(demoSubjects.aliyun))('finds %s, byte for byte', async (email) => {
	const { json, requests } = await world.lookup('aliyun', [email], RAW);
	expect(json[0]).toMatchObject({ Email: email });
	expect(new URLSearchParams(requests[0].query).get('Email')).toBe(email);
});
