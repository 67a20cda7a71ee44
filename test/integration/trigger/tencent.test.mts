// Tencent Organization Trigger against the local cloud.
import type { Status } from '../../../nodes/shared/values/verificationRecord.ts';
import type { Cloud } from '../../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { DAY_MS } from '../../../sandbox/cloud/time.mts';
import { describeEveryRoom } from './everyRoom.mts';
import { idsOf, subjectsOf, useWatching } from './watching.mts';

const MEMBERS = 130;
const PAGES = 3;
const PAGE_SIZE = 50;
const { unbound, pending, verified, failed, noValues, huge } = demoSubjects.tencent;

const watching = useWatching('tencent', { members: MEMBERS });
const { world } = watching;

const address = (count: number) => ({
	email: `another${count}@example.com`,
	phone: `139${String(count).padStart(8, '0')}`,
	countryCode: '86',
});
let addresses = 0;
const nextAddress = () => address(addresses++);

/** The last page's member, who has a binding of that status. */
const lastWith = ({ tencent }: Cloud, status: string) =>
	tencent.members().findLast((member) => tencent.bindStatus(member) === status)!.uin;

const lookUp = async (uin: string, simplify: boolean) =>
	(await world.lookup('tencent', [uin], { simplify })).json[0];

const offsetOf = ({ body }: JournalEntry) => (JSON.parse(body) as { Offset?: number }).Offset;

const submit = ({ tencent }: Cloud): Status => {
	tencent.submit(failed, nextAddress());
	return 'pending';
};
/** Begins a failed binding anew under its old ID. */
const change = (cloud: Cloud): Status => {
	const { tencent } = cloud;
	if (tencent.bindStatus(tencent.get(failed)!) !== 'Failed') return submit(cloud);
	tencent.change(failed, nextAddress());
	return 'pending';
};
const fail = ({ tencent }: Cloud): Status => {
	tencent.fail(failed, 'The account is already registered');
	return 'failed';
};
const clickLink = ({ tencent }: Cloud): Status => {
	tencent.clickLink(failed);
	return 'verified';
};

describeEveryRoom(watching, {
	provider: 'tencentOrganization',
	quiet: PAGES,
	costs: { pending: 1, verified: 1, failed: 1, 'failed by time': 1, new: 1, removed: 1 },
	record: async (uin) => await lookUp(uin, true),
	answer: async (uin) => await lookUp(uin, false),
	drives: {
		pending: {
			kind: 'changed',
			status: 'pending',
			previousStatus: 'unverified',
			triggerOn: ['pending'],
			act: ({ tencent }) => {
				tencent.submit(unbound, nextAddress());
				return unbound;
			},
		},
		verified: {
			kind: 'changed',
			status: 'verified',
			previousStatus: 'pending',
			triggerOn: ['verified'],
			act: ({ tencent }) => {
				tencent.clickLink(pending);
				return pending;
			},
		},
		failed: {
			kind: 'changed',
			status: 'failed',
			previousStatus: 'pending',
			triggerOn: ['failed'],
			act: (cloud) => {
				const uin = lastWith(cloud, 'Valid');
				cloud.tencent.fail(uin, '邮箱绑定失败');
				return uin;
			},
		},
		'failed by time': {
			kind: 'changed',
			status: 'failed',
			previousStatus: 'pending',
			triggerOn: ['failed'],
			act: ({ tencent }) => {
				const waiting = tencent.members().filter((one) => tencent.bindStatus(one) === 'Valid');
				const { uin, binding } = waiting.find((one) => one.uin !== pending && one.uin !== unbound)!;
				binding!.mailedAt -= 16 * DAY_MS;
				return uin;
			},
		},
		new: {
			kind: 'new',
			status: 'unverified',
			previousStatus: null,
			triggerOn: ['new'],
			act: ({ tencent }) => {
				const name = `Added ${tencent.creations()}`;
				const [permissionIds, tags] = [[1, 2], []];
				const fields = { name, accountName: name, nodeId: 1001, remark: '', payUin: '' };
				return tencent.create({ ...fields, permissionIds, tags }).uin;
			},
		},
		removed: {
			kind: 'removed',
			status: 'unknown',
			previousStatus: 'verified',
			triggerOn: ['removed'],
			act: ({ tencent }) => {
				tencent.delete(verified);
				return verified;
			},
		},
	},
	// Twice under the same ID, then under a new one.
	rounds: [change, fail, change, fail, submit, clickLink],
	wrongKeys: {
		'unknown ID': { secretId: 'AKIDEXAMPLENOBODY' },
		'wrong secret': { secretKey: 'EXAMPLEWRONGSECRET00000000000001' },
		'expired token': demoCredentials.tencentExpired,
	},
	switches: {
		'masked addresses': ({ settings }) => {
			settings.tencent.masked = true;
		},
		'huge IDs': ({ settings }) => {
			settings.tencent.hugeIds = true;
		},
		'fields that no document names': ({ faults }) => {
			faults.add({ kind: 'unknownFields' });
		},
		'IDs as long numbers': ({ faults }) => {
			faults.add({ kind: 'numberIds' });
		},
	},
	shiftPages: {
		isLaterPage: (entry) => offsetOf(entry) === PAGE_SIZE,
		remove: ({ tencent }) => {
			tencent.delete(verified);
			return verified;
		},
	},
});

