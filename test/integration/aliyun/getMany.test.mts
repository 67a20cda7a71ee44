import { ERRORS } from '../../../nodes/AliyunEmailVerification/errors.ts';
import { definitionIn } from '../../../nodes/shared/api/serviceError.ts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { SAMPLE_EMAIL_VERIFICATION } from '../../../sandbox/cloud/samples.mts';
import { ALIYUN_CODES } from '../nodes/documentedCodes.mts';
import { CONTINUE } from '../harness/world.mts';
import { useAliyun } from './useAliyun.mts';

const TOTAL = 5200;
const { world, run, list } = useAliyun(TOTAL);
const { sample, pending, verified } = demoSubjects.aliyun;

const RECORD_KEYS =
	'provider subject status isVerified email phone emailStatus phoneStatus verifiedAt reason';

describe('rows', () => {
	it('are verification records, with the times of creation and of the latest mail', async () => {
		const { json } = await list();
		const record = {
			provider: 'aliyun',
			phone: null,
			phoneStatus: null,
			reason: null,
			createdAt: expect.stringMatching(/^\d{4}-.*\+08:00$/) as string,
		};
		const rowOf = (email: string) => json.find(({ subject }) => subject === email);
		expect(rowOf(sample)).toEqual({
			...record,
			subject: sample,
			status: 'verified',
			isVerified: true,
			email: sample,
			emailStatus: 'verified',
			verifiedAt: '2019-02-19T16:40:38+08:00',
			createdAt: '2019-02-19T16:38:07+08:00',
			mailSentAt: '2019-02-19T16:38:07+08:00',
		});
		expect(rowOf(pending)).toEqual({
			...record,
			subject: pending,
			status: 'pending',
			isVerified: false,
			email: pending,
			emailStatus: 'pending',
			verifiedAt: null,
			mailSentAt: record.createdAt,
		});
		// Verified elsewhere: no mail went out from here.
		expect(rowOf(demoSubjects.aliyun.imported)).toMatchObject({ mailSentAt: null });
		expect(Object.keys(json[0])).toEqual([...RECORD_KEYS.split(' '), 'createdAt', 'mailSentAt']);
	});

	it.each(['pascal', 'camel'] as const)(
		'are the same in %s case, with either date',
		async (keyCase) => {
			const usual = (await list({ email: sample })).json;
			Object.assign(world.cloud.settings.aliyun, { keyCase, dateFormat: 'B' });
			expect((await list({ email: sample })).json).toEqual(usual);
		},
	);

	it('without Simplify are as the service sends them', async () => {
		const { json } = await list({ email: sample }, { simplify: false });
		expect(json).toEqual([SAMPLE_EMAIL_VERIFICATION]);
	});

	it('keep what no document names, and nulls', async () => {
		world.cloud.faults.add({ kind: 'unknownFields' });
		const { json } = await list({ email: pending }, { simplify: false });
		const future = { FutureObject: { Nested: [1, null, 'two'] }, FutureNull: null };
		expect(json).toMatchObject([{ Email: pending, ...future }]);
	});

	it('carry the raw row and the time zone of the options', async () => {
		const options = { includeRaw: true, timeZone: 'UTC' };
		const { json } = await list({ email: sample }, { options });
		expect(json).toMatchObject([
			{
				verifiedAt: '2019-02-19T16:40:38+00:00',
				createdAt: '2019-02-19T16:38:07+00:00',
				raw: SAMPLE_EMAIL_VERIFICATION,
			},
		]);
	});

	it('are none where nothing matches', async () => {
		const { json, error, requests } = await list({ email: 'nobody@example.com' });
		expect({ json, error }).toEqual({ json: [], error: undefined });
		expect(requests).toHaveLength(1);
	});
});

describe('many items', () => {
	const ITEMS = [
		{ email: verified },
		{ email: 'not an address' },
		{ email: 'nobody@example.com' },
		{ email: verified },
		{ status: 'verified', limit: 2 },
	];
	const parameters = {
		returnAll: false,
		limit: '={{ $json.limit ?? 50 }}',
		filters: { email: '={{ $json.email }}', status: '={{ $json.status }}' },
	};

	it('each gives its own rows; equal lists are asked once', async () => {
		const { json, pairs, requests } = await run('getMany', ITEMS, { ...CONTINUE, parameters });
		expect(pairs).toEqual([0, 1, 3, 4, 4]);
		expect(json[0]).toMatchObject({ subject: verified, status: 'verified' });
		expect(json[1].error).toBe('This is not an email address');
		expect(json[2]).toEqual(json[0]);
		expect(json.slice(3).every(({ status }) => status === 'verified')).toBe(true);
		expect(requests).toHaveLength(3);
	});

	it('one bad item stops the run before it begins', async () => {
		const { error, requests, output } = await run('getMany', ITEMS, { parameters });
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect({ requests, output }).toEqual({ requests: [], output: [] });
	});
});

describe('refusals', () => {
	const codes = [...ALIYUN_CODES, ['ParameterIllegal', 400] as [string, number]];
	it.each(codes)('%s with HTTP status %i', async (code, httpStatus) => {
		world.cloud.faults.add({ kind: 'code', code, httpStatus, message: `Words of ${code}` });
		const { json, requests } = await list({}, CONTINUE);
		const { message, advice } = definitionIn(ERRORS, code)!;
		const [{ requestId }] = requests;
		const details = { advice, code, requestId, serviceMessage: `Words of ${code}` };
		expect(json).toEqual([{ error: message, details }]);
		expect(requests).toHaveLength(1);
	});

	it('a passing fault of one page is asked again', async () => {
		world.cloud.faults.add({ kind: 'reset', times: 1 });
		const { json, requests } = await list({}, { options: { maxRetries: 3 } });
		expect(json).toHaveLength(TOTAL);
		expect(requests).toHaveLength(3);
	});

	it('a page that stays away fails the item: half a list is none', async () => {
		// The first page arrives.
		world.cloud.faults.add({ kind: 'unknownFields', times: 1 });
		world.cloud.faults.add({ kind: 'html' });
		const { json, requests } = await list({}, CONTINUE);
		expect(requests).toHaveLength(2);
		expect(json).toHaveLength(1);
		expect(json[0].error).toBe('A gateway answered in place of the service');
	});
});
