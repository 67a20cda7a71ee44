// Random histories of the three services, over HTTP: the local cloud changes, fails and is asked.
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Status } from '../../../nodes/shared/values/verificationRecord.ts';
import { demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { FaultRule } from '../../../sandbox/cloud/faults.mts';
import { runs } from '../../random.mts';
import { type Changing, type Circumstances, counter, history, live, STATUSES } from './history.mts';
import { useWatching, type Watching } from './watching.mts';

/** A service's subjects, made and changed. */
interface Driver {
	/** Each change can be told from any other, by what the list shows. */
	isDated: boolean;
	/** Statuses that a subject can take again and again. */
	statuses: readonly Status[];
	/** Another subject; its name, and its status. */
	add(): string;
	/** Brings it to another status than its own; true when it was removed for that. */
	set(subject: string, status: Status): boolean | void;
	remove(subject: string): void;
	now(): Map<string, Status>;
	/** The facts that only this change has. */
	factsOf(raw: IDataObject): unknown[];
}

const TENCENT: Record<string, Status> = {
	Unbound: 'unverified',
	Valid: 'pending',
	Success: 'verified',
	Failed: 'failed',
};

function tencentDriver({ cloud: { tencent } }: Watching): Driver {
	let count = 0;
	const address = () => {
		count += 1;
		const phone = `139${String(count).padStart(8, '0')}`;
		return { email: `address${count}@example.com`, phone, countryCode: '86' };
	};
	const statusOf = (uin: string) => TENCENT[tencent.bindStatus(tencent.get(uin)!)!] ?? 'unknown';
	return {
		isDated: false,
		// Nothing brings a member back to where it began.
		statuses: ['pending', 'verified', 'failed'],
		add: () => {
			const name = `Added ${(count += 1)}`;
			const fields = { name, accountName: name, nodeId: 1001, remark: '', payUin: '' };
			return tencent.create({ ...fields, permissionIds: [1, 2], tags: [] }).uin;
		},
		set: (uin, status) => {
			const before = statusOf(uin);
			if (before === 'failed') tencent.change(uin, address());
			else if (before !== 'pending') tencent.submit(uin, address());
			if (status === 'verified') tencent.clickLink(uin);
			if (status === 'failed') tencent.fail(uin, 'refused');
		},
		remove: tencent.delete,
		now: () => new Map(tencent.uins().map((uin) => [uin, statusOf(uin)])),
		factsOf: ({ BindStatus, BindId, BindTime, Email }) => [BindStatus, BindId, BindTime, Email],
	};
}

function aliyunDriver({ cloud: { aliyun } }: Watching): Driver {
	let count = 0;
	return {
		isDated: true,
		statuses: ['pending', 'verified'],
		add: () => aliyun.submit(`somebody${(count += 1) % 20}@example.com`).email,
		set: (email, status) => {
			if (status === 'verified') return aliyun.clickLink(email);
			aliyun.delete(email);
			aliyun.submit(email);
			return true;
		},
		remove: aliyun.delete,
		now: () =>
			new Map(
				aliyun.records().map(({ email, status }) => [email, status ? 'verified' : 'pending']),
			),
		factsOf: ({ VerificationStatus, EmailVerificationNo }) => [
			VerificationStatus,
			EmailVerificationNo,
		],
	};
}

function wemakeDriver({ cloud: { wemake } }: Watching): Driver {
	const { accountId } = demoSubjects.wemake.verified;
	let count = 0;
	const ids = () => wemake.subAccountIds(accountId);
	return {
		// Nothing sets two submissions apart.
		isDated: false,
		statuses: STATUSES,
		add: () => wemake.addSubAccount(accountId).AccountId,
		set: (id, status) => {
			wemake.setAuthStatus(id, STATUSES.indexOf(status));
			// The service tells nothing that sets two submissions apart.
			wemake.get(id)!.CorpName = `Change ${(count += 1)}`;
		},
		remove: wemake.delete,
		now: () => new Map(ids().map((id) => [id, STATUSES[wemake.get(id)!.AuthStatus]])),
		factsOf: ({ AuthStatus, CorpName }) => [AuthStatus, CorpName],
	};
}

/** Passing faults: what is refused for good is told as a page shows it. */
const FAULTS: FaultRule[] = [
	{ kind: 'status', status: 503 },
	{ kind: 'reset' },
	{ kind: 'resetAfter' },
	{ kind: 'throttle' },
	{ kind: 'html' },
	{ kind: 'truncate' },
];

/** The subjects of the local cloud, as a history knows them. */
function createChanging(watching: Watching, driver: Driver, start: number): Changing {
	const subjects = new Map<number, string>();
	const removals = counter();
	const additions = counter();
	let polls = 0;
	const mutate: Changing['mutate'] = ({ do: what, who, to }) => {
		watching.passSeconds(1);
		const subject = subjects.get(who);
		const now = driver.now();
		if (subject === undefined || !now.has(subject)) {
			if (what === 'remove') return;
			const added = driver.add();
			additions.count(added);
			subjects.set(who, added);
		} else if (what === 'remove') {
			driver.remove(subject);
			removals.count(subject);
		} else {
			const status = driver.statuses[to % driver.statuses.length];
			if (status === now.get(subject)) return;
			if (!driver.set(subject, status)) return;
			removals.count(subject);
			additions.count(subject);
		}
	};
	for (let who = 0; who < start; who++) mutate({ do: 'change', who, to: who });
	additions.counts.clear();
	return {
		isDated: driver.isDated,
		mutate,
		statuses: driver.now,
		removals: removals.counts,
		additions: additions.counts,
		occurrenceOf: ({ subject, status, raw }) =>
			status === 'unknown'
				? undefined
				: JSON.stringify([subject, status, driver.factsOf(raw as IDataObject)]),
		poll: async (staticData, triggerOn, { fault, isShort, meanwhile }: Circumstances) => {
			const { cloud } = watching;
			polls += 1;
			let requests = 0;
			const { add } = cloud.journal;
			// Every request may fail, and the world goes on between any two.
			cloud.journal.add = (entry) => {
				add(entry);
				if (requests++ === fault?.at) {
					cloud.faults.add({ ...FAULTS[polls % FAULTS.length], times: 1 });
				}
				const next = meanwhile.shift();
				if (next) mutate(next);
			};
			watching.staticData = staticData as Watching['staticData'];
			try {
				return await watching.poll({
					parameters: { triggerOn: [...triggerOn] },
					options: { includeRaw: true },
					budgetMs: isShort ? 20 : 300_000,
				});
			} finally {
				cloud.journal.add = add;
				cloud.faults.clear();
			}
		},
		isExpected: ({ name }) => name === 'NodeApiError',
	};
}

/** So many histories of each service. */
export function describeCloudHistories(count: number): void {
	describe.each([
		// A page and a half, before anybody is added.
		['tencent', tencentDriver, { members: 75 }, {}],
		['aliyun', aliyunDriver, { emails: 8 }, {}],
		[
			'wemake',
			wemakeDriver,
			{ accounts: 5, subAccounts: 75 },
			{ parameters: { scope: 'subAccounts' } },
		],
	] as const)('%s', (service, createDriver, subjects, usual) => {
		const watching = useWatching(service, subjects);
		const run = async (losesSaves: boolean) => {
			watching.usual = usual;
			await fc.assert(
				fc.asyncProperty(history, async (one) => {
					await watching.renew();
					const driver = createDriver(watching);
					await live(createChanging(watching, driver, one.start % 40), one, losesSaves);
				}),
				{ numRuns: runs(count) },
			);
		};

		it('tells every change, and none twice, whatever happens', async () => await run(false));

		it('tells the same change under the same ID when n8n has lost what it saved', async () =>
			await run(true));
	});
}
