// What the trigger makes of the service's lists.
import type { IDataObject } from 'n8n-workflow';
import { demoCredentials } from '../../../sandbox/cloud/demo.mts';
import { useAliyun } from './useAliyun.mts';

const TOTAL = 5200;
const { world } = useAliyun(TOTAL);

const poll = async (memory: IDataObject, parameters: IDataObject = {}) => {
	const items = await world.engine.poll(
		{
			node: 'aliyunEmailVerificationTrigger',
			parameters: { ...parameters, options: { requestsPerSecond: 1000 } } as never,
			credentials: {
				aliyunAcs3Api: { ...demoCredentials.aliyun, site: 'custom', endpoint: world.cloud.url },
			},
		},
		memory,
	);
	return items && items.map(({ json }) => json);
};

/** Two pages that tell of their number in these words. */
const serve = (totals: (page: number) => object) => {
	const emails = world.cloud.aliyun.emails();
	for (const page of [1, 2]) {
		const Data = emails
			.slice((page - 1) * 5000, page * 5000)
			.map((Email) => ({ Email, VerificationStatus: 0, EmailVerificationNo: Email }));
		world.serve({ RequestId: 'r', ...totals(page), Data }, { times: 1 });
	}
};
const knownIn = (memory: IDataObject) => {
	const { known } = memory.memory as { known: Record<string, string[]> };
	return Object.values(known).flat().length;
};

it.each<[string, (page: number) => object]>([
	['the number of records', () => ({ TotalItemNum: String(TOTAL) })],
	['the number of pages', () => ({ TotalItemNum: null, TotalPageNum: 2 })],
	['whether there is a next one', (page) => ({ NextPage: page < 2 })],
])('learns every page, told by %s', async (_name, totals) => {
	serve(totals);
	const memory: IDataObject = {};
	expect(await poll(memory)).toBeNull();
	expect(knownIn(memory)).toBe(TOTAL);
});

it('fails where the answer does not say whether it is all, and remembers nothing', async () => {
	serve(() => ({ TotalItemNum: null }));
	const memory: IDataObject = {};
	await expect(poll(memory)).rejects.toThrow('The answer lacks what was asked for');
	expect(memory).toEqual({});
});

it('learns an account without addresses', async () => {
	world.serve({ TotalItemNum: 0, Data: null, RequestId: 'r' });
	const memory: IDataObject = {};
	expect(await poll(memory)).toBeNull();
	expect(knownIn(memory)).toBe(0);
});
