// Aliyun Email Verification Trigger against the local cloud.
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import { DAY_MS } from '../../../sandbox/cloud/time.mts';
import { describeEveryRoom } from './everyRoom.mts';
import { idsOf, subjectsOf, useWatching } from './watching.mts';

const EMAILS = 60;
/** More than a page. */
const MANY = 5040;
const { pending, verified, hostile, unicode, imported } = demoSubjects.aliyun;

const watching = useWatching('aliyun', { emails: EMAILS });
const { world } = watching;

const lookUp = async (email: string, simplify: boolean) =>
	(await world.lookup('aliyun', [email], { simplify })).json[0];
const pageOf = (query: string) => new URLSearchParams(query).get('PageNum');

describeEveryRoom(watching, {
	provider: 'aliyun',
	quiet: 1,
	costs: { removed: 1 },
	record: async (email) => await lookUp(email, true),
	answer: async (email) => await lookUp(email, false),
	drives: {
		verified: {
			kind: 'changed',
			status: 'verified',
			previousStatus: 'pending',
			triggerOn: ['verified'],
			act: ({ aliyun }) => {
				aliyun.clickLink(pending);
				return pending;
			},
		},
		new: {
			kind: 'new',
			status: 'pending',
			previousStatus: null,
			triggerOn: ['new', 'pending'],
			act: ({ aliyun }) => {
				const email = `Somebody.New${aliyun.emails().length}@example.com`;
				aliyun.submit(email);
				return email;
			},
		},
		'submitted again after a deletion': {
			kind: 'new',
			status: 'pending',
			previousStatus: null,
			triggerOn: ['new', 'pending'],
			act: ({ aliyun }) => {
				aliyun.delete(hostile);
				aliyun.submit(hostile);
				return hostile;
			},
		},
		removed: {
			kind: 'removed',
			status: 'unknown',
			previousStatus: 'verified',
			triggerOn: ['removed'],
			act: ({ aliyun }) => {
				aliyun.delete(verified);
				return verified;
			},
		},
	},
	rounds: [
		({ aliyun }) => {
			aliyun.delete(imported);
			return 'unknown';
		},
		({ aliyun }) => {
			aliyun.submit(imported);
			return 'pending';
		},
		({ aliyun }) => {
			aliyun.clickLink(imported);
			return 'verified';
		},
	],
	wrongKeys: {
		'unknown ID': { accessKeyId: 'LTAIEXAMPLENOBODY' },
		'wrong secret': { accessKeySecret: 'EXAMPLEWRONGSECRET000000000001' },
		'expired token': demoCredentials.aliyunExpired,
		disabled: demoCredentials.aliyunInactive,
	},
	switches: {
		'field names of the older form': ({ settings }) => {
			settings.aliyun.keyCase = 'camel';
		},
		'times in words': ({ settings }) => {
			settings.aliyun.dateFormat = 'B';
		},
		'an empty answer for an unknown address': ({ settings }) => {
			settings.aliyun.unknownEmail = 'empty';
		},
		'a filter that matches parts': ({ settings }) => {
			settings.aliyun.emailFilter = 'partial';
		},
		'fields that no document names': ({ faults }) => {
			faults.add({ kind: 'unknownFields' });
		},
	},
	shiftPages: {
		subjects: { emails: MANY },
		isLaterPage: ({ query }) => pageOf(query) === '2',
		remove: ({ aliyun }) => {
			aliyun.delete(verified);
			return verified;
		},
	},
});

it('costs nothing more, however many changed', async () => {
	await watching.renew({ emails: 10_000 });
	await watching.poll();
	expect(watching.requests).toHaveLength(2);
	const { aliyun } = watching.cloud;
	const waiting = aliyun.records().filter(({ status }) => status === 0);
	for (const record of waiting) record.status = 1;
	expect(await watching.events()).toHaveLength(waiting.length);
	expect(watching.requests).toHaveLength(2);
});

it('tells the address as the service spells it', async () => {
	await watching.poll();
	const { aliyun } = watching.cloud;
	aliyun.get(pending)!.email = 'Pending@Example.com';
	expect(await watching.poll()).toBeNull();
	aliyun.clickLink(pending);
	expect(subjectsOf(await watching.events())).toEqual(['Pending@Example.com']);
	aliyun.delete(pending);
	expect(subjectsOf(await watching.events())).toEqual(['Pending@Example.com']);
});

