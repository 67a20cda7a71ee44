import { CONTINUE } from '../harness/world.mts';
import { queryOf, useAliyun } from './useAliyun.mts';

const TOTAL = 5200;
const { world, run, list } = useAliyun(TOTAL);

describe('how much', () => {
	it('Return All: every verification once, in pages of 5,000', async () => {
		const { subjects, pairs, requests } = await list();
		expect(subjects).toEqual(world.cloud.aliyun.emails());
		expect(new Set(pairs)).toEqual(new Set([0]));
		expect(requests.map((request) => queryOf(request).toString())).toEqual(
			['1', '2'].map((page) => `PageSize=5000&PageNum=${page}&Lang=en`),
		);
	});

	it('50 by default, in a page of that size', async () => {
		const { subjects, requests } = await run('getMany', [{}]);
		expect(subjects).toEqual(world.cloud.aliyun.emails().slice(0, 50));
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
			world.serve({ Data, TotalItemNum: TOTAL, RequestId: 'r' }, { times: 1 });
		}
		expect((await list()).subjects).toEqual(world.cloud.aliyun.emails());
	});
});

describe('how long the list is', () => {
	const rowsOf = (page: number) =>
		world.cloud.aliyun.emails().slice((page - 1) * 5000, page * 5000);
	const row = (Email: string) => ({ Email, VerificationStatus: 1, EmailVerificationNo: Email });
	/** An account of two pages, with these totals. */
	const serve = (
		totals: (page: number) => object,
		data = (page: number): unknown => rowsOf(page),
	) => {
		for (const page of [1, 2]) {
			const rows = data(page);
			const Data = Array.isArray(rows) ? rows.map(row) : rows;
			world.serve({ RequestId: `r-${page}`, ...totals(page), Data }, { times: 1 });
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
	])('is given by %s: every row is read', async (_name, totals) => {
		serve(totals);
		const { subjects, requests, error } = await list();
		expect(error).toBeUndefined();
		expect(subjects).toEqual(world.cloud.aliyun.emails());
		expect(requests).toHaveLength(2);
	});

	it.each([
		{},
		{ TotalItemNum: null },
		{ TotalItemNum: 'many' },
		{ TotalItemNum: -1, NextPage: 1 },
	])('is not given by %j: the item fails, as a list must be complete', async (totals) => {
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
		world.serve({ TotalItemNum: 0, RequestId: 'r', ...data });
		const { json, error, requests } = await list();
		expect({ json, error }).toEqual({ json: [], error: undefined });
		expect(requests).toHaveLength(1);
	});

	it('records without a list are an error', async () => {
		world.serve({ TotalItemNum: 2, Data: null, RequestId: 'r' });
		expect((await list()).error!.message).toBe('The answer lacks what was asked for');
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
		const nobody = { TotalItemNum: 0, Data: null, RequestId: 'r' };
		world.serve(nobody, { action: 'ListEmailVerification' });
		const options = { ifNotFound: 'record' };
		const { json } = await run('get', [{ subject: 'nobody@example.com' }], { options });
		expect(json).toMatchObject([{ subject: 'nobody@example.com', status: 'unknown' }]);
	});
});
