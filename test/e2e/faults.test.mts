// Every fault that the local cloud knows, alone and mixed, under everything a workflow does: lookups,
// lists, commands and triggers. What comes out is compared with the state of the cloud and with what
// it did to each request.
import type { Cloud } from '../../sandbox/cloud/cloud.mts';
import { demoSubjects } from '../../sandbox/cloud/demo.mts';
import type { Fault, FaultRule } from '../../sandbox/cloud/faults.mts';
import type { JournalEntry } from '../../sandbox/cloud/journal.mts';
import type { ExecutionResult, Item } from '../../sandbox/n8n/runData.mts';
import { emailOutcome, emailOf } from '../campaign/campaignAliyun.mts';
import { memberOutcome, uinOf } from '../campaign/campaignTencent.mts';
import { endOf, grouped, INCOMPLETE, MIXED_FAULTS } from '../campaign/mixedFaults.mts';
import { BLANK_ACCOUNT_RECORD, ACCOUNT_RECORD } from '../campaign/expectedRecords.mts';
import { SEED } from '../random.mts';
import { TENCENT_STATUSES, WEMAKE_STATUSES } from '../statuses.mts';
import { until } from './until.mts';
import { startWebhookReceiver, type WebhookReceiver } from './webhookReceiver.mts';
import { byId, pairs, step } from './operations/steps.mts';
import { NAMES, polls, WATCHES, watching, type Name } from './watches.mts';
import { rows, TRIGGER, workflow, type NodeFile } from './workflows.mts';
import { startWorld, type World } from './world.mts';

const often = 0.4;
const ALONE: Record<Fault['kind'], FaultRule> = {
	latency: { kind: 'latency', ms: 50, jitterMs: 200 },
	// Each costs a whole time-out.
	hang: { kind: 'hang', probability: 0.15 },
	reset: { kind: 'reset', probability: often },
	resetAfter: { kind: 'resetAfter', probability: often },
	html: { kind: 'html', probability: often },
	status: { kind: 'status', status: 503, probability: often },
	throttle: { kind: 'throttle', retryAfterMs: 50, probability: often },
	code: { kind: 'code', code: 'InternalError', probability: often },
	truncate: { kind: 'truncate', probability: often },
	emptyBody: { kind: 'emptyBody', probability: often },
	emptyObject: { kind: 'emptyObject', probability: often },
	redirect: { kind: 'redirect', location: 'http://127.0.0.1:1/', probability: often },
	hugeBody: { kind: 'hugeBody', bytes: 1_000_000 },
	unknownFields: { kind: 'unknownFields' },
	missingFields: { kind: 'missingFields', probability: often },
	nullFields: { kind: 'nullFields', probability: often },
	numberIds: { kind: 'numberIds' },
};
const CASES: Array<[string, readonly FaultRule[]]> = [
	...Object.entries(ALONE).map(([kind, rule]): [string, FaultRule[]] => [kind, [rule]]),
	['all of them', [...MIXED_FAULTS, { kind: 'hang', probability: 0.005 }]],
];
const MAX_RETRIES = 2;
/** What never gets an answer costs a whole time-out; where everything does, a busy machine has its time. */
const TIMEOUT_MS = { hanging: 3000, answering: 60_000 };
/** Nothing fails for them. */
const HARMLESS = ['latency', 'hugeBody', 'unknownFields', 'numberIds', 'throttle'];
const OUTCOME_UNKNOWN = 'It is unknown whether the service carried this out';
const SUBJECTS = 8;

interface Row {
	uin: string;
	email: string;
	newUin: string;
	newEmail: string;
	phone: string;
}

let world: World;
let receiver: WebhookReceiver;
const rowsOf = new Map<string, Row[]>();

const field = (name: keyof Row) => `={{ $json.${name} }}`;

