import type { IDataObject } from 'n8n-workflow';
import { ERRORS } from '../../../nodes/AliyunEmailVerification/errors.ts';
import { knownError } from '../../../nodes/shared/failure.ts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { Lookup } from '../harness/world.mts';
import { ALIYUN_CODES } from '../nodes/documentedCodes.mts';
import { CONTINUE, fresh, pairsOf, queryOf, useAliyun } from './operations.mts';

const TOTAL = 5200;
const { world, run } = useAliyun(TOTAL);
const { sample, pending, verified } = demoSubjects.aliyun;

/** Lists with these filters; everything, unless told. */
const list = async (filters: IDataObject | string = {}, { parameters, ...lookup }: Lookup = {}) =>
	await run('getMany', [{}], {
		...lookup,
		parameters: { returnAll: true, filters: filters as never, ...parameters },
	});

const RECORD_KEYS =
	'provider subject status isVerified email phone emailStatus phoneStatus verifiedAt reason';

describe('how much', () => {
	it('Return All: every verification once, in pages of 5,000', async () => {
		const result = await list();
		expect(result.json.map(({ subject }) => subject)).toEqual(world.cloud.aliyun.emails());
		expect(new Set(pairsOf(result))).toEqual(new Set([0]));
		expect(result.requests.map((request) => queryOf(request).toString())).toEqual(
			['1', '2'].map((page) => `PageSize=5000&PageNum=${page}&Lang=en`),
		);
	});

	it('50 unless told, and a page no larger than that', async () => {
		const { json, requests } = await run('getMany', [{}]);
		expect(json.map(({ subject }) => subject)).toEqual(world.cloud.aliyun.emails().slice(0, 50));
		expect(requests.map((request) => queryOf(request).get('PageSize'))).toEqual(['50']);
	});

	it.each([
		[1, ['1']],
		[5000, ['5000']],
		[5001, ['5000', '5000']],
	])('Limit %i', async (limit, pages) => {
		const { json, requests } = await run('getMany', [{}], { parameters: { limit } });
		expect(json).toHaveLength(limit);
		expect(requests.map((request) => queryOf(request).get('PageSize'))).toEqual(pages);
	});

	it('a record that moves to another page meanwhile comes once', async () => {
		// The second page repeats the end of the first, as after a deletion in between.
		const rows = (from: number, to: number) =>
			world.cloud.aliyun
				.records()
				.slice(from, to)
				.map(({ email, status, verificationNo }) => ({
					Email: email,
					VerificationStatus: status,
					EmailVerificationNo: verificationNo,
				}));
		for (const Data of [rows(0, 5000), rows(4990, TOTAL)]) {
			const body = JSON.stringify({ Data, TotalItemNum: TOTAL, RequestId: 'r' });
			world.cloud.faults.add({ kind: 'status', status: 200, body, times: 1 });
		}
		const { json } = await list();
		expect(json.map(({ subject }) => subject)).toEqual(world.cloud.aliyun.emails());
	});
});