describe('the cost', () => {
	it('of the first poll is the pages alone, however many are pending', async () => {
		await watching.renew({ members: 500 });
		await watching.poll();
		expect(watching.requests).toHaveLength(10);
		expect(new Set(watching.requests.map(({ action }) => action))).toEqual(
			new Set(['DescribeOrganizationMembers']),
		);
	});

	it('is one lookup for each change that is wanted', async () => {
		await watching.renew({ members: 500 });
		const parameters = { triggerOn: ['verified'] };
		await watching.poll({ parameters });
		const { tencent } = watching.cloud;
		const waiting = tencent.members().filter((one) => tencent.bindStatus(one) === 'Valid');
		waiting.forEach(({ uin }, index) => {
			if (index % 2 === 0) tencent.clickLink(uin);
			else tencent.fail(uin, 'refused');
		});
		const clicked = Math.ceil(waiting.length / 2);
		expect(clicked).toBeGreaterThan(20);
		expect(await watching.events({ parameters })).toHaveLength(clicked);
		expect(watching.requests).toHaveLength(10 + clicked);
	});
});

describe('chosen members', () => {
	const choose = (...memberUins: unknown[]) => ({
		scope: 'members',
		memberUins: memberUins.join(', '),
	});

	it('are watched alone, one or two by a lookup each', async () => {
		watching.usual = { parameters: choose(pending, huge) };
		await watching.poll();
		expect(watching.requests.map(({ action }) => action)).toEqual([
			'DescribeOrganizationMemberEmailBind',
			'DescribeOrganizationMemberEmailBind',
		]);
		watching.cloud.tencent.submit(unbound, nextAddress());
		watching.cloud.tencent.clickLink(pending);
		const [event, ...others] = await watching.events();
		expect(others).toEqual([]);
		expect(event).toMatchObject({ ...(await lookUp(pending, true)), previousStatus: 'pending' });
		expect(watching.requests).toHaveLength(2);
	});

	it('more of them by the list, where that takes fewer requests', async () => {
		const chosen = watching.cloud.tencent.uins().slice(0, 20);
		watching.usual = { parameters: choose(...chosen) };
		await watching.poll();
		expect(watching.requests).toHaveLength(PAGES);
		watching.cloud.tencent.clickLink(pending);
		watching.cloud.tencent.delete(watching.cloud.tencent.uins().at(-1)!);
		expect(subjectsOf(await watching.events())).toEqual([pending]);
	});

	it('are told when they are gone, and when they join', async () => {
		const later = '200000100001';
		watching.usual = { parameters: choose(verified, later) };
		await watching.poll();
		watching.cloud.tencent.delete(verified);
		expect(await watching.events()).toMatchObject([
			{ subject: verified, status: 'unknown', previousStatus: 'verified' },
		]);
		const name = 'Later';
		const [permissionIds, tags] = [[1, 2], []];
		const fields = { name, accountName: name, nodeId: 1001, remark: '', payUin: '' };
		watching.cloud.tencent.create({ ...fields, permissionIds, tags });
		expect(await watching.events()).toMatchObject([
			{ subject: later, status: 'unverified', previousStatus: null },
		]);
	});

	it('are learnt when they are chosen, and the others told', async () => {
		await watching.poll({ parameters: choose(pending) });
		watching.cloud.tencent.clickLink(pending);
		const parameters = choose(pending, huge);
		expect(subjectsOf(await watching.poll({ parameters }))).toEqual([pending]);
		expect(await watching.poll({ parameters })).toBeNull();
	});

	it.each([
		['none', [''], 'No member is chosen'],
		['no UIN', ['x1'], 'This is not a member UIN'],
		['a number that has lost digits', [9007199254740994], 'no digit is lost'],
	])('are refused before any request: %s', async (_name, uins, message) => {
		const parameters = {
			scope: 'members',
			memberUins: uins.length === 1 ? uins[0] : uins.join(','),
		};
		const error = (await watching.poll({ parameters }).catch((thrown: object) => thrown)) as Error;
		expect(error.name).toBe('NodeOperationError');
		expect(`${error.message} ${(error as never as { description: string }).description}`).toContain(
			message,
		);
		expect(watching.requests).toEqual([]);
	});
});

