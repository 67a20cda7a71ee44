// IAM Account Trigger against the local cloud.
import type { IDataObject } from 'n8n-workflow';
import type { Cloud } from '../../../sandbox/cloud/cloud.mts';
import { demoCredentials, demoSubjects } from '../../../sandbox/cloud/demo.mts';
import type { JournalEntry } from '../../../sandbox/cloud/journal.mts';
import { OPERATOR, OPERATOR_SESSION, SESSION } from '../wemake/useIamAccount.mts';
import { describeEveryRoom, type Room } from './everyRoom.mts';
import { idsOf, subjectsOf, useWatching } from './watching.mts';

const SUB_ACCOUNTS = 60;
const PAGE_SIZE = 50;
const PAGES = 2;
const { verified: master, operator, pending, unverified } = demoSubjects.wemake;

const watching = useWatching('wemake', { accounts: 10, subAccounts: SUB_ACCOUNTS });
const { world } = watching;

const PENDING = 1;
const VERIFIED = 2;
const FAILED = 3;
const EXPIRED = demoCredentials.wemakeExpiredToken.accessToken;

/** Under the first page's end: those of the last page move up when one of them goes. */
const nth = ({ wemake }: Cloud, masterId: string, index: number) =>
	wemake.subAccountIds(masterId)[index];

const isLaterPage = ({ body, query }: JournalEntry) => {
	const offset = body
		? (JSON.parse(body) as IDataObject).Offset
		: new URLSearchParams(query).get('Offset');
	return Number(offset) === PAGE_SIZE;
};

interface Side {
	scope: 'subAccounts' | 'operatorSubAccounts';
	side: 'tenant' | 'operator';
	masterId: string;
	credential: IDataObject;
	/** Requests of a poll that finds nothing new, and of one that misses somebody. */
	quiet: number;
	/** The lists of the operator's side show no authentication: accounts are looked up by ID. */
	shows: boolean;
}

const SIDES: Record<string, Side> = {
	'sub-accounts, OpenAPI': {
		scope: 'subAccounts',
		side: 'tenant',
		masterId: master.accountId,
		credential: {},
		quiet: PAGES,
		shows: true,
	},
	'sub-accounts, session': {
		scope: 'subAccounts',
		side: 'tenant',
		masterId: master.accountId,
		credential: SESSION,
		quiet: PAGES,
		shows: true,
	},
	'an operator’s sub-users, OpenAPI': {
		scope: 'operatorSubAccounts',
		side: 'operator',
		masterId: operator.accountId,
		credential: OPERATOR,
		quiet: 2 * PAGES,
		shows: false,
	},
	'an operator’s sub-users, session': {
		scope: 'operatorSubAccounts',
		side: 'operator',
		masterId: operator.accountId,
		credential: OPERATOR_SESSION,
		quiet: PAGES + SUB_ACCOUNTS,
		shows: false,
	},
};

const isSession = (credential: IDataObject) => credential.authentication === 'session';

function roomOf({ side, masterId, credential, quiet, shows }: Side): Room {
	/** Brings one to where its change begins, without the trigger's seeing it. */
	const begin = (cloud: Cloud, index: number, status: number) => {
		const id = nth(cloud, masterId, index);
		cloud.wemake.setAuthStatus(id, status);
		return id;
	};
	const row = async (subject: string, simplify: boolean): Promise<IDataObject> => {
		const parameters = shows
			? { resource: 'subAccount', operation: 'getMany', side, returnAll: true }
			: {
					resource: 'account',
					operation: 'get',
					accountIds: { __rl: true, mode: 'id', value: subject },
				};
		const { json } = await world.lookup('wemake', [{}], { parameters, simplify, credential });
		return json.find((one) => [one.subject, one.AccountId].includes(subject))!;
	};
	return {
		provider: 'wemakeIam',
		quiet,
		prepare: (cloud) => {
			begin(cloud, 0, 0);
			begin(cloud, 1, PENDING);
			begin(cloud, 2, PENDING);
			begin(cloud, 3, VERIFIED);
			begin(cloud, 4, 0);
		},
		isThrottledInSilence: isSession(credential),
		// Who is missed is looked for in all pages once more; one that is new is looked up, too, one by one.
		costs: {
			removed: isSession(credential) && !shows ? PAGES - 1 : PAGES,
			...(isSession(credential) && !shows && { new: 1 }),
		},
		record: async (subject) => await row(subject, true),
		answer: async (subject) => await row(subject, false),
		drives: {
			pending: {
				kind: 'changed',
				status: 'pending',
				previousStatus: 'unverified',
				triggerOn: ['pending'],
				act: (cloud) => begin(cloud, 0, PENDING),
			},
			verified: {
				kind: 'changed',
				status: 'verified',
				previousStatus: 'pending',
				triggerOn: ['verified'],
				act: (cloud) => begin(cloud, 1, VERIFIED),
			},
			failed: {
				kind: 'changed',
				status: 'failed',
				previousStatus: 'pending',
				triggerOn: ['failed'],
				act: (cloud) => {
					const id = nth(cloud, masterId, 2);
					cloud.wemake.setAuthStatus(id, FAILED, '营业执照不清晰');
					return id;
				},
			},
			new: {
				kind: 'new',
				status: 'unverified',
				previousStatus: null,
				triggerOn: ['new'],
				act: ({ wemake }) => wemake.addSubAccount(masterId).AccountId,
			},
			removed: {
				kind: 'removed',
				status: 'unknown',
				previousStatus: 'verified',
				triggerOn: ['removed'],
				act: (cloud) => {
					const id = nth(cloud, masterId, 3);
					cloud.wemake.delete(id);
					return id;
				},
			},
		},
		rounds: [
			(cloud) => {
				begin(cloud, 4, PENDING);
				return 'pending';
			},
			(cloud) => {
				begin(cloud, 4, FAILED);
				return 'failed';
			},
		],
		// What a web site answers to a bad cookie proves nothing: see below.
		wrongKeys: isSession(credential)
			? {}
			: {
					'unknown ID': { secretId: 'AKIDEXAMPLENOBODY' },
					'wrong secret': { secretKey: 'EXAMPLEWRONGSECRET' },
					'expired token': { accessToken: EXPIRED },
				},
		switches: {
			'no envelope': ({ settings }) => {
				settings.wemake.envelope = 'bare';
			},
			'IDs as numbers': ({ settings }) => {
				settings.wemake.idsAsNumbers = true;
			},
			'pages cut short': ({ settings }) => {
				settings.wemake.mostRows = 20;
			},
			'empty lists as null': ({ settings }) => {
				settings.wemake.emptyLists = 'null';
			},
			'one account as an object': ({ settings }) => {
				settings.wemake.accountById = 'object';
			},
		},
		shiftPages: {
			isLaterPage,
			remove: (cloud) => {
				const id = nth(cloud, masterId, 3);
				cloud.wemake.delete(id);
				return id;
			},
		},
	};
}