describe('how long the list is', () => {
	const rowsOf = (page: number) =>
		world.cloud.aliyun.emails().slice((page - 1) * 5000, page * 5000);
	/** An account of two pages, told in these words. */
	const serve = (
		totals: (page: number) => object,
		data = (page: number): unknown => rowsOf(page),
	) => {
		for (const page of [1, 2]) {
			const rows = data(page);
			const Data = Array.isArray(rows)
				? rows.map((Email: string) => ({
						Email,
						VerificationStatus: 1,
						EmailVerificationNo: Email,
					}))
				: rows;
			const body = JSON.stringify({ RequestId: `r-${page}`, ...totals(page), Data });
			world.cloud.faults.add({ kind: 'status', status: 200, body, times: 1 });
		}
	};

	it.each<[string, (page: number) => object]>([
		['a number', () => ({ TotalItemNum: TOTAL })],
		['text', () => ({ TotalItemNum: String(TOTAL) })],
		['camel case', () => ({ totalItemNum: TOTAL })],
		['the number of pages', () => ({ TotalPageNum: 2 })],
		['the number of pages, and a total of null', () => ({ TotalItemNum: null, TotalPageNum: '2' })],
		['whether there is a next page', (page) => ({ TotalItemNum: null, NextPage: page < 2 })],
		['the same in camel case', (page) => ({ nextPage: page < 2 })],
	])('is told by %s: every row is read', async (_name, totals) => {
		serve(totals);
		const { json, requests, error } = await list();
		expect(error).toBeUndefined();
		expect(json.map(({ subject }) => subject)).toEqual(world.cloud.aliyun.emails());
		expect(requests).toHaveLength(2);
	});

	it.each([
		{},
		{ TotalItemNum: null },
		{ TotalItemNum: 'many' },
		{ TotalItemNum: -1, NextPage: 1 },
	])('is not told by %j: the item fails, for half a list is none', async (totals) => {
		serve(() => totals);
		const { json } = await list({}, CONTINUE);
		expect(json).toEqual([
			{
				error: 'The answer lacks what was asked for',
				details: expect.objectContaining({ requestId: 'r-1' }) as object,
			},
		]);
	});

	it('a next page that is always promised ends with an empty one', async () => {
		serve(
			() => ({ NextPage: true }),
			(page) => (page === 1 ? ['a@example.com'] : []),
		);
		const { json, requests } = await list();
		expect(json).toMatchObject([{ subject: 'a@example.com' }]);
		expect(requests).toHaveLength(2);
	});

	it.each([
		['Data: null', { Data: null }],
		['no Data', {}],
		['Data: ""', { Data: '' }],
	])('nothing, written as %s, is an empty list', async (_name, data) => {
		const body = JSON.stringify({ TotalItemNum: 0, RequestId: 'r', ...data });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { json, error, requests } = await list();
		expect({ json, error }).toEqual({ json: [], error: undefined });
		expect(requests).toHaveLength(1);
	});

	it('records without a list are an error', async () => {
		const body = JSON.stringify({ TotalItemNum: 2, Data: null, RequestId: 'r' });
		world.cloud.faults.add({ kind: 'status', status: 200, body });
		const { error } = await list();
		expect(error).toMatchObject({ message: 'The answer lacks what was asked for' });
	});

	it('a page that deletions have emptied meanwhile ends it', async () => {
		serve(
			(page) => ({ TotalItemNum: page === 1 ? TOTAL : 5000 }),
			(page) => (page === 1 ? rowsOf(1) : null),
		);
		expect((await list()).json).toHaveLength(5000);
	});

	it('a lookup whose refusal says nothing finds nobody in an empty list', async () => {
		const action = 'QueryEmailVerification';
		world.cloud.faults.add({ kind: 'code', code: 'Strange.Code', action });
		const body = JSON.stringify({ TotalItemNum: 0, Data: null, RequestId: 'r' });
		world.cloud.faults.add({ kind: 'status', status: 200, body, action: 'ListEmailVerification' });
		const { json } = await run('get', [{ subject: 'nobody@example.com' }], {
			options: { ifNotFound: 'record' },
		});
		expect(json).toMatchObject([{ subject: 'nobody@example.com', status: 'unknown' }]);
	});
});

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
		expect(json).toEqual([
			{
				Email: 'abc@aliyun.com',
				VerificationStatus: 1,
				EmailVerificationNo: '72b36ba0572e423bbb3f19640896****',
				UserId: '140692647406****',
				GmtCreate: '2019-02-19 16:38:07',
				GmtModified: '2019-02-19 16:40:38',
				TokenSendTime: '2019-02-19 16:38:07',
				VerificationTime: '2019-02-19 16:40:38',
				SendIp: '42.*.*.115',
				ConfirmIp: '42.*.*.31',
			},
		]);
	});

	it('keep what no document names, and nulls', async () => {
		world.cloud.faults.add({ kind: 'unknownFields' });
		const { json } = await list({ email: pending }, { simplify: false });
		expect(json).toEqual([
			expect.objectContaining({
				Email: pending,
				FutureObject: { Nested: [1, null, 'two'] },
				FutureNull: null,
			}),
		]);
	});

	it('carry the raw row and the time zone of the options', async () => {
		const options = { includeRaw: true, timeZone: 'UTC' };
		const { json } = await list({ email: sample }, { options });
		expect(json).toEqual([
			expect.objectContaining({
				verifiedAt: '2019-02-19T16:40:38+00:00',
				createdAt: '2019-02-19T16:38:07+00:00',
				raw: expect.objectContaining({
					EmailVerificationNo: expect.any(String) as string,
				}) as object,
			}),
		]);
	});

	it('are none where nothing matches', async () => {
		const { json, error, requests } = await list({ email: 'nobody@example.com' });
		expect({ json, error }).toEqual({ json: [], error: undefined });
		expect(requests).toHaveLength(1);
	});
});