/** All that is asked and done in one run. */
const everything = (id: string, list: Row[], rules: readonly FaultRule[]) => {
	const isHanging = rules.some(({ kind }) => kind === 'hang');
	const timeout = isHanging ? TIMEOUT_MS.hanging : TIMEOUT_MS.answering;
	const OPTIONS = { maxRetries: MAX_RETRIES, timeout };
	const options = { options: OPTIONS };
	const forEach: NodeFile[] = [
		step('Binding', ['tencentOrganization', 'memberEmail', 'get'], {
			memberUin: byId(field('uin')),
			...options,
		}),
		step('Address', ['aliyunEmailVerification', 'emailVerification', 'get'], {
			email: field('email'),
			options: { ...OPTIONS, lookupStrategy: 'individual' },
		}),
		step('Account', ['iamAccount', 'account', 'getCurrent'], options),
		step('Add', ['tencentOrganization', 'memberEmail', 'add'], {
			memberUin: byId(field('newUin')),
			email: field('newEmail'),
			countryCode: '86',
			phone: field('phone'),
			...options,
		}),
		step('Submit', ['aliyunEmailVerification', 'emailVerification', 'submit'], {
			emails: field('newEmail'),
			...options,
		}),
	];
	// The requests of the lists differ by their language from those of the triggers.
	const all = { returnAll: true, options: { ...OPTIONS, language: 'zh' } };
	const lists: NodeFile[] = [
		step('Members', ['tencentOrganization', 'member', 'getMany'], all),
		step('Addresses', ['aliyunEmailVerification', 'emailVerification', 'getMany'], all),
		step('Sub-Accounts', ['iamAccount', 'subAccount', 'getMany'], all),
	];
	return workflow(
		id,
		[...rows(list as unknown as Record<string, unknown>[]), ...forEach, ...lists],
		[
			[TRIGGER, 'Rows'],
			['Rows', 'One Item Each'],
			...forEach.map(({ name }) => ['One Item Each', name]),
			...lists.map(({ name }) => [TRIGGER, name]),
		],
	);
};

/** Subjects for one case, those of its commands new to the cloud. */
function draw(cloud: Cloud, index: number): Row[] {
	const { tencent, aliyun } = cloud;
	// Twins of an address and hostile members have tests of their own.
	const uins = tencent.members().slice(20);
	const emails = aliyun.emails().filter((email) => /^[a-z0-9]+@[a-z.]+$/.test(email));
	return Array.from({ length: SUBJECTS }, (_, position) => {
		const number = index * SUBJECTS + position;
		const name = `newcomer-${number}`;
		return {
			uin: uins[position].uin,
			email: emails[position],
			newUin: tencent.create({ name }).uin,
			newEmail: `${name}@example.com`,
			phone: `139${String(number).padStart(8, '0')}`,
		};
	});
}

beforeAll(async () => {
	receiver = await startWebhookReceiver();
	world = await startWorld(
		(cloud) => [
			...CASES.map(([name, rules], index) => {
				rowsOf.set(name, draw(cloud, index));
				return everything(name, rowsOf.get(name)!, rules);
			}),
			...NAMES.map((name) =>
				watching(name, receiver.url, { options: { maxRetries: 0, timeout: TIMEOUT_MS.hanging } }),
			),
		],
		undefined,
		{ seed: SEED, members: 60, emails: 60, accounts: 10, subAccounts: 20 },
	);
	world.cloud.quotas.set('tencent', WATCHES.tencent.action, null);
	for (const name of NAMES) await world.session.activate(name);
	for (const name of NAMES) await polls(world.cloud, name, 1);
});

afterAll(async () => {
	await world?.close();
	receiver?.close();
});

afterEach(() => world.cloud.faults.clear());

/** The status of everything that is watched, as the cloud itself knows it. */
function statuses({ tencent, aliyun, wemake }: Cloud): Map<string, string> {
	const accounts = wemake.subAccountIds(demoSubjects.wemake.verified.accountId);
	return new Map([
		...tencent
			.members()
			.map((one): [string, string] => [
				`/tencent ${one.uin}`,
				TENCENT_STATUSES[tencent.bindStatus(one)!] ?? 'unknown',
			]),
		...aliyun
			.records()
			.map(({ email, status }): [string, string] => [
				`/aliyun ${email}`,
				status === 1 ? 'verified' : 'pending',
			]),
		...accounts.map((id): [string, string] => [
			`/wemake ${id}`,
			WEMAKE_STATUSES[wemake.get(id)!.AuthStatus],
		]),
	]);
}

