import type { IDataObject } from 'n8n-workflow';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { fresh, queryOf, useAliyun } from './useAliyun.mts';

const { world, run, list } = useAliyun();
const { sample } = demoSubjects.aliyun;
const NO_TIME_BETWEEN = 'The filters leave no time between them';

describe('filters', () => {
	it.each([
		['pending', 0],
		['verified', 1],
	])('status %s', async (status, value) => {
		const { json, subjects, requests } = await list({ status });
		const expected = world.cloud.aliyun.records().filter((record) => record.status === value);
		expect(subjects).toEqual(expected.map(({ email }) => email));
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
		const parameters = { limit: 1, filters: { email } };
		const { subjects, requests } = await run('getMany', [{}], { parameters });
		for (const one of [...longer, email]) world.cloud.aliyun.delete(one);
		expect(subjects).toEqual([email]);
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
		const { subjects, requests } = await list({
			createdAfter: '2019-02-19T00:00:00+08:00',
			createdBefore: '2019-02-20T00:00:00+08:00',
		});
		expect(subjects).toEqual([sample]);
		const query = queryOf(requests[0]);
		// A second more at both ends.
		expect(query.get('BeginCreateTime')).toBe(String(Date.parse('2019-02-18T15:59:59Z')));
		expect(query.get('EndCreateTime')).toBe(String(Date.parse('2019-02-19T16:00:01Z')));
	});

	it.each(['counted', 'left out'] as const)(
		'creation times from a moment on, and before one, where the service has both ends %s',
		async (createdEnds) => {
			world.cloud.settings.aliyun.createdEnds = createdEnds;
			const between = async (from: string, to: string, options = {}) => {
				const [createdAfter, createdBefore] = [from, to].map(
					(at) => `2019-02-19T16:38:${at}+08:00`,
				);
				return (await list({ createdAfter, createdBefore }, { options })).subjects;
			};
			expect(await between('07', '08')).toEqual([sample]);
			expect(await between('06', '07')).toEqual([]);
			expect(await between('08', '09')).toEqual([]);
			// The rows carry whole seconds.
			expect(await between('07.500', '08.500')).toEqual([sample]);
			// A row whose time is of another time zone than the option says is not lost.
			expect(await between('07', '08', { timeZone: 'UTC' })).toEqual([sample]);
		},
	);

	it('empty ones filter nothing, and do not travel', async () => {
		const empty = { email: ' ', status: '', createdAfter: '', createdBefore: null };
		const parameters = { filters: empty as never, limit: 1 };
		const { requests } = await run('getMany', [{}], { parameters });
		expect(queryOf(requests[0]).toString()).toBe('PageSize=1&PageNum=1&Lang=en');
	});

	it.each([
		[{ createdAfter: 'yesterday' }, 'The filter Created After is not a date'],
		[{ createdAfter: 1769817600 }, 'The filter Created After is not a date'],
		[{ createdAfter: '1769817600' }, 'The filter Created After is not a date'],
		[{ createdBefore: '2026-02-30' }, 'The filter Created Before is not a date'],
		[{ createdAfter: '1969-12-31T00:00:00Z' }, 'The filter Created After is not a date'],
		[{ createdAfter: '2026-02-02', createdBefore: '2026-02-01' }, NO_TIME_BETWEEN],
		[{ createdAfter: '2026-02-02', createdBefore: '2026-02-02' }, NO_TIME_BETWEEN],
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