describe('filters', () => {
	it.each([
		['pending', 0],
		['verified', 1],
	])('status %s', async (status, value) => {
		const { json, requests } = await list({ status });
		const expected = world.cloud.aliyun.records().filter((record) => record.status === value);
		expect(json.map(({ subject }) => subject)).toEqual(expected.map(({ email }) => email));
		expect(json.every((row) => row.status === status)).toBe(true);
		expect(queryOf(requests[0]).get('VerificationStatus')).toBe(String(value));
	});

	it.each(['exact', 'partial'] as const)(
		'email, where the service matches the %s address',
		async (emailFilter) => {
			world.cloud.settings.aliyun.emailFilter = emailFilter;
			world.cloud.aliyun.submit(`not-${sample}.cn`);
			const { json, requests } = await list({ email: ' ABC@Aliyun.com' });
			expect(json.map(({ email }) => email)).toEqual([sample]);
			expect(queryOf(requests[0]).get('Email')).toBe('ABC@Aliyun.com');
			world.cloud.aliyun.delete(`not-${sample}.cn`);
		},
	);

	it('email with a small limit reads no small pages for it', async () => {
		world.cloud.settings.aliyun.emailFilter = 'partial';
		const [email] = fresh();
		const longer = ['a', 'b', 'c'].map((start) => `${start}${email}`);
		for (const one of [...longer, email]) world.cloud.aliyun.submit(one);
		const { json, requests } = await run('getMany', [{}], {
			parameters: { limit: 1, filters: { email } },
		});
		for (const one of [...longer, email]) world.cloud.aliyun.delete(one);
		expect(json.map(({ subject }) => subject)).toEqual([email]);
		expect(requests).toHaveLength(1);
	});

	const created = Date.parse('2019-02-19T16:38:07+08:00');
	it.each([
		['ISO with offset', '2019-02-19T16:38:07+08:00'],
		['UTC', '2019-02-19T08:38:07.000Z'],
		// n8n's own zone, where the workflow has none.
		['a clock time of the workflow', '2019-02-19T03:38:07'],
		['epoch milliseconds', created],
		['an n8n date', '={{ DateTime.fromMillis(1550565487000) }}'],
		['a Date', '={{ new Date(1550565487000) }}'],
	])('creation time as %s', async (_name, moment) => {
		const { requests, error } = await list({ createdAfter: moment } as IDataObject);
		expect(error).toBeUndefined();
		expect(queryOf(requests[0]).get('BeginCreateTime')).toBe(String(created - 1000));
	});

	it('a range of creation times', async () => {
		const { json, requests } = await list({
			createdAfter: '2019-02-19T00:00:00+08:00',
			createdBefore: '2019-02-20T00:00:00+08:00',
		});
		expect(json.map(({ subject }) => subject)).toEqual([sample]);
		const query = queryOf(requests[0]);
		// A second more at both ends.
		expect(query.get('BeginCreateTime')).toBe(String(Date.parse('2019-02-18T15:59:59Z')));
		expect(query.get('EndCreateTime')).toBe(String(Date.parse('2019-02-19T16:00:01Z')));
	});

	it.each(['counted', 'left out'] as const)(
		'creation times from a moment on, and before one, where the service has both ends %s',
		async (createdEnds) => {
			world.cloud.settings.aliyun.createdEnds = createdEnds;
			const subjects = async (range: IDataObject) =>
				(await list(range)).json.map(({ subject }) => subject);
			const at = (second: number) => `2019-02-19T16:38:0${second}+08:00`;
			expect(await subjects({ createdAfter: at(7), createdBefore: at(8) })).toEqual([sample]);
			expect(await subjects({ createdAfter: at(6), createdBefore: at(7) })).toEqual([]);
			expect(await subjects({ createdAfter: at(8), createdBefore: at(9) })).toEqual([]);
			// The rows carry whole seconds.
			const [half, later] = ['07.500', '08.500'].map((time) => `2019-02-19T16:38:${time}+08:00`);
			expect(await subjects({ createdAfter: half, createdBefore: later })).toEqual([sample]);
			// Rows that are of another time zone than the option says do not get lost.
			const options = { timeZone: 'UTC' };
			const range = { createdAfter: at(7), createdBefore: at(8) };
			expect((await list(range, { options })).json).toMatchObject([{ subject: sample }]);
		},
	);

	it('empty ones filter nothing, and do not travel', async () => {
		const empty = { email: ' ', status: '', createdAfter: '', createdBefore: null };
		const { requests } = await run('getMany', [{}], {
			parameters: { filters: empty as never, limit: 1 },
		});
		expect(queryOf(requests[0]).toString()).toBe('PageSize=1&PageNum=1&Lang=en');
	});

	it.each([
		[{ createdAfter: 'yesterday' }, 'The filter Created After is not a date'],
		[{ createdAfter: 1769817600 }, 'The filter Created After is not a date'],
		[{ createdAfter: '1769817600' }, 'The filter Created After is not a date'],
		[{ createdBefore: '2026-02-30' }, 'The filter Created Before is not a date'],
		[{ createdAfter: '1969-12-31T00:00:00Z' }, 'The filter Created After is not a date'],
		[
			{ createdAfter: '2026-02-02', createdBefore: '2026-02-01' },
			'The filters leave no time between them',
		],
		[
			{ createdAfter: '2026-02-02', createdBefore: '2026-02-02' },
			'The filters leave no time between them',
		],
		[{ email: 'a@example.com,b@example.com' }, 'There is more than one email address'],
		[{ email: 'example.com' }, 'This is not an email address'],
		[{ status: 'failed' }, 'The filter Status is neither pending nor verified'],
		[{ status: '1' }, 'The filter Status is neither pending nor verified'],
	])('refuses %j before any request', async (filters, message) => {
		const { error, requests } = await list(filters);
		expect(error).toMatchObject({ name: 'NodeOperationError', message });
		expect(error!.description).toMatch(/^[A-Z].*\. Item: 0\.$/);
		expect(requests).toEqual([]);
	});

	it.each([0, -1, 1.5, 'many'])('refuses the limit %p before any request', async (limit) => {
		const parameters = { limit: `={{ ${JSON.stringify(limit)} }}` };
		const { error, requests } = await run('getMany', [{}], { parameters });
		expect(error).toMatchObject({ message: 'The limit is not a number of results' });
		expect(requests).toEqual([]);
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
		const result = await run('getMany', ITEMS, {
			...CONTINUE,
			parameters,
		});
		const { json, requests } = result;
		expect(pairsOf(result)).toEqual([0, 1, 3, 4, 4]);
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
		const { message, advice } = knownError(ERRORS, code)!;
		expect(json).toEqual([
			{
				error: message,
				details: {
					advice,
					code,
					requestId: requests[0].requestId,
					serviceMessage: `Words of ${code}`,
				},
			},
		]);
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