describe('addresses created within a time', () => {
	const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
	const within = (createdAfter: string, createdBefore = '') => ({
		parameters: { scope: 'created', createdAfter, createdBefore },
	});

	it('are asked of the service, and told alone', async () => {
		watching.usual = within(day(-2));
		await watching.poll();
		const { aliyun } = watching.cloud;
		const recent = aliyun.records().filter(({ createdAt }) => createdAt >= Date.now() - 2 * DAY_MS);
		expect(watching.requests).toHaveLength(1);
		expect(watching.staticData.state!.subjects.pending).toHaveLength(recent.length);
		aliyun.delete(verified);
		aliyun.clickLink(pending);
		aliyun.submit('somebody@example.com');
		expect(subjectsOf(await watching.events())).toEqual([pending, 'somebody@example.com']);
	});

	it('between two statusVersions, in the workflow’s time zone', async () => {
		watching.usual = within('2019-02-19T00:00:00', '2019-02-20T00:00:00');
		await watching.poll();
		expect(Object.values(watching.staticData.state!.subjects).flat()).toHaveLength(1);
		watching.cloud.aliyun.delete(demoSubjects.aliyun.sample);
		expect(subjectsOf(await watching.events())).toEqual([demoSubjects.aliyun.sample]);
	});

	it('that moves along: who enters is new, and who leaves is forgotten without a word', async () => {
		watching.usual = within('={{ $now.minus({ seconds: 2 }).toISO() }}');
		const { aliyun } = watching.cloud;
		await watching.poll();
		aliyun.submit('somebody@example.com');
		expect(subjectsOf(await watching.events())).toEqual(['somebody@example.com']);
		const { createdAt } = aliyun.get('somebody@example.com')!;
		await new Promise((resolve) => setTimeout(resolve, createdAt + 3000 - Date.now()));
		expect(await watching.poll()).toBeNull();
		expect(watching.staticData.state!.subjects).toEqual({});
		// It is looked for neither now nor later.
		expect(watching.requests).toHaveLength(1);
		aliyun.clickLink('somebody@example.com');
		expect(await watching.poll()).toBeNull();
	});

	it.each([
		['none', within(''), 'No time is given'],
		['no date', within('soon'), 'Created After is not a date'],
		['no date, either', within('', 'later'), 'Created Before is not a date'],
		['no time between', within('2026-02-01', '2026-01-01'), 'leave no time'],
	])('are refused before any request: %s', async (_name, request, message) => {
		await expect(watching.poll(request)).rejects.toThrow(message);
		expect(watching.requests).toEqual([]);
	});
});

describe('chosen addresses', () => {
	const choose = (emails: string) => ({ parameters: { scope: 'emails', emails } });

	it.each([
		['one by one', [pending, unicode], ['ListEmailVerification', 'ListEmailVerification']],
		['by the list', [pending.toUpperCase(), unicode, hostile], ['ListEmailVerification']],
	])('are watched alone: %s', async (_name, emails, actions) => {
		watching.usual = choose(emails.join(', '));
		await watching.poll();
		expect(watching.requests.map(({ action }) => action)).toEqual(actions);
		const { aliyun } = watching.cloud;
		aliyun.delete(verified);
		aliyun.clickLink(pending);
		const [event, ...others] = await watching.events();
		expect(others).toEqual([]);
		expect(event).toMatchObject({ ...(await lookUp(pending, true)), previousStatus: 'pending' });
	});

	it('each removal is another, and so is each submission', async () => {
		watching.usual = choose(pending);
		await watching.poll();
		const { aliyun } = watching.cloud;
		const told = [];
		for (let round = 0; round < 3; round++) {
			watching.passSeconds(5);
			aliyun.delete(pending);
			told.push(...(await watching.events()));
			aliyun.submit(pending);
			told.push(...(await watching.events()));
			// Between two polls.
			watching.passSeconds(5);
			aliyun.delete(pending);
			aliyun.submit(pending);
			told.push(...(await watching.events()));
		}
		expect(told.map(({ status }) => status)).toEqual(
			[1, 2, 3].flatMap(() => ['unknown', 'pending', 'pending']),
		);
		expect(new Set(idsOf(told)).size).toBe(told.length);
	});

	it.each([
		['none', ''],
		['no address', 'ann@example.com, bob'],
	])('are refused before any request: %s', async (_name, emails) => {
		await expect(watching.poll(choose(emails))).rejects.toMatchObject({
			name: 'NodeOperationError',
		});
		expect(watching.requests).toEqual([]);
	});
});

it('a key without the permission is told its name', async () => {
	await expect(
		watching.poll({ credential: demoCredentials.aliyunNoPermission }),
	).rejects.toMatchObject({ description: expect.stringContaining('QueryEmailVerification') });
});