/** A record, or an error by its code or else its message. */
const outcomeIn = ({ json }: Item) => {
	const { error, details } = json as { error?: string; details?: { code?: string | null } };
	return error === undefined ? { record: json } : { error: details?.code ?? error };
};

const entries = (action: string) => world.cloud.journal.entries({ action });

function checkLookups(result: ExecutionResult, list: Row[]): void {
	const { cloud } = world;
	const bindings = grouped(entries('DescribeOrganizationMemberEmailBind'), uinOf);
	expect(result.items('Binding').map(outcomeIn)).toEqual(
		list.map(({ uin }) => memberOutcome(cloud, uin, 1, bindings)),
	);
	const addresses = grouped(entries('QueryEmailVerification'), emailOf);
	expect(result.items('Address').map(outcomeIn)).toEqual(
		list.map(({ email }) => emailOutcome(cloud, email, 1, addresses.get(email), false)),
	);
	// All items ask for the same: it is asked once.
	const asked = entries('DescribeAccount');
	expect(result.items('Account').map(outcomeIn)).toEqual(list.map(() => accountOutcome(asked)));
}

function accountOutcome(asked: JournalEntry[]) {
	const end = endOf(asked, MAX_RETRIES);
	if ('error' in end) return { error: end.error };
	if (end.kind === 'answered') return { record: ACCOUNT_RECORD };
	// A field may be null, but an answer without it is none.
	return asked.at(-1)!.fault === 'missingFields'
		? { error: INCOMPLETE }
		: { record: BLANK_ACCOUNT_RECORD };
}

/**
 * A list is whole, or its item says why there is none. Where the service says of a page, or of what is
 * in it, that it has no value, it may be shorter and know less.
 */
function checkList(items: Item[], provider: Name, listed: Map<string, string>): void {
	const own = entries(WATCHES[provider].action).filter(
		({ query, headers }) => headers['x-tc-language'] === 'zh-CN' || query.includes('Lang=zh'),
	);
	expect(own.length).toBeGreaterThan(0);
	const first = items[0]?.json;
	if (items.length === 1 && first && 'error' in first) {
		expect(own.filter(isHarmed)).not.toEqual([]);
		return;
	}
	const isBlank = own.some(({ fault }) => /missingFields|nullFields/.test(fault ?? ''));
	const expected = new Map([...listed].filter(([key]) => key.startsWith(`/${provider} `)));
	for (const { json } of items) {
		const key = `/${provider} ${json.subject as string}`;
		if (!isBlank || json.status !== 'unknown') {
			expect([key, json.status]).toEqual([key, expected.get(key)]);
		}
		expected.delete(key);
	}
	if (!isBlank) expect([...expected.keys()]).toEqual([]);
}

/** A fault that may cost an answer struck it. */
const isHarmed = ({ fault }: JournalEntry) =>
	fault !== null && !['hugeBody', 'unknownFields', 'numberIds'].includes(fault);