it('knows a member without any value as unknown, until there is one', async () => {
	await watching.poll();
	watching.cloud.tencent.submit(noValues, nextAddress());
	expect(await watching.events()).toMatchObject([
		{ subject: noValues, status: 'pending', previousStatus: 'unknown' },
	]);
});

it('a member without any value whom a page hides is not gone, and one that left is', async () => {
	const { tencent } = watching.cloud;
	// Who leaves the first page moves it up to there when that was read already.
	const hidden = tencent.members()[PAGE_SIZE];
	hidden.hasNoValues = true;
	await watching.poll();
	watching.atRequest(
		(entry) => offsetOf(entry) === PAGE_SIZE,
		() => {
			tencent.delete(verified);
		},
	);
	expect(await watching.poll()).toBeNull();
	expect(subjectsOf(await watching.events())).toEqual([verified]);
	tencent.delete(hidden.uin);
	expect(await watching.events()).toMatchObject([{ subject: hidden.uin, change: 'removed' }]);
	expect(await watching.poll()).toBeNull();
});

it('says when it happened: as the service says it, and the time of the poll where it does not', async () => {
	await watching.poll();
	const { tencent } = watching.cloud;
	tencent.clickLink(pending);
	const [event] = await watching.events({ options: { timeZone: 'Asia/Shanghai' } });
	expect(event.changedAt).toBe(event.verifiedAt);
	expect(Math.abs(Date.parse(event.changedAt as string) - Date.now())).toBeLessThan(10_000);
	const before = Math.floor(Date.now() / 1000) * 1000;
	const uin = lastWith(watching.cloud, 'Valid');
	tencent.fail(uin, 'refused');
	const [failure] = await watching.events();
	expect(failure).toMatchObject({ subject: uin, reason: 'refused' });
	expect(Date.parse(failure.changedAt as string)).toBeGreaterThanOrEqual(before);
});