describe.each(Object.entries(SIDES))('%s', (_name, side) => {
	beforeEach(() => {
		watching.usual = { parameters: { scope: side.scope }, credential: side.credential };
	});
	describeEveryRoom(watching, roomOf(side));
});

describe.each([
	['OpenAPI', {}],
	['session', SESSION],
])('the account of the access token, %s', (_name, credential) => {
	const usual = (token: string) => ({ credential: { ...credential, accessToken: token } });
	const record = async () =>
		(await world.lookup('wemake', [{}], usual(pending.accessToken))).json[0];

	it('is watched with one request', async () => {
		watching.usual = usual(pending.accessToken);
		expect(await watching.poll()).toBeNull();
		watching.cloud.wemake.setAuthStatus(pending.accountId, FAILED, '营业执照不清晰');
		const [event, ...others] = await watching.events();
		expect(others).toEqual([]);
		expect(watching.requests).toHaveLength(1);
		expect(event).toMatchObject({
			...(await record()),
			status: 'failed',
			reason: '营业执照不清晰',
			previousStatus: 'pending',
		});
		expect(await watching.poll()).toBeNull();
	});

	it('tells every submission and every review apart', async () => {
		watching.usual = usual(unverified.accessToken);
		await watching.poll();
		const told: IDataObject[] = [];
		for (const status of [1, 3, 1, 3, 1, 2, 0, 1, 2]) {
			watching.passSeconds(2);
			watching.cloud.wemake.setAuthStatus(unverified.accountId, status);
			told.push(...(await watching.events()));
		}
		expect(told).toHaveLength(9);
		expect(new Set(idsOf(told)).size).toBe(told.length);
	});

	it('does not tell of the contacts, which are not its authentication', async () => {
		watching.usual = usual(pending.accessToken);
		await watching.poll();
		watching.cloud.wemake.setContactMailStatus(pending.accountId, 2);
		expect(await watching.poll()).toBeNull();
	});

	it('a token of another account is another subject, which is recorded without an event', async () => {
		await watching.poll(usual(pending.accessToken));
		expect(await watching.poll(usual(unverified.accessToken))).toBeNull();
		watching.cloud.wemake.setAuthStatus(unverified.accountId, 1);
		expect(await watching.poll(usual(unverified.accessToken))).toMatchObject([
			{ subject: unverified.accountId, change: 'changed', previousStatus: 'unverified' },
		]);
	});
});

describe('an expired token', () => {
	const usual = { accessToken: EXPIRED };

	it('says so to n8n', async () => {
		await expect(watching.poll({ credential: usual })).rejects.toMatchObject({
			failure: { cause: 'credential-invalid' },
		});
		expect(watching.staticData).toEqual({});
	});

	// No document says how: n8n is told no cause, and the user what to do.
	it.each(['code', 'unauthorized', 'redirect', 'html'] as const)(
		'of a session says what to do, however the platform says it: %s',
		async (badCookie) => {
			watching.cloud.settings.wemake.badCookie = badCookie;
			const poll = watching.poll({ credential: { ...SESSION, ...usual } });
			await expect(poll).rejects.toMatchObject({
				name: 'NodeApiError',
				failure: undefined,
				description: expect.stringMatching(/access token|log in/i),
			});
			expect(watching.staticData).toEqual({});
		},
	);
});

