// Polls with little time, as the durable engine gives them: neither a subject that is never answered nor a
// slow quota holds the others up.
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { takeLogs, takeWarnings } from '../harness/logs.mts';
import { OPERATOR_SESSION } from '../wemake/useIamAccount.mts';
import { subjectsOf, useWatching, type Watching } from './watching.mts';

const { unbound, pending } = demoSubjects.tencent;
const { operator } = demoSubjects.wemake;
const SHORT = { budgetMs: 2000 };
const SUB_USERS = 101;
const PAGE_SIZE = 50;

/** The subjects of so many polls; one that fails tells nobody. */
async function told(watching: Watching, polls: number): Promise<unknown[]> {
	const subjects: unknown[] = [];
	for (let poll = 0; poll < polls; poll++) {
		subjects.push(...subjectsOf(await watching.poll(SHORT).catch(() => null)));
	}
	return subjects;
}

describe('of two chosen members one is never answered', () => {
	const watching = useWatching('tencent', { members: 60 });

	it.each([
		['the first', [unbound, pending]],
		['the second', [pending, unbound]],
	])('%s: the other is told, and the log names the one', async (_name, uins) => {
		watching.usual = { parameters: { scope: 'members', memberUins: uins.join() } };
		await watching.poll(SHORT);
		watching.cloud.faults.add({ kind: 'hang', subject: unbound });
		takeLogs();
		watching.cloud.tencent.clickLink(pending);
		// Where the scan ends with the one, the next poll begins with it.
		expect(await told(watching, 2)).toEqual([pending]);
		watching.cloud.tencent.delete(pending);
		expect(await told(watching, 2)).toEqual([pending]);
		expect(takeWarnings()).toEqual([
			expect.stringContaining(`cannot read ${unbound}: The service did not answer in time`),
		]);
		watching.cloud.faults.clear();
		watching.cloud.tencent.submit(unbound, {
			email: 'late@example.com',
			phone: '13900000000',
			countryCode: '86',
		});
		expect(await told(watching, 2)).toEqual([unbound]);
	});

	it('a service that answers neither is a failed poll, again and again', async () => {
		watching.usual = { parameters: { scope: 'members', memberUins: `${unbound},${pending}` } };
		await watching.poll(SHORT);
		watching.cloud.faults.add({ kind: 'hang' });
		for (let poll = 0; poll < 2; poll++) {
			await expect(watching.poll(SHORT)).rejects.toThrow(
				'did not answer within the time of a poll',
			);
		}
	});
});

describe('an operator’s sub-users, one request each', () => {
	const watching = useWatching('wemake', { accounts: 10, subAccounts: SUB_USERS });
	let ids: string[];
	beforeEach(() => {
		const parameters = { scope: 'operatorSubAccounts' };
		watching.usual = { parameters, credential: OPERATOR_SESSION };
		ids = watching.cloud.wemake.subAccountIds(operator.accountId);
		for (const id of ids) watching.cloud.wemake.setAuthStatus(id, 1);
	});
	const hang = (id: string) => watching.cloud.faults.add({ kind: 'hang', subject: id });
	const isLearning = () =>
		watching.staticData.state === undefined || watching.staticData.state.cursor !== undefined;

	it.each([
		['the first', 0],
		['one in the middle of a page', PAGE_SIZE + 7],
		['the only one of the last page', SUB_USERS - 1],
	])('%s is never answered: all others are told, once', async (_name, index) => {
		await watching.poll();
		hang(ids[index]);
		const changed = [2, PAGE_SIZE + 20, SUB_USERS - 2].map((at) => ids[at]);
		for (const id of changed) watching.cloud.wemake.setAuthStatus(id, 2);
		expect((await told(watching, 4)).sort()).toEqual([...changed].sort());
		watching.cloud.faults.clear();
		watching.cloud.wemake.setAuthStatus(ids[index], 2);
		expect(await told(watching, 2)).toEqual([ids[index]]);
	});

	it('one that is never answered while they are learnt is learnt later, and told of from then on', async () => {
		hang(ids[0]);
		for (let polls = 0; polls < 8 && isLearning(); polls++) await watching.poll(SHORT);
		expect(isLearning()).toBe(false);
		watching.cloud.faults.clear();
		watching.cloud.wemake.setAuthStatus(ids[SUB_USERS - 1], 3);
		expect(await told(watching, 2)).toEqual([ids[SUB_USERS - 1]]);
		watching.cloud.wemake.setAuthStatus(ids[0], 2);
		expect(await told(watching, 2)).toEqual([ids[0]]);
	});

	it('are learnt and watched row by row where a page takes longer than a poll', async () => {
		watching.usual = { ...watching.usual, options: { requestsPerSecond: 15 } };
		const lookups = () =>
			watching.cloud.journal.entries().filter(({ query }) => query.includes('AccountId=')).length;
		let polls = 0;
		for (; polls < 40 && isLearning(); polls++) await watching.poll(SHORT);
		expect(isLearning()).toBe(false);
		expect(polls).toBeGreaterThan(2);
		// What one poll has read the next one does not read again, but for what was on its way at its end.
		expect(lookups()).toBeLessThan(2 * SUB_USERS);
		const last = ids[SUB_USERS - 1];
		watching.cloud.wemake.setAuthStatus(last, 2);
		const events: unknown[] = [];
		for (let more = 0; more < 40 && events.length === 0; more++) {
			events.push(...(await told(watching, 1)));
		}
		expect(events).toEqual([last]);
	});
});