/** What a command says of each item is so, and nothing was sent twice that may have been carried out. */
function checkCommands(result: ExecutionResult, list: Row[]): void {
	const { tencent, aliyun } = world.cloud;
	const isBound = ({ newUin, newEmail }: Row) => tencent.get(newUin)!.binding?.email === newEmail;
	const isSubmitted = ({ newEmail }: Row) => aliyun.get(newEmail) !== undefined;
	// For its pace, or for what it asked: surely not carried out. Many addresses that are refused together
	// are sent one by one.
	const isRefused = ({ fault, status, code }: JournalEntry) =>
		status === 429 ||
		fault === 'throttle' ||
		['RequestLimitExceeded', 'InvalidParameter'].includes(code!);
	const sent = (action: string, subjectsOf: (entry: JournalEntry) => string[], subject: string) =>
		entries(action).filter((entry) => !isRefused(entry) && subjectsOf(entry).includes(subject));
	const uinsOf = ({ body }: JournalEntry) => [/"MemberUin":(\d+)/.exec(body)![1]];
	const emailsOf = ({ query }: JournalEntry) => new URLSearchParams(query).get('Email')!.split(',');
	for (const [node, isDone, requestsOf] of [
		['Add', isBound, ({ newUin }: Row) => sent('AddOrganizationMemberEmail', uinsOf, newUin)],
		[
			'Submit',
			isSubmitted,
			({ newEmail }: Row) => sent('SubmitEmailVerification', emailsOf, newEmail),
		],
	] as const) {
		for (const [index, { json }] of result.items(node).entries()) {
			const row = list[index];
			const [request, ...again] = requestsOf(row);
			// Once at the most, but for what was refused.
			expect([node, index, again.length && [request, ...again]]).toEqual([node, index, 0]);
			if (json.error !== undefined && request) expect(isHarmed(request)).toBe(true);
			if (json.error === OUTCOME_UNKNOWN) continue;
			expect([node, index, json.error === undefined]).toEqual([node, index, isDone(row)]);
		}
	}
}

/** A change for each trigger to report; one of them is a removal. */
function change({ tencent, aliyun, wemake }: Cloud, list: Row[]): void {
	const [waiting] = tencent.members().filter((one) => tencent.bindStatus(one) === 'Valid');
	tencent.clickLink(waiting.uin);
	const asked = list.map(({ email }) => email);
	const [leaving] = aliyun
		.emails()
		.filter((email) => !asked.includes(email) && /^user\d/.test(email));
	aliyun.delete(leaving);
	const [account] = wemake.subAccountIds(demoSubjects.wemake.verified.accountId);
	wemake.setAuthStatus(account, wemake.get(account)!.AuthStatus === 1 ? 2 : 1);
}

it.each(CASES)('%s: nothing is lost, doubled, misplaced or wrong', async (name, rules) => {
	const { cloud, session } = world;
	const list = rowsOf.get(name)!;
	const before = statuses(cloud);
	cloud.journal.clear();
	receiver.received.length = 0;
	for (const rule of rules) cloud.faults.add(rule);
	const result = await session.runWorkflow(name, TRIGGER);
	// Lists come last in a run.
	const listed = statuses(cloud);
	expect(result.status).toBe('success');
	const perItem = ['Binding', 'Address', 'Account', 'Add', 'Submit'];
	for (const node of perItem) {
		const items = result.items(node);
		expect(pairs(items)).toEqual(list.map((_, index) => index));
		if (HARMLESS.includes(name)) expect(items.filter(({ json }) => 'error' in json)).toEqual([]);
	}
	checkLookups(result, list);
	checkCommands(result, list);
	checkList(result.items('Members'), 'tencent', listed);
	checkList(result.items('Addresses'), 'aliyun', listed);
	checkList(result.items('Sub-Accounts'), 'wemake', listed);

	change(cloud, list);
	for (const watch of NAMES) {
		const { action } = WATCHES[watch];
		const asked = entries(action).length;
		await until(`polls of ${watch}`, () => entries(action).length >= asked + 2);
	}
	cloud.faults.clear();

	const after = statuses(cloud);
	const changes = [...new Set([...before.keys(), ...after.keys()])]
		.map((key) => [key, after.get(key) ?? 'unknown'])
		.filter(([key]) => before.get(key) !== after.get(key));
	for (const watch of NAMES) {
		expect(changes.filter(([key]) => key.startsWith(`/${watch} `))).not.toEqual([]);
	}
	await until('the end of the changes', () => receiver.received.length >= changes.length);
	for (const watch of NAMES) await polls(cloud, watch, 1);
	const requests = receiver.received.map(({ path, body }) => [
		`${path} ${body.subject as string}`,
		body.status,
	]);
	expect(requests.sort()).toEqual(changes.sort());
});