it('an operator’s sub-users whom an answer leaves out for once are not gone', async () => {
	watching.usual = { parameters: { scope: 'operatorSubAccounts' }, credential: OPERATOR };
	await watching.poll();
	const { faults } = watching.cloud;
	faults.add({
		kind: 'missingFields',
		fields: ['AccountId'],
		action: 'DescribeAccounts',
		times: 1,
	});
	expect(await watching.poll()).toBeNull();
	// Each of the page that had no IDs was looked for.
	expect(watching.requests.length).toBeGreaterThan(PAGE_SIZE);
	expect(await watching.poll()).toBeNull();
	expect(watching.requests).toHaveLength(2 * PAGES);
});

it('a review that ended like the last one is told, though nobody saw the submission', async () => {
	const token = { credential: { accessToken: unverified.accessToken } };
	const review = (status: number) => {
		watching.passSeconds(60);
		watching.cloud.wemake.setAuthStatus(unverified.accountId, status);
	};
	review(FAILED);
	await watching.poll(token);
	review(PENDING);
	review(FAILED);
	const [event] = await watching.events(token);
	expect(event).toMatchObject({ status: 'failed', previousStatus: 'failed' });
	expect(Date.parse(event.changedAt as string)).toBeGreaterThan(Date.now() + 100_000);
	expect(await watching.poll(token)).toBeNull();
});

it('says why an operator’s sub-users cannot be looked up', async () => {
	watching.cloud.faults.add({
		kind: 'code',
		code: 'UnauthorizedOperation',
		action: 'DescribeAccounts',
	});
	const poll = watching.poll({
		parameters: { scope: 'operatorSubAccounts' },
		credential: OPERATOR,
	});
	await expect(poll).rejects.toMatchObject({
		description: expect.stringContaining('UnauthorizedOperation'),
	});
	expect(watching.staticData).toEqual({});
});

it('a customer has no operator’s view', async () => {
	const parameters = { scope: 'operatorSubAccounts' };
	await expect(watching.poll({ parameters })).rejects.toMatchObject({ name: 'NodeApiError' });
});

describe.each([
	['OpenAPI', OPERATOR],
	['session', OPERATOR_SESSION],
])('an operator’s sub-user that the platform refuses, %s', (_name, credential) => {
	const refuse = (id: string, code: string) =>
		watching.cloud.faults.add({ kind: 'code', code, service: 'wemake', subject: id });
	let ids: string[];
	beforeEach(() => {
		watching.usual = { parameters: { scope: 'operatorSubAccounts' }, credential };
		ids = watching.cloud.wemake.subAccountIds(operator.accountId);
		for (const id of ids.slice(0, 2)) watching.cloud.wemake.setAuthStatus(id, PENDING);
	});

	it.each(['InvalidParameter', 'UnauthorizedOperation'])(
		'holds no other back: %s',
		async (code) => {
			await watching.poll();
			const removal = refuse(ids[0], code);
			for (const id of ids.slice(0, 2)) watching.cloud.wemake.setAuthStatus(id, VERIFIED);
			expect(subjectsOf(await watching.events())).toEqual([ids[1]]);
			expect(await watching.poll()).toBeNull();
			removal();
			expect(subjectsOf(await watching.events())).toEqual([ids[0]]);
		},
	);

	it('holds no other back though it is alone on its page, and the trouble is of the platform', async () => {
		await watching.renew({ subAccounts: PAGE_SIZE + 1 });
		ids = watching.cloud.wemake.subAccountIds(operator.accountId);
		expect(ids).toHaveLength(PAGE_SIZE + 1);
		await watching.poll();
		const removal = refuse(ids.at(-1)!, 'InternalError');
		for (const id of [ids[1], ids.at(-1)!]) watching.cloud.wemake.setAuthStatus(id, VERIFIED);
		expect(subjectsOf(await watching.events())).toEqual([ids[1]]);
		removal();
		expect(subjectsOf(await watching.events())).toEqual([ids.at(-1)]);
	});

	it('while the baseline is built, too', async () => {
		const removal = refuse(ids[0], 'InvalidParameter');
		expect(await watching.poll()).toBeNull();
		watching.cloud.wemake.setAuthStatus(ids[1], VERIFIED);
		expect(subjectsOf(await watching.events())).toEqual([ids[1]]);
		removal();
		expect(await watching.poll()).toBeNull();
		watching.cloud.wemake.setAuthStatus(ids[0], VERIFIED);
		expect(await watching.events()).toMatchObject([
			{ subject: ids[0], change: 'changed', previousStatus: 'pending' },
		]);
	});

	it('nor in a manual run', async () => {
		refuse(ids[0], 'InvalidParameter');
		expect(subjectsOf(await watching.events({ mode: 'manual' }))).toHaveLength(3);
	});
});