it('a member that left and joined again between two polls is new', async () => {
	await watching.poll();
	const { tencent } = watching.cloud;
	const member = tencent.get(pending)!;
	member.createdAt = Date.now();
	const first = await watching.events();
	expect(first).toMatchObject([{ subject: pending, status: 'pending', previousStatus: null }]);
	tencent.delete(pending);
	const [gone] = await watching.events();
	expect(idsOf(first)).not.toContain(gone.eventId);
});

it('a lookup that fails tells nothing of it, the others are told, and the next poll tells the rest', async () => {
	await watching.poll();
	const { tencent, faults } = watching.cloud;
	tencent.clickLink(pending);
	const other = lastWith(watching.cloud, 'Valid');
	tencent.fail(other, 'refused');
	const latency = faults.add({ kind: 'latency', ms: 60, subject: other });
	const fault = faults.add({ kind: 'status', status: 503, subject: other });
	expect(subjectsOf(await watching.events())).toEqual([pending]);
	fault();
	latency();
	expect(subjectsOf(await watching.events())).toEqual([other]);
	expect(await watching.poll()).toBeNull();
});

it('names the missing permission where the list is not allowed', async () => {
	await expect(
		watching.poll({ credential: demoCredentials.tencentNoPermission }),
	).rejects.toMatchObject({ description: expect.stringContaining('DescribeOrganizationMembers') });
});

describe('a member that the service refuses', () => {
	const refuse = (uin: string, code: string) =>
		watching.cloud.faults.add({
			kind: 'code',
			code,
			service: 'tencent',
			action: 'DescribeOrganizationMemberEmailBind',
			subject: uin,
		});

	it.each(['FailedOperation.BindEmailLinkExpired', 'InvalidParameter', 'UnauthorizedOperation'])(
		'holds no chosen one back: %s',
		async (code) => {
			watching.usual = { parameters: { scope: 'members', memberUins: `${pending}, ${failed}` } };
			const removal = refuse(pending, code);
			expect(await watching.poll()).toBeNull();
			submit(watching.cloud);
			expect(await watching.events()).toMatchObject([{ subject: failed, status: 'pending' }]);
			removal();
			expect(await watching.poll()).toBeNull();
			watching.cloud.tencent.clickLink(pending);
			expect(await watching.events()).toMatchObject([
				{ subject: pending, previousStatus: 'pending', status: 'verified' },
			]);
		},
	);

	it('is told as the list shows it, where all are watched', async () => {
		await watching.poll();
		refuse(pending, 'FailedOperation.BindEmailLinkExpired');
		watching.cloud.tencent.clickLink(pending);
		submit(watching.cloud);
		expect(subjectsOf(await watching.events()).sort()).toEqual([failed, pending].sort());
	});

	it('shows the other one in a manual run', async () => {
		watching.usual = { parameters: { scope: 'members', memberUins: `${pending}, ${failed}` } };
		refuse(pending, 'InvalidParameter');
		expect(subjectsOf(await watching.events({ mode: 'manual' }))).toEqual([failed]);
	});
});

it('asks for no more pages once one has failed', async () => {
	await watching.renew({ members: 1300 });
	watching.usual = { options: { requestsPerSecond: 8 } };
	await watching.poll();
	const failLater = () => watching.cloud.faults.add({ kind: 'status', status: 500 });
	watching.atRequest((entry) => offsetOf(entry) === 2 * PAGE_SIZE, failLater);
	await expect(watching.poll()).rejects.toThrow('A gateway answered in place of the service');
	// Of 26 pages those that were under way.
	expect(watching.requests.length).toBeLessThan(12);
});

it('learns another organization anew, whose key is in the same credential', async () => {
	await watching.poll();
	const { international } = watching.cloud;
	const { secretId, secretKey } = demoCredentials.tencentInternational;
	const credential = { secretId, secretKey };
	expect(await watching.poll({ credential })).toBeNull();
	international.tencent.submit(failed, nextAddress());
	expect(await watching.events({ credential })).toMatchObject([
		{ subject: failed, change: 'changed', previousStatus: 'failed', status: 'pending' },
	]);
});
