// Aliyun's trigger and the number of records, which the service may tell in several ways.
import type { IDataObject } from 'n8n-workflow';
import { useWorld } from '../harness/world.mts';
import { subjectsIn } from './madeUpSubjects.mts';

const TOTAL = 5200;
const world = useWorld({ members: 1, emails: TOTAL, accounts: 1 });

const poll = async (memory: IDataObject) =>
	await world.engine.poll(
		{
			node: 'aliyunEmailVerificationTrigger',
			parameters: { options: { requestsPerSecond: 1000 } },
			credentials: world.request('aliyun').credentials,
		},
		memory,
	);

/** Two pages with these totals. */
const serve = (totals: (page: number) => object) => {
	const emails = world.cloud.aliyun.emails();
	for (const page of [1, 2]) {
		const Data = emails
			.slice((page - 1) * 5000, page * 5000)
			.map((Email) => ({ Email, VerificationStatus: 0, EmailVerificationNo: Email }));
		world.serve({ RequestId: 'r', ...totals(page), Data }, { times: 1 });
	}
};

it.each<[string, (page: number) => object]>([
	['the number of records', () => ({ TotalItemNum: String(TOTAL) })],
	['the number of pages', () => ({ TotalItemNum: null, TotalPageNum: 2 })],
	['whether there is a next one', (page) => ({ NextPage: page < 2 })],
])('the baseline holds every page, told by %s', async (_name, totals) => {
	serve(totals);
	const memory: IDataObject = {};
	expect(await poll(memory)).toBeNull();
	expect(subjectsIn(memory)).toHaveLength(TOTAL);
});

it('fails where the answer does not say whether it is all, and stores nothing', async () => {
	serve(() => ({ TotalItemNum: null }));
	const memory: IDataObject = {};
	expect(await poll(memory)).toBeNull();
	await expect(poll(memory)).rejects.toThrow('The answer lacks what was asked for');
	expect(memory).toEqual({});
});

it('takes an account without addresses for its baseline', async () => {
	world.serve({ TotalItemNum: 0, Data: null, RequestId: 'r' });
	const memory: IDataObject = {};
	expect(await poll(memory)).toBeNull();
	expect(subjectsIn(memory)).toEqual([]);
});
